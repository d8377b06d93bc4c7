"""Accounts with the organisation's OpenID provider: which one is expected of a person, and which one it is."""

import sqlalchemy as sa

from api.errors import Conflict
from api.outlets.people import Identity, SecurityEvent
from api.storage.sql.engine import reading, writing
from api.storage.sql.people import add_event
from api.storage.sql.people_tables import DESK_SESSION, IDENTITY, INVITATION, PERSON


class IdentitiesInSql:
    """What `api.people.openid` keeps: one account a person. Raises ServiceUnavailable where the database does not answer."""

    def __init__(self, engine: sa.Engine) -> None:
        self._engine = engine

    def everyone(self) -> list[Identity]:
        with reading(self._engine) as connection:
            return [Identity(**row._mapping) for row in connection.execute(sa.select(IDENTITY))]

    def expect(self, person: str, email: str | None, event: SecurityEvent) -> None:
        """Put it in place of the person's account, and end their sessions. Raise Conflict where another person has the address."""
        with writing(self._engine) as connection:
            taken = sa.select(IDENTITY.c.person).where(IDENTITY.c.email == email, IDENTITY.c.person != person)
            if email and connection.execute(taken).first():
                raise Conflict("somebody else is expected with this address", where="email", mend="take it from them first")
            _put(connection, Identity(person, email) if email else None, person)
            add_event(connection, event)

    def expected(self, email: str) -> Identity | None:
        """Who is expected with the address, and has not signed in with it yet."""
        waiting = sa.and_(IDENTITY.c.email == email, IDENTITY.c.subject.is_(None), PERSON.c.active)
        with reading(self._engine) as connection:
            row = connection.execute(sa.select(IDENTITY).join(PERSON, PERSON.c.id == IDENTITY.c.person).where(waiting)).first()
            return Identity(**row._mapping) if row else None

    def person_of(self, issuer: str, subject: str) -> str | None:
        with reading(self._engine) as connection:
            return connection.execute(sa.select(IDENTITY.c.person).where(_named(issuer, subject))).scalar()

    def link(self, identity: Identity, event: SecurityEvent) -> bool:
        """Whether it was still expected with that address, and nobody else's."""
        with writing(self._engine) as connection:
            if _others(connection, identity):
                return False
            now = {"issuer": identity.issuer, "subject": identity.subject}
            waiting = sa.update(IDENTITY).where(IDENTITY.c.person == identity.person, IDENTITY.c.subject.is_(None))
            if connection.execute(waiting.where(IDENTITY.c.email == identity.email).values(now)).rowcount == 0:
                return False
            add_event(connection, event)
            return True

    def link_by_invitation(self, key: str, identity: Identity, event: SecurityEvent) -> bool:
        """Put it in place of the person's account, end their sessions and use the invitation up, if that is still there and the
        account nobody else's."""
        with writing(self._engine) as connection:
            if _others(connection, identity):
                return False
            if connection.execute(sa.delete(INVITATION).where(INVITATION.c.key == key)).rowcount == 0:
                return False
            _put(connection, identity, identity.person)
            add_event(connection, event)
            return True


def _named(issuer: str | None, subject: str | None) -> sa.ColumnElement[bool]:
    return sa.and_(IDENTITY.c.issuer == issuer, IDENTITY.c.subject == subject)


def _others(connection: sa.Connection, identity: Identity) -> bool:
    of_another = sa.and_(_named(identity.issuer, identity.subject), IDENTITY.c.person != identity.person)
    return connection.execute(sa.select(IDENTITY.c.person).where(of_another)).first() is not None


def _put(connection: sa.Connection, identity: Identity | None, person: str) -> None:
    connection.execute(sa.delete(IDENTITY).where(IDENTITY.c.person == person))
    connection.execute(sa.delete(DESK_SESSION).where(DESK_SESSION.c.person == person))
    if identity:
        connection.execute(sa.insert(IDENTITY).values(vars(identity)))
