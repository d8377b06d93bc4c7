"""Databases of either kind, as many as a test wants: empty, or with the desk's tables in them."""

import itertools
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cached_property
from pathlib import Path

import sqlalchemy as sa

from api.storage.sql.engine import open_engine
from api.storage.sql.migrating import migrate

STORES = ("sqlite", "postgresql")
_numbers = itertools.count(1)


@contextmanager
def empty_database(kind: str, folder: Path, server: str, *, like: str = "template1") -> Iterator[str]:
    """The URL of a new database: a file in `folder`, or one of the PostgreSQL server, a copy of `like`, dropped afterwards."""
    name = f"store{next(_numbers)}"
    if kind == "sqlite":
        yield f"sqlite:///{folder}/{name}.sqlite"
        return
    yield _made(name, server, like)
    _administer(server, f"DROP DATABASE {name} WITH (FORCE)")


def _made(name: str, server: str, like: str) -> str:
    _administer(server, f"CREATE DATABASE {name} TEMPLATE {like}")
    return sa.make_url(server).set(database=name).render_as_string(hide_password=False)


def _administer(server: str, statement: str) -> None:
    admin = sa.create_engine(sa.make_url(server).set(drivername="postgresql+psycopg"), isolation_level="AUTOCOMMIT")
    with admin.connect() as connection:
        connection.execute(sa.text(statement))
    admin.dispose()


class Prototypes:
    """One database of each kind that was migrated, to be copied: the migrations take longer than most tests."""

    def __init__(self, folder: Path, server: Callable[[], str]) -> None:
        self._folder, self._server = folder, server

    @contextmanager
    def copy(self, kind: str, folder: Path) -> Iterator[str]:
        """The URL of a new database of the program's form."""
        if kind == "sqlite":
            shutil.copy(self._sqlite, folder / "desk.sqlite")
            yield f"sqlite:///{folder}/desk.sqlite"
            return
        with empty_database(kind, folder, self._server(), like=self._postgresql) as url:
            yield url

    @cached_property
    def _sqlite(self) -> Path:
        _migrate(f"sqlite:///{self._folder}/prototype.sqlite")
        return self._folder / "prototype.sqlite"

    @cached_property
    def _postgresql(self) -> str:
        # it goes with the server
        _migrate(_made("prototype", self._server(), "template1"))
        return "prototype"


def _migrate(url: str) -> None:
    engine = open_engine(url)
    migrate(engine)
    engine.dispose()
