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
        config = _config(connection)
        _refuse_newer(connection, engine)
        command.upgrade(config, "head")
        return _form_of(connection) or ""


def require_current(engine: sa.Engine) -> None:
    """Raise ServiceUnavailable where the database has another form than this program's."""
    with reading(engine) as connection:
        form, wanted = _form_of(connection), ScriptDirectory.from_config(_config()).get_current_head()
    if form != wanted:
        what = f"the database is of form {form or 'none'}, this program of form {wanted}"
        raise ServiceUnavailable(what, where=place_of(engine), mend="run `masthead release`")


def _refuse_newer(connection: sa.Connection, engine: sa.Engine) -> None:
    form = _form_of(connection)
    if form is not None and form not in {each.revision for each in ScriptDirectory.from_config(_config()).walk_revisions()}:
        mend = "run the newer program, or restore a backup of before"
        raise ServiceUnavailable(f"the database was made by a newer program (form {form})", where=place_of(engine), mend=mend)


def _form_of(connection: sa.Connection) -> str | None:
    return MigrationContext.configure(connection).get_current_revision()


def _config(connection: sa.Connection | None = None) -> Config:
    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent / "migrations"))
    config.attributes["connection"] = connection
    return config
