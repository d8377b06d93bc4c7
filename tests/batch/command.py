"""`masthead annotate --input`, as people run it."""

import gzip
import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any


def wait_until(condition: Callable[[], bool], seconds: float = 60) -> None:
    until = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < until, "it never came to be"
        time.sleep(0.01)


class Command:
    """Runs it in a folder of its own."""

    def __init__(self, lists: Path, folder: Path) -> None:
        self.folder = folder
        self._environment = {**os.environ, "MASTHEAD_LISTS": str(lists)}

    def path(self, name: str) -> Path:
        return self.folder / name

    def put(self, name: str, *records: Any) -> Path:
        """Write an input: objects as lines of JSON, bytes as they are."""
        content = b"".join(each if isinstance(each, bytes) else json.dumps(each).encode() + b"\n" for each in records)
        self.path(name).write_bytes(gzip.compress(content) if name.endswith(".gz") else content)
        return self.path(name)

    def start(self, source: Path, output: Path, *options: str, stderr: Any = subprocess.PIPE) -> subprocess.Popen[str]:
        """In a process group of its own, as a terminal does."""
        arguments = ["annotate", "--input", str(source), "--output", str(output), *options]
        return subprocess.Popen(
            [sys.executable, "-m", "api.cli", *arguments],
            env=self._environment,
            stdout=subprocess.PIPE,
            stderr=stderr,
            text=True,
            start_new_session=True,
        )

    def run(self, source: Path, output: Path, *options: str) -> tuple[int, str]:
        """Its exit code and what it says on standard error."""
        process = self.start(source, output, *(options or ("--workers", "2")))
        stdout, stderr = process.communicate(timeout=120)
        assert stdout == ""
        assert "Traceback" not in stderr, stderr
        return process.returncode, stderr


def interrupt(process: subprocess.Popen[str]) -> str:
    """Ctrl+C: the signal goes to every process of the group. Gives what the command says."""
    os.killpg(process.pid, signal.SIGINT)
    return process.communicate(timeout=60)[1]


def children(process: subprocess.Popen[str]) -> list[int]:
    """Its workers."""
    found = Path(f"/proc/{process.pid}/task/{process.pid}/children").read_text().split()
    return [int(each) for each in found if b"spawn_main" in Path(f"/proc/{each}/cmdline").read_bytes()]


def answers(output: Path) -> list[dict[str, Any]]:
    content = output.read_bytes()
    text = gzip.decompress(content) if output.suffix == ".gz" else content
    assert text == b"" or text.endswith(b"\n")
    return [json.loads(line) for line in text.splitlines()]
