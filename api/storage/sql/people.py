"""Persons, their roles and declarations, and the log of security events. Every change is kept together with its event."""

import datetime
import secrets
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager

import sqlalchemy as sa

from api.errors import Conflict, NotFound
from api.outlets.dates import Day, FuzzyDate
from api.outlets.people import Declaration, Person, Role, SecurityEvent
from api.storage.sql.engine import reading, writing
from api.storage.sql.people_tables import DECLARATION, DESK_SECRET, PERSON, PERSON_ROLE, SECURITY_EVENT


class PersonsInSql:
    """What `api.people.register` keeps. Raises ServiceUnavailable where the database does not answer."""

    def __init__(self, engine: sa.Engine) -> None:
        self._engine = engine

    def add(self, person: Person, event: SecurityEvent) -> None:
        """Raise Conflict where somebody has the name."""
        with writing(self._engine) as connection:
            if connection.execute(sa.select(PERSON.c.id).where(PERSON.c.folded == folded(person.name))).first():
                raise Conflict(f"somebody is called {person.name} already", where="name", mend="take another name")
            values = {"id": person.id, "name": person.name, "folded": folded(person.name), "active": person.active, "totp_step": 0}
            connection.execute(sa.insert(PERSON).values(values))
            _put_roles(connection, person.id, person.roles)
            add_event(connection, event)

    def person(self, id: str) -> Person:
        """Raises NotFound."""
        found = self._where(PERSON.c.id == id)
        if not found:
            raise NotFound(f"nobody here is {id}")
        return found[0]

    def named(self, name: str) -> Person | None:
        """Names that differ only in case or form are one name."""
        return next(iter(self._where(PERSON.c.folded == folded(name))), None)

    def everyone(self) -> list[Person]:
        """By name."""
        return self._where(sa.true())

    def _where(self, condition: sa.ColumnElement[bool]) -> list[Person]:
        with reading(self._engine) as connection:
            return persons(connection, condition)

    def names(self, ids: Iterable[str]) -> dict[str, str]:
        with reading(self._engine) as connection:
            rows = connection.execute(sa.select(PERSON.c.id, PERSON.c.name).where(PERSON.c.id.in_(set(ids))))
            return {row.id: row.name for row in rows}

    def set_roles(self, id: str, roles: frozenset[Role], event: SecurityEvent) -> None:
        """Raise Conflict where no active admin would be left."""
        with writing(self._engine) as connection, _keeping_an_admin(connection):
            _put_roles(connection, id, roles)
            add_event(connection, event)

    def set_active(self, id: str, active: bool, event: SecurityEvent) -> None:
        """Raise Conflict where no active admin would be left."""
        with writing(self._engine) as connection, _keeping_an_admin(connection):
            connection.execute(sa.update(PERSON).where(PERSON.c.id == id).values(active=active))
            add_event(connection, event)

    def declare(self, id: str, declarations: Iterable[Declaration], on: Day, event: SecurityEvent) -> None:
        """Put these in place of all the person's declarations."""
        with writing(self._engine) as connection:
            connection.execute(sa.delete(DECLARATION).where(DECLARATION.c.person == id))
            for each in declarations:
                row = {
                    "id": each.id, "person": id, "body": each.body, "outlets": list(each.outlets), "parties": list(each.parties),
                    "country": each.country, "start": str(each.start), "to": str(each.to) if each.to else None,
                }  # fmt: skip
                connection.execute(sa.insert(DECLARATION).values(row))
            connection.execute(sa.update(PERSON).where(PERSON.c.id == id).values(declared=on.isoformat()))
            add_event(connection, event)

    def note(self, event: SecurityEvent) -> None:
        with writing(self._engine) as connection:
            add_event(connection, event)

    def events(self, *, of: str | None = None, limit: int = 200) -> list[SecurityEvent]:
        """The newest first."""
        query = sa.select(SECURITY_EVENT).order_by(SECURITY_EVENT.c.number.desc()).limit(limit)
        if of:
            query = query.where(SECURITY_EVENT.c.person == of)
        with reading(self._engine) as connection:
            rows = connection.execute(query)
            return [SecurityEvent(row.at, row.kind, row.person, row.by, row.network, row.detail) for row in rows]

    def secret(self, name: str) -> bytes:
        """256 random bits that all processes of this desk share, made when first asked for."""
        with reading(self._engine) as connection:
            found = _secret(connection, name)
        if found is None:
            with writing(self._engine) as connection:
                found = _secret(connection, name)
                if found is None:
                    found = secrets.token_bytes(32)
                    connection.execute(sa.insert(DESK_SECRET).values(name=name, value=found))
        return found


