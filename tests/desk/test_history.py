"""The history: what was kept stays, in order, chained, and adds up to the list. On both databases."""

import threading
from pathlib import Path

import pytest
import sqlalchemy as sa
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext

from api.errors import BadHistory, BadRequest, Conflict, NotFound, ServiceUnavailable
from api.outlets.revisions import Change, Edit, RecordKey
from api.storage.sql.engine import open_engine, reading, writing
from api.storage.sql.history import History
from api.storage.sql.migrating import migrate, require_current
from api.storage.sql.tables import CONTENT, METADATA, RECORD, REVISION
from api.storage.sql.verifying import verify

PAPER = RecordKey("outlets", "paper")
COMPANY = RecordKey("parties", "paper-ltd")


def edit(*changes: Change, reason: str = "seen the register") -> Edit:
    return Edit("jane", reason, "desk", changes, reviewers=("john",), checks=())


def digest(history: History, key: RecordKey) -> str | None:
    found = history.record(key)
    return found.digest if found else None


def put(history: History, key: RecordKey, text: str | None) -> int:
    return history.append(edit(Change(key, digest(history, key), text))).number


def test_what_was_appended_is_the_list_and_the_history(history: History) -> None:
    first = history.append(edit(Change(PAPER, None, "id: paper\n"), Change(COMPANY, None, "id: paper-ltd\n")))
    assert put(history, PAPER, "id: paper\nname: The Paper\n") == 2
    number, texts = history.whole_list()
    assert (number, [(str(each.key), each.text, each.revision) for each in texts]) == (
        2, [("outlets/paper", "id: paper\nname: The Paper\n", 2), ("parties/paper-ltd", "id: paper-ltd\n", 1)],
    )  # fmt: skip
    assert history.revision(1) == first
    assert [each.number for each in history.revisions()] == [2, 1]
    assert [each.number for each in history.revisions(of=COMPANY)] == [1]
    assert [each.number for each in history.revisions(author="john")] == []
    assert (first.author, first.reviewers, first.reason) == ("jane", ("john",), "seen the register")


def test_a_record_can_be_read_as_of_any_revision_and_a_removed_one_is_none(history: History) -> None:
    for text in ("one", "two", None, "three"):
        put(history, PAPER, text)
    assert [history.record_at(PAPER, number) for number in range(5)] == [None, "one", "two", None, "three"]
    assert history.record_at(COMPANY, 4) is None


def test_who_did_not_see_the_last_text_changes_nothing_and_is_told_which(history: History) -> None:
    put(history, PAPER, "one")
    seen = digest(history, PAPER)
    put(history, PAPER, "two")
    with pytest.raises(Conflict, match=r"in between: outlets/paper \(") as raised:
        history.append(edit(Change(COMPANY, None, "new"), Change(PAPER, seen, "mine")))
    assert raised.value.mend
    assert history.record(COMPANY) is None
    assert history.record_at(PAPER, history.head()) == "two"
    with pytest.raises(Conflict):
        history.append(edit(Change(PAPER, None, "as if there were none")))
    assert history.head() == 2


def test_of_many_who_write_at_once_each_is_kept_or_told_and_the_chain_holds(history: History, engine: sa.Engine) -> None:
    put(history, PAPER, "0")
    kept: list[int] = []
    told: list[Conflict] = []

    def write(name: str) -> None:
        for turn in range(5):
            seen = history.record(PAPER)
            assert seen
            own = RecordKey("outlets", f"{name}-{turn}")
            try:
                kept.append(history.append(edit(Change(PAPER, seen.digest, f"{name} {turn}"), Change(own, None, name))).number)
            except Conflict as conflict:
                told.append(conflict)

    writers = [threading.Thread(target=write, args=(f"w{number}",)) for number in range(6)]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join(60)
    assert len(kept) + len(told) == 30
    assert sorted(kept) == list(range(2, len(kept) + 2))
    assert len(history.whole_list()[1]) == 1 + len(kept)
    assert verify(engine) == 1 + len(kept)


def test_verify_counts_sound_revisions(history: History, engine: sa.Engine) -> None:
    assert verify(engine) == 0
    put(history, PAPER, "one")
    put(history, PAPER, None)
    put(history, PAPER, "two")
    assert verify(engine) == 3


