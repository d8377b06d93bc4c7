"""From a proposal to what readers get, on both databases: checked, reviewed, published once, and nothing overwritten."""

import datetime
import threading
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa

from api.editing.assessing import Desk
from api.editing.conditions import AgainstPolicy
from api.editing.proposing import Proposed, comment, propose, submit, withdraw
from api.editing.reverting import revert
from api.editing.reviewing import publish, review
from api.errors import BadRequest, Conflict, NotFound
from api.outlets.dates import FuzzyDate
from api.outlets.people import Declaration, Person, Role
from api.outlets.proposals import OPEN, Proposal
from api.outlets.revisions import Change, Edit, RecordKey
from api.storage.list_texts import check_texts, documents_of, text_of, texts_of
from api.storage.sql.history import History
from api.storage.sql.proposals import Proposals
from api.storage.sql.verifying import verify
from tests.storage.folder import COMPANY, PAPER, TODAY, small_list

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


@pytest.fixture
def room(engine: sa.Engine, tmp_path: Path) -> Room:
    folder = small_list(tmp_path / "data")
    history, proposals = History(engine), Proposals(engine)
    first = tuple(Change(key, None, text) for key, text in texts_of(folder).items())
    history.append(Edit("release", "first import", "import", first))
    desk = Desk(
        history, proposals, check=lambda texts: check_texts(texts, folder, TODAY), documents_of=documents_of, text_of=text_of,
        clock=lambda: NOW,
    )  # fmt: skip
    return Room(desk, history, proposals)


def renamed(text: str, name: str) -> str:
    lines = [f"name: {name}" if line.startswith("name: ") else line for line in text.splitlines()]
    return "\n".join(lines) + "\n"


def paper(**fields: Any) -> str:
    """The outlet's text with other fields."""
    return text_of(PAPER_KEY, {**documents_of({PAPER_KEY: PAPER})[PAPER_KEY], **fields})


CONTROLLED = paper(control=[{**FINDING, "aspect": "editorial", "finding": "controlled", "by": "state:GB"}])
SOLD = PAPER.replace("party: paper-ltd", "party: north-ltd")


# the road


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


# checks


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


# two at once


def test_who_publishes_over_another_change_gets_both_and_overwrites_nothing(room: Room) -> None:
    first = room.approved(room.change(COMPANY_KEY, renamed(COMPANY, "Paper Limited")))
    theirs = room.change(COMPANY_KEY, COMPANY.replace("type: company\n", "type: company\nwebsite: https://paper.example/about\n"))
    second = room.approved(theirs, author=JILL)
    assert publish(room.desk, JOHN, first.number).revision
    handed_back = publish(room.desk, JOHN, second.number)
    assert handed_back.revision is None
    assert handed_back.proposal.state == "changes-requested"
    assert "somebody changed parties/paper-ltd in between (both changes can be merged)" in handed_back.proposal.comments[-1].text
    assert room.text(COMPANY_KEY) == renamed(COMPANY, "Paper Limited")
    (overtaken,) = handed_back.assessment.overtaken
    assert (overtaken.base, overtaken.wanted, overtaken.now) == (COMPANY, theirs.after, renamed(COMPANY, "Paper Limited"))
    merged = overtaken.adopted()
    assert merged and merged.after and "name: Paper Limited" in merged.after and "website:" in merged.after
    again = propose(room.desk, JILL, "merged", [merged], of=second.number, edition=1, submit=True).proposal
    assert (again.state, again.edition) == ("submitted", 2)
    review(room.desk, JOHN, second.number, 2, "approve")
    assert publish(room.desk, JOHN, second.number).revision
    assert room.text(COMPANY_KEY) == merged.after


def test_where_both_changed_the_same_the_places_are_named_and_left_to_a_person(room: Room) -> None:
    mine = room.change(COMPANY_KEY, renamed(COMPANY, "Paper Plc"))
    room.published(room.change(COMPANY_KEY, renamed(COMPANY, "Paper Limited")))
    kept = propose(room.desk, JANE, "why", [mine], submit=True)
    assert kept.proposal.state == "draft"
    (overtaken,) = kept.assessment.overtaken
    assert (overtaken.conflicts, overtaken.adopted()) == (("name",), None)
    assert overtaken.merged == renamed(COMPANY, "Paper Plc")
    assert room.text(COMPANY_KEY) == renamed(COMPANY, "Paper Limited")


