"""Connections and transactions, the same for SQLite and PostgreSQL."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from sqlalchemy import event

from api.errors import BadRequest, ServiceUnavailable
from api.storage.sql.turns import NoPlace, TooLong, turn

# milliseconds a writer waits for another before it gives up
_PATIENCE = 15_000
# one writer at a time, by this number, among all who use the database
_WRITERS = 0x6D617374

_MEND = "nothing was changed; see that it runs, that it may be written and has room, then try again"


def open_engine(url: str) -> sa.Engine:
    """The database at a URL: `sqlite:////folder/desk.sqlite` or `postgresql://user@host/name`. Raises BadRequest for another."""
    try:
        address = sa.make_url(url)
    except (sa.exc.ArgumentError, ValueError) as error:
        raise BadRequest("this is no database URL", where="DATABASE_URL", mend="as in postgresql://user@host/name") from error
    if address.get_backend_name() == "sqlite":
        return _sqlite(address)
    if address.get_backend_name() in ("postgresql", "postgres"):
        address = address.set(drivername="postgresql+psycopg")
        return sa.create_engine(address, pool_pre_ping=True, connect_args={"connect_timeout": 5})
    mend = "use sqlite:////folder/file or postgresql://user@host/name"
    raise BadRequest(f"databases of the kind {address.drivername} are not supported", where="DATABASE_URL", mend=mend)


def database_exists(url: str) -> bool:
    """Whether somebody made a database there: SQLite has a file; a server is taken to have it. Raises BadRequest."""
    address = open_engine(url).url
    return address.get_backend_name() != "sqlite" or Path(address.database or "").is_file()


def _sqlite(address: sa.URL) -> sa.Engine:
    if not address.database or address.database == ":memory:":
        raise BadRequest("a database in memory would lose everything", where="DATABASE_URL", mend="name a file")
    try:
        Path(address.database).parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        what = f"the folder of {address.database} cannot be made: {error.strerror}"
        raise BadRequest(what, where="DATABASE_URL", mend="name a file in a folder that may be written") from error
    engine = sa.create_engine(address.set(drivername="sqlite+pysqlite"), connect_args={"timeout": _PATIENCE / 1000})

    @event.listens_for(engine, "connect")
    def _prepare(connection: Any, _record: Any) -> None:
        # the driver must not begin and end transactions by itself: we say when
        connection.isolation_level = None
        for pragma in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON", f"busy_timeout={_PATIENCE}"):
            connection.execute(f"PRAGMA {pragma}")

    @event.listens_for(engine, "begin")
    def _begin(connection: sa.Connection) -> None:
        writes = connection.get_execution_options().get("masthead_writes", False)
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")

    return engine


@contextmanager
def reading(engine: sa.Engine) -> Iterator[sa.Connection]:
    """One transaction that sees one state of the database. Raises ServiceUnavailable where it does not answer."""
    options = {"isolation_level": "REPEATABLE READ"} if engine.dialect.name == "postgresql" else {}
    with _said_plainly(engine), engine.connect().execution_options(**options) as connection, connection.begin():
        yield connection


@contextmanager
def writing(engine: sa.Engine) -> Iterator[sa.Connection]:
    """One transaction that nobody else writes beside: all of it is kept, or nothing. Writers come one after the other, in the order
    in which they asked. Raises ServiceUnavailable."""
    options = {"masthead_writes": True}
    with _said_plainly(engine), _in_turn(engine), engine.connect().execution_options(**options) as connection, connection.begin():
        if engine.dialect.name == "postgresql":
            connection.execute(sa.text("SELECT pg_advisory_xact_lock(:number)"), {"number": _WRITERS})
        yield connection


@contextmanager
def _in_turn(engine: sa.Engine) -> Iterator[None]:
    """Of SQLite, by a lock on a file beside the database; PostgreSQL keeps a row of its own."""
    if engine.dialect.name != "sqlite":
        yield
        return
    try:
        with turn(Path(f"{engine.url.database}-writers"), _PATIENCE / 1000):
            yield
    except TooLong as error:
        what = "others have been writing for too long"
        raise ServiceUnavailable(what, where=place_of(engine), mend="nothing was changed; try again") from error
    except NoPlace as error:
        what = f"the database does not answer: unable to open database file ({error})"
        raise ServiceUnavailable(what, where=place_of(engine), mend=_MEND) from error


# what our own statements get wrong; all else is a server that is gone, a full disk, a damaged file
_OURS = (sa.exc.IntegrityError, sa.exc.ProgrammingError, sa.exc.DataError, sa.exc.NotSupportedError)


@contextmanager
def _said_plainly(engine: sa.Engine) -> Iterator[None]:
    try:
        yield
    except _OURS:
        raise
    except (sa.exc.DatabaseError, sa.exc.InterfaceError) as error:
        what = " ".join(str(error.orig).split())
        raise ServiceUnavailable(f"the database does not answer: {what}", where=place_of(engine), mend=_MEND) from error


def place_of(engine: sa.Engine) -> str:
    """Where the database is, without the password."""
    return engine.url.render_as_string(hide_password=True)
