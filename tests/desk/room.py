"""The desk over a list of one outlet and its publisher, and those who work at it."""

import datetime
from dataclasses import dataclass
from typing import Any

from api.editing.assessing import Desk
from api.editing.proposing import propose
from api.editing.reviewing import publish, review
from api.outlets.people import Person, Role
from api.outlets.proposals import Proposal
from api.outlets.revisions import Change, RecordKey
from api.storage.list_texts import documents_of, text_of
from api.storage.sql.history import History
from api.storage.sql.proposals import Proposals
from tests.storage.folder import COMPANY, PAPER, TODAY

NOW = datetime.datetime.combine(TODAY, datetime.time(12), datetime.UTC)
PAPER_KEY, COMPANY_KEY = RecordKey("outlets", "paper"), RecordKey("parties", "paper-ltd")
NEW_KEY = RecordKey("parties", "north-ltd")
NEW = COMPANY.replace("paper-ltd", "north-ltd").replace("Paper Ltd", "North Ltd")
CHECKED = {"on": "2026-10-01", "copy": "live", "where": "imprint"}
FINDING = {"id": "c1", "from": "2001-01-01", "basis": "news", "sources": [{"ref": "about"}], "checked": CHECKED}


def person(name: str, *roles: Role, **fields: Any) -> Person:
    return Person(name, name.title(), frozenset(roles), **{"declared": TODAY, **fields})


JANE, JILL = person("jane", "editor"), person("jill", "editor")
JOHN, JACK = person("john", "reviewer"), person("jack", "reviewer")


@dataclass
class Room:
    """The desk with its history, over a list of one outlet and its publisher."""

    desk: Desk
    history: History
    proposals: Proposals

    def text(self, key: RecordKey) -> str | None:
        found = self.history.record(key)
        return found.text if found else None

    def change(self, key: RecordKey, after: str | None) -> Change:
        found = self.history.record(key)
        return Change(key, found.digest if found else None, after)

    def submitted(self, *changes: Change, author: Person = JANE, reason: str = "seen the register") -> Proposal:
        kept = propose(self.desk, author, reason, changes, submit=True)
        assert kept.proposal.state == "submitted", kept.assessment.reasons
        return kept.proposal

    def approved(self, *changes: Change, author: Person = JANE) -> Proposal:
        kept = self.submitted(*changes, author=author)
        for reviewer in (JOHN, JACK):
            if kept.state == "submitted":
                kept = review(self.desk, reviewer, kept.number, kept.edition, "approve")
        assert kept.state == "approved"
        return kept

    def published(self, *changes: Change) -> int:
        revision = publish(self.desk, JOHN, self.approved(*changes).number).revision
        assert revision
        return revision.number


def renamed(text: str, name: str) -> str:
    lines = [f"name: {name}" if line.startswith("name: ") else line for line in text.splitlines()]
    return "\n".join(lines) + "\n"


def paper(**fields: Any) -> str:
    """The outlet's text with other fields."""
    return text_of(PAPER_KEY, {**documents_of({PAPER_KEY: PAPER})[PAPER_KEY], **fields})


CONTROLLED = paper(control=[{**FINDING, "aspect": "editorial", "finding": "controlled", "by": "state:GB"}])
SOLD = PAPER.replace("party: paper-ltd", "party: north-ltd")
