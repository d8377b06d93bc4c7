"""What people prove with who they are: passwords, codes, invitations, passkeys. Whatever counts once is used up in the same
statement that finds it, so that two at the same time do not both succeed."""

import datetime
from collections.abc import Iterable

import sqlalchemy as sa

from api.outlets.people import Passkey, Secrets, SecurityEvent
from api.storage.sql.engine import reading, writing
from api.storage.sql.people import add_event
from api.storage.sql.people_tables import API_TOKEN, DESK_SESSION, INVITATION, PASSKEY, PASSKEY_CHALLENGE, PERSON, RECOVERY_CODE

Moment = datetime.datetime


class KeysInSql:
    """What `api.people.signing_in` and `api.people.passkeys` keep. Raises ServiceUnavailable where the database does not answer."""

    def __init__(self, engine: sa.Engine) -> None:
        self._engine = engine

    def secrets_of(self, person: str) -> Secrets:
        with reading(self._engine) as connection:
            row = connection.execute(sa.select(PERSON).where(PERSON.c.id == person)).one()
            left = sa.select(sa.func.count()).select_from(RECOVERY_CODE).where(RECOVERY_CODE.c.person == person)
            return Secrets(row.password, row.totp, row.totp_pending, connection.execute(left).scalar_one())

    def set_password(self, person: str, hash: str, event: SecurityEvent | None) -> None:
        """Without an event where only the form of the hash is new."""
        with writing(self._engine) as connection:
            _set(connection, person, password=hash)
            if event:
                add_event(connection, event)

    def begin_totp(self, person: str, secret: str) -> None:
        with writing(self._engine) as connection:
            _set(connection, person, totp_pending=secret)

    def set_totp(self, person: str, secret: str | None, step: int, recovery: Iterable[str], event: SecurityEvent) -> None:
        """Put the secret and the hashes of recovery codes in place of the old ones; None takes the second factor away."""
        with writing(self._engine) as connection:
            _set(connection, person, totp=secret, totp_pending=None, totp_step=step)
            _put_recovery_codes(connection, person, recovery)
            add_event(connection, event)

    def use_step(self, person: str, step: int) -> bool:
        """Whether no code of this step or a later one was used before."""
        with writing(self._engine) as connection:
            later = sa.update(PERSON).where(PERSON.c.id == person, PERSON.c.totp_step < step)
            return connection.execute(later.values(totp_step=step)).rowcount == 1

    def set_recovery_codes(self, person: str, recovery: Iterable[str], event: SecurityEvent) -> None:
        with writing(self._engine) as connection:
            _put_recovery_codes(connection, person, recovery)
            add_event(connection, event)

    def use_recovery_code(self, person: str, key: str, event: SecurityEvent) -> bool:
        with writing(self._engine) as connection:
            used = sa.delete(RECOVERY_CODE).where(RECOVERY_CODE.c.person == person, RECOVERY_CODE.c.key == key)
            if connection.execute(used).rowcount == 0:
                return False
            add_event(connection, event)
            return True

    def invite(self, key: str, person: str, expires: Moment, event: SecurityEvent) -> None:
        """A new invitation takes the place of the person's earlier ones."""
        with writing(self._engine) as connection:
            connection.execute(sa.delete(INVITATION).where(INVITATION.c.person == person))
            connection.execute(sa.insert(INVITATION).values(key=key, person=person, expires=expires))
            add_event(connection, event)

    def invited(self, key: str, at: Moment) -> str | None:
        """Whom the invitation is for, while it holds."""
        valid = sa.and_(INVITATION.c.key == key, INVITATION.c.expires > at, PERSON.c.active)
        with reading(self._engine) as connection:
            query = sa.select(INVITATION.c.person).join(PERSON, PERSON.c.id == INVITATION.c.person).where(valid)
            return connection.execute(query).scalar()

    def accept(self, key: str, person: str, hash: str, event: SecurityEvent) -> bool:
        """Set the password; whether the invitation was still there. Whoever was signed in with the old password no longer is."""
        with writing(self._engine) as connection:
            if connection.execute(sa.delete(INVITATION).where(INVITATION.c.key == key)).rowcount == 0:
                return False
            _set(connection, person, password=hash)
            connection.execute(sa.delete(DESK_SESSION).where(DESK_SESSION.c.person == person))
            add_event(connection, event)
            return True

    def take_all(self, person: str) -> None:
        """End every session, and take every token and invitation."""
        with writing(self._engine) as connection:
            for table in (DESK_SESSION, API_TOKEN, INVITATION):
                connection.execute(sa.delete(table).where(table.c.person == person))

    def challenge(self, key: str, person: str | None, at: Moment, expires: Moment) -> None:
        with writing(self._engine) as connection:
            connection.execute(sa.delete(PASSKEY_CHALLENGE).where(PASSKEY_CHALLENGE.c.expires < at))
            connection.execute(sa.insert(PASSKEY_CHALLENGE).values(key=key, person=person, expires=expires))

    def use_challenge(self, key: str, person: str | None, at: Moment) -> bool:
        with writing(self._engine) as connection:
            whose = PASSKEY_CHALLENGE.c.person.is_(None) if person is None else PASSKEY_CHALLENGE.c.person == person
            used = sa.delete(PASSKEY_CHALLENGE).where(PASSKEY_CHALLENGE.c.key == key, PASSKEY_CHALLENGE.c.expires > at, whose)
            return connection.execute(used).rowcount == 1

    def add_passkey(self, passkey: Passkey, event: SecurityEvent) -> bool:
        """False where the credential is kept already."""
        with writing(self._engine) as connection:
            if connection.execute(sa.select(PASSKEY.c.id).where(PASSKEY.c.id == passkey.id)).first():
                return False
            connection.execute(sa.insert(PASSKEY).values(vars(passkey)))
            add_event(connection, event)
            return True

    def passkey(self, id: str) -> Passkey | None:
        with reading(self._engine) as connection:
            row = connection.execute(sa.select(PASSKEY).where(PASSKEY.c.id == id)).first()
            return Passkey(**row._mapping) if row else None

    def passkeys_of(self, person: str) -> list[Passkey]:
        with reading(self._engine) as connection:
            rows = connection.execute(sa.select(PASSKEY).where(PASSKEY.c.person == person).order_by(PASSKEY.c.made))
            return [Passkey(**row._mapping) for row in rows]

    def counted(self, id: str, count: int) -> None:
        with writing(self._engine) as connection:
            connection.execute(sa.update(PASSKEY).where(PASSKEY.c.id == id).values(count=count))

    def remove_passkey(self, id: str, person: str, event: SecurityEvent) -> bool:
        with writing(self._engine) as connection:
            if connection.execute(sa.delete(PASSKEY).where(PASSKEY.c.id == id, PASSKEY.c.person == person)).rowcount == 0:
                return False
            add_event(connection, event)
            return True


def _set(connection: sa.Connection, person: str, **values: object) -> None:
    connection.execute(sa.update(PERSON).where(PERSON.c.id == person).values(values))


def _put_recovery_codes(connection: sa.Connection, person: str, recovery: Iterable[str]) -> None:
    connection.execute(sa.delete(RECOVERY_CODE).where(RECOVERY_CODE.c.person == person))
    for key in recovery:
        connection.execute(sa.insert(RECOVERY_CODE).values(person=person, key=key))
