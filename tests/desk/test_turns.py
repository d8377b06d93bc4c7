"""Writers in a row: each has its turn in the order in which it came, and who gives up leaves nothing behind."""

import threading
from pathlib import Path

import pytest

from api.storage.sql.turns import NoPlace, TooLong, turn


def waiting(path: Path) -> int:
    """How many wait for the lock on the file, as the kernel says."""
    inode = f":{path.stat().st_ino} "
    return sum("->" in line and inode in line for line in Path("/proc/locks").read_text().splitlines())


def until_waiting(path: Path, count: int) -> None:
    while waiting(path) != count:
        pass


def test_who_came_first_writes_first(tmp_path: Path) -> None:
    path, order = tmp_path / "writers", list[int]()

    def write(number: int) -> None:
        with turn(path, 60):
            order.append(number)

    threads = [threading.Thread(target=write, args=(number,)) for number in range(8)]
    with turn(path, 60):
        for number, thread in enumerate(threads, 1):
            thread.start()
            until_waiting(path, number)
    for thread in threads:
        thread.join(60)
    assert order == list(range(8))


def test_who_gives_up_is_told_and_does_not_keep_the_others_waiting(tmp_path: Path) -> None:
    path = tmp_path / "writers"
    with turn(path, 60):
        with pytest.raises(TooLong), turn(path, 0.01):
            pass
        assert waiting(path) == 1
    with turn(path, 60):
        until_waiting(path, 0)


def test_where_no_file_can_be_it_is_said(tmp_path: Path) -> None:
    with pytest.raises(NoPlace, match="No such file"), turn(tmp_path / "nowhere" / "writers", 60):
        pass
