"""Browsers signed in, scripts' tokens, and failures to sign in."""

import datetime
from collections.abc import Mapping

import sqlalchemy as sa

from api.outlets.people import FORGOTTEN, ApiToken, Failures, Limit, Person, SecurityEvent, Session
from api.storage.sql.engine import reading, writing
from api.storage.sql.people import add_event, persons
from api.storage.sql.people_tables import API_TOKEN, DESK_SESSION, PERSON, SIGN_IN_FAILURES

Moment = datetime.datetime


class SessionsInSql:
    """What `api.people.sessions` and `api.people.api_tokens` keep. Raises ServiceUnavailable where the database does not answer."""

    def __init__(self, engine: sa.Engine) -> None:
        self._engine = engine

    def begin(self, session: Session, *, instead_of: str | None, event: SecurityEvent | None) -> None:
        """The new session takes the place of the old one, if there is one; sessions long expired go."""
        with writing(self._engine) as connection:
            gone = sa.or_(DESK_SESSION.c.key == (instead_of or ""), DESK_SESSION.c.expires < session.begun)
            connection.execute(sa.delete(DESK_SESSION).where(gone))
            connection.execute(sa.insert(DESK_SESSION).values(vars(session)))
            if event:
                add_event(connection, event)

    def session(self, key: str) -> tuple[Person, Session] | None:
        """With its person, if that account is open."""
        with reading(self._engine) as connection:
            row = connection.execute(sa.select(DESK_SESSION).where(DESK_SESSION.c.key == key)).first()
            found = persons(connection, sa.and_(PERSON.c.id == row.person, PERSON.c.active)) if row else []
        return (found[0], Session(**row._mapping)) if row and found else None

    def see(self, key: str, at: Moment) -> None:
        with writing(self._engine) as connection:
            connection.execute(sa.update(DESK_SESSION).where(DESK_SESSION.c.key == key).values(seen=at))

    def sessions_of(self, person: str) -> list[Session]:
        """The last seen first."""
        query = sa.select(DESK_SESSION).where(DESK_SESSION.c.person == person).order_by(DESK_SESSION.c.seen.desc())
        with reading(self._engine) as connection:
            return [Session(**row._mapping) for row in connection.execute(query)]

    def end(self, key: str, person: str, event: SecurityEvent) -> bool:
        """Whether the person had that session."""
        with writing(self._engine) as connection:
            ended = sa.delete(DESK_SESSION).where(DESK_SESSION.c.key == key, DESK_SESSION.c.person == person)
            if connection.execute(ended).rowcount == 0:
                return False
            add_event(connection, event)
            return True

    def end_all(self, person: str, *, but: str | None) -> None:
        with writing(self._engine) as connection:
            all_but = sa.and_(DESK_SESSION.c.person == person, DESK_SESSION.c.key != (but or ""))
            connection.execute(sa.delete(DESK_SESSION).where(all_but))

    def add_token(self, token: ApiToken, event: SecurityEvent) -> None:
        with writing(self._engine) as connection:
            connection.execute(sa.insert(API_TOKEN).values({**vars(token), "scopes": sorted(token.scopes)}))
            add_event(connection, event)

    def token(self, key: str) -> tuple[Person, ApiToken] | None:
        """With its person, if that account is open."""
        with reading(self._engine) as connection:
            row = connection.execute(sa.select(API_TOKEN).where(API_TOKEN.c.key == key)).first()
            found = persons(connection, sa.and_(PERSON.c.id == row.person, PERSON.c.active)) if row else []
        return (found[0], _token(row)) if row and found else None

    def tokens_of(self, person: str) -> list[ApiToken]:
        """The newest first."""
        query = sa.select(API_TOKEN).where(API_TOKEN.c.person == person).order_by(API_TOKEN.c.made.desc())
        with reading(self._engine) as connection:
            return [_token(row) for row in connection.execute(query)]

    def remove_token(self, key: str, person: str, event: SecurityEvent) -> bool:
        """Whether the person had that token."""
        with writing(self._engine) as connection:
            removed = sa.delete(API_TOKEN).where(API_TOKEN.c.key == key, API_TOKEN.c.person == person)
            if connection.execute(removed).rowcount == 0:
                return False
            add_event(connection, event)
            return True


def _token(row: sa.Row[tuple[object, ...]]) -> ApiToken:
    return ApiToken(row.key, row.person, row.name, frozenset(row.scopes), row.made, row.expires)


class FailuresInSql:
    """What `api.people.throttle` limits: attempts by key, each counted before it is known whether it fails, so that many at once
    are no way around the limit."""

    def __init__(self, engine: sa.Engine) -> None:
        self._engine = engine

    def count(self, limits: Mapping[str, Limit], at: Moment) -> tuple[datetime.timedelta, bool]:
        """Count one attempt under each key: how long to wait first (then nothing was counted), and whether a limit is reached."""
        with writing(self._engine) as connection:
            connection.execute(sa.delete(SIGN_IN_FAILURES).where(SIGN_IN_FAILURES.c.last < at - FORGOTTEN))
            rows = connection.execute(sa.select(SIGN_IN_FAILURES).where(SIGN_IN_FAILURES.c.key.in_(limits)))
            kept = {row.key: Failures(row._mapping["count"], row.last) for row in rows}
            wait = max((each.left_to_wait(limits[key], at) for key, each in kept.items()), default=datetime.timedelta())
            if wait:
                return wait, False
            now = {key: kept[key].with_one_more(at) if key in kept else Failures(1, at) for key in limits}
            connection.execute(sa.delete(SIGN_IN_FAILURES).where(SIGN_IN_FAILURES.c.key.in_(limits)))
            connection.execute(sa.insert(SIGN_IN_FAILURES), [{"key": key, **vars(each)} for key, each in now.items()])
            return wait, any(each.count == limits[key].free for key, each in now.items())

    def forgive(self, *, all_of: str | None, one_of: str) -> None:
        """The attempt did not fail: forget those of one key, and this one of another."""
        with writing(self._engine) as connection:
            connection.execute(sa.delete(SIGN_IN_FAILURES).where(SIGN_IN_FAILURES.c.key == (all_of or "")))
            less = sa.update(SIGN_IN_FAILURES).where(SIGN_IN_FAILURES.c.key == one_of, SIGN_IN_FAILURES.c.count > 0)
            connection.execute(less.values(count=SIGN_IN_FAILURES.c.count - 1))
