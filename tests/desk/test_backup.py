"""Backup and restore: all that is in one database comes out in the other, or nothing changes."""

import datetime
import gzip
import hashlib
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import orjson
import pytest
import sqlalchemy as sa

from api.errors import BadHistory, BadImport, Conflict, MastheadError
from api.outlets.revisions import Change, Edit, RecordKey
from api.storage.sql.backup import back_up, restore
from api.storage.sql.engine import open_engine, reading, writing
from api.storage.sql.history import History
from api.storage.sql.migrating import migrate, require_current
from api.storage.sql.tables import METADATA
from api.storage.sql.verifying import verify
from tests.desk.databases import STORES, empty_database

NOW = datetime.datetime(2026, 11, 22, 12, 0, tzinfo=datetime.UTC)
PAPER = RecordKey("outlets", "paper")

Rows = dict[str, list[tuple[Any, ...]]]
NewEngine = Callable[[str], sa.Engine]


@pytest.fixture
def new_engine(tmp_path: Path, postgresql: str) -> Iterator[NewEngine]:
    """Opens a new, empty database of a kind."""
    with ExitStack() as stack:

        def opened(kind: str) -> sa.Engine:
            engine = open_engine(stack.enter_context(empty_database(kind, tmp_path, postgresql)))
            stack.callback(engine.dispose)
            return engine

        yield opened


def rows_of(engine: sa.Engine) -> Rows:
    """Every row of every table the program knows."""
    with reading(engine) as connection:
        tables = METADATA.sorted_tables
        return {
            each.name: [tuple(row) for row in connection.execute(sa.select(each).order_by(*each.primary_key))] for each in tables
        }


def put(history: History, *texts: str | None) -> None:
    for text in texts:
        seen = history.record(PAPER)
        history.append(Edit("jane", "seen the register", "desk", (Change(PAPER, seen.digest if seen else None, text),)))


def value_for(column: sa.Column[Any]) -> Any:
    """Something the column takes, hard to carry where it can be."""
    if column.foreign_keys and column.nullable:
        return None
    kinds = (sa.JSON, sa.LargeBinary, sa.Boolean, sa.Integer, sa.String)
    values = (
        [{"ü": [1, None, "a\u2028b"]}],
        bytes(range(256)),
        True,
        7,
        "Größe\n\t\"'\\ 報道 🗞"[: getattr(column.type, "length", None)],
    )
    return next((value for kind, value in zip(kinds, values, strict=True) if isinstance(column.type, kind)), NOW)


def fill_every_table(engine: sa.Engine) -> None:
    """At least one row in each table; those of the history by the program itself."""
    put(History(engine), "one", None, "two")
    with writing(engine) as connection:
        for table in METADATA.sorted_tables:
            if connection.execute(sa.select(table)).first() is None:
                values = {column.name: value_for(column) for column in table.columns}
                for key in (each for column in table.columns for each in column.foreign_keys if not column.nullable):
                    values[key.parent.name] = connection.execute(sa.select(key.column)).scalars().first()
                connection.execute(sa.insert(table).values(values))


@pytest.mark.parametrize("into", STORES)
@pytest.mark.parametrize("out_of", STORES)
def test_what_is_in_any_table_comes_out_in_the_other_database(
    new_engine: NewEngine, tmp_path: Path, out_of: str, into: str
) -> None:
    one, other, again = new_engine(out_of), new_engine(into), new_engine(out_of)
    migrate(one)
    fill_every_table(one)
    before = rows_of(one)
    assert all(before.values())
    made = back_up(one, tmp_path / "backup", NOW)
    assert (made.revisions, made.hash) == (3, History(one).revision(3).hash)
    assert restore(other, tmp_path / "backup") == made
    require_current(other)
    assert rows_of(other) == before
    back_up(other, tmp_path / "copy", NOW)
    assert gzip.decompress((tmp_path / "copy").read_bytes()) == gzip.decompress((tmp_path / "backup").read_bytes())
    restore(again, tmp_path / "copy")
    assert rows_of(again) == before


