"""Whoever fails to sign in waits before the next attempt, longer each time: by account, and by address."""

import datetime
import hashlib

from api.outlets.people import Limit, Person, SecurityEvent
from api.people.clock import Clock
from api.people.refusals import Throttled
from api.people.stores import AttemptCounts, Persons
from api.people.visit import Visit

_ACCOUNT = Limit(5, datetime.timedelta(minutes=15))
# an address may be that of a whole newsroom
_ADDRESS = Limit(20, datetime.timedelta(hours=1))


class Throttle:
    """Counts attempts before they are known to fail, and forgives those that did not."""

    def __init__(self, persons: Persons, counts: AttemptCounts, clock: Clock) -> None:
        self._persons, self._counts, self._clock = persons, counts, clock

    def attempt(self, what: str, account: str | None, person: Person | None, visit: Visit) -> None:
        """Raise Throttled where it is too early. `account` is a person's id, the name somebody typed, or None where only the
        address is known."""
        limits = {_key("address", visit.place): _ADDRESS}
        if account is not None:
            limits[_key(what, account)] = _ACCOUNT
        now = self._clock()
        wait, locks = self._counts.count(limits, now)
        if wait:
            raise Throttled(wait)
        if locks:
            detail = "the next failure has to wait"
            self._persons.note(SecurityEvent(now, "locked", person.id if person else None, None, visit.network, detail))

    def succeeded(self, what: str, account: str | None, visit: Visit) -> None:
        """The address keeps its other failures, so that an account of one's own is no way to try others'."""
        all_of = None if account is None else _key(what, account)
        self._counts.forgive(all_of=all_of, one_of=_key("address", visit.place))


def _key(what: str, value: str) -> str:
    # hashed: a name that nobody has may be a password typed in the wrong place
    return hashlib.sha256(f"{what}:{value}".encode("utf-8", "surrogatepass")).hexdigest()
