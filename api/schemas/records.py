"""What the calls on outlets, parties and published lists answer."""

from typing import Any

from api.schemas.annotation import Label, ListVersion, Period, Reply
from api.schemas.shapes import IsoDay, Shape


class OutletSummary(Shape):
    """An outlet in a listing, with today's labels."""

    id: str
    name: str
    domain: str | None
    country: str
    kind: str
    status: str
    labels: list[Label]


class OutletPage(Shape):
    """A page of outlets in the order of ids; `next` is the cursor of the page after it."""

    outlets: list[OutletSummary]
    next: str | None
    list: ListVersion


class OutletAnswer(Shape):
    """An outlet's record as in `data/outlets`, all its periods, and what its publishers replied."""

    outlet: dict[str, Any]
    periods: list[Period]
    replies: list[Reply]
    list: ListVersion


class PartyAnswer(Shape):
    """A party's record as in `data/parties`, and the outlets it publishes or published."""

    party: dict[str, Any]
    publishes: list[str]
    list: ListVersion


class Manifest(Shape):
    """The current published list; `key` and `signature` where its publisher signs."""

    format: int
    version: int
    published: IsoDay
    outlets: int
    bytes: int
    sha256: str
    withdrawn: tuple[str, ...] = ()
    key: str | None = None
    signature: str | None = None


class Health(Shape):
    """Whether the service runs (healthz) and can answer (readyz)."""

    status: str


class Problem(Shape):
    """An error, after RFC 9457. `where` names the parameter or place, `mend` what to do."""

    type: str
    title: str
    status: int
    detail: str
    where: str | None = None
    mend: str | None = None
