"""Worker processes: order, bounds, and pages that end a process. All with real processes."""

import multiprocessing
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator

import pytest

from api.batch.crew import Crew
from api.errors import ServiceUnavailable


def squares() -> Callable[[int], int]:
    def work(number: int) -> int:
        if number < 0:
            os._exit(1)
        time.sleep(0.05 if number % 7 == 0 else 0)
        return number * number

    return work


def lost(number: int) -> int:
    return number


def nothing() -> Callable[[int], int]:
    os._exit(1)


def test_results_come_in_order_whoever_is_slow() -> None:
    with Crew(3, squares, lost) as crew:
        found = list(crew.results(iter([[each, each + 1] for each in range(20)])))
    assert found == [[each**2, (each + 1) ** 2] for each in range(20)]


def test_only_what_ends_its_process_is_lost() -> None:
    with Crew(2, squares, lost) as crew:
        found = list(crew.results(iter([[1, 2], [3, -4, 5, -6, 7], [8], [-9], [10]])))
    assert found == [[1, 4], [9, -4, 25, -6, 49], [64], [-9], [100]]


def test_no_more_is_taken_than_two_chunks_a_process_ahead() -> None:
    taken: list[int] = []

    def chunks() -> Iterator[list[int]]:
        for number in range(30):
            taken.append(number)
            yield [1] if number else [7] * 10  # the others could all be done before the first

    with Crew(2, squares, lost) as crew:
        for given, _ in enumerate(crew.results(chunks())):
            assert len(taken) - given <= 2 * 2 + 1  # and one at hand


def test_ctrl_c_does_not_reach_a_worker() -> None:
    # in a fresh process: in this one, what multiprocessing starts with its first process is long there
    code = "from tests.batch.test_crew import interrupt_workers; interrupt_workers()"
    subprocess.run([sys.executable, "-c", code], check=True, timeout=60)


def interrupt_workers() -> None:
    with Crew(2, squares, lost) as crew:
        results = crew.results(iter([[each] for each in range(20)]))
        found = [next(results)]
        workers = set(multiprocessing.active_children())
        for process in workers:
            assert process.pid
            os.kill(process.pid, signal.SIGINT)
        found += results
        assert found == [[each**2] for each in range(20)]
        assert len(workers) == 2 and set(multiprocessing.active_children()) == workers


def test_nothing_to_do_starts_no_process() -> None:
    with Crew(2, nothing, lost) as crew:
        assert list(crew.results(iter([]))) == []


def test_workers_that_cannot_start_are_an_error_not_a_loss() -> None:
    with Crew(2, nothing, lost) as crew, pytest.raises(ServiceUnavailable, match="before its first page"):
        list(crew.results(iter([[1]])))
