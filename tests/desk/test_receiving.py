"""Readers' reports as they come in: what is taken, from whom, and what is kept of it."""

import datetime
import threading
from dataclasses import replace

import pytest
import sqlalchemy as sa

from api.errors import NotFound
from api.outlets.reports import Report
from api.reporting.limits import PER_NETWORK, allowances
from api.reporting.puzzle import BITS, Puzzles, solves
from api.reporting.receiving import Receiving, Sending
from api.reporting.refusals import BadReport, NoSolution, TooEarly, TooManyReports
from api.storage.sql.engine import reading
from api.storage.sql.report_tables import REPORT, REPORT_COUNT
from tests.desk.readers import CLAIM, DRAFT, Readers, solution_of


def known(about: str) -> bool:
    return about in (CLAIM, "state-owned")


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