@pytest.mark.parametrize(
    ("tampering", "where"),
    [
        (sa.update(CONTENT).where(CONTENT.c.text == "one").values(text="won"), "a text is not what its digest says"),
        (sa.update(CONTENT).where(CONTENT.c.text == "one").values(text=None), "a text is gone, and nobody said why"),
        (sa.update(REVISION).where(REVISION.c.number == 1).values(author="mallory"), "revision 1: the chain"),
        (sa.update(REVISION).where(REVISION.c.number == 2).values(previous="0" * 64), "revision 2: the chain"),
        (sa.delete(RECORD).where(RECORD.c.id == "paper"), "outlets/paper: the list is not what its changes add up to"),
    ],
)
def test_verify_names_what_was_tampered_with(history: History, engine: sa.Engine, tampering: sa.Executable, where: str) -> None:
    put(history, PAPER, "one")
    put(history, PAPER, "two")
    with writing(engine) as connection:
        connection.execute(tampering)
    with pytest.raises(BadHistory, match=where):
        verify(engine)


def test_a_text_removed_for_safety_is_gone_and_the_history_still_verifies(history: History, engine: sa.Engine) -> None:
    put(history, PAPER, "a home address")
    old = digest(history, PAPER)
    assert old
    with pytest.raises(Conflict, match="in the list now"):
        history.remove_text(old, "court order 12")
    put(history, PAPER, "none")
    history.remove_text(old, "court order 12")
    assert history.text(old) is None
    with pytest.raises(NotFound, match="court order 12"):
        history.record_at(PAPER, 1)
    with reading(engine) as connection:
        assert connection.execute(sa.select(CONTENT.c.salt).where(CONTENT.c.digest == old)).scalar() is None
    assert verify(engine) == 2


def test_a_database_without_its_tables_or_of_a_newer_program_is_said(database: str) -> None:
    opened = open_engine(database)
    with pytest.raises(ServiceUnavailable, match="the database is of form none"):
        require_current(opened)
    assert migrate(opened) == migrate(opened)
    require_current(opened)
    with writing(opened) as connection:
        connection.execute(sa.text("UPDATE alembic_version SET version_num = '9999'"))
    with pytest.raises(ServiceUnavailable, match="made by a newer program"):
        migrate(opened)
    opened.dispose()


def test_the_migrations_make_the_tables_the_program_works_with(engine: sa.Engine) -> None:
    with engine.connect() as connection:
        assert compare_metadata(MigrationContext.configure(connection), METADATA) == []


def test_a_migration_that_fails_leaves_the_database_as_it_was(database: str, monkeypatch: pytest.MonkeyPatch) -> None:
    opened = open_engine(database)
    monkeypatch.setattr("alembic.op.create_index", lambda *_: 1 / 0, raising=True)
    with pytest.raises(ZeroDivisionError):
        migrate(opened)
    assert sa.inspect(opened).get_table_names() == []
    monkeypatch.undo()
    migrate(opened)
    require_current(opened)
    opened.dispose()


@pytest.mark.parametrize(
    ("url", "what"),
    [
        ("no url", "this is no database URL"),
        ("mysql://host/name", "databases of the kind mysql are not supported"),
        ("sqlite://", "a database in memory would lose everything"),
    ],
)
def test_a_wrong_url_is_said(url: str, what: str) -> None:
    with pytest.raises(BadRequest, match=what) as raised:
        open_engine(url)
    assert (raised.value.where, bool(raised.value.mend)) == ("DATABASE_URL", True)


def test_a_server_that_is_gone_is_said_without_its_password() -> None:
    history = History(open_engine("postgresql://desk:secret@127.0.0.1:1/desk"))
    with pytest.raises(ServiceUnavailable, match="the database does not answer") as raised:
        history.head()
    assert "secret" not in str(raised.value)
    assert "127.0.0.1:1" in str(raised.value)


def test_a_file_that_is_no_database_is_said(tmp_path: Path) -> None:
    (tmp_path / "desk.sqlite").write_bytes(b"not a database" * 100)
    with pytest.raises(ServiceUnavailable, match="file is not a database"):
        History(open_engine(f"sqlite:///{tmp_path}/desk.sqlite")).head()
