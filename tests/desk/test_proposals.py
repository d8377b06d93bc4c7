"""From a proposal to what readers get, on both databases: kept, reviewed, published once."""

import datetime
from typing import Any

import pytest
import sqlalchemy as sa

from api.editing.proposing import Proposed, comment, propose, submit, withdraw
from api.editing.reviewing import publish, review
from api.errors import BadRequest, Conflict, NotFound
from api.outlets.proposals import OPEN
from api.storage.sql.verifying import verify
from tests.desk.room import (
    COMPANY_KEY,
    CONTROLLED,
    JACK,
    JANE,
    JILL,
    JOHN,
    NEW,
    NEW_KEY,
    NOW,
    PAPER_KEY,
    Room,
    renamed,
)
from tests.storage.folder import COMPANY


def test_a_proposal_is_submitted_reviewed_and_published_with_all_names_kept(room: Room, engine: sa.Engine) -> None:
    kept = room.submitted(room.change(COMPANY_KEY, renamed(COMPANY, "Paper Limited")))
    assert (kept.author, kept.edition, kept.changed.tzinfo) == ("jane", 1, datetime.UTC)
    assert review(room.desk, JOHN, kept.number, 1, "approve", comment="as the filing has it").state == "approved"
    done = publish(room.desk, JOHN, kept.number)
    assert done.revision and done.proposal.state == "published"
    assert (done.proposal.revision, done.revision.number) == (2, 2)
    assert (done.revision.author, done.revision.reviewers, done.revision.checks) == ("jane", ("john",), ("no findings",))
    assert (done.revision.reason, done.revision.origin) == ("seen the register", "desk")
    assert room.text(COMPANY_KEY) == renamed(COMPANY, "Paper Limited")
    assert verify(engine) == 2
    said = room.proposals.get(kept.number).reviews[0]
    assert (said.reviewer, said.verdict, said.comment, said.at) == ("john", "approve", "as the filing has it", NOW)


def test_a_record_can_be_made_and_taken_out_again(room: Room) -> None:
    room.published(room.change(NEW_KEY, NEW))
    assert room.text(NEW_KEY) == NEW
    room.published(room.change(NEW_KEY, None))
    assert room.text(NEW_KEY) is None


def test_a_control_claim_takes_two_reviewers(room: Room) -> None:
    kept = room.submitted(room.change(PAPER_KEY, CONTROLLED))
    assert review(room.desk, JOHN, kept.number, 1, "approve").state == "submitted"
    assert review(room.desk, JOHN, kept.number, 1, "approve").state == "submitted"
    with pytest.raises(Conflict, match="it is submitted, not approved"):
        publish(room.desk, JOHN, kept.number)
    assert review(room.desk, JACK, kept.number, 1, "approve").state == "approved"
    done = publish(room.desk, JOHN, kept.number)
    assert done.revision and sorted(done.revision.reviewers) == ["jack", "john"]


def test_who_objected_has_to_agree_before_it_is_approved(room: Room) -> None:
    kept = room.submitted(room.change(COMPANY_KEY, renamed(COMPANY, "Paper Limited")))
    assert review(room.desk, JACK, kept.number, 1, "request-changes", comment="cite it").state == "changes-requested"
    assert submit(room.desk, JANE, kept.number).proposal.state == "submitted"
    assert review(room.desk, JOHN, kept.number, 1, "approve").state == "submitted"
    assert review(room.desk, JACK, kept.number, 1, "approve").state == "approved"


def test_changed_texts_void_the_approvals_of_before(room: Room) -> None:
    kept = room.approved(room.change(COMPANY_KEY, renamed(COMPANY, "Paper Limited")))
    change = room.change(COMPANY_KEY, renamed(COMPANY, "Papers Limited"))
    again = propose(room.desk, JANE, "typo", [change], of=kept.number, edition=1, submit=True).proposal
    assert (again.state, again.edition, again.approvals, len(again.reviews)) == ("submitted", 2, (), 1)
    with pytest.raises(Conflict, match="not approved"):
        publish(room.desk, JOHN, kept.number)
    with pytest.raises(Conflict, match="texts were changed in between"):
        review(room.desk, JOHN, kept.number, 1, "approve")
    assert review(room.desk, JOHN, kept.number, 2, "approve").state == "approved"
    assert room.text(COMPANY_KEY) == COMPANY


def test_the_same_texts_sent_again_keep_their_approval(room: Room) -> None:
    change = room.change(COMPANY_KEY, renamed(COMPANY, "Paper Limited"))
    kept = room.approved(change)
    again = propose(room.desk, JANE, "a better reason", [change], of=kept.number, edition=1, submit=True).proposal
    assert (again.state, again.edition, again.reason) == ("approved", 1, "a better reason")


