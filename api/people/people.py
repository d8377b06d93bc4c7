"""The people of the desk: everything the views and commands ask about them, put together once by the composition root."""

import datetime

from api.outlets.people import Person, SecurityEvent
from api.people.api_tokens import ApiTokens
from api.people.clock import Clock
from api.people.openid import OpenId
from api.people.passkeys import Passkeys
from api.people.passwords import Passwords
from api.people.register import Register
from api.people.second_factor import SecondFactor
from api.people.sessions import Sessions
from api.people.signing_in import SigningIn
from api.people.stores import Stores
from api.people.throttle import Throttle
from api.people.tokens import hash_of, new_token

_INVITATION = datetime.timedelta(days=7)


class People:
    """`register` knows who there is; `signing_in`, `second_factor`, `passkeys`, `openid` and `sessions` who is here;
    `tokens` their scripts."""

    def __init__(self, stores: Stores, clock: Clock, passwords: Passwords | None = None) -> None:
        self._stores, self._clock = stores, clock
        throttle = Throttle(stores.persons, stores.attempts, clock)
        self.register = Register(stores.persons, stores.keys, clock)
        self.sessions = Sessions(stores.sessions, clock)
        self.signing_in = SigningIn(
            stores.persons, stores.keys,
            throttle=throttle, sessions=self.sessions, passwords=passwords or Passwords(), clock=clock,
        )  # fmt: skip
        self.second_factor = SecondFactor(stores.persons, stores.keys, throttle, self.sessions, clock)
        self.passkeys = Passkeys(stores.persons, stores.keys, throttle, self.sessions, clock)
        self.openid = OpenId(stores, throttle, self.sessions, clock)
        self.tokens = ApiTokens(stores.sessions, clock)

    def person(self, id: str) -> Person:
        """Raises NotFound."""
        return self.register.person(id)

    def invite(self, id: str, *, by: str | None) -> str:
        """The token of an invitation to set a password, for seven days; not kept. Raises NotFound."""
        person, token, now = self.person(id), new_token(), self._clock()
        self._stores.keys.invite(hash_of(token), person.id, now + _INVITATION, SecurityEvent(now, "invited", person.id, by))
        return token
