"""What readers and publishers send in: corrections and replies, the evidence for them, and what became of them."""

import datetime
from dataclasses import dataclass
from typing import Literal, get_args

from api.outlets.dates import Day

ReportKind = Literal["correction", "reply"]
ReportState = Literal["new", "triaged", "answered", "declined", "closed"]
ProofPlace = Literal["file", "dns"]
REPORT_KINDS: tuple[ReportKind, ...] = get_args(ReportKind)
REPORT_STATES: tuple[ReportState, ...] = get_args(ReportState)
PROOF_PLACES: tuple[ProofPlace, ...] = get_args(ProofPlace)

# what somebody at the desk still has to do something about
WAITING: frozenset[ReportState] = frozenset({"new", "triaged"})

# the most characters of each field; a reply is counted in words as well
LONGEST = {
    "outlet": 80, "about": 170, "text": 2000, "email": 254,
    "title": 200, "publisher": 200, "url": 2000, "date": 10, "quote": 1000,
}  # fmt: skip
REPLY_WORDS = 150

# how long a report marks its claim as contested, counted from the day it was first triaged
CONTESTED = datetime.timedelta(days=30)
# how long an address is kept after nothing is left to do
ADDRESS_KEPT = datetime.timedelta(days=30)


@dataclass(frozen=True)
class Evidence:
    """A document that says otherwise, and its words. `date` is YYYY, YYYY-MM, YYYY-MM-DD or empty: many pages have none."""

    title: str
    publisher: str
    url: str
    date: str
    quote: str


@dataclass(frozen=True)
class Proof:
    """That the reply's author has the outlet's domain: where the challenge was found, who looked, when."""

    domain: str
    place: ProofPlace
    by: str
    at: datetime.datetime


@dataclass(frozen=True)
class Step:
    """What somebody at the desk did with a report. `by` is a person's id; `answer` is what the sender was told, if that changed."""

    by: str
    at: datetime.datetime
    state: ReportState
    answer: str = ""


@dataclass(frozen=True)
class Report:
    """A report as it is. `about` is a claim (`outlet:<id>#<claim>`, `party:<id>#<claim>`), a label's id, or empty for the outlet.

    `contests` is the one claim it puts in doubt, chosen in triage; `triaged` the first time it was, which is never put off.
    `ended` is since when nothing is left to do. `challenge` is what a publisher puts on its domain, `proof` that it was found.
    """

    number: int
    outlet: str
    kind: ReportKind
    text: str
    received: datetime.datetime
    about: str = ""
    evidence: Evidence | None = None
    email: str | None = None
    state: ReportState = "new"
    answer: str = ""
    contests: str = ""
    triaged: datetime.datetime | None = None
    ended: datetime.datetime | None = None
    challenge: str = ""
    proof: Proof | None = None
    steps: tuple[Step, ...] = ()

    @property
    def contested_until(self) -> Day | None:
        """The first day on which its claim is not marked; None where none is: only a triaged report with evidence marks one."""
        marks = self.state == "triaged" and self.contests and self.evidence
        return self.triaged.date() + CONTESTED if marks and self.triaged else None

    @property
    def stands(self) -> bool:
        """Whether this is a reply that readers see beside the outlet's labels."""
        return self.kind == "reply" and self.proof is not None and self.state not in ("new", "declined")


    @property
    def seen_by_readers(self) -> tuple[object, ...]:
        """What the published list says because of it: where this changes, a list has to be published."""
        return (self.contests, self.contested_until) if self.contested_until else (), self.stands


@dataclass(frozen=True)
class Contested:
    """A claim (`outlet:<id>#<claim>`, `party:<id>#<claim>`) that a report puts in doubt, from a day to before another."""

    claim: str
    start: Day
    end: Day
    report: int


@dataclass(frozen=True)
class Reply:
    """A publisher's own words about its outlet, or about one label or claim of it. On that day it proved that it has the domain."""

    outlet: str
    about: str
    text: str
    domain: str
    on: Day


@dataclass(frozen=True)
class Responses:
    """What readers and publishers have to say of the list, as far as other readers see it."""

    contested: tuple[Contested, ...] = ()
    replies: tuple[Reply, ...] = ()


@dataclass(frozen=True)
class Allowance:
    """So many reports until then, under one key."""

    most: int
    until: datetime.datetime
