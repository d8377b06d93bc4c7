"""The real service in a process of its own, and a client that speaks HTTP to it."""

import http.client
import json
import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlencode


@dataclass(frozen=True)
class Answer:
    status: int
    headers: dict[str, str]
    body: bytes

    @property
    def json(self) -> Any:
        return json.loads(self.body)

    @property
    def text(self) -> str:
        return self.body.decode()


class Client:
    """One request a connection, as strangers send them."""

    def __init__(self, port: int) -> None:
        self.port = port

    def get(self, path: str, **query: str) -> Answer:
        return self.send("GET", path + (f"?{urlencode(query)}" if query else ""))

    def post(self, path: str, value: Any, content_type: str = "application/json") -> Answer:
        body = value if isinstance(value, bytes) else json.dumps(value).encode()
        return self.send("POST", path, body, {"Content-Type": content_type})

    def send(self, method: str, path: str, body: bytes | None = None, headers: dict[str, str] | None = None) -> Answer:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
        try:
            connection.request(method, path, body, headers or {})
            answer = connection.getresponse()
            return Answer(answer.status, {key.lower(): value for key, value in answer.getheaders()}, answer.read())
        finally:
            connection.close()


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def running(lists: Path, log: Path, *options: str, **settings: str) -> Iterator[Client]:
    """`masthead serve` on the published lists in `lists`; stopped at the end. What it prints goes to `log`."""
    port = int(settings.get("PORT") or free_port())
    environment = {**os.environ, "MASTHEAD_LISTS": str(lists), "MASTHEAD_WORKERS": "1", **settings}
    with log.open("wb") as output:
        process = subprocess.Popen(
            [sys.executable, "-m", "api.cli", "serve", "--port", str(port), *options], env=environment, stdout=output, stderr=output
        )
        try:
            yield _when_up(Client(port), process, log)
        finally:
            process.terminate()
            process.wait(timeout=20)


def _when_up(client: Client, process: "subprocess.Popen[bytes]", log: Path) -> Client:
    for _ in range(200):
        assert process.poll() is None, log.read_text()
        try:
            if client.get("/healthz").status == 200:
                return client
        except OSError:
            time.sleep(0.1)
    raise AssertionError(f"the service did not come up: {log.read_text()}")
