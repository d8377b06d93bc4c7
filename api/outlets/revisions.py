"""What happened to the list: revisions, each a set of records changed together by somebody for a reason."""

import datetime
from dataclasses import dataclass
from typing import Any, Literal

RecordKind = Literal["outlets", "parties"]
Origin = Literal["import", "desk", "revert"]


@dataclass(frozen=True, order=True)
class RecordKey:
    """Which record: its kind, and its id, unique within the kind."""

    kind: RecordKind
    id: str

    def __str__(self) -> str:
        return f"{self.kind}/{self.id}"


@dataclass(frozen=True)
class Change:
    """A record as it shall be: `after` is its canonical text, None where it goes. `before` is the digest of the text the author
    saw, None where there was none: another one in its place is a conflict."""

    key: RecordKey
    before: str | None
    after: str | None


@dataclass(frozen=True)
class Edit:
    """What becomes a revision. `checks` says what the checks found, `reviewers` who approved, `reverts` what revision it undoes."""

    author: str
    reason: str
    origin: Origin
    changes: tuple[Change, ...]
    reviewers: tuple[str, ...] = ()
    checks: tuple[str, ...] = ()
    reverts: int | None = None


@dataclass(frozen=True)
class Changed:
    """One record's change as it was kept: digests of the text before and after, None where there was or is none."""

    key: RecordKey
    before: str | None
    after: str | None


@dataclass(frozen=True)
class Revision:
    """An entry of the history. `number` rises by one; `hash` chains it to the one before."""

    number: int
    at: datetime.datetime
    author: str
    reason: str
    origin: Origin
    reviewers: tuple[str, ...]
    checks: tuple[str, ...]
    reverts: int | None
    changes: tuple[Changed, ...]
    previous: str
    hash: str

    def content(self) -> dict[str, Any]:
        """What the hash is of: everything but itself."""
        return {
            "number": self.number,
            "at": self.at.isoformat(),
            "author": self.author,
            "reason": self.reason,
            "origin": self.origin,
            "reviewers": list(self.reviewers),
            "checks": list(self.checks),
            "reverts": self.reverts,
            "changes": [[str(each.key), each.before, each.after] for each in self.changes],
            "previous": self.previous,
        }


@dataclass(frozen=True)
class Text:
    """The text of a record as it is now, its digest, and the revision that made it so. Removed texts are None."""

    key: RecordKey
    digest: str
    text: str | None
    revision: int
