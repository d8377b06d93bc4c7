"""The text of a page in blocks: white space collapsed, each with its zone and its links."""

from dataclasses import dataclass

from api.annotating.evidence.addresses import Resolver
from api.annotating.evidence.shape import Block, Link, Zone
from api.annotating.evidence.tables import BLOCKS, LIMITS
from api.annotating.evidence.text import collapsed, lower
from api.annotating.evidence.tree import Element, Tree
from api.annotating.evidence.zones import Layout

_BLOCKS = frozenset(BLOCKS)


@dataclass(frozen=True, slots=True)
class Written:
    """`times`: the machine-readable times of the article and its notes."""

    blocks: list[Block]
    times: list[str]


@dataclass(slots=True)
class _OpenLink:
    href: str
    rel: str
    start: int = -1
    end: int = -1

    def link(self) -> Link:
        return {"href": self.href, "start": self.start, "end": self.end, "rel": self.rel}


@dataclass(slots=True)
class _Step:
    """An element on the way down to the text: its zone (None: outside of all), whether it bounds blocks, its link."""

    zone: Zone | None
    is_block: bool
    is_break: bool
    link: _OpenLink | None


class _Writer:
    """Collects one block after the other."""

    def __init__(self) -> None:
        self.blocks: list[Block] = []
        self._links: list[_OpenLink] = []  # those open here
        self._written: list[_OpenLink] = []
        self._pieces: list[str] = []
        self._length = 0
        self._space = self._broken = False

    def text(self, spaced: str) -> None:
        """Add text in which runs of white space are single spaces."""
        bare = spaced.strip(" ")
        self._space = self._space or spaced.startswith(" ")
        if not bare:
            return
        if self._space and self._length:
            self._pieces.append(" ")
            self._length += 1
        for link in self._links:
            if link.start < 0:
                link.start = self._length
                self._written.append(link)
            link.end = self._length + len(bare)
        self._pieces.append(bare)
        self._length += len(bare)
        self._space, self._broken = spaced.endswith(" "), False

    def enter(self, step: _Step, zone: Zone) -> None:
        """Go down into an element out of `zone`. One line break is a space; two with nothing between them end the block."""
        if step.is_block or (step.is_break and self._broken):
            self._end(zone)
        if step.is_break:
            self._space = self._broken = True
        if step.link:
            self._links.append(step.link)

    def leave(self, step: _Step, zone: Zone) -> None:
        """Come back out of an element, whose text is of `zone`."""
        if step.is_block:
            self._end(zone)
        if step.link:
            self._links.pop()

    def _end(self, zone: Zone) -> None:
        self._space = self._broken = False
        if not self._length:
            return
        self.blocks.append({"zone": zone, "text": "".join(self._pieces), "links": [link.link() for link in self._written]})
        self._links = [_OpenLink(link.href, link.rel) for link in self._links]
        self._written, self._pieces, self._length = [], [], 0


def written(tree: Tree, layout: Layout, absolute: Resolver) -> Written:
    """In the order of the page, at most as many blocks as the limit."""
    times: list[str] = []
    writer = _Writer()
    path: list[_Step] = []
    outer: Zone | None = None  # the zone of the element that is open, None outside of all
    zone: Zone = "aside"
    limit = LIMITS["blocks"]
    for at, item in enumerate(tree.items):
        if isinstance(item, str):
            writer.text(item)
            continue
        if item is None:
            writer.leave(path.pop(), zone)
            outer = path[-1].zone if path else None
        else:
            step = _step(item, outer, layout, absolute)
            path.append(step)
            writer.enter(step, zone)
            outer = step.zone
        zone = outer or layout.outside(at) or "aside"
        if item is not None and item.name == "time" and zone in ("article", "note"):
            times.append(item.attribute("datetime"))
        if len(writer.blocks) >= limit:
            break
    return Written(writer.blocks[:limit], times)


def _step(element: Element, outer: Zone | None, layout: Layout, absolute: Resolver) -> _Step:
    name, zone = element.name, layout.zone(element, outer)
    is_block = name in _BLOCKS or zone != outer or "-" in name
    link = _link(element, absolute) if name == "a" and "href" in element.attributes else None
    return _Step(zone, is_block, name == "br", link)


def _link(element: Element, absolute: Resolver) -> _OpenLink | None:
    href, rel = absolute(element.attribute("href")), element.attribute("rel")
    return _OpenLink(href, collapsed(lower(rel)) if rel else "") if href else None
