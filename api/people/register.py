"""Who works at the desk: persons, their roles, their interests."""

import secrets
from collections.abc import Iterable, Mapping

from api.errors import BadRequest
from api.outlets.dates import FuzzyDate
from api.outlets.people import ROLES, Declaration, Person, Role, SecurityEvent
from api.people.clock import Clock
from api.people.stores import Keys, Persons

_LONGEST_NAME = 80
_LONGEST_BODY = 300


class Register:
    """Adds and changes persons; `by` is the id of who does it, None at the command line."""

    def __init__(self, persons: Persons, keys: Keys, clock: Clock) -> None:
        self._persons, self._keys, self._clock = persons, keys, clock

    def person(self, id: str) -> Person:
        """Raises NotFound."""
        return self._persons.person(id)

    def named(self, name: str) -> Person | None:
        return self._persons.named(name)

    def everyone(self) -> list[Person]:
        """By name, closed accounts too."""
        return self._persons.everyone()

    def names(self, ids: Iterable[str]) -> dict[str, str]:
        """The names of those ids that are persons here."""
        return self._persons.names(ids)

    def add(self, name: str, roles: Iterable[str], *, by: str | None) -> Person:
        """A person without a password yet. Raises BadRequest, and Conflict where somebody has the name."""
        name = " ".join(name.split())
        if not name or len(name) > _LONGEST_NAME or not name.isprintable():
            raise BadRequest(f"A name has 1 to {_LONGEST_NAME} characters.", where="name", mend="Write the name others shall see.")
        person = Person(secrets.token_hex(8), name, _roles(roles))
        self._persons.add(person, SecurityEvent(self._clock(), "person-added", person.id, by, detail=_words(person.roles)))
        return person

    def set_roles(self, id: str, roles: Iterable[str], *, by: str | None) -> None:
        """Takes effect with the person's next request. Raises BadRequest, NotFound, and Conflict where no admin would be left."""
        before, after = self.person(id).roles, _roles(roles)
        if after != before:
            detail = f"{_words(before)} → {_words(after)}"
            self._persons.set_roles(id, after, SecurityEvent(self._clock(), "roles-changed", id, by, detail=detail))

    def close(self, id: str, *, by: str | None) -> None:
        """The person can no longer sign in, and is signed out everywhere; what they did stays theirs. Raises NotFound, Conflict."""
        self._persons.set_active(self.person(id).id, False, SecurityEvent(self._clock(), "person-closed", id, by))
        self._keys.take_all(id)

    def open(self, id: str, *, by: str | None) -> None:
        self._persons.set_active(self.person(id).id, True, SecurityEvent(self._clock(), "person-opened", id, by))

    def declare(self, id: str, declarations: Iterable[Declaration]) -> None:
        """These, and no others, are the person's employers and posts of the last five years. None at all is a declaration too."""
        now, kept = self._clock(), tuple(declarations)
        self._persons.declare(id, kept, now.date(), SecurityEvent(now, "declared", id, id, detail=f"{len(kept)} declarations"))

    def events(self, *, of: str | None = None, limit: int = 200) -> list[SecurityEvent]:
        """What happened to accounts, the newest first."""
        return self._persons.events(of=of, limit=limit)

    def secret(self, name: str) -> bytes:
        """256 random bits that all processes of this desk share."""
        return self._persons.secret(name)


def declaration(form: Mapping[str, str]) -> Declaration:
    """What a form says: body, outlets and parties (ids with spaces or commas between), country, start, to. Raises BadRequest."""
    text = {name: form.get(name, "").strip() for name in ("body", "outlets", "parties", "country", "start", "to")}
    if not text["body"] or len(text["body"]) > _LONGEST_BODY:
        raise BadRequest(f"It takes 1 to {_LONGEST_BODY} characters.", where="body", mend="Write who employed you, or the post.")
    if text["country"] and not (len(text["country"]) == 2 and text["country"].isascii() and text["country"].isalpha()):
        raise BadRequest(f"“{text['country']}” is no country.", where="country", mend="Write a code of two letters, as in gb.")
    start, to = _date(text["start"], "start"), _date(text["to"], "to") if text["to"] else None
    if to and to.latest < start.earliest:
        raise BadRequest("It ends before it begins.", where="to", mend="Leave the end empty while it lasts.")
    outlets, parties = (tuple(text[name].replace(",", " ").split()) for name in ("outlets", "parties"))
    return Declaration(secrets.token_hex(8), text["body"], outlets, parties, text["country"].lower() or None, start, to)


def _date(text: str, where: str) -> FuzzyDate:
    try:
        return FuzzyDate.parse(text)
    except ValueError as error:
        raise BadRequest(f"“{text}” is no date.", where=where, mend="Write 2019, 2019-04 or 2019-04-30.") from error


def _roles(names: Iterable[str]) -> frozenset[Role]:
    given = set(names)
    if unknown := given - set(ROLES):
        raise BadRequest(f"There is no role {', '.join(sorted(unknown))}.", where="role", mend=f"Roles are {', '.join(ROLES)}.")
    if not given:
        raise BadRequest("A person has a role.", where="role", mend=f"Roles are {', '.join(ROLES)}.")
    return frozenset(role for role in ROLES if role in given)


def _words(roles: Iterable[str]) -> str:
    return ", ".join(sorted(roles))