def test_after_a_restore_the_history_goes_on_and_new_rows_get_new_numbers(engine: sa.Engine, tmp_path: Path) -> None:
    fill_every_table(engine)
    numbered = [each for each in METADATA.sorted_tables if each.autoincrement_column is not None]
    assert numbered
    back_up(engine, tmp_path / "backup", NOW)
    restore(engine, tmp_path / "backup", replace=True)
    put(History(engine), "three")
    assert verify(engine) == 4
    for table in numbered:
        number = table.autoincrement_column
        assert number is not None
        with writing(engine) as connection:
            known = connection.execute(sa.select(sa.func.max(number))).scalar_one()
            row = dict(connection.execute(sa.select(table)).mappings().one())
            row = {name: value for name, value in row.items() if name != number.name}
            row |= {each.name: f"2{row[each.name][1:]}" for each in table.columns if each.unique and row.get(each.name)}
            assert connection.execute(sa.insert(table).values(row)).inserted_primary_key == (known + 1,)


def test_a_backup_is_of_one_moment_while_others_write(engine: sa.Engine, new_engine: NewEngine, tmp_path: Path) -> None:
    history = History(engine)
    put(history, *map(str, range(20)))
    script = (
        "import sys; from api.storage.sql.engine import open_engine; from api.storage.sql.history import History\n"
        "from tests.desk.test_backup import put\n"
        "for number in range(100000): put(History(open_engine(sys.argv[1])), str(number)); print(number, flush=True)"
    )
    address = engine.url.render_as_string(hide_password=False)
    with subprocess.Popen([sys.executable, "-c", script, address], stdout=subprocess.PIPE) as writer:
        try:
            assert writer.stdout
            for turn in range(5):
                writer.stdout.readline()
                made = back_up(engine, tmp_path / f"{turn}", NOW)
                copy = new_engine("sqlite")
                restore(copy, tmp_path / f"{turn}")
                assert verify(copy) == made.revisions > 20
        finally:
            writer.kill()


def test_a_restore_gives_up_what_is_there_only_when_told_to(engine: sa.Engine, tmp_path: Path) -> None:
    put(History(engine), "one")
    back_up(engine, tmp_path / "backup", NOW)
    put(History(engine), "two")
    before = rows_of(engine)
    with pytest.raises(Conflict, match=r"the database is not empty: there are rows in content, revision, .*--replace"):
        restore(engine, tmp_path / "backup")
    assert rows_of(engine) == before
    restore(engine, tmp_path / "backup", replace=True)
    assert [each.text for each in History(engine).whole_list()[1]] == ["one"]


def test_events_that_may_not_be_changed_are_carried_and_stay_so(engine: sa.Engine, tmp_path: Path) -> None:
    fill_every_table(engine)
    back_up(engine, tmp_path / "backup", NOW)
    restore(engine, tmp_path / "backup", replace=True)
    with (
        pytest.raises((sa.exc.DatabaseError, MastheadError), match="security events are only ever added"),
        writing(engine) as connection,
    ):
        connection.execute(sa.delete(METADATA.tables["security_event"]))


def test_a_database_that_is_not_the_desks_is_left_alone(database: str, tmp_path: Path) -> None:
    opened = open_engine(database)
    with pytest.raises(BadHistory, match="there is no desk's database to back up"):
        back_up(opened, tmp_path / "backup", NOW)
    desk = open_engine(f"sqlite:///{tmp_path}/other.sqlite")
    migrate(desk)
    back_up(desk, tmp_path / "backup", NOW)
    with writing(opened) as connection:
        connection.execute(sa.text("CREATE TABLE invoices (number INTEGER)"))
    with pytest.raises(Conflict, match="what is not the desk's: invoices"):
        restore(opened, tmp_path / "backup", replace=True)
    assert sa.inspect(opened).get_table_names() == ["invoices"]
    opened.dispose()


# files that are none, or not whole


def test_a_backup_with_any_part_missing_or_changed_changes_nothing(engine: sa.Engine, tmp_path: Path) -> None:
    put(History(engine), "one", "two")
    back_up(engine, tmp_path / "backup", NOW)
    packed, before = (tmp_path / "backup").read_bytes(), rows_of(engine)
    lines = gzip.decompress(packed).splitlines(keepends=True)
    broken = [packed[:length] for length in range(0, len(packed), 97)]
    broken += [gzip.compress(b"".join(lines[:place] + lines[place + 1 :])) for place in range(len(lines))]
    broken += [gzip.compress(b"".join(lines).replace(b"jane", b"mary")), b"no gzip", gzip.compress(b"{}\n")]
    for content in broken:
        (tmp_path / "broken").write_bytes(content)
        with pytest.raises(BadImport) as raised:
            restore(engine, tmp_path / "broken", replace=True)
        assert raised.value.mend
    assert rows_of(engine) == before


