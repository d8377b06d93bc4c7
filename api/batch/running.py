"""One run: an input, its output, the workers between them."""

import hashlib
import importlib.metadata
from collections import deque
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from io import BufferedReader
from pathlib import Path
from typing import Protocol

from api.batch.annotator import Annotator, Skipped
from api.batch.crew import Crew
from api.batch.reading import Chunk, Source, chunks
from api.batch.records import Record
from api.batch.writing import Output, Run
from api.errors import BadRequest
from api.outlets.dates import Day
from api.storage.published_lists import PublishedLists


@dataclass(frozen=True)
class Job:
    """What to annotate, where to, and with what. `today`: the day of the visit; `at`: see Annotator."""

    input: Path
    output: Path
    lists: Path
    workers: int
    today: Day
    at: Day | None = None


class Watcher(Protocol):
    """Who is told how a run goes."""

    def begin(self, size: int) -> None:
        """The input's size in bytes."""

    def read(self, position: int) -> None:
        """How much of the input is done."""

    def skip(self, skipped: Skipped) -> None:
        """A record without an answer."""


@dataclass
class Tally:
    """How far a run has come: the records answered and skipped in all, and whether it was stopped."""

    answered: int = 0
    skipped: int = 0
    stopped: bool = False


def run(job: Job, watcher: Watcher) -> Tally:
    """Annotate, or go on annotating, until the end or Ctrl+C. Raises MastheadError where it cannot begin or go on."""
    tally = Tally()
    try:
        _run(job, watcher, tally)
    except KeyboardInterrupt:
        tally.stopped = True
    return tally


def _run(job: Job, watcher: Watcher, tally: Tally) -> None:
    with _opened(job.input) as file, Output(job.output, _described(job, file)) as output:
        watcher.begin(output.run.input_bytes)
        positions = deque[int]()
        rest = _rest(chunks(Source(file)), output, tally, positions)
        prepare = partial(_prepared, job.lists, output.run)
        with Crew(job.workers, prepare, _lost) as crew:
            for results in crew.results(rest):
                lines = [result for result in results if isinstance(result, bytes)]
                output.append(b"".join(lines))
                tally.answered += len(lines)
                for result in results:
                    if isinstance(result, Skipped):
                        tally.skipped += 1
                        watcher.skip(result)
                watcher.read(positions.popleft())
        output.finish()


def _opened(path: Path) -> BufferedReader:
    try:
        if path.exists() and not path.is_file():
            raise BadRequest("the input is no file", where=str(path), mend="write it to one: a run that can go on reads it twice")
        return path.open("rb")
    except OSError as error:
        raise BadRequest(f"the input cannot be read: {error.strerror}", where=str(path), mend="mend the path") from error


def _described(job: Job, file: BufferedReader) -> Run:
    """The run as it would begin now. Raises BadList."""
    digest = hashlib.file_digest(file, "sha256").hexdigest()
    size = file.tell()
    file.seek(0)
    manifest = PublishedLists(job.lists).current()[0]
    return Run(
        masthead=importlib.metadata.version("masthead"),
        input_bytes=size,
        input_sha256=digest,
        list_version=manifest["version"],
        list_sha256=manifest["sha256"],
        at=job.at,
        day=job.today,
    )


def _rest(portions: Iterator[Chunk], output: Output, tally: Tally, positions: deque[int]) -> Iterator[list[Record]]:
    """The records behind the last answered one, in the chunks they always come in; notes where each ends in the input."""
    tally.answered, tally.skipped = output.answered, -output.answered
    for chunk in portions:
        records = [record for record in chunk.records if record.number > output.last]
        tally.skipped += len(chunk.records) - len(records)
        if records:
            positions.append(chunk.position)
            yield records


def _prepared(lists: Path, run: Run) -> Callable[[Record], bytes | Skipped]:
    """What a worker does with each record; made once in each."""
    annotator = Annotator.opened(lists, run.list_version, run.day, run.at)

    def work(record: Record) -> bytes | Skipped:
        result = annotator(record)
        return result if isinstance(result, Skipped) else result.line

    return work


def _lost(record: Record) -> Skipped:
    return Skipped(record.number, record.url, "the page ended the process that read it")
