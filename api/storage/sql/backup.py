"""The whole database in one file, the same for SQLite and PostgreSQL, and the way back. Its form: docs/running.md."""

import base64
import datetime
import gzip
import hashlib
import io
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Literal

import orjson
import sqlalchemy as sa
from pydantic import BaseModel, ConfigDict, ValidationError

from api.errors import BadHistory, BadImport, Conflict
from api.storage.sql.engine import place_of, reading, writing
from api.storage.sql.hashes import GENESIS
from api.storage.sql.migrating import form_of, forms, upgrade
from api.storage.sql.tables import REVISION
from api.storage.sql.verifying import verify
from api.storage.whole_files import write_whole

# names the form of the database; the migrations make it
_FORM = "alembic_version"
# rows that are read or written together
_AT_ONCE = 1000

Json = dict[str, Any]


class Header(BaseModel):
    """What a backup is of: the form of the database, the number of revisions and the hash of the last, the time in UTC."""

    model_config = ConfigDict(frozen=True, strict=True, extra="forbid")

    masthead: Literal["backup"]
    format: Literal[1]
    form: str
    revisions: int
    hash: str
    made: str


def back_up(engine: sa.Engine, path: Path, at: datetime.datetime) -> Header:
    """Write all tables as they are at one moment; others go on writing. The file is put in place whole and only its owner may
    read it, for it holds what people sign in with. Raises BadHistory where there is no desk's database, ServiceUnavailable,
    MastheadError where the file cannot be written."""
    packed, total = io.BytesIO(), hashlib.sha256()
    with reading(engine) as connection, gzip.GzipFile(fileobj=packed, mode="wb", mtime=0) as file:
        header = _header(connection, at)
        for value in (header.model_dump(), *_contents(connection)):
            line = orjson.dumps(value, option=orjson.OPT_APPEND_NEWLINE | orjson.OPT_PASSTHROUGH_DATETIME, default=_in_base64)
            total.update(line)
            file.write(line)
        file.write(orjson.dumps({"sha256": total.hexdigest()}, option=orjson.OPT_APPEND_NEWLINE))
    write_whole(path, packed.getvalue(), mode=0o600)
    return header


def restore(engine: sa.Engine, path: Path, *, replace: bool = False) -> Header:
    """Put a backup into an empty database, or in place of what one holds, in one transaction; then bring it to this program's form
    and verify it. Raises BadImport where the file is no whole backup or does not fit, Conflict where the database is not empty:
    both change nothing. Raises BadHistory where the backup was made of a history that is not sound."""
    header = _checked(path)
    if header.form not in forms():
        what = f"the backup was made by a newer program (form {header.form})"
        raise BadImport(what, where=str(path), mend="restore it with the newer program")
    with writing(engine) as connection:
        _refuse_rows(connection, replace)
        _clear(connection)
        upgrade(connection, header.form)
        try:
            _fill(connection, path)
        except (sa.exc.IntegrityError, sa.exc.DataError, KeyError, TypeError, ValueError) as error:
            what = f"its rows do not fit into this database: {' '.join(str(error).split())[:200]}"
            raise BadImport(what, where=str(path), mend="use another backup; nothing was changed") from error
        upgrade(connection, "head")
        _count_on(connection)
    verify(engine)
    return header


def _tables(connection: sa.Connection) -> list[sa.Table]:
    """All there are, each after those it refers to, with columns as the database has them: texts, numbers, bytes, JSON."""
    found = sa.MetaData()
    found.reflect(connection)
    return [each for each in found.sorted_tables if each.name != _FORM]


def _header(connection: sa.Connection, at: datetime.datetime) -> Header:
    form = form_of(connection)
    if form is None:
        where = place_of(connection.engine)
        raise BadHistory("there is no desk's database to back up", where=where, mend="see DATABASE_URL, or run `masthead release`")
    last = connection.execute(sa.select(REVISION.c.number, REVISION.c.hash).order_by(REVISION.c.number.desc()).limit(1)).first()
    number, chained = (last.number, last.hash) if last else (0, GENESIS)
    return Header(masthead="backup", format=1, form=form, revisions=number, hash=chained, made=at.isoformat(timespec="seconds"))


def _contents(connection: sa.Connection) -> Iterator[Any]:
    """For each table its name and columns, then its rows, in the order of their keys."""
    for table in _tables(connection):
        yield {"table": table.name, "columns": table.columns.keys()}
        query = sa.select(table).order_by(*table.primary_key.columns).execution_options(yield_per=_AT_ONCE)
        for row in connection.execute(query):
            yield list(row)


