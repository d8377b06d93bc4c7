"""What editors do with reports, and what readers see of it: contested claims and publishers' replies."""

import datetime
from collections.abc import Collection
from dataclasses import replace

from api.errors import BadRequest, Conflict, NotFound
from api.outlets.dates import Day
from api.outlets.reports import (
    ADDRESS_KEPT,
    CONTESTED,
    LONGEST,
    WAITING,
    Contested,
    Proof,
    ProofPlace,
    Reply,
    Report,
    ReportState,
    Responses,
    Step,
)
from api.reporting.stores import Clock, Moment, Reports

# what may follow what: a report that was answered or declined can be taken up again, a closed one cannot
NEXT: dict[ReportState, tuple[ReportState, ...]] = {
    "new": ("triaged", "answered", "declined", "closed"),
    "triaged": ("triaged", "answered", "declined", "closed"),
    "answered": ("triaged", "answered", "closed"),
    "declined": ("triaged", "declined", "closed"),
    "closed": (),
}
_NEED_ANSWER: frozenset[ReportState] = frozenset({"answered", "declined"})


class Triage:
    """`by` is always the id of the person at the desk; `seen` the number of steps they saw: more by now is a Conflict."""

    def __init__(self, reports: Reports, clock: Clock) -> None:
        self._reports, self._clock = reports, clock

    def queue(self, states: Collection[ReportState] = WAITING, before: int | None = None) -> list[Report]:
        """The newest first, older than a number."""
        self.forget(self._clock())
        return self._reports.listed(states, before)

    def counts(self) -> dict[ReportState, int]:
        """How many there are in each state that has any."""
        return self._reports.counts()

    def waiting(self) -> int:
        """How many wait for somebody at the desk."""
        counts = self.counts()
        return sum(counts.get(state, 0) for state in WAITING)

    def report(self, number: int) -> Report:
        """Raises NotFound."""
        return self._reports.get(number)

    def move(self, number: int, seen: int, by: str, state: ReportState, *, answer: str = "", contests: str = "") -> Report:
        """Put the report into a state, with what its sender is told, and the claim it contests while it is triaged.

        Raises BadRequest where the state needs an answer or the claim evidence, Conflict, NotFound.
        """
        now, answer = self._clock(), answer.replace("\r\n", "\n").strip()
        _refuse_bad_answer(state, answer)

        def moved(report: Report) -> Report:
            _refuse_conflict(report, seen)
            if state not in NEXT[report.state]:
                mend = "send a new report" if report.state == "closed" else f"it may become {', '.join(NEXT[report.state])}"
                raise BadRequest(f"a report that is {report.state} does not become {state}", where="state", mend=mend)
            if contests and not report.evidence:
                raise BadRequest("only a report with evidence marks a claim as contested", where="contests", mend="choose none")
            step = Step(by, now, state, answer if answer != report.answer else "")
            ended = None if state in WAITING else report.ended or now
            triaged = report.triaged or now if state == "triaged" else report.triaged
            # what it contested stays on record when it is done with
            marked = contests if state == "triaged" else report.contests
            kept = {"state": state, "answer": answer or report.answer, "contests": marked, "triaged": triaged, "ended": ended}
            return replace(report, **kept, steps=(*report.steps, step))  # type: ignore[arg-type]

        return self._reports.step(number, moved)

    def confirm(self, number: int, seen: int, by: str, domain: str, place: ProofPlace) -> Report:
        """Somebody looked, and found the challenge on the domain: from now on the reply stands beside the outlet's labels.

        Raises BadRequest where the report is no reply that waits for it, Conflict, NotFound.
        """
        now = self._clock()

        def confirmed(report: Report) -> Report:
            _refuse_conflict(report, seen)
            if report.kind != "reply" or report.state not in WAITING:
                raise BadRequest("only a reply that is new or triaged is confirmed", where=f"report {number}")
            proof, step = Proof(domain, place, by, now), Step(by, now, "triaged")
            return replace(report, proof=proof, state="triaged", triaged=report.triaged or now, steps=(*report.steps, step))

        return self._reports.step(number, confirmed)

    def take_down(self, number: int, seen: int, by: str, why: str) -> Report:
        """Readers see the reply no more, whatever its state: its publisher takes it back, or it cannot stand. `why` is what its
        sender is told. Raises BadRequest where the report is no reply that stands or nothing is said, Conflict, NotFound."""
        now, why = self._clock(), why.replace("\r\n", "\n").strip()
        _refuse_bad_answer("declined", why)

        def taken_down(report: Report) -> Report:
            _refuse_conflict(report, seen)
            if not report.stands:
                raise BadRequest("there is no reply that readers see", where=f"report {report.number}")
            step = Step(by, now, "declined", why)
            return replace(report, state="declined", answer=why, ended=report.ended or now, steps=(*report.steps, step))

        return self._reports.step(number, taken_down)

    def contested(self, today: Day) -> list[Contested]:
        """The claims that a triaged report with evidence puts in doubt today, each for 30 days from the report's first triage; the
        longest contested first."""
        midnight = datetime.datetime.combine(today - CONTESTED, datetime.time(), datetime.UTC)
        dated = ((each, each.triaged, each.contested_until) for each in self._reports.contesting(midnight))
        found = [Contested(each.contests, on.date(), end, each.number) for each, on, end in dated if on and end and today < end]
        return sorted(found, key=lambda each: (each.start, each.report))

    def was_contested(self, number: int) -> Report:
        """A report that puts or put a claim in doubt, for everybody to look up. Raises NotFound for any other."""
        report = self.report(number)
        if not (report.contests and report.evidence and report.triaged):
            raise NotFound("no claim is contested by a report of this number", where=f"report {number}")
        return report

    def replies(self, outlet: str | None = None) -> list[Reply]:
        """Publishers' replies that stand, of one outlet or of all: the last of each about the same thing."""
        last: dict[tuple[str, str], Reply] = {}
        for report in self._reports.proved(outlet):
            if report.stands and report.proof:
                reply = Reply(report.outlet, report.about, report.text, report.proof.domain, report.proof.at.date())
                last[report.outlet, report.about] = reply
        return list(last.values())

    def responses(self, today: Day) -> Responses:
        """All that other readers see of reports today."""
        return Responses(tuple(self.contested(today)), tuple(self.replies()))

    def forget(self, now: Moment) -> int:
        """Delete the addresses of senders whose reports were answered, declined or closed 30 days ago; how many."""
        return self._reports.forget(now - ADDRESS_KEPT)


def _refuse_bad_answer(state: ReportState, answer: str) -> None:
    if state in _NEED_ANSWER and not answer:
        raise BadRequest("the sender has to be told why", where="answer", mend="write an answer")
    if len(answer) > LONGEST["text"] or "\x00" in answer:
        raise BadRequest(f"an answer is text of at most {LONGEST['text']:,} characters", where="answer", mend="shorten it")


def _refuse_conflict(report: Report, seen: int) -> None:
    if len(report.steps) != seen:
        last = report.steps[-1]
        what = f"{last.by} made this report {last.state} in between"
        raise Conflict(what, where=f"report {report.number}", mend="look at it as it is now, then decide")