@pytest.mark.parametrize(
    "wanted",
    ["no: [record", COMPANY.replace("type: company", "type: nothing"), None],
    ids=["no YAML", "no record", "removed"],
)
def test_what_cannot_be_merged_is_for_a_person(room: Room, wanted: str | None) -> None:
    mine = room.change(COMPANY_KEY, wanted)
    room.published(room.change(COMPANY_KEY, renamed(COMPANY, "Paper Limited")))
    (overtaken,) = propose(room.desk, JANE, "why", [mine]).assessment.overtaken
    assert (overtaken.conflicts, overtaken.adopted()) == (("the record",), None)


def test_a_proposal_that_no_longer_fits_the_list_is_handed_back_with_the_findings(room: Room) -> None:
    room.published(room.change(NEW_KEY, NEW))
    kept = room.approved(room.change(PAPER_KEY, SOLD))
    room.published(room.change(NEW_KEY, None))
    done = publish(room.desk, JOHN, kept.number)
    assert (done.revision, done.proposal.state) == (None, "changes-requested")
    assert "there is no party 'north-ltd'" in done.proposal.comments[-1].text
    assert room.text(PAPER_KEY) == PAPER


def test_a_change_that_takes_more_approvals_by_now_waits_for_them(room: Room) -> None:
    room.published(room.change(NEW_KEY, NEW))
    publisher = {**FINDING, "id": "imprint", "basis": "self"}
    kept = room.approved(room.change(PAPER_KEY, paper(published_by=[{**publisher, "party": "north-ltd"}])))
    assert kept.approvals == ("john",)
    person_now = room.change(NEW_KEY, NEW.replace("type: company", "type: person"))
    room.history.append(Edit("release", "by hand", "import", (person_now,)))
    done = publish(room.desk, JOHN, kept.number)
    assert (done.revision, done.proposal.state) == (None, "submitted")
    assert "1 more must approve it" in done.proposal.comments[-1].text
    assert review(room.desk, JACK, kept.number, 1, "approve").state == "approved"
    assert publish(room.desk, JOHN, kept.number).revision


def test_the_author_who_changes_it_in_two_windows_is_told(room: Room) -> None:
    kept = propose(room.desk, JANE, "why", [room.change(NEW_KEY, NEW)]).proposal
    propose(room.desk, JANE, "why", [room.change(NEW_KEY, renamed(NEW, "One"))], of=kept.number, edition=1)
    with pytest.raises(Conflict, match="changed in between"):
        propose(room.desk, JANE, "why", [room.change(NEW_KEY, renamed(NEW, "Two"))], of=kept.number, edition=1)
    assert room.proposals.get(kept.number).changes[0].after == renamed(NEW, "One")