def folded(name: str) -> str:
    """The form in which names are compared."""
    return " ".join(unicodedata.normalize("NFKC", name).casefold().split())


def add_event(connection: sa.Connection, event: SecurityEvent) -> None:
    connection.execute(sa.insert(SECURITY_EVENT).values(vars(event)))


def persons(connection: sa.Connection, condition: sa.ColumnElement[bool]) -> list[Person]:
    """Those of a condition, by name, with their roles and declarations."""
    rows = connection.execute(sa.select(PERSON).where(condition).order_by(PERSON.c.folded)).all()
    ids = [row.id for row in rows]
    roles: dict[str, set[Role]] = {id: set() for id in ids}
    for row in connection.execute(sa.select(PERSON_ROLE).where(PERSON_ROLE.c.person.in_(ids))):
        roles[row.person].add(row.role)
    declarations: dict[str, list[Declaration]] = {id: [] for id in ids}
    order = (DECLARATION.c.start.desc(), DECLARATION.c.id)
    for row in connection.execute(sa.select(DECLARATION).where(DECLARATION.c.person.in_(ids)).order_by(*order)):
        declarations[row.person].append(_declaration(row))
    return [_person(row, roles, declarations) for row in rows]


def _person(
    row: sa.Row[tuple[object, ...]], roles: Mapping[str, set[Role]], declarations: Mapping[str, list[Declaration]]
) -> Person:
    declared = datetime.date.fromisoformat(row.declared) if row.declared else None
    return Person(row.id, row.name, frozenset(roles[row.id]), tuple(declarations[row.id]), declared, row.active)


def _declaration(row: sa.Row[tuple[object, ...]]) -> Declaration:
    to = FuzzyDate.parse(row.to) if row.to else None
    return Declaration(row.id, row.body, tuple(row.outlets), tuple(row.parties), row.country, FuzzyDate.parse(row.start), to)


def _put_roles(connection: sa.Connection, id: str, roles: frozenset[Role]) -> None:
    connection.execute(sa.delete(PERSON_ROLE).where(PERSON_ROLE.c.person == id))
    for role in sorted(roles):
        connection.execute(sa.insert(PERSON_ROLE).values(person=id, role=role))


@contextmanager
def _keeping_an_admin(connection: sa.Connection) -> Iterator[None]:
    """The last one cannot lock everybody out: then what was changed is undone."""
    before = _has_admin(connection)
    yield
    if before and not _has_admin(connection):
        raise Conflict("nobody would be left who may manage people", mend="make somebody else an admin first")


def _has_admin(connection: sa.Connection) -> bool:
    admins = PERSON.join(PERSON_ROLE, PERSON_ROLE.c.person == PERSON.c.id)
    query = sa.select(PERSON.c.id).select_from(admins).where(PERSON.c.active, PERSON_ROLE.c.role == "admin")
    return connection.execute(query).first() is not None


def _secret(connection: sa.Connection, name: str) -> bytes | None:
    row = connection.execute(sa.select(DESK_SECRET.c.value).where(DESK_SECRET.c.name == name)).first()
    return bytes(row.value) if row else None
