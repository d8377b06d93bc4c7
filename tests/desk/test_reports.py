"""Readers' reports and publishers' replies: what is taken, what is kept, what becomes of it."""

import datetime
import threading
from dataclasses import replace

import pytest
import sqlalchemy as sa

from api.errors import BadRequest, Conflict, NotFound
from api.outlets.reports import Report, ReportState
from api.reporting.drafts import Draft, findings, tidied
from api.reporting.limits import PER_NETWORK, allowances
from api.reporting.puzzle import BITS, Puzzles, solves
from api.reporting.receiving import Receiving, Sending
from api.reporting.refusals import BadReport, NoSolution, TooEarly, TooManyReports
from api.storage.sql.engine import reading
from api.storage.sql.report_tables import REPORT, REPORT_COUNT
from tests.desk.readers import CLAIM, DRAFT, REPLY, Readers, solution_of

TODAY = datetime.date(2026, 11, 22)


@pytest.fixture
def readers(engine: sa.Engine) -> Readers:
    return Readers.of(engine)


def known(about: str) -> bool:
    return about in (CLAIM, "state-owned")


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("text", "short"), ("text", "x" * 2001), ("text", "with \x00 in it"), ("kind", "praise"), ("about", "outlet:rt#none"),
        ("email", "not an address"), ("email", "a b@c.example"), ("email", "a@" + "b" * 260 + ".example"),
        ("title", ""), ("title", "x" * 201), ("publisher", ""), ("quote", ""), ("quote", "x" * 1001),
        ("url", ""), ("url", "javascript:alert(1)"), ("url", "https://"), ("url", "https://a b.example/"), ("url", "https://[x/"),
        ("date", "yesterday"), ("date", "2026-13"), ("date", "2027"),
    ],
)  # fmt: skip
def test_a_field_that_is_wrong_is_named_and_no_other(field: str, value: str) -> None:
    wrong = findings(replace(DRAFT, **{field: value}), known, TODAY)
    assert list(wrong) == [field]


def test_what_is_right_has_no_findings_and_evidence_and_address_are_optional() -> None:
    assert findings(DRAFT, known, TODAY) == {}
    assert findings(replace(DRAFT, date="", about="state-owned"), known, TODAY) == {}
    assert findings(Draft("rt", text="Only words, no evidence."), known, TODAY) == {}
    assert Draft("rt", text="Only words").evidence is None


def test_a_reply_has_150_words_at_most_and_a_correction_may_have_more() -> None:
    assert findings(replace(REPLY, text="word " * 150), known, TODAY) == {}
    assert list(findings(replace(REPLY, text="word " * 151), known, TODAY)) == ["text"]
    assert findings(replace(REPLY, kind="correction", text="word " * 151), known, TODAY) == {}


def test_line_breaks_of_browsers_do_not_count_twice() -> None:
    assert tidied(Draft("rt", text=" one\r\ntwo\rthree ")).text == "one\ntwo\nthree"


def test_a_puzzle_is_ours_for_a_day_in_every_process_and_nobody_elses(readers: Readers) -> None:
    clock = readers.newsroom.clock
    puzzles, elsewhere = Puzzles(b"secret", clock), Puzzles(b"secret", clock)
    puzzle = puzzles.new()
    clock.move(hours=23)
    assert elsewhere.open(puzzle).age == datetime.timedelta(hours=23)
    seconds, nonce, _bits, signature = puzzle.split(".")
    easier, younger = f"{seconds}.{nonce}.1.{signature}", f"{int(seconds) + 60}.{nonce}.{BITS}.{signature}"
    for bad in (easier, younger, puzzle[:-1], "", "x", Puzzles(b"other", clock).new()):
        with pytest.raises(NoSolution, match="not one of ours"):
            puzzles.open(bad)
    clock.move(hours=2)
    with pytest.raises(NoSolution, match="too old"):
        puzzles.open(puzzle)


def test_only_a_number_that_does_the_work_solves_a_puzzle(readers: Readers) -> None:
    puzzle = readers.receiving.puzzles.new()
    found = solution_of(puzzle)
    assert solves(puzzle, found)
    assert not any(solves(puzzle, str(number)) for number in range(min(int(found), 1000)))
    assert not any(solves(puzzle, bad) for bad in ("", "-1", "1e3", "٣", f"{found} ", "9" * 17))


