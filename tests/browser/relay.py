"""A server before the real service, on loopback: remembers what it was asked, answers something else where a test says so."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from tests.api.service import Answer, Client

DROPPED = ("connection", "date", "server", "content-length", "transfer-encoding")


@dataclass
class Relay:
    """`asked`: paths and headers, in order; `instead`: what is answered in place of the service, by path."""

    service: Client
    port: int = 0
    asked: list[tuple[str, dict[str, str]]] = field(default_factory=list)
    statuses: list[int] = field(default_factory=list)
    instead: dict[str, Answer] = field(default_factory=dict)

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    @property
    def paths(self) -> list[str]:
        return [path for path, _ in self.asked]

    def reset(self) -> None:
        self.asked.clear()
        self.statuses.clear()
        self.instead.clear()

    def answer(self, path: str, headers: dict[str, str]) -> Answer:
        self.asked.append((path, headers))
        own = self.instead.get(path)
        passed = {name: value for name, value in headers.items() if name in ("if-none-match", "accept-encoding")}
        found = own or self.service.send("GET", path, headers=passed)
        self.statuses.append(found.status)
        return found


@contextmanager
def relaying(service: Client) -> Iterator[Relay]:
    """The relay, on a free port, until the end."""
    relay = Relay(service)
    server = _Server(relay)
    relay.port = server.server_address[1]
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield relay
    finally:
        server.shutdown()
        server.server_close()


class _Handler(BaseHTTPRequestHandler):
    server: "_Server"

    def do_GET(self) -> None:
        answer = self.server.relay.answer(self.path, {name.lower(): value for name, value in self.headers.items()})
        self.send_response(answer.status)
        for name, value in answer.headers.items():
            if name not in DROPPED:
                self.send_header(name, value)
        self.send_header("Content-Length", str(len(answer.body)))
        self.end_headers()
        self.wfile.write(answer.body)

    do_POST = do_OPTIONS = do_HEAD = do_GET

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing: `Relay.asked` is the log."""


class _Server(ThreadingHTTPServer):
    daemon_threads = True

    def __init__(self, relay: Relay) -> None:
        self.relay = relay
        super().__init__(("127.0.0.1", 0), _Handler)

    def handle_error(self, request: object, client_address: object) -> None:
        """A browser that hangs up early is no error of a test."""
