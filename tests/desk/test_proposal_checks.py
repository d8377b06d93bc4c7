"""What keeps a change from review, on both databases: findings, what is no change, and persons who may not."""


import pytest

from api.editing.conditions import AgainstPolicy
from api.editing.proposing import propose, submit, withdraw
from api.editing.reviewing import publish, review
from api.errors import BadRequest, NotFound
from api.outlets.dates import FuzzyDate
from api.outlets.people import Declaration
from api.outlets.revisions import Change, Edit, RecordKey
from tests.desk.room import COMPANY_KEY, JANE, JILL, JOHN, NEW, NEW_KEY, PAPER_KEY, SOLD, Room, person, renamed
from tests.storage.folder import COMPANY, PAPER


@pytest.mark.parametrize(
    ("key", "text", "rule", "field"),
    [
        (PAPER_KEY, PAPER.replace("party: paper-ltd", "party: nobody"), "reference-exists", "published_by.0.party"),
        (PAPER_KEY, PAPER.replace("kind: newspaper", "kind: pamphlet"), "known-fields", "kind"),
        (PAPER_KEY, PAPER.replace("paper.example\n  role", "https://paper.example\n  role"), "host-is-normal", "channels.0.value"),
        (PAPER_KEY, PAPER + "a: [", "valid-yaml", ""),
        (PAPER_KEY, PAPER.replace("name: The Paper", "name:   The Paper"), "canonical-form", ""),
        (NEW_KEY, NEW.replace("id: north-ltd", "id: south-ltd"), "file-is-named-for-its-record", "id"),
    ],
)
def test_findings_come_back_beside_their_fields_and_keep_a_draft_from_review(
    room: Room, key: RecordKey, text: str, rule: str, field: str
) -> None:
    kept = propose(room.desk, JANE, "seen the register", [room.change(key, text)], submit=True)
    assert [(each.key, each.rule, each.field) for each in kept.assessment.findings] == [(key, rule, field)]
    assert all(each.what and each.mend for each in kept.assessment.findings)
    assert kept.assessment.elsewhere == ()
    assert kept.proposal.state == "draft"
    assert room.proposals.get(kept.proposal.number).changes[0].after == text
    assert submit(room.desk, JANE, kept.proposal.number).proposal.state == "draft"
    assert kept.assessment.preview() == []


def test_what_a_change_breaks_in_another_record_keeps_it_from_review(room: Room) -> None:
    kept = propose(room.desk, JANE, "gone", [room.change(COMPANY_KEY, None)], submit=True)
    assert kept.proposal.state == "draft"
    assert kept.assessment.findings == ()
    (finding,) = kept.assessment.elsewhere
    assert (finding.file, finding.rule) == ("outlets/gb/paper.yaml", "reference-exists")


def test_what_was_wrong_elsewhere_before_keeps_nobody_from_review(room: Room) -> None:
    broken = PAPER.replace("party: paper-ltd", "party: nobody")
    room.history.append(Edit("release", "broken by hand", "import", (room.change(PAPER_KEY, broken),)))
    assert room.submitted(room.change(COMPANY_KEY, renamed(COMPANY, "Paper Limited"))).state == "submitted"


def test_records_that_need_each_other_are_proposed_together(room: Room) -> None:
    paper = room.change(PAPER_KEY, SOLD)
    assert propose(room.desk, JANE, "sold", [paper], submit=True).proposal.state == "draft"
    kept = room.approved(paper, room.change(NEW_KEY, NEW))
    assert publish(room.desk, JOHN, kept.number).revision
    assert room.text(NEW_KEY) == NEW


def test_the_preview_shows_what_readers_will_see(room: Room) -> None:
    change = room.change(COMPANY_KEY, renamed(COMPANY, "Paper Limited"))
    (paper,) = propose(room.desk, JANE, "", [change]).assessment.preview()
    (stretch,) = paper.stretches
    assert stretch.before and stretch.after
    assert [owner.name for owner in (*stretch.before.owners, *stretch.after.owners)] == ["Paper Ltd", "Paper Limited"]


