"""Reports come in, and their senders see what became of them."""

import datetime
import hashlib
import secrets
from collections.abc import Callable
from dataclasses import dataclass

from api.outlets.reports import Report, ReportKind
from api.reporting.drafts import Draft, findings, tidied
from api.reporting.limits import allowances
from api.reporting.puzzle import Puzzles, solves
from api.reporting.refusals import BadReport, NoSolution, TooEarly, TooManyReports
from api.reporting.stores import Clock, Reports

# how long a form without JavaScript is open before it is taken for a person's
_WITHOUT_SOLUTION = datetime.timedelta(seconds=20)


@dataclass(frozen=True)
class Sending:
    """How a draft came: its puzzle, the solution if there is one, what stood in the field that people do not see, from where.
    Of a `form` that was open long enough no solution is asked."""

    puzzle: str
    solution: str
    network: str
    trap: str = ""
    form: bool = False


class Receiving:
    """What readers do. `secret` is the same in all processes."""

    def __init__(self, reports: Reports, secret: bytes, clock: Clock) -> None:
        self._reports, self._secret, self._clock = reports, secret, clock
        self.puzzles = Puzzles(secret, clock)

    def receive(self, draft: Draft, sending: Sending, knows: Callable[[str], bool]) -> str:
        """Keep the report; the token of its status page. `knows` tells whether a claim or a label is in the list.

        Raises BadReport, NoSolution, TooEarly, TooManyReports; then nothing is kept.
        """
        now, draft = self._clock(), tidied(draft)
        wrong = findings(draft, knows, now.date())
        if sending.trap:
            wrong["website"] = "Leave this field empty: it is there for programs that fill in everything."
        if wrong:
            raise BadReport(wrong)
        puzzle = self._admit(sending)
        token = secrets.token_urlsafe(24)
        kind: ReportKind = "reply" if draft.kind == "reply" else "correction"
        report = Report(
            0, draft.outlet, kind, draft.text, now, draft.about, draft.evidence, draft.email or None,
            challenge=f"masthead-reply={secrets.token_hex(16)}" if kind == "reply" else "",
        )  # fmt: skip
        number, full_until = self._reports.add(report, key_of(token), puzzle, allowances(self._secret, sending.network, now))
        if full_until:
            raise TooManyReports(full_until - now)
        if number is None:
            raise NoSolution("a report was sent with this puzzle already", where="puzzle", mend="ask for a new one")
        return token

    def status(self, token: str) -> Report:
        """Raises NotFound."""
        return self._reports.by_key(key_of(token))

    def drop_address(self, token: str) -> None:
        """Delete the sender's address at once. Raises NotFound."""
        self._reports.drop_address(key_of(token))

    def _admit(self, sending: Sending) -> str:
        """The puzzle's nonce, if it was solved or the form was open long enough."""
        opened = self.puzzles.open(sending.puzzle)
        if not solves(sending.puzzle, sending.solution):
            if not sending.form:
                mend = "find a number n for which SHA-256 of `<puzzle>:<n>` begins with so many zero bits"
                raise NoSolution("this does not solve the puzzle", where="solution", mend=mend)
            if opened.age < _WITHOUT_SOLUTION:
                raise TooEarly(_WITHOUT_SOLUTION - opened.age)
        return opened.nonce


def key_of(token: str) -> str:
    """What is kept of a token: whoever reads the database cannot open a status page."""
    return hashlib.sha256(token.encode("utf-8", "surrogatepass")).hexdigest()