def test_a_report_is_kept_with_a_token_of_which_the_database_knows_only_the_hash(readers: Readers, engine: sa.Engine) -> None:
    puzzle = readers.receiving.puzzles.new()
    token = readers.receiving.receive(DRAFT, Sending(puzzle, solution_of(puzzle), "192.0.2.0/24"), known)
    report = readers.receiving.status(token)
    assert (report.state, report.about, report.text, report.email) == ("new", CLAIM, DRAFT.text, DRAFT.email)
    assert report.evidence == DRAFT.evidence
    with reading(engine) as connection:
        kept = str([tuple(row) for table in (REPORT, REPORT_COUNT) for row in connection.execute(sa.select(table))])
    assert token not in kept
    assert "192.0.2" not in kept
    with pytest.raises(NotFound):
        readers.receiving.status(token[:-1])


def test_a_puzzle_serves_once(readers: Readers) -> None:
    puzzle = readers.receiving.puzzles.new()
    sending = Sending(puzzle, solution_of(puzzle), "")
    readers.receiving.receive(DRAFT, sending, known)
    with pytest.raises(NoSolution, match="already"):
        readers.receiving.receive(DRAFT, sending, known)
    assert len(readers.triage.queue()) == 1


def test_without_a_solution_a_form_waits_and_a_call_is_refused(readers: Readers) -> None:
    puzzle = readers.receiving.puzzles.new()
    with pytest.raises(NoSolution):
        readers.receiving.receive(DRAFT, Sending(puzzle, "0", ""), known)
    form = Sending(puzzle, "", "", form=True)
    with pytest.raises(TooEarly) as raised:
        readers.receiving.receive(DRAFT, form, known)
    readers.newsroom.clock.move(seconds=raised.value.after.total_seconds() - 1)
    with pytest.raises(TooEarly):
        readers.receiving.receive(DRAFT, form, known)
    readers.newsroom.clock.move(seconds=1)
    assert readers.receiving.receive(DRAFT, form, known)


def test_what_fills_in_the_field_that_people_do_not_see_is_told_and_not_kept(readers: Readers) -> None:
    puzzle = readers.receiving.puzzles.new()
    with pytest.raises(BadReport) as raised:
        readers.receiving.receive(DRAFT, Sending(puzzle, solution_of(puzzle), "", trap="https://spam.example"), known)
    assert list(raised.value.wrong) == ["website"]
    assert readers.triage.queue() == []


def test_a_network_sends_so_many_a_day_others_still_can_and_the_next_day_it_can_again(readers: Readers) -> None:
    for _ in range(PER_NETWORK):
        readers.send()
    with pytest.raises(TooManyReports) as raised:
        readers.send()
    assert raised.value.after == datetime.timedelta(hours=12)
    readers.send(network="198.51.100.0/24")
    readers.newsroom.clock.move(hours=12)
    readers.send()
    assert sum(readers.triage.counts().values()) == PER_NETWORK + 2