@pytest.mark.parametrize(
    ("change", "what"),
    [
        (Change(RecordKey("parties", "../etc"), None, "x"), "no record can be named so"),
        (Change(RecordKey("parties", "x" * 81), None, "x"), "no record can be named so"),
        (Change(RecordKey("vocabulary", "labels"), None, "x"), "no record can be named so"),  # type: ignore[arg-type]
        (Change(NEW_KEY, None, "name: \0"), "a character that is none"),
        (Change(NEW_KEY, None, "name: \ud800"), "a character that is none"),
        (Change(NEW_KEY, None, "x" * 1_000_001), "longer than 1,000,000"),
        (Change(NEW_KEY, None, None), "nothing is changed"),
    ],
)
def test_what_cannot_be_a_change_is_said(room: Room, change: Change, what: str) -> None:
    with pytest.raises(BadRequest, match=what) as raised:
        propose(room.desk, JANE, "why", [change])
    assert raised.value.mend
    assert room.proposals.listed() == []


def test_a_reason_is_needed_for_review_and_a_base_that_was_in_the_list(room: Room) -> None:
    change = room.change(NEW_KEY, NEW)
    with pytest.raises(BadRequest, match="reason: it is empty"):
        propose(room.desk, JANE, " ", [change], submit=True)
    with pytest.raises(BadRequest, match="longer than 10,000"):
        propose(room.desk, JANE, "x" * 10_001, [change])
    with pytest.raises(BadRequest, match="there twice"):
        propose(room.desk, JANE, "why", [change, change])
    with pytest.raises(NotFound):
        propose(room.desk, JANE, "why", [Change(NEW_KEY, "0" * 64, NEW)])
    with pytest.raises(BadRequest, match="nothing is changed"):
        propose(room.desk, JANE, "why", [room.change(PAPER_KEY, PAPER)])
    assert propose(room.desk, JANE, "", [change]).proposal.state == "draft"


# persons


def test_only_the_author_changes_sends_and_withdraws_a_proposal(room: Room) -> None:
    change = room.change(COMPANY_KEY, renamed(COMPANY, "Paper Limited"))
    number = propose(room.desk, JANE, "why", [change]).proposal.number
    for act in (
        lambda: propose(room.desk, JILL, "mine", [change], of=number, edition=1),
        lambda: submit(room.desk, JILL, number),
        lambda: withdraw(room.desk, JILL, number),
    ):
        with pytest.raises(AgainstPolicy, match="only its author"):
            act()
    assert room.proposals.get(number).state == "draft"


def test_the_policy_is_asked_at_every_step(room: Room) -> None:
    change = room.change(COMPANY_KEY, renamed(COMPANY, "Paper Limited"))
    tied = Declaration("d1", "The Paper", ("paper",), (), None, FuzzyDate.parse("2020"), None)
    with pytest.raises(AgainstPolicy, match="you declared The Paper"):
        propose(room.desk, person("jane", "editor", declarations=(tied,)), "why", [change])
    both = person("jane", "editor", "reviewer")
    kept = room.submitted(change, author=both)
    with pytest.raises(AgainstPolicy, match="you wrote this") as raised:
        review(room.desk, both, kept.number, 1, "approve")
    assert raised.value.refusal.condition == "is-not-the-author"
    with pytest.raises(AgainstPolicy, match="you declared The Paper"):
        review(room.desk, person("jack", "reviewer", declarations=(tied,)), kept.number, 1, "reject", comment="no")
    review(room.desk, JOHN, kept.number, 1, "approve")
    with pytest.raises(AgainstPolicy, match="you do not have the role"):
        publish(room.desk, JANE, kept.number)
    assert publish(room.desk, both, kept.number).revision
