"""What editors do with reports, and which claims are contested for them."""

import datetime

import pytest

from api.errors import BadRequest, Conflict, NotFound
from api.outlets.reports import Contested, ReportState
from api.reporting.drafts import Draft
from tests.desk.readers import CLAIM, DRAFT, TODAY, Readers

DAY = datetime.timedelta(days=1)


@pytest.mark.parametrize("state", ["answered", "declined", "closed"])
def test_an_address_goes_by_itself_thirty_days_after_nothing_is_left_to_do(readers: Readers, state: ReportState) -> None:
    ended, waiting = readers.send(), readers.send()
    readers.triage.move(ended, 0, "jane", state, answer="We looked.")
    clock = readers.newsroom.clock
    clock.move(days=29, hours=23)
    assert readers.triage.forget(clock()) == 0
    clock.move(hours=1)
    readers.triage.queue()
    assert (readers.triage.report(ended).email, readers.triage.report(waiting).email) == (None, DRAFT.email)


def test_a_report_that_is_taken_up_again_keeps_its_address(readers: Readers) -> None:
    number = readers.send()
    readers.triage.move(number, 0, "jane", "answered", answer="We looked.")
    readers.triage.move(number, 1, "jane", "triaged")
    assert readers.triage.forget(readers.newsroom.clock() + datetime.timedelta(days=99)) == 0


def test_a_triaged_report_with_evidence_marks_its_one_claim_for_thirty_days(readers: Readers) -> None:
    number, clock = readers.send(), readers.newsroom.clock
    assert readers.triage.contested(TODAY) == []
    clock.move(days=3)
    readers.triage.move(number, 0, "jane", "triaged", contests=CLAIM)
    first, end = TODAY + 3 * DAY, TODAY + 33 * DAY
    assert readers.triage.contested(first) == readers.triage.contested(end - DAY) == [Contested(CLAIM, first, end, number)]
    assert readers.triage.contested(end) == []


def test_no_later_triage_puts_the_end_off_and_what_was_contested_stays_on_record(readers: Readers) -> None:
    number, clock = readers.send(), readers.newsroom.clock
    readers.triage.move(number, 0, "jane", "triaged", contests=CLAIM)
    clock.move(days=20)
    readers.triage.move(number, 1, "jane", "answered", answer="We are looking.")
    assert readers.triage.contested(clock().date()) == []
    assert readers.triage.was_contested(number).contested_until is None
    readers.triage.move(number, 2, "jane", "triaged", contests=CLAIM)
    assert [each.claim for each in readers.triage.contested(clock().date())] == [CLAIM]
    assert readers.triage.report(number).contested_until == TODAY + 30 * DAY
    readers.triage.move(number, 3, "jane", "triaged")
    assert readers.triage.contested(clock().date()) == []
    with pytest.raises(NotFound):
        readers.triage.was_contested(number)


def test_the_longest_contested_is_said_first(readers: Readers) -> None:
    later, sooner = readers.send(), readers.send()
    for number in (sooner, later):
        readers.triage.move(number, 0, "jane", "triaged", contests=CLAIM)
        readers.newsroom.clock.move(days=1)
    assert [each.report for each in readers.triage.contested(TODAY + DAY)] == [sooner, later]


def test_a_report_without_evidence_marks_nothing(readers: Readers) -> None:
    number = readers.send(Draft("rt", about=CLAIM, text="I do not believe it at all."))
    with pytest.raises(BadRequest, match="only a report with evidence"):
        readers.triage.move(number, 0, "jane", "triaged", contests=CLAIM)
    readers.triage.move(number, 0, "jane", "triaged")
    assert readers.triage.contested(TODAY) == []


@pytest.mark.parametrize("state", ["answered", "declined"])
def test_nobody_is_answered_or_declined_without_a_word(readers: Readers, state: ReportState) -> None:
    number = readers.send()
    with pytest.raises(BadRequest, match="told why"):
        readers.triage.move(number, 0, "jane", state, answer="  ")
    assert readers.triage.report(number).state == "new"


def test_a_closed_report_stays_closed_and_there_is_no_other_state(readers: Readers) -> None:
    number = readers.send()
    readers.triage.move(number, 0, "jane", "closed")
    for state in ("new", "triaged", "answered", "nonsense"):
        with pytest.raises(BadRequest):
            readers.triage.move(number, 1, "jane", state, answer="x")  # type: ignore[arg-type]


def test_two_editors_at_once_are_told_of_each_other_and_nothing_is_overwritten(readers: Readers) -> None:
    number = readers.send()
    readers.triage.move(number, 0, "jane", "answered", answer="It is right as it is.")
    with pytest.raises(Conflict, match="jane made this report answered"):
        readers.triage.move(number, 0, "john", "triaged")
    assert [(step.by, step.state, step.answer) for step in readers.triage.report(number).steps] == [
        ("jane", "answered", "It is right as it is.")
    ]
