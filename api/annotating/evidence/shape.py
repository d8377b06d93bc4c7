"""Page evidence: what a page says about itself, as data. The wire shape of docs/evidence.md."""

from typing import Literal, TypedDict

Zone = Literal["article", "note", "quote", "caption", "comments", "navigation", "aside", "footer"]


class Link(TypedDict):
    """A link in a block: absolute `href`; `start` and `end` count code points of the block's text; `rel` lower-cased or ""."""

    href: str
    start: int
    end: int
    rel: str


class Block(TypedDict):
    """A paragraph, heading, cell or the like: white space collapsed to one space and trimmed, otherwise as in the page."""

    zone: Zone
    text: str
    links: list[Link]


class Metadata(TypedDict):
    """One `meta` element of a name that is kept; `name` lower-cased."""

    name: str
    content: str


class Entity(TypedDict):
    """Who stands in a role of the page's own structured data; `type` is what they are (Organization, Person, ...) or ""."""

    type: str
    role: str
    name: str
    url: str | None


class PageEvidence(TypedDict):
    """Addresses are absolute; `published` is the page's own day, YYYY-MM-DD."""

    url: str
    canonical: str | None
    language: str | None
    title: str
    published: str | None
    metadata: list[Metadata]
    structured: list[Entity]
    blocks: list[Block]
