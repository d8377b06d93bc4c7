"""Claims that were retracted stay visible: what was shown, and from when to when, by the history."""

import datetime
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Protocol

from api.outlets.revisions import RecordKey, RecordKind, Revision

Document = Mapping[str, Any]
Editions = Iterator[tuple[Revision, Document]]
# where a claim comes from is shown beside what it says
_NOT_SAID = {"id", "status", "basis", "sources", "checked", "note"}
_PAGE = 100


class History(Protocol):
    """The revisions of a record, and the texts they made."""

    def revisions(
        self, *, of: RecordKey | None = None, author: str | None = None, before: int | None = None, limit: int = 50
    ) -> list[Revision]: ...
    def text(self, digest: str) -> str | None: ...


@dataclass(frozen=True)
class Shown:
    """For how long a claim was shown. `at_least` where it came with an import, so that it may have been shown before."""

    since: datetime.datetime
    until: datetime.datetime
    at_least: bool
    reason: str


@dataclass(frozen=True)
class Retraction:
    """A retracted claim: `says` as it was last shown, by field. `shown` is empty where it was retracted before it came here."""

    key: RecordKey
    name: str
    section: str
    claim: str
    says: Mapping[str, str]
    sources: tuple[Mapping[str, str], ...]
    shown: tuple[Shown, ...]


def retractions(
    records: Mapping[str, Mapping[str, Document]], history: History, read: Callable[[RecordKey, str], Document]
) -> list[Retraction]:
    """Every claim that the records (documents by kind and id) hold as retracted, the last retracted first.

    `read` makes a document of a text. What only a text said that was removed for safety or by a court is not shown.
    """
    found = [
        _retraction(RecordKey(kind, id), document, section, claim, _editions(RecordKey(kind, id), history, read))
        for kind, documents in _kinds(records)
        for id, document in documents.items()
        for section, claim in claims_of(document)
        if claim.get("status") == "retracted"
    ]
    return sorted(found, key=lambda each: (each.shown[-1].until.isoformat() if each.shown else "", str(each.key)), reverse=True)


def claims_of(document: Document) -> Iterator[tuple[str, Document]]:
    """Each claim of a record's document, with the name of the list it stands in."""
    for section, rows in document.items():
        if isinstance(rows, list):
            yield from ((section, row) for row in rows if isinstance(row, dict) and "basis" in row)


def said_by(claim: Document) -> dict[str, str]:
    """What a claim says, by field in words."""
    return {name.replace("_", " "): _words(value) for name, value in claim.items() if name not in _NOT_SAID}


def _kinds(records: Mapping[str, Mapping[str, Document]]) -> Iterator[tuple[RecordKind, Mapping[str, Document]]]:
    yield "outlets", records["outlets"]
    yield "parties", records["parties"]


def _retraction(key: RecordKey, document: Document, section: str, claim: Document, editions: Editions) -> Retraction:
    says, sources, shown = claim, document.get("sources", {}), []
    since: Revision | None = None
    for revision, then in editions:
        row = next((row for name, row in claims_of(then) if name == section and row.get("id") == claim["id"]), None)
        if row is not None and row.get("status") != "retracted":
            says, sources, since = row, then.get("sources", {}), since or revision
        elif since:
            shown.append(Shown(since.at, revision.at, since.origin == "import", revision.reason))
            since = None
    cited = [sources.get(each["ref"]) for each in says.get("sources", ())]
    return Retraction(
        key, str(document["name"]), section.replace("_", " "), str(claim["id"]), said_by(says),
        tuple(source for source in cited if source), tuple(shown),
    )  # fmt: skip


def _editions(key: RecordKey, history: History, read: Callable[[RecordKey, str], Document]) -> Editions:
    """The record as each revision made it, the oldest first; empty where it was taken out."""
    for revision in reversed(_revisions(key, history)):
        after = next(change.after for change in revision.changes if change.key == key)
        text = history.text(after) if after else None
        # of a removed text nobody knows what it said: it neither begins nor ends what was shown
        if text is not None:
            yield revision, read(key, text)
        elif after is None:
            yield revision, {}


def _revisions(key: RecordKey, history: History) -> list[Revision]:
    found: list[Revision] = []
    while page := history.revisions(of=key, before=found[-1].number if found else None, limit=_PAGE):
        found += page
        if len(page) < _PAGE:
            break
    return found


def _words(value: object) -> str:
    if isinstance(value, Mapping):
        return ", ".join(f"{name} {each}" for name, each in value.items())
    return ", ".join(map(str, value)) if isinstance(value, list) else str(value)
