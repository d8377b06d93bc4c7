"""Signing in with an account that an organisation's OpenID provider keeps. Who may work at the desk is decided at the desk: an
account opens it only for a person whom an admin has added, and with the roles that person has here."""

import datetime

from api.errors import BadRequest
from api.outlets.people import Identity, SecurityEvent
from api.people.clock import Clock
from api.people.provider import Account, folded
from api.people.refusals import SignInFailed
from api.people.sessions import Sessions
from api.people.stores import Stores
from api.people.throttle import Throttle
from api.people.tokens import hash_of
from api.people.visit import Visit

# how long somebody may take at the provider
_HOLDS = datetime.timedelta(minutes=10)
_LONGEST_EMAIL = 254


def address(text: str) -> str:
    """An e-mail address from a form, in the form in which addresses are compared; empty where there is none. Raises BadRequest."""
    email = folded(text)
    local, _, domain = email.rpartition("@")
    if email and (not local or not domain or len(email) > _LONGEST_EMAIL or not email.isprintable() or " " in email):
        raise BadRequest("This is no e-mail address.", where="email", mend="Write it as in jane@paper.example.")
    return email


class OpenId:
    """Links accounts to persons, and lets them in."""

    def __init__(self, stores: Stores, throttle: Throttle, sessions: Sessions, clock: Clock) -> None:
        self._stores, self._throttle, self._sessions, self._clock = stores, throttle, sessions, clock

    def attempt(self, visit: Visit) -> None:
        """Somebody begins to sign in: counts until they have, or until `forgive`. Raises Throttled."""
        self._throttle.attempt("openid", None, None, visit)

    def forgive(self, visit: Visit) -> None:
        """It was not their fault."""
        self._throttle.succeeded("openid", None, visit)

    def keep(self, state: str) -> None:
        """What the provider is asked to send back."""
        now = self._clock()
        self._stores.keys.challenge(hash_of(state), None, now, now + _HOLDS)

    def use(self, state: str) -> bool:
        """Whether it was sent back, for the first time and within ten minutes."""
        return self._stores.keys.use_challenge(hash_of(state), None, self._clock())

    def failed(self, why: str, visit: Visit, *, theirs: bool) -> None:
        """Note it. Raises Throttled after too many that were not the provider's."""
        if theirs:
            self.attempt(visit)
        self._stores.persons.note(SecurityEvent(self._clock(), "sign-in-failed", None, None, visit.network, f"organisation: {why}"))

    def sign_in(self, account: Account, visit: Visit, invitation: str = "") -> str:
        """The token of a new session: halfway where a second factor is still to be shown. Raises SignInFailed."""
        id = self._invited(account, visit, invitation) if invitation else self._linked(account, visit)
        person = self._stores.persons.person(id) if id else None
        if person is None or not person.active:
            mend = "Ask an admin to add you, with the e-mail address of that account."
            raise SignInFailed("Nobody who works at this desk has the account you signed in with.", mend=mend)
        self.forgive(visit)
        complete = account.strong or self._stores.keys.secrets_of(person.id).totp is None
        return self._sessions.admit(person, visit, complete=complete, strong=account.strong, how="organisation")

    def expect(self, person: str, email: str, *, by: str | None) -> None:
        """The person's account is the one that will show this address, verified; an earlier one opens nothing any more, and who is
        signed in is signed out. An empty address takes it away. Raises BadRequest, and Conflict where another person has it."""
        email, now = address(email), self._clock()
        event = SecurityEvent(now, "identity-expected" if email else "identity-removed", person, by)
        self._stores.identities.expect(person, email or None, event)

    def identities(self) -> dict[str, Identity]:
        """By person."""
        return {each.person: each for each in self._stores.identities.everyone()}

    def _linked(self, account: Account, visit: Visit) -> str | None:
        """By the account; the first time by its address."""
        known = self._stores.identities.person_of(account.issuer, account.subject)
        expected = self._stores.identities.expected(account.email) if account.email and not known else None
        if expected is None:
            return known
        identity = Identity(expected.person, account.email, account.issuer, account.subject)
        linked = self._stores.identities.link(identity, self._event(expected.person, visit, "by address"))
        return expected.person if linked else None

    def _invited(self, account: Account, visit: Visit, invitation: str) -> str:
        """Uses the invitation up."""
        key = hash_of(invitation)
        id = self._stores.keys.invited(key, self._clock())
        if id is None:
            raise SignInFailed("This invitation was used, or is too old.", mend="Ask an admin for another one.")
        identity = Identity(id, None, account.issuer, account.subject)
        if not self._stores.identities.link_by_invitation(key, identity, self._event(id, visit, "by invitation")):
            raise SignInFailed("This account is already somebody else's at this desk.", mend="Sign in with one of your own.")
        return id

    def _event(self, person: str, visit: Visit, how: str) -> SecurityEvent:
        return SecurityEvent(self._clock(), "identity-linked", person, person, visit.network, how)