def _in_base64(value: Any) -> str:
    if isinstance(value, bytes):
        return base64.b64encode(value).decode()
    raise TypeError(f"backups hold no {type(value).__name__}")


def _checked(path: Path) -> Header:
    """The header of a backup that is whole. Raises BadImport."""
    total, first, last = hashlib.sha256(), b"", b""
    for line in _lines(path):
        first = first or line
        total.update(last)
        last = line
    try:
        header = Header.model_validate_json(first)
    except ValidationError as error:
        raise BadImport("this is no backup", where=str(path), mend="name a file that `masthead backup` wrote") from error
    if last != orjson.dumps({"sha256": total.hexdigest()}, option=orjson.OPT_APPEND_NEWLINE):
        raise BadImport("the backup is damaged or cut off", where=str(path), mend="use another backup; nothing was changed")
    return header


def _lines(path: Path) -> Iterator[bytes]:
    try:
        with gzip.open(path, "rb") as file:
            yield from file
    except (OSError, EOFError, zlib.error) as error:
        mend = "name a whole file that `masthead backup` wrote"
        raise BadImport(f"the backup cannot be read: {error}", where=str(path), mend=mend) from error


def _refuse_rows(connection: sa.Connection, replace: bool) -> None:
    where, tables = place_of(connection.engine), _tables(connection)
    if tables and form_of(connection) is None:
        what = f"the database holds what is not the desk's: {', '.join(each.name for each in tables)}"
        raise Conflict(what, where=where, mend="give the desk a database of its own")
    full = [each.name for each in tables if connection.execute(sa.select(sa.literal(1)).select_from(each).limit(1)).first()]
    if full and not replace:
        mend = "name an empty database in DATABASE_URL, or say --replace to give up what this one holds"
        raise Conflict(f"the database is not empty: there are rows in {', '.join(full)}", where=where, mend=mend)


def _clear(connection: sa.Connection) -> None:
    """Drop what the migrations made, so that they make it anew: rows that may not be deleted go with their tables."""
    for table in reversed(_tables(connection)):
        table.drop(connection)
    connection.execute(sa.text(f"DROP TABLE IF EXISTS {_FORM}"))
    if connection.dialect.name == "postgresql":
        ours = "pronamespace = current_schema()::regnamespace AND proowner = current_user::regrole"
        extensions = "SELECT objid FROM pg_depend WHERE deptype = 'e'"
        functions = sa.text(f"SELECT oid::regprocedure::text FROM pg_proc WHERE {ours} AND oid NOT IN ({extensions})")
        for name in connection.execute(functions).scalars().all():
            connection.execute(sa.text(f"DROP FUNCTION {name}"))


def _fill(connection: sa.Connection, path: Path) -> None:
    tables = {each.name: each for each in _tables(connection)}
    for name, columns, rows in _batches(path):
        table = tables[name]
        packed = [column for column in columns if isinstance(table.c[column].type, sa.LargeBinary)]
        for column in table.columns:
            if isinstance(column.type, sa.JSON):
                # an empty cell stays one: JSON has a null of its own
                column.type.none_as_null = bool(column.nullable)
        values = [dict(zip(columns, row, strict=True)) for row in rows]
        for row in values:
            row.update({column: base64.b64decode(row[column]) for column in packed if row[column] is not None})
        connection.execute(sa.insert(table), values)


def _batches(path: Path) -> Iterator[tuple[str, list[str], list[list[Any]]]]:
    """Rows of one table with its name and columns, a number of them at a time."""
    name, columns, rows = "", list[str](), list[list[Any]]()
    for line in _lines(path):
        value = orjson.loads(line)
        if rows and (isinstance(value, dict) or len(rows) == _AT_ONCE):
            yield name, columns, rows
            rows = []
        if isinstance(value, list):
            rows.append(value)
        elif "table" in value:
            name, columns = value["table"], value["columns"]


def _count_on(connection: sa.Connection) -> None:
    """Let PostgreSQL number new rows after those that came with their numbers; SQLite does so by itself."""
    if connection.dialect.name != "postgresql":
        return
    for table in _tables(connection):
        column = table.autoincrement_column
        if column is not None:
            last = sa.select(sa.func.coalesce(sa.func.max(column), 0) + 1).scalar_subquery()
            sequence = sa.func.pg_get_serial_sequence(table.name, column.name)
            connection.execute(sa.select(sa.func.setval(sequence, last, False)).where(sequence.is_not(None)))
