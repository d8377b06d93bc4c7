"""Empty databases of either kind, as many as a test wants."""

import itertools
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import sqlalchemy as sa

_numbers = itertools.count(1)


@contextmanager
def empty_database(kind: str, folder: Path, server: str) -> Iterator[str]:
    """The URL of a new database: a file in `folder`, or one of the PostgreSQL server, dropped afterwards."""
    number = next(_numbers)
    if kind == "sqlite":
        yield f"sqlite:///{folder}/store{number}.sqlite"
        return
    name = f"store{number}"
    admin = sa.create_engine(sa.make_url(server).set(drivername="postgresql+psycopg"), isolation_level="AUTOCOMMIT")
    with admin.connect() as connection:
        connection.execute(sa.text(f"CREATE DATABASE {name}"))
    yield sa.make_url(server).set(database=name).render_as_string(hide_password=False)
    with admin.connect() as connection:
        connection.execute(sa.text(f"DROP DATABASE {name} WITH (FORCE)"))
    admin.dispose()
