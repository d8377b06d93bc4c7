"""What the calls on reports take and answer."""

from typing import Annotated, Literal

from pydantic import Field

from api.outlets.reports import LONGEST, REPLY_WORDS
from api.schemas.shapes import Shape


def _text(name: str, means: str) -> object:
    return Field(max_length=LONGEST[name], description=means)


class ReportEvidence(Shape):
    """A document that says otherwise, and its words."""

    title: Annotated[str, _text("title", "The document's title.")]
    publisher: Annotated[str, _text("publisher", "Who published it.")]
    url: Annotated[str, _text("url", "Where it is, http or https.")]
    date: Annotated[str, _text("date", "YYYY, YYYY-MM or YYYY-MM-DD; empty where it has none.")] = ""
    quote: Annotated[str, _text("quote", "The words in it that say so.")]


class ReportRequest(Shape):
    """A reader's correction, or a publisher's reply. Without evidence it is read, but marks no claim as contested."""

    outlet: Annotated[str, _text("outlet", "The outlet's id.")]
    kind: Literal["correction", "reply"] = "correction"
    about: Annotated[str, _text("about", "A claim (`outlet:<id>#<claim>`, `party:<id>#<claim>`) or a label's id.")] = ""
    text: Annotated[str, _text("text", f"What is wrong; of a reply at most {REPLY_WORDS} words, to be published as they are.")]
    evidence: ReportEvidence | None = None
    email: Annotated[str, _text("email", "For questions; optional, deleted 30 days after the last answer, or at once.")] = ""
    puzzle: Annotated[str, Field(max_length=200, description="From /v1/reports/puzzle; each serves once.")]
    solution: Annotated[
        int, Field(ge=0, lt=10**16, description="n for which SHA-256 of `<puzzle>:<n>` begins with so many zero bits.")
    ]


class ReportAnswer(Shape):
    """The report is kept. `status` is the path of its page: who has it can delete the address, so keep it to yourself."""

    status: str


class PuzzleAnswer(Shape):
    """A puzzle that holds for a day, and how many zero bits solve it."""

    puzzle: str
    bits: int
