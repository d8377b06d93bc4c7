"""Approvals count once a person, for the texts as they are, and never the author's."""

import datetime

import pytest

from api.editing.policy import approvals_missing
from api.outlets.proposals import Proposal, Review, Verdict
from api.outlets.revisions import Change, RecordKey
from tests.desk.test_policy import CONTROL, PLAIN

NOW = datetime.datetime(2026, 11, 22, 12, tzinfo=datetime.UTC)


def proposal(*reviews: tuple[str, Verdict, int], edition: int = 2) -> Proposal:
    said = tuple(Review(reviewer, verdict, of, NOW) for reviewer, verdict, of in reviews)
    change = Change(RecordKey("outlets", "paper"), None, "text")
    return Proposal(1, "jane", "why", "submitted", edition, (change,), NOW, NOW, said)


@pytest.mark.parametrize(
    ("reviews", "missing_of_one", "missing_of_two"),
    [
        ([], 1, 2),
        ([("a", "approve", 2)], 0, 1),
        ([("a", "approve", 2), ("b", "approve", 2)], 0, 0),
        ([("a", "approve", 2), ("a", "approve", 2)], 0, 1),
        # of the texts before
        ([("a", "approve", 1), ("b", "approve", 2)], 0, 1),
        ([("a", "approve", 1)], 1, 2),
        # the last word counts
        ([("a", "approve", 2), ("a", "request-changes", 2)], 1, 2),
        ([("a", "reject", 2), ("a", "approve", 2)], 0, 1),
        # and never the author's
        ([("jane", "approve", 2)], 1, 2),
    ],
)
def test_approvals_count_once_a_person_and_for_the_texts_as_they_are(
    reviews: list[tuple[str, Verdict, int]], missing_of_one: int, missing_of_two: int
) -> None:
    assert approvals_missing(proposal(*reviews), PLAIN) == missing_of_one
    assert approvals_missing(proposal(*reviews), CONTROL) == missing_of_two


def test_who_asked_for_changes_objects_until_they_approve() -> None:
    assert proposal(("a", "request-changes", 2), ("b", "approve", 2)).objections == ("a",)
    assert proposal(("a", "request-changes", 2), ("a", "approve", 2)).objections == ()
    assert proposal(("a", "request-changes", 1)).objections == ()
