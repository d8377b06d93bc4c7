"""Readers who send reports to a desk: the real services on a database, over the list of the conformance cases, served over HTTP."""

import datetime
import hashlib
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache, cached_property
from typing import Any
from urllib.parse import urlencode

import sqlalchemy as sa
from flask import Flask
from werkzeug.serving import make_server

from api.annotating.index import Index
from api.editing.policy import may_triage
from api.outlets.people import Declaration, Person
from api.outlets.reports import Responses
from api.publishing.compile import compile_list, compile_records
from api.reporting.drafts import Draft
from api.reporting.receiving import Receiving, Sending
from api.reporting.triage import Triage
from api.storage.list_texts import documents_of
from api.storage.sql.history import History
from api.storage.sql.reports import ReportsInSql
from api.views.desk.access import require_permissions
from api.views.desk.reports_queue import reports_queue_views
from api.views.problems import register_problems
from api.views.reports import ReportServices, report_views
from api.views.services import Current
from tests.api.service import Answer, Client
from tests.conformance import case_records
from tests.desk.newsroom import Newsroom

TODAY = datetime.date(2026, 11, 22)
FORM = {"Content-Type": "application/x-www-form-urlencoded"}
CLAIM = "party:ano-tv-novosti#own1"
EVIDENCE = {
    "title": "Extract", "publisher": "Company register", "url": "https://register.example/1", "date": "2026-10",
    "quote": "The shares are held by somebody else.",
}  # fmt: skip
DRAFT = Draft("rt", about=CLAIM, text="The owner changed last month.", email="jane@reader.example", **EVIDENCE)
REPLY = Draft("rt", "reply", text="We are independent, and say so here.")


def solution_of(puzzle: str) -> str:
    """Found by the documented rule, not by the program's own check."""
    bits, number = int(puzzle.split(".")[2]), 0
    while int.from_bytes(hashlib.sha256(f"{puzzle}:{number}".encode()).digest()) >> (256 - bits):
        number += 1
    return str(number)


def _compiled(responses: Responses) -> tuple[dict[str, Any], Index]:
    document = compile_list(case_records(), 1, TODAY, responses)
    return document, Index(document)


@cache
def _unanswered() -> tuple[dict[str, Any], Index]:
    """What every test begins with, made once: it takes longer than most of them."""
    return _compiled(Responses())


class OneList:
    """The published list of the conformance cases, and nothing newer but what is said of it."""

    def __init__(self, records: dict[str, Any] | None = None) -> None:
        self._records = records or compile_records(case_records())
        self._current = Current(*_unanswered(), self._records, {"version": 1}, "1")

    def publish(self, responses: Responses) -> None:
        self._current = Current(*_compiled(responses), self._records, {"version": 1}, "1")

    def current(self) -> Current:
        return self._current

    def content(self, version: int, *, compressed: bool) -> bytes:
        raise NotImplementedError


@dataclass(frozen=True)
class Readers:
    newsroom: Newsroom
    lists: OneList

    @classmethod
    def of(cls, engine: sa.Engine, records: dict[str, Any] | None = None) -> "Readers":
        return cls(Newsroom.over(engine), OneList(records))

    def publish(self) -> str:
        """What is said of the list goes into it."""
        self.lists.publish(self.triage.responses(self.newsroom.clock().date()))
        return "Published."

    @property
    def reports(self) -> ReportsInSql:
        return ReportsInSql(self.newsroom.engine)

    @cached_property
    def receiving(self) -> Receiving:
        return Receiving(self.reports, self.newsroom.people.register.secret("reports"), self.newsroom.clock)

    @cached_property
    def triage(self) -> Triage:
        return Triage(self.reports, self.newsroom.clock)

    def editor(self, name: str, *ties: Declaration) -> Person:
        """Somebody who may triage, and has declared these employers and posts."""
        person = self.newsroom.person(name, "editor")
        self.newsroom.people.register.declare(person.id, ties)
        return person

    def send(self, draft: Draft = DRAFT, network: str = "192.0.2.0/24") -> int:
        """The number of a report that was kept."""
        puzzle = self.receiving.puzzles.new()
        token = self.receiving.receive(draft, Sending(puzzle, solution_of(puzzle), network), lambda about: True)
        return self.receiving.status(token).number

    def app(self) -> Flask:
        clock, newsroom = self.newsroom.clock, self.newsroom
        services = ReportServices(
            self.lists, self.receiving, self.triage, History(newsroom.engine),
            read=lambda key, text: documents_of({key: text})[key],
            names=newsroom.people.register.names,
            refusal=lambda person, outlet, about: may_triage(person, outlet, about, case_records(), clock().date()),
            publish=self.publish,
            today=lambda: clock().date(),
        )  # fmt: skip
        app = newsroom.app()
        app.register_blueprint(report_views(services))
        app.register_blueprint(reports_queue_views(services))
        register_problems(app)
        require_permissions(app)
        return app

    @contextmanager
    def serving(self) -> Iterator[Client]:
        """Over HTTP, on a port of its own."""
        server = make_server("127.0.0.1", 0, self.app(), threaded=True)
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        try:
            yield Client(server.port)
        finally:
            server.shutdown()
            thread.join(10)
            server.server_close()


@dataclass(frozen=True)
class AtDesk:
    """Somebody's browser at the desk, signed in."""

    client: Client
    token: str
    csrf: dict[str, str]

    @classmethod
    def of(cls, readers: Readers, client: Client, person: Person) -> "AtDesk":
        return cls(client, readers.newsroom.token(person), {})

    def get(self, path: str) -> Answer:
        answer = self.client.send("GET", path, headers={"Cookie": f"desk={self.token}"})
        if (found := answer.text.partition('name="csrf_token" value="')[2]) and "set-cookie" in answer.headers:
            self.csrf.update(csrf_token=found.partition('"')[0], cookie=answer.headers["set-cookie"].partition(";")[0])
        return answer

    def post(self, path: str, **fields: str) -> Answer:
        """With the token of the last form that was looked at."""
        headers = {**FORM, "Cookie": f"desk={self.token}; {self.csrf.get('cookie', '')}"}
        body = urlencode({"csrf_token": self.csrf.get("csrf_token", ""), **fields}).encode()
        return self.client.send("POST", path, body, headers)
