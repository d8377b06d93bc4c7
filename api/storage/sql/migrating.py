"""Brings a database to the form this program works with."""

from pathlib import Path

import sqlalchemy as sa
from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory

from api.errors import ServiceUnavailable
from api.storage.sql.engine import place_of, reading, writing


def migrate(engine: sa.Engine) -> str:
    """Run what migrations are missing, in one transaction; the form reached. Others who start at the same time wait."""
    with writing(engine) as connection:
        _refuse_newer(connection, engine)
        upgrade(connection, "head")
        return form_of(connection) or ""


def require_current(engine: sa.Engine) -> None:
    """Raise ServiceUnavailable where the database has another form than this program's."""
    with reading(engine) as connection:
        form, wanted = form_of(connection), ScriptDirectory.from_config(_config()).get_current_head()
    if form != wanted:
        what = f"the database is of form {form or 'none'}, this program of form {wanted}"
        raise ServiceUnavailable(what, where=place_of(engine), mend="run `masthead release`")


def upgrade(connection: sa.Connection, form: str) -> None:
    """Run the migrations up to that form, as part of the connection's transaction."""
    config = _config()
    config.attributes["connection"] = connection
    command.upgrade(config, form)


def forms() -> frozenset[str]:
    """Those that this program knows, its own and all before."""
    return frozenset(each.revision for each in ScriptDirectory.from_config(_config()).walk_revisions())


def form_of(connection: sa.Connection) -> str | None:
    """That of the database; None where nothing was migrated yet."""
    return MigrationContext.configure(connection).get_current_revision()


def _refuse_newer(connection: sa.Connection, engine: sa.Engine) -> None:
    form = form_of(connection)
    if form is not None and form not in forms():
        mend = "run the newer program, or restore a backup of before"
        raise ServiceUnavailable(f"the database was made by a newer program (form {form})", where=place_of(engine), mend=mend)


def _config() -> Config:
    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent / "migrations"))
    return config