def sealed(*lines: Any) -> bytes:
    """A backup with a right checksum."""
    text = b"".join(orjson.dumps(line) + b"\n" for line in lines)
    return gzip.compress(text + orjson.dumps({"sha256": hashlib.sha256(text).hexdigest()}) + b"\n")


HEADER = {"masthead": "backup", "format": 1, "form": "0001", "revisions": 0, "hash": "0" * 64, "made": NOW.isoformat()}


@pytest.mark.parametrize(
    ("lines", "what"),
    [
        ([{**HEADER, "format": 2}], "this is no backup"),
        ([{**HEADER, "form": "9999"}], r"made by a newer program \(form 9999\)"),
        ([HEADER, {"table": "nothing", "columns": ["a"]}, [1]], "its rows do not fit into this database"),
        ([HEADER, {"table": "content", "columns": ["digest"]}, ["a"], ["a"]], "its rows do not fit into this database"),
        ([HEADER, {"table": "content", "columns": ["digest"]}, ["a", "b"]], "its rows do not fit into this database"),
    ],
)
def test_a_backup_that_does_not_fit_changes_nothing(engine: sa.Engine, tmp_path: Path, lines: list[Any], what: str) -> None:
    put(History(engine), "one")
    before = rows_of(engine)
    (tmp_path / "backup").write_bytes(sealed(*lines))
    with pytest.raises(BadImport, match=what):
        restore(engine, tmp_path / "backup", replace=True)
    assert rows_of(engine) == before


def test_a_backup_of_an_older_form_is_brought_to_this_one(database: str, tmp_path: Path) -> None:
    opened = open_engine(database)
    content = {"table": "content", "columns": ["digest", "salt", "text", "removed"]}
    (tmp_path / "backup").write_bytes(sealed(HEADER, content, ["a" * 64, None, None, "court order 12"]))
    restore(opened, tmp_path / "backup")
    require_current(opened)
    assert rows_of(opened)["content"] == [("a" * 64, None, None, "court order 12")]
    opened.dispose()


def test_a_backup_of_a_history_that_is_not_sound_is_said(engine: sa.Engine, new_engine: NewEngine, tmp_path: Path) -> None:
    put(History(engine), "one")
    with writing(engine) as connection:
        connection.execute(sa.text("UPDATE content SET text = 'won'"))
    back_up(engine, tmp_path / "backup", NOW)
    with pytest.raises(BadHistory, match="a text is not what its digest says"):
        restore(new_engine("sqlite"), tmp_path / "backup")


# the commands


def masthead(database: str, *arguments: object) -> tuple[int, str, str]:
    command = [sys.executable, "-m", "api.cli", *map(str, arguments)]
    environment = {**os.environ, "DATABASE_URL": database}
    done = subprocess.run(command, env=environment, capture_output=True, text=True, timeout=60, check=False)
    return done.returncode, done.stdout, done.stderr


def test_backup_and_restore_are_one_command_each(engine: sa.Engine, database: str, new_engine: NewEngine, tmp_path: Path) -> None:
    put(History(engine), "one", "two")
    code, out, err = masthead(database, "backup", "--to", tmp_path / "kept" / "backup")
    assert (code, err) == (0, "")
    assert out.startswith(f"revision 2 in {tmp_path}/kept/backup, ")
    assert (tmp_path / "kept" / "backup").stat().st_mode & 0o777 == 0o600
    other = new_engine("sqlite").url.render_as_string(hide_password=False)
    code, out, err = masthead(other, "restore", "--from", tmp_path / "kept" / "backup")
    assert (code, err) == (0, "")
    assert out.startswith("revision 2 of 20")
    assert masthead(other, "verify")[1] == "2 revisions, each sound; the list is what they add up to\n"
    code, _, err = masthead(other, "restore", "--from", tmp_path / "kept" / "backup")
    assert (code, err.count("\n")) == (2, 1)
    assert "--replace" in err
    assert masthead(other, "restore", "--replace", "--from", tmp_path / "kept" / "backup")[0] == 0