def test_all_networks_together_send_so_many_an_hour(readers: Readers, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("api.reporting.limits.PER_HOUR", 2)
    for network in ("a", "b"):
        readers.send(network=network)
    with pytest.raises(TooManyReports):
        readers.send(network="c")
    readers.newsroom.clock.move(hours=1)
    readers.send(network="c")


def test_of_many_at_once_no_more_are_taken_than_allowed(readers: Readers) -> None:
    taken: list[int] = []
    solved = [(puzzle, solution_of(puzzle)) for puzzle in (readers.receiving.puzzles.new() for _ in range(PER_NETWORK + 6))]

    def send(puzzle: str, solution: str) -> None:
        try:
            readers.receiving.receive(DRAFT, Sending(puzzle, solution, "one"), known)
            taken.append(1)
        except TooManyReports:
            pass

    threads = [threading.Thread(target=send, args=pair) for pair in solved]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert len(taken) == PER_NETWORK == sum(readers.triage.counts().values())


def test_the_key_of_a_network_is_another_every_day_and_under_every_secret() -> None:
    noon = datetime.datetime(2026, 11, 22, 12, tzinfo=datetime.UTC)
    days = (noon, noon + datetime.timedelta(days=1))
    keys = {next(iter(allowances(secret, "192.0.2.0/24", day))) for secret in (b"one", b"two") for day in days}
    assert len(keys) == 4
    assert next(iter(allowances(b"one", "192.0.2.0/24", noon))) == next(iter(allowances(b"one", "192.0.2.0/24", noon)))


def test_an_address_goes_at_once_when_its_sender_says_so(readers: Readers) -> None:
    puzzle = readers.receiving.puzzles.new()
    token = readers.receiving.receive(DRAFT, Sending(puzzle, solution_of(puzzle), ""), known)
    readers.receiving.drop_address(token)
    assert readers.receiving.status(token).email is None
    with pytest.raises(NotFound):
        readers.receiving.drop_address("nobody's")


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
    assert readers.triage.contested(clock()) == set()
    clock.move(days=3)
    readers.triage.move(number, 0, "jane", "triaged", contests=CLAIM)
    start = clock()
    assert readers.triage.contested(start) == {CLAIM}
    assert readers.triage.contested(start + datetime.timedelta(days=30, seconds=-1)) == {CLAIM}
    assert readers.triage.contested(start + datetime.timedelta(days=30)) == set()


def test_no_later_triage_puts_the_end_off(readers: Readers) -> None:
    number, clock = readers.send(), readers.newsroom.clock
    readers.triage.move(number, 0, "jane", "triaged", contests=CLAIM)
    end = clock() + datetime.timedelta(days=30)
    clock.move(days=20)
    readers.triage.move(number, 1, "jane", "answered", answer="We are looking.")
    assert readers.triage.contested(clock()) == set()
    readers.triage.move(number, 2, "jane", "triaged", contests=CLAIM)
    assert readers.triage.contested(clock()) == {CLAIM}
    assert readers.triage.report(number).contested_until == end
    assert readers.triage.contested(end) == set()


def test_a_report_without_evidence_marks_nothing(readers: Readers) -> None:
    number = readers.send(Draft("rt", about=CLAIM, text="I do not believe it at all."))
    with pytest.raises(BadRequest, match="only a report with evidence"):
        readers.triage.move(number, 0, "jane", "triaged", contests=CLAIM)
    readers.triage.move(number, 0, "jane", "triaged")
    assert readers.triage.contested(readers.newsroom.clock()) == set()


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


def test_a_reply_stands_once_its_domain_was_proved_and_not_when_it_is_declined(readers: Readers) -> None:
    number = readers.send(REPLY)
    assert readers.triage.report(number).challenge.startswith("masthead-reply=")
    readers.triage.move(number, 0, "jane", "triaged")
    assert readers.triage.replies() == []
    readers.triage.confirm(number, 1, "jane", "rt.com", "dns")
    (reply,) = readers.triage.replies("rt")
    assert (reply.text, reply.domain, reply.on) == (REPLY.text, "rt.com", TODAY)
    assert readers.triage.replies("bbc-news") == []
    readers.triage.move(number, 2, "jane", "answered", answer="It stands.")
    readers.triage.move(number, 3, "jane", "closed")
    assert len(readers.triage.replies()) == 1


def test_a_declined_reply_does_not_stand_and_a_newer_one_takes_an_older_ones_place(readers: Readers) -> None:
    first, second = readers.send(REPLY), readers.send(replace(REPLY, text="We have changed our mind."))
    for number in (first, second):
        readers.triage.confirm(number, 0, "jane", "rt.com", "file")
        readers.newsroom.clock.move(minutes=1)
    assert [reply.text for reply in readers.triage.replies()] == ["We have changed our mind."]
    readers.triage.move(second, 1, "jane", "declined", answer="Not yours.")
    assert [reply.text for reply in readers.triage.replies()] == [REPLY.text]


def test_a_correction_is_no_reply_whoever_confirms_it(readers: Readers) -> None:
    number = readers.send()
    assert readers.triage.report(number).challenge == ""
    with pytest.raises(BadRequest):
        readers.triage.confirm(number, 0, "jane", "rt.com", "file")


def test_what_was_kept_of_a_report_is_what_was_given(readers: Readers) -> None:
    number = readers.send(replace(DRAFT, text="Zeile eins\n第二行 🗞", email=""))
    report = readers.triage.report(number)
    expected = Report(
        number, "rt", "correction", "Zeile eins\n第二行 🗞", readers.newsroom.clock(), CLAIM, DRAFT.evidence, None,
    )  # fmt: skip
    assert report == expected


def test_every_process_knows_the_puzzles_of_the_others(readers: Readers, engine: sa.Engine) -> None:
    other = Readers.of(engine)
    receiving = Receiving(other.reports, other.newsroom.people.register.secret("reports"), other.newsroom.clock)
    puzzle = readers.receiving.puzzles.new()
    assert receiving.receive(DRAFT, Sending(puzzle, solution_of(puzzle), ""), known)
