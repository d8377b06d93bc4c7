"""Worker processes that share out chunks and give the results back in order."""

import contextlib
import multiprocessing
import signal
from collections.abc import Callable, Iterator, Sequence
from multiprocessing import resource_tracker
from multiprocessing.connection import Connection, wait
from types import TracebackType
from typing import Generic, TypeVar

from api.errors import ServiceUnavailable

Item = TypeVar("Item")
Outcome = TypeVar("Outcome")
# new processes, not copies of this one: they hold nothing of it open, and end when it ends, however it ends
_SPAWN = multiprocessing.get_context("spawn")
_READY = b"ready"


def _serve(connection: Connection, prepare: Callable[[], Callable[[Item], Outcome]]) -> None:
    """A worker: prepare once, then answer chunk by chunk until the other end is closed or gone."""
    work = prepare()
    with contextlib.suppress(EOFError, OSError):
        connection.send(_READY)
        while True:
            connection.send([work(item) for item in connection.recv()])


class _Worker(Generic[Item, Outcome]):
    def __init__(self, prepare: Callable[[], Callable[[Item], Outcome]]) -> None:
        self.connection, theirs = _SPAWN.Pipe()
        self._process = _SPAWN.Process(target=_serve, args=(theirs, prepare), daemon=True)
        with _uninterrupted():
            self._process.start()
        theirs.close()

    def begin(self) -> None:
        """Wait until it is prepared. Raises ServiceUnavailable where that fails."""
        try:
            self.connection.recv()
        except (EOFError, OSError) as error:
            raise ServiceUnavailable("a worker process ended before its first page", mend="try fewer --workers") from error

    def give(self, chunk: Sequence[Item]) -> None:
        with contextlib.suppress(OSError):  # a worker that is gone is found by `take`
            self.connection.send(chunk)

    def take(self) -> list[Outcome] | None:
        """The outcomes of what it was given; None where it is gone."""
        try:
            outcomes: list[Outcome] = self.connection.recv()
        except (EOFError, OSError):
            return None
        return outcomes

    def stop(self) -> None:
        self._process.terminate()
        self._process.join()
        self.connection.close()


@contextlib.contextmanager
def _uninterrupted() -> Iterator[None]:
    """Ctrl+C goes to every process of the terminal; those started in here never hear of it: their parent ends them."""
    resource_tracker.ensure_running()  # the first process would start it, and that lifts the block
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


class Crew(Generic[Item, Outcome]):
    """`size` processes, each of which calls `prepare` once and what that gives for each item.

    `lost` says what comes of an item that ends its process (a fault of the parser, no memory left).
    """

    def __init__(self, size: int, prepare: Callable[[], Callable[[Item], Outcome]], lost: Callable[[Item], Outcome]) -> None:
        self._size, self._prepare, self._lost = size, prepare, lost
        self._workers: list[_Worker[Item, Outcome]] = []

    def __enter__(self) -> "Crew[Item, Outcome]":
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        for worker in self._workers:
            worker.stop()

    def results(self, chunks: Iterator[Sequence[Item]]) -> Iterator[list[Outcome]]:
        """The outcomes of each chunk, in order. No more chunks are taken than two a process ahead of what is given back."""
        chunk = next(chunks, None)
        if chunk is None:
            return
        for _ in range(self._size):
            self._workers.append(_Worker(self._prepare))
        for worker in self._workers:
            worker.begin()
        idle = list(self._workers)
        busy: dict[_Worker[Item, Outcome], tuple[int, Sequence[Item]]] = {}
        done: dict[int, list[Outcome]] = {}
        taken = given = 0
        while chunk is not None or busy:
            while chunk is not None and idle and taken - given < 2 * self._size:
                worker = idle.pop()
                worker.give(chunk)
                busy[worker] = taken, chunk
                taken += 1
                chunk = next(chunks, None)
            for ready in wait([worker.connection for worker in busy]) if busy else ():
                worker = next(each for each in busy if each.connection is ready)
                number, items = busy.pop(worker)
                outcomes = worker.take()
                if outcomes is None:
                    worker, outcomes = self._singly(worker, items)
                done[number] = outcomes
                idle.append(worker)
            while given in done:
                yield done.pop(given)
                given += 1

    def _singly(self, gone: _Worker[Item, Outcome], items: Sequence[Item]) -> tuple[_Worker[Item, Outcome], list[Outcome]]:
        """The items of a worker that is gone, one by one, so that only what ends its process is lost; and a worker in its place."""
        worker = self._instead_of(gone)
        found: list[Outcome] = []
        for item in items:
            worker.give([item])
            outcomes = worker.take()
            if outcomes is None:
                worker, outcomes = self._instead_of(worker), [self._lost(item)]
            found += outcomes
        return worker, found

    def _instead_of(self, gone: _Worker[Item, Outcome]) -> _Worker[Item, Outcome]:
        gone.stop()
        self._workers.remove(gone)
        worker: _Worker[Item, Outcome] = _Worker(self._prepare)
        self._workers.append(worker)
        worker.begin()
        return worker
