"""Load from this machine on a service of this machine, bounded, and what it costs the service."""

import http.client
import os
from pathlib import Path

from tests.api.service import Client, running

_REQUESTS = 400


def service_cpu(lists: Path, log: Path, path: str, constant: str, blocks: int) -> list[float]:
    """The service's CPU time for a request to `constant`, over that for one to `path`, block by block."""
    with running(lists, log) as client:
        workers = _workers(client)
        ratios = []
        for _ in range(blocks):
            costs = [_cost(client, workers, each) for each in (constant, path)]
            ratios.append(costs[0] / costs[1])
        return ratios


def _cost(client: Client, workers: list[int], path: str) -> float:
    before = _cpu_seconds(workers)
    connection = http.client.HTTPConnection("127.0.0.1", client.port, timeout=30)
    for _ in range(_REQUESTS):
        connection.request("GET", path)
        connection.getresponse().read()
    connection.close()
    return _cpu_seconds(workers) - before


def _workers(client: Client) -> list[int]:
    """The process that listens and its children, by what the kernel says of them."""
    return [pid for pid in _descendants(os.getpid()) if pid != os.getpid()]


def _descendants(parent: int) -> list[int]:
    found = [parent]
    for status in Path("/proc").glob("[0-9]*/stat"):
        try:
            if int(status.read_text().rpartition(")")[2].split()[1]) == parent:
                found += _descendants(int(status.parent.name))
        except (OSError, ValueError):
            continue
    return found


def _cpu_seconds(pids: list[int]) -> float:
    ticks = os.sysconf("SC_CLK_TCK")
    total = 0
    for pid in pids:
        fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
        total += int(fields[11]) + int(fields[12])
    return total / ticks
