"""Work in processes of their own, which can be killed at any moment: at a time, or right before a step."""

import itertools
import multiprocessing
import os
import signal
from collections.abc import Callable, Iterator
from multiprocessing.context import ForkServerProcess
from pathlib import Path
from typing import Any

import sqlalchemy as sa

from api.cli import main
from api.outlets.revisions import Change, Edit, RecordKey
from api.storage.sql.backup import restore
from api.storage.sql.engine import open_engine
from api.storage.sql.history import History
from api.storage.sql.migrating import migrate

KILLED = -signal.SIGKILL

# forked from a process that has the program loaded and nothing open: a new one takes milliseconds
_FORKS = multiprocessing.get_context("forkserver")
_FORKS.set_forkserver_preload(["tests.desk.processes", "api.commands.desk", "api.commands.backup", "psycopg", "alembic.command"])


def started(work: Callable[..., None], *arguments: Any) -> ForkServerProcess:
    process = _FORKS.Process(target=work, args=arguments, daemon=True)
    process.start()
    return process


def killed_before_each_step(work: Callable[..., None], *arguments: Any, every: int = 1) -> Iterator[int]:
    """Start the work again and again, each time killed a step later, until it comes to its end; yields after each kill.

    A step is a statement or commit in the database, the writing out of a file, or its being put in place."""
    for step in itertools.count(1, every):
        process = started(_until_step, step, work, *arguments)
        process.join(60)
        if process.exitcode == 0:
            return
        assert process.exitcode == KILLED
        yield step


def _until_step(last: int, work: Callable[..., None], *arguments: Any) -> None:
    steps = itertools.count(1)

    def step(*_: Any) -> None:
        if next(steps) == last:
            os.kill(os.getpid(), signal.SIGKILL)

    def counted(function: Callable[..., None]) -> Callable[..., None]:
        def call(*given: Any) -> None:
            step()
            function(*given)

        return call

    sa.event.listen(sa.Engine, "before_cursor_execute", step)
    sa.event.listen(sa.Engine, "commit", step)
    for name in ("replace", "fsync"):
        setattr(os, name, counted(getattr(os, name)))
    work(*arguments)


# what is done


def run(environment: dict[str, str], *arguments: str) -> None:
    """A command of `masthead`; its exit code is the process's."""
    os.environ.update(environment)
    main.main(list(arguments))


def append(address: str, key: RecordKey, text: str) -> int:
    history = History(open_engine(address))
    seen = history.record(key)
    return history.append(Edit("jane", "a reason", "desk", (Change(key, seen.digest if seen else None, text),))).number


def append_one(address: str, key: RecordKey, text: str) -> None:
    append(address, key, text)


def migrate_it(address: str) -> None:
    migrate(open_engine(address))


def restore_it(address: str, path: Path) -> None:
    restore(open_engine(address), path, replace=True)


def append_without_end(address: str, acknowledged: Path) -> None:
    """Say of each revision that it is kept only after `append` did."""
    history = History(open_engine(address))
    with acknowledged.open("ab", buffering=0) as file:
        for turn in itertools.count():
            text = f"{os.getpid()} {turn}"
            key = RecordKey("outlets", text.replace(" ", "-"))
            number = history.append(Edit("jane", "a reason", "desk", (Change(key, None, text),))).number
            file.write(f"{number} {text}\n".encode())


def publish_without_end(environment: dict[str, str], key: RecordKey, texts: tuple[str, str]) -> None:
    """Change a record to and fro, and publish each time."""
    os.environ.update(environment)
    for turn in itertools.count():
        append(environment["DATABASE_URL"], key, texts[turn % 2])
        main.main(["publish"], standalone_mode=False)