@pytest.mark.parametrize("verdict", ["request-changes", "reject"])
def test_who_says_no_says_why(room: Room, verdict: Any) -> None:
    kept = room.submitted(room.change(COMPANY_KEY, renamed(COMPANY, "Paper Limited")))
    with pytest.raises(BadRequest, match="it is empty"):
        review(room.desk, JOHN, kept.number, 1, verdict, comment=" ")
    said = review(room.desk, JOHN, kept.number, 1, verdict, comment="no source says so")
    assert said.state == {"request-changes": "changes-requested", "reject": "rejected"}[verdict]


def test_what_is_over_stays_so(room: Room) -> None:
    change = room.change(COMPANY_KEY, renamed(COMPANY, "Paper Limited"))
    kept = room.submitted(change)
    assert withdraw(room.desk, JANE, kept.number).state == "withdrawn"
    for act in (
        lambda: withdraw(room.desk, JANE, kept.number),
        lambda: submit(room.desk, JANE, kept.number),
        lambda: review(room.desk, JOHN, kept.number, 1, "approve"),
        lambda: publish(room.desk, JOHN, kept.number),
    ):
        with pytest.raises(Conflict, match="it is withdrawn"):
            act()
    assert room.proposals.get(kept.number).state == "withdrawn"


def test_comments_are_kept_in_order_with_their_places(room: Room) -> None:
    number = room.submitted(room.change(COMPANY_KEY, renamed(COMPANY, "Paper Limited"))).number
    comment(room.desk, JOHN, number, "which register?")
    comment(room.desk, JANE, number, "the British one", "parties/paper-ltd: record.name")
    said = room.proposals.get(number).comments
    assert [(each.author, each.text, each.place) for each in said] == [
        ("john", "which register?", ""), ("jane", "the British one", "parties/paper-ltd: record.name"),
    ]  # fmt: skip


def test_proposals_are_found_by_state_author_and_record(room: Room) -> None:
    first = room.submitted(room.change(COMPANY_KEY, renamed(COMPANY, "Paper Limited"))).number
    second = propose(room.desk, JILL, "", [room.change(NEW_KEY, NEW)]).proposal.number
    third = propose(room.desk, JANE, "", [room.change(NEW_KEY, NEW)]).proposal.number
    withdraw(room.desk, JANE, third)

    def found(**by: Any) -> list[int]:
        return [each.number for each in room.proposals.listed(**by)]

    assert found() == [second, first]
    assert found(states=OPEN | {"withdrawn"}) == [third, second, first]
    assert found(states=frozenset({"draft"})) == [second]
    assert found(author="jane") == [first]
    assert found(of=NEW_KEY) == [second]
    assert found(before=second) == [first]
    assert found(limit=1) == [second]
    with pytest.raises(NotFound):
        room.proposals.get(99)


def test_of_a_record_only_proposals_that_still_change_it_are_found(room: Room) -> None:
    kept = propose(room.desk, JANE, "", [room.change(NEW_KEY, NEW)]).proposal
    change = room.change(COMPANY_KEY, renamed(COMPANY, "Paper Limited"))
    propose(room.desk, JANE, "", [change], of=kept.number, edition=1)
    assert room.proposals.listed(of=NEW_KEY) == []
    assert [each.number for each in room.proposals.listed(of=COMPANY_KEY)] == [kept.number]


def test_a_proposal_is_kept_whole_by_the_database(room: Room) -> None:
    kept: Proposed = propose(room.desk, JANE, "why", [room.change(NEW_KEY, NEW), room.change(COMPANY_KEY, None)])
    assert room.proposals.get(kept.proposal.number) == kept.proposal
    assert [change.key for change in kept.proposal.changes] == [NEW_KEY, COMPANY_KEY]


def test_texts_removed_from_a_proposal_are_gone_from_all_its_editions_and_are_not_published(room: Room, engine: sa.Engine) -> None:
    kept = propose(room.desk, JANE, "why", [room.change(NEW_KEY, renamed(NEW, "A home address"))]).proposal
    propose(room.desk, JANE, "why", [room.change(NEW_KEY, NEW)], of=kept.number, edition=1, submit=True)
    review(room.desk, JOHN, kept.number, 2, "approve")
    room.proposals.remove_texts(kept.number, "court order 12")
    with engine.connect() as connection:
        assert set(connection.execute(sa.text("SELECT after FROM proposed")).scalars()) == {"# removed: court order 12\n"}
    assert publish(room.desk, JOHN, kept.number).proposal.state == "changes-requested"
    assert room.history.head() == 1
    with pytest.raises(NotFound):
        room.proposals.remove_texts(99, "court order 12")