def together(*acts: Callable[[], Any]) -> list[Any]:
    """What each came to, done at the same moment: its answer, or the error."""
    barrier, found = threading.Barrier(len(acts)), list[Any]([None] * len(acts))

    def run(place: int, act: Callable[[], Any]) -> None:
        barrier.wait()
        try:
            found[place] = act()
        except Exception as error:
            found[place] = error

    threads = [threading.Thread(target=run, args=pair) for pair in enumerate(acts)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    return found


def another(room: Room) -> Desk:
    """The desk of another process over the same database."""
    same = {name: getattr(room.desk, name) for name in ("check", "documents_of", "text_of", "clock")}
    return Desk(room.history, room.proposals, **same)


def test_of_many_who_publish_at_once_one_does(room: Room, engine: sa.Engine) -> None:
    kept = room.approved(room.change(COMPANY_KEY, renamed(COMPANY, "Paper Limited")))
    desks = [another(room) for _ in range(6)]
    found = together(*(partial(publish, desk, JOHN, kept.number) for desk in desks))
    assert sum(getattr(each, "revision", None) is not None for each in found) == 1
    assert sum(isinstance(each, Conflict) for each in found) == 5
    assert (room.history.head(), verify(engine)) == (2, 2)
    assert room.proposals.get(kept.number).revision == 2


def test_two_who_approve_at_once_both_count(room: Room) -> None:
    kept = room.submitted(room.change(PAPER_KEY, CONTROLLED))
    together(*(partial(review, another(room), who, kept.number, 1, "approve") for who in (JOHN, JACK)))
    found = room.proposals.get(kept.number)
    assert (found.state, sorted(found.approvals)) == ("approved", ["jack", "john"])


def test_who_publishes_while_another_asks_for_changes_does_one_or_the_other(room: Room) -> None:
    for turn in range(4):
        kept = room.approved(room.change(COMPANY_KEY, renamed(COMPANY, f"Paper {turn}")))
        before = room.history.head()
        together(
            partial(publish, another(room), JOHN, kept.number),
            partial(review, another(room), JACK, kept.number, 1, "request-changes", comment="wait"),
        )
        state = room.proposals.get(kept.number).state
        assert (state, room.history.head() - before) in (("published", 1), ("changes-requested", 0))


def test_proposals_of_one_record_published_at_once_overwrite_nothing(room: Room, engine: sa.Engine) -> None:
    changes = [room.change(COMPANY_KEY, renamed(COMPANY, f"Paper {number}")) for number in range(5)]
    kept = [room.approved(change) for change in changes]
    found = together(*(partial(publish, another(room), JOHN, each.number) for each in kept))
    assert sum(each.revision is not None for each in found) == 1
    assert sorted(room.proposals.get(each.number).state for each in kept) == [*["changes-requested"] * 4, "published"]
    winner = next(each.proposal for each in found if each.revision)
    assert room.text(COMPANY_KEY) == winner.changes[0].after
    assert verify(engine) == 2


def once_assessed(room: Room, monkeypatch: pytest.MonkeyPatch, *acts: Callable[[], Any]) -> None:
    """Do one act after each of the next looks at the list: before the desk writes."""
    assess, left = room.desk.assess, list(acts)

    def assessing(*question: Any) -> Any:
        answer = assess(*question)
        if left:
            left.pop(0)()
        return answer

    monkeypatch.setattr(room.desk, "assess", assessing)


def test_who_asks_for_changes_while_it_is_checked_for_publishing_is_heard(room: Room, monkeypatch: pytest.MonkeyPatch) -> None:
    kept = room.approved(room.change(COMPANY_KEY, renamed(COMPANY, "Paper Limited")))
    once_assessed(room, monkeypatch, partial(review, another(room), JACK, kept.number, 1, "request-changes", comment="wait"))
    with pytest.raises(Conflict, match="published or changed it in between"):
        publish(room.desk, JOHN, kept.number)
    assert (room.history.head(), room.proposals.get(kept.number).state) == (1, "changes-requested")


def by_hand(room: Room, key: RecordKey, text: str) -> None:
    room.history.append(Edit("release", "by hand", "import", (room.change(key, text),)))


def test_a_list_that_changes_while_it_is_checked_is_checked_again(room: Room, monkeypatch: pytest.MonkeyPatch) -> None:
    kept = room.approved(room.change(COMPANY_KEY, renamed(COMPANY, "Paper Limited")))
    once_assessed(room, monkeypatch, partial(by_hand, room, NEW_KEY, NEW))
    done = publish(room.desk, JOHN, kept.number)
    assert done.revision and done.revision.number == 3


def test_the_same_question_is_checked_once_until_the_list_changes(room: Room) -> None:
    room.desk.now()
    check, checks = room.desk.check, list[int]()

    def counted(texts: Any) -> Any:
        checks.append(len(texts))
        return check(texts)

    room.desk.check = counted
    kept = room.approved(room.change(COMPANY_KEY, renamed(COMPANY, "Paper Limited")))
    assert checks == [2]
    by_hand(room, NEW_KEY, NEW)
    assert publish(room.desk, JOHN, kept.number).revision
    # the list as it is by now, and with the change
    assert checks == [2, 3, 3]


def test_a_record_that_changes_while_it_is_checked_is_not_overwritten(room: Room, monkeypatch: pytest.MonkeyPatch) -> None:
    kept = room.approved(room.change(COMPANY_KEY, renamed(COMPANY, "Paper Limited")))
    once_assessed(room, monkeypatch, partial(by_hand, room, COMPANY_KEY, renamed(COMPANY, "Paper Plc")))
    done = publish(room.desk, JOHN, kept.number)
    assert (done.revision, done.proposal.state) == (None, "changes-requested")
    assert room.text(COMPANY_KEY) == renamed(COMPANY, "Paper Plc")


def test_a_list_that_never_stands_still_is_said(room: Room, monkeypatch: pytest.MonkeyPatch) -> None:
    kept = room.approved(room.change(COMPANY_KEY, renamed(COMPANY, "Paper Limited")))
    once_assessed(room, monkeypatch, *(partial(by_hand, room, NEW_KEY, renamed(NEW, f"North {turn}")) for turn in range(20)))
    with pytest.raises(Conflict, match="the list changes faster than it can be checked"):
        publish(room.desk, JOHN, kept.number)
    assert room.proposals.get(kept.number).state == "approved"


def test_a_publishing_that_fails_leaves_proposal_and_list_as_they_were(room: Room, monkeypatch: pytest.MonkeyPatch) -> None:
    kept = room.approved(room.change(COMPANY_KEY, renamed(COMPANY, "Paper Limited")))
    with monkeypatch.context() as patched:
        patched.setattr("api.storage.sql.proposals.sa.update", lambda *_: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            publish(room.desk, JOHN, kept.number)
    assert (room.history.head(), room.proposals.get(kept.number).state) == (1, "approved")
    assert publish(room.desk, JOHN, kept.number).revision


# undoing


def test_a_revision_is_undone_by_one_of_its_own(room: Room, engine: sa.Engine) -> None:
    number = room.published(room.change(COMPANY_KEY, renamed(COMPANY, "Paper Limited")), room.change(NEW_KEY, NEW))
    undone = revert(room.desk, JOHN, number, "the filing was another's")
    assert (undone.number, undone.reverts, undone.origin, undone.author) == (number + 1, number, "revert", "john")
    assert (room.text(COMPANY_KEY), room.text(NEW_KEY)) == (COMPANY, None)
    assert revert(room.desk, JOHN, undone.number, "it was not").reverts == undone.number
    assert (room.text(COMPANY_KEY), room.text(NEW_KEY)) == (renamed(COMPANY, "Paper Limited"), NEW)
    assert verify(engine) == 4


def test_what_was_changed_since_is_not_undone_and_named(room: Room) -> None:
    number = room.published(room.change(COMPANY_KEY, renamed(COMPANY, "Paper Limited")), room.change(NEW_KEY, NEW))
    room.published(room.change(COMPANY_KEY, renamed(COMPANY, "Paper Plc")))
    with pytest.raises(Conflict, match="changed since: parties/paper-ltd "):
        revert(room.desk, JOHN, number, "wrong")
    assert (room.history.head(), room.text(NEW_KEY)) == (3, NEW)


def test_an_undoing_that_would_break_another_record_is_refused(room: Room) -> None:
    number = room.published(room.change(NEW_KEY, NEW))
    room.published(room.change(PAPER_KEY, SOLD))
    with pytest.raises(Conflict, match=r"would not pass the checks: outlets/gb/paper.yaml: there is no party 'north-ltd'"):
        revert(room.desk, JOHN, number, "wrong")


def test_a_text_that_was_removed_is_not_restored(room: Room) -> None:
    found = room.history.record(COMPANY_KEY)
    number = room.published(room.change(COMPANY_KEY, renamed(COMPANY, "Paper Limited")))
    assert found
    room.history.remove_text(found.digest, "court order 12")
    with pytest.raises(Conflict, match="the text of parties/paper-ltd before it was removed"):
        revert(room.desk, JOHN, number, "wrong")


def test_undoing_takes_a_reviewer_a_reason_and_more_than_the_first_import(room: Room) -> None:
    number = room.published(room.change(COMPANY_KEY, renamed(COMPANY, "Paper Limited")))
    with pytest.raises(AgainstPolicy, match="you do not have the role"):
        revert(room.desk, JANE, number, "wrong")
    with pytest.raises(BadRequest, match="reason: it is empty"):
        revert(room.desk, JOHN, number, "")
    with pytest.raises(BadRequest, match="the first import is the list itself"):
        revert(room.desk, JOHN, 1, "wrong")
    with pytest.raises(NotFound):
        revert(room.desk, JOHN, 99, "wrong")
    assert room.history.head() == number


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
