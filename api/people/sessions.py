"""Browsers signed in: one random token each, which only the browser has."""

import datetime

from api.outlets.people import Person, SecurityEvent, Session
from api.people.clock import Clock
from api.people.stores import Sessions as Store
from api.people.tokens import hash_of, new_token
from api.people.visit import Visit

# a working day without a click, a week at most; ten minutes for the second factor
IDLE = datetime.timedelta(hours=8)
LONGEST = datetime.timedelta(days=7)
HALFWAY = datetime.timedelta(minutes=10)

# so that not every click writes
_SEEN_EVERY = datetime.timedelta(minutes=1)


class Sessions:
    """Begins, finds and ends sessions."""

    def __init__(self, store: Store, clock: Clock) -> None:
        self._store, self._clock = store, clock

    def admit(self, person: Person, visit: Visit, *, complete: bool, strong: bool, how: str) -> str:
        """The token of a new session for somebody who showed who they are; the one the browser had before is worth nothing now."""
        token, now = new_token(), self._clock()
        expires = now + (LONGEST if complete else HALFWAY)
        session = Session(hash_of(token), person.id, now, now, expires, complete, strong, visit.agent[:200])
        event = SecurityEvent(now, "signed-in", person.id, person.id, visit.network, how) if complete else None
        self._store.begin(session, instead_of=hash_of(visit.token) if visit.token else None, event=event)
        return token

    def find(self, token: str) -> tuple[Person, Session] | None:
        """Who is signed in with this token, if it still holds; that may be halfway, see `Session.complete`."""
        found, now = self._store.session(hash_of(token)), self._clock()
        if found is None or not _holds(found[1], now):
            return None
        if now - found[1].seen > _SEEN_EVERY:
            self._store.see(found[1].key, now)
        return found

    def of(self, person: str) -> list[Session]:
        """Those that hold, the last seen first."""
        now = self._clock()
        return [each for each in self._store.sessions_of(person) if _holds(each, now) and each.complete]

    def end(self, session: Session, network: str) -> None:
        """Sign out."""
        event = SecurityEvent(self._clock(), "signed-out", session.person, session.person, network)
        self._store.end(session.key, session.person, event)

    def revoke(self, key: str, person: str, network: str) -> bool:
        """End one of the person's sessions elsewhere; False where they have none of that key."""
        return self._store.end(key, person, SecurityEvent(self._clock(), "session-revoked", person, person, network))

    def revoke_others(self, person: str, *, but: str | None) -> None:
        """End all sessions of the person but that of a key."""
        self._store.end_all(person, but=but)


def _holds(session: Session, now: datetime.datetime) -> bool:
    return now < session.expires and now < session.seen + IDLE
