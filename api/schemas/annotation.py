"""What annotating a page answers."""

from typing import Annotated, Literal

from pydantic import Field, StringConstraints, model_validator

from api.schemas.evidence import Address, PageEvidence
from api.schemas.shapes import IsoDay, Shape

LARGEST_PAGE = 2_000_000

Relation = Literal["publisher", "republished", "sponsored", "linked", "mentioned"]


class AnnotateRequest(Shape):
    """A page to annotate: its address, and either its HTML or the evidence taken from it. The address is never fetched."""

    url: Address
    html: Annotated[str, StringConstraints(max_length=LARGEST_PAGE)] | None = None
    evidence: PageEvidence | None = None
    at: IsoDay | None = Field(default=None, description="Label as of this day, instead of the page's own date.")

    @model_validator(mode="after")
    def _one_of_two(self) -> "AnnotateRequest":
        if (self.html is None) == (self.evidence is None):
            raise ValueError("send either `html` or `evidence`")
        return self


class Source(Shape):
    """A document that a claim cites."""

    title: str
    publisher: str
    url: str
    date: str | None


class Contested(Shape):
    """A claim that a reader's report with evidence puts in doubt, on the days from `from` to before `to`.

    What the report cites is at `/contested/<report>` of the desk that published the list.
    """

    claim: str
    from_: IsoDay = Field(alias="from")
    to: IsoDay
    report: int


class Reply(Shape):
    """The publisher's own words, as plain text, about the outlet, or about a label (its id) or claim of it; `domain` is how it
    proved who it is, `date` when."""

    about: str
    text: str
    publisher: str
    domain: str
    date: IsoDay


class Label(Shape):
    """A derived statement, with the claims and sources that made it."""

    id: str
    facet: Literal["control", "ownership", "funding"]
    text: str
    status: Literal["established", "assessed", "disputed", "changing"]
    checked: bool
    by: list[str]
    because: list[str]
    sources: list[Source]
    confirmed: IsoDay
    contested: Contested | None = None


class Owner(Shape):
    """An edge of the chain from the publisher to its ultimate owners; the first leads from the outlet to its publisher."""

    id: str
    name: str
    type: str
    of: str
    interest: str | None
    share: dict[str, float] | None
    controlling: Literal["yes", "no", "unknown"]
    because: list[str]
    sources: list[Source]
    checked: bool
    since: str | None
    contested: Contested | None = None


class Research(Shape):
    """How far each facet is researched: absence is not innocence."""

    control: Literal["not-researched", "none-found", "withheld", "found"]
    ownership: Literal["not-researched", "none-found", "withheld", "found"]
    funding: Literal["not-researched", "none-found", "withheld", "found"]


class Designation(Shape):
    """A government's act about the outlet: shown as that act."""

    regime: str
    law: str
    date: str
    government: str
    because: list[str]
    sources: list[Source]
    contested: Contested | None = None


class Period(Shape):
    """A span of days in which labels and owners do not change; `to` is exclusive, null is open."""

    from_: IsoDay | None = Field(alias="from")
    to: IsoDay | None
    labels: list[Label]
    owners: list[Owner]
    research: Research
    designations: list[Designation]


class Today(Shape):
    """Today's answer, where it differs from that of the page's day."""

    as_of: IsoDay
    labels: list[Label]
    owners: list[Owner]


class Outlet(Shape):
    """An outlet as of one day."""

    id: str
    name: str
    domain: str | None
    country: str
    kind: str
    status: str
    labels: list[Label]
    owners: list[Owner]
    research: Research
    designations: list[Designation]
    replies: list[Reply]
    today: Today | None = None


class Selector(Shape):
    """A W3C Web Annotation TextQuoteSelector on the text of the evidence's block with that number."""

    type: Literal["TextQuoteSelector"]
    exact: str
    prefix: str
    suffix: str
    block: int


class Sign(Shape):
    """What on the page speaks for the relation."""

    kind: str
    zone: str | None
    text: str
    selector: Selector | None
    href: str | None


class Annotation(Shape):
    """One outlet and how the page is related to it."""

    relation: Relation
    extent: Literal["whole", "part"]
    step: int
    confidence: Literal["certain", "strong", "weak"]
    outlet: Outlet
    evidence: list[Sign]


class Page(Shape):
    """The page, as far as it is certain or says so itself. `resolved` is its address out of any wrapper (web archive, proxy).

    `resembles` is the id of a listed outlet whose address an unlisted one resembles; it says nothing of who is behind it.
    """

    url: str
    resolved: str
    title: str
    published: IsoDay | None
    language: str | None
    resembles: str | None


class ListVersion(Shape):
    """Which published list answered."""

    version: int


class AnnotateAnswer(Shape):
    """The annotations of a page, strongest relation first."""

    page: Page
    as_of: IsoDay
    list: ListVersion
    annotations: tuple[Annotation, ...]


class LookupAnswer(Shape):
    """Whose address it is; nothing is said of what the page contains.

    `resembles` is the id of a listed outlet whose address an unlisted one resembles.
    """

    url: str
    resolved: str
    as_of: IsoDay
    status: Literal["listed", "unlisted"]
    relation: Literal["publisher"]
    outlet: Outlet | None
    resembles: str | None
    list: ListVersion
