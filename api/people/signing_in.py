"""Signing in by password, and what concerns passwords."""

import datetime

from api.errors import NotFound
from api.outlets.people import Person, SecurityEvent, Session
from api.people.clock import Clock
from api.people.passwords import Passwords, refuse_weak
from api.people.refusals import SignInFailed
from api.people.sessions import Sessions
from api.people.stores import Keys, Persons
from api.people.throttle import Throttle
from api.people.tokens import hash_of
from api.people.visit import Visit

_JUST_NOW = datetime.timedelta(minutes=10)


class SigningIn:
    """Every way in ends in a new session, and every failure says the same."""

    def __init__(
        self, persons: Persons, keys: Keys, *, throttle: Throttle, sessions: Sessions, passwords: Passwords, clock: Clock
    ) -> None:
        self._persons, self._keys, self._throttle = persons, keys, throttle
        self._sessions, self._passwords, self._clock = sessions, passwords, clock

    def by_password(self, name: str, password: str, visit: Visit) -> str:
        """The token of a new session: halfway where a second factor is still to be shown. Raises Throttled, and SignInFailed, which
        takes as long and says the same where nobody has that name."""
        person = self._persons.named(name)
        account = person.id if person else " ".join(name.casefold().split())
        self._throttle.attempt("password", account, person, visit)
        kept = self._keys.secrets_of(person.id) if person and person.active else None
        fits = self._passwords.fits(password, kept.password if kept else None)
        if not fits or not person or not kept or not kept.password:
            id = person.id if person else None
            self._persons.note(SecurityEvent(self._clock(), "sign-in-failed", id, None, visit.network))
            raise SignInFailed("Name and password do not fit.", mend="Try again, or ask an admin for a new invitation.")
        self._throttle.succeeded("password", account, visit)
        if self._passwords.outdated(kept.password):
            self._keys.set_password(person.id, self._passwords.hash(password), None)
        return self._sessions.admit(person, visit, complete=kept.totp is None, strong=False, how="password")

    def confirm(self, person: Person, session: Session, password: str, visit: Visit) -> None:
        """Before what a stolen session must not do: raise SignInFailed unless the password is theirs, or, where they have none,
        they signed in only just now. Raises Throttled after too many tries."""
        kept = self._keys.secrets_of(person.id).password
        if kept is None:
            if self._clock() - session.begun > _JUST_NOW:
                raise SignInFailed("You signed in too long ago for this.", mend="Sign out and in again, then you have ten minutes.")
            return
        self._throttle.attempt("password", person.id, person, visit)
        if not self._passwords.fits(password, kept):
            self._persons.note(SecurityEvent(self._clock(), "sign-in-failed", person.id, person.id, visit.network, "own password"))
            raise SignInFailed("This is not your password.", where="current", mend="Type the one you sign in with.")
        self._throttle.succeeded("password", person.id, visit)

    def set_password(self, person: Person, password: str, visit: Visit, *, by: str | None, but: Session | None = None) -> None:
        """Raises BadRequest where anybody would guess it. Signs the person out everywhere but in one session."""
        refuse_weak(password, person.name)
        event = SecurityEvent(self._clock(), "password-set", person.id, by, visit.network)
        self._keys.set_password(person.id, self._passwords.hash(password), event)
        self._sessions.revoke_others(person.id, but=but.key if but else None)

    def invited(self, token: str) -> Person:
        """Whom an invitation is for. Raises NotFound where it was used, replaced, or is too old."""
        id = self._keys.invited(hash_of(token), self._clock())
        if id is None:
            raise NotFound("This invitation was used, or is too old.", mend="Ask an admin for another one.")
        return self._persons.person(id)

    def accept(self, token: str, password: str, visit: Visit) -> Person:
        """Set the first password, or a new one, by an invitation. Raises NotFound, BadRequest."""
        person = self.invited(token)
        refuse_weak(password, person.name)
        event = SecurityEvent(self._clock(), "password-set", person.id, person.id, visit.network, "by invitation")
        if not self._keys.accept(hash_of(token), person.id, self._passwords.hash(password), event):
            raise NotFound("This invitation was used.", mend="Ask an admin for another one.")
        return person
