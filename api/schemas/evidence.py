"""Page evidence: what a page itself says, as data. The shape both extractors produce; see `docs/evidence.md`."""

from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from api.schemas.shapes import IsoDay, Shape

Line = Annotated[str, StringConstraints(max_length=4000)]
Address = Annotated[str, StringConstraints(max_length=8000)]
Zone = Literal["article", "note", "quote", "caption", "comments", "navigation", "aside", "footer"]


class Link(Shape):
    """A link in a block's text, from `start` to before `end`, in code points."""

    href: Address
    start: Annotated[int, Field(ge=0)]
    end: Annotated[int, Field(ge=0)]
    rel: Line = ""


class Block(Shape):
    """A run of text between block borders, with the zone of the page it stands in."""

    zone: Zone
    text: Annotated[str, StringConstraints(max_length=100_000)]
    links: tuple[Link, ...] = ()


class Metadata(Shape):
    """A `meta` element that speaks of the source."""

    name: Line
    content: Line


class Structured(Shape):
    """An organisation or person that the page's own structured data names, in its role."""

    type: Line
    role: Line
    name: Line
    url: Address | None = None


class PageEvidence(Shape):
    """Everything a page says of itself that annotating reads."""

    url: Address
    canonical: Address | None = None
    language: Line | None = None
    title: Line = ""
    published: IsoDay | None = None
    metadata: Annotated[tuple[Metadata, ...], Field(max_length=500)] = ()
    structured: Annotated[tuple[Structured, ...], Field(max_length=500)] = ()
    blocks: Annotated[tuple[Block, ...], Field(max_length=20_000)] = ()
