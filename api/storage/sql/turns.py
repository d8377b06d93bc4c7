"""Writers of one SQLite file in the order in which they came. SQLite itself lets them try again after a nap, and the one with the
longest nap comes last; the kernel wakes those who wait for a file's lock in turn, and takes the lock from a process that dies."""

import fcntl
import os
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


class TooLong(Exception):
    """Those before did not finish in time."""


class NoPlace(Exception):
    """The file cannot be opened: its folder is gone, or may not be written."""


@contextmanager
def turn(path: Path, patience: float) -> Iterator[None]:
    """Wait behind all who hold or await the lock on this file, at most so many seconds. Raises TooLong, NoPlace."""
    try:
        waiting = _Waiting(os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600))
    except OSError as error:
        raise NoPlace(error.strerror) from error
    try:
        if not waiting.come_to_it(patience):
            raise TooLong
        yield
    finally:
        waiting.leave()


class _Waiting:
    """One place in the row. The kernel's lock knows no time limit: a thread waits, and gives it back if nobody wants it."""

    def __init__(self, file: int) -> None:
        self._file, self._mutex = file, threading.Lock()
        self._awaiting = self._left = False

    def come_to_it(self, patience: float) -> bool:
        try:
            fcntl.flock(self._file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            return True
        except BlockingIOError:
            self._awaiting = True
        thread = threading.Thread(target=self._await, daemon=True)
        thread.start()
        thread.join(patience)
        return not self._awaiting

    def leave(self) -> None:
        """Closing the file is what unlocks it; while the thread waits, it is the thread's to close."""
        with self._mutex:
            self._left = True
            if not self._awaiting:
                os.close(self._file)

    def _await(self) -> None:
        fcntl.flock(self._file, fcntl.LOCK_EX)
        with self._mutex:
            self._awaiting = False
            if self._left:
                os.close(self._file)
