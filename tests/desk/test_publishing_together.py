"""Several at once, on both databases: nothing is overwritten, and each is told."""

import threading
from collections.abc import Callable
from functools import partial
from typing import Any

import pytest
import sqlalchemy as sa

from api.editing.assessing import Desk
from api.editing.proposing import propose
from api.editing.reviewing import publish, review
from api.errors import Conflict
from api.outlets.revisions import Edit, RecordKey
from api.storage.sql.verifying import verify
from tests.desk.room import (
    COMPANY_KEY,
    CONTROLLED,
    FINDING,
    JACK,
    JANE,
    JILL,
    JOHN,
    NEW,
    NEW_KEY,
    PAPER_KEY,
    SOLD,
    Room,
    paper,
    renamed,
)
from tests.storage.folder import COMPANY, PAPER


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
    same = {name: getattr(room.desk, name) for name in ("check", "check_change", "documents_of", "text_of", "clock")}
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
    check, checks = room.desk.check_change, list[set[RecordKey]]()

    def counted(listed: Any, texts: Any) -> Any:
        checks.append(set(texts))
        return check(listed, texts)

    room.desk.check_change = counted
    kept = room.approved(room.change(COMPANY_KEY, renamed(COMPANY, "Paper Limited")))
    assert checks == [{COMPANY_KEY}]
    by_hand(room, NEW_KEY, NEW)
    assert publish(room.desk, JOHN, kept.number).revision
    # what is new in the list by now, and the change in it
    assert checks == [{COMPANY_KEY}, {NEW_KEY}, {COMPANY_KEY}]


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
