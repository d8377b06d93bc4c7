"""Personal tokens for scripts: of few scopes, for some months, shown once."""

import datetime
from collections.abc import Iterable

from api.errors import BadRequest
from api.outlets.people import ApiToken, Person, SecurityEvent
from api.people.clock import Clock
from api.people.permissions import TOKEN_SCOPES, allows
from api.people.stores import Sessions as Store
from api.people.tokens import hash_of, new_token

# so that a token that got into a repository is found by those who scan for such
_PREFIX = "masthead_"
LONGEST_DAYS = 366


class ApiTokens:
    """Makes, finds and revokes tokens."""

    def __init__(self, store: Store, clock: Clock) -> None:
        self._store, self._clock = store, clock

    def make(self, person: Person, name: str, scopes: Iterable[str], days: int, network: str) -> str:
        """The token, which is not kept. Raises BadRequest."""
        wanted, name = frozenset(scopes), " ".join(name.split())
        if not name or len(name) > 80:
            raise BadRequest("A token has a name.", where="token_name", mend="Name the script that will use it.")
        if not wanted or not wanted <= self.scopes_for(person):
            raise BadRequest("These scopes are not yours to give.", where="scopes", mend="Choose among those listed.")
        if not 1 <= days <= LONGEST_DAYS:
            raise BadRequest(f"A token lasts 1 to {LONGEST_DAYS} days.", where="days", mend="Make a new one before it ends.")
        secret, now = _PREFIX + new_token(), self._clock()
        token = ApiToken(hash_of(secret), person.id, name, wanted, now, now + datetime.timedelta(days=days))
        detail = f"{name}: {', '.join(sorted(wanted))}"
        self._store.add_token(token, SecurityEvent(now, "token-made", person.id, person.id, network, detail))
        return secret

    def scopes_for(self, person: Person) -> frozenset[str]:
        """What the person may give to a script."""
        return frozenset(scope for scope in TOKEN_SCOPES if allows(person.roles, scope))

    def find(self, secret: str) -> tuple[Person, ApiToken] | None:
        """Whose token it is, if it holds and they may still use tokens."""
        found = self._store.token(hash_of(secret))
        if found is None or self._clock() >= found[1].expires or not allows(found[0].roles, "use-token"):
            return None
        return found

    def of(self, person: str) -> list[ApiToken]:
        return self._store.tokens_of(person)

    def revoke(self, key: str, person: str, network: str) -> bool:
        """False where the person has none of that key."""
        return self._store.remove_token(key, person, SecurityEvent(self._clock(), "token-revoked", person, person, network))
