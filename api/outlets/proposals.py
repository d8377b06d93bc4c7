"""Changes of the list that somebody proposed: what they shall change, who looked at them, and what came of it."""

import datetime
from dataclasses import dataclass
from typing import Literal

from api.outlets.revisions import Change, RecordKey

ProposalState = Literal["draft", "submitted", "changes-requested", "approved", "rejected", "published", "withdrawn"]
Verdict = Literal["approve", "request-changes", "reject"]

# what may still be published one day
OPEN: frozenset[ProposalState] = frozenset({"draft", "submitted", "changes-requested", "approved"})


@dataclass(frozen=True)
class Review:
    """What a reviewer said of one edition of the texts."""

    reviewer: str
    verdict: Verdict
    edition: int
    at: datetime.datetime
    comment: str = ""


@dataclass(frozen=True)
class Comment:
    """A remark; `place` is what it is about, as `parties/courier-ltd: ownership.own1.share`, empty for the whole proposal."""

    author: str
    text: str
    at: datetime.datetime
    place: str = ""


@dataclass(frozen=True)
class Proposal:
    """Texts that somebody wants in the list, and why. `edition` rises with every change of the texts: a review counts for the
    edition it is of. `author` and reviewers are ids of persons; `revision` is what the proposal became when it was published."""

    number: int
    author: str
    reason: str
    state: ProposalState
    edition: int
    changes: tuple[Change, ...]
    created: datetime.datetime
    changed: datetime.datetime
    reviews: tuple[Review, ...] = ()
    comments: tuple[Comment, ...] = ()
    revision: int | None = None

    @property
    def keys(self) -> frozenset[RecordKey]:
        return frozenset(change.key for change in self.changes)

    @property
    def approvals(self) -> tuple[str, ...]:
        """Who approved the texts as they are now and has not said otherwise since."""
        return tuple(reviewer for reviewer, verdict in self._last_words().items() if verdict == "approve")

    @property
    def objections(self) -> tuple[str, ...]:
        """Who did not, and has not approved since."""
        return tuple(reviewer for reviewer, verdict in self._last_words().items() if verdict != "approve")

    def _last_words(self) -> dict[str, Verdict]:
        return {review.reviewer: review.verdict for review in self.reviews if review.edition == self.edition}
