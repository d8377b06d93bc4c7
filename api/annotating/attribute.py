"""What a page says of its content's origin: each statement becomes a sign. `docs/attribution.md` says what each promises."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, NamedTuple

from api.annotating.blocks import Block
from api.annotating.page import NAMING_ZONES, Page
from api.annotating.patterns import Match, Slot
from api.annotating.selectors import quote

# roles of structured data, with how near the origin they name: 0 the nearest, 1 behind it
ROLES = {"publisher": 0, "sourceorganization": 0, "provider": 0, "author": 1}
# metadata that name an origin, by address or by name: how near, and what the name alone is worth
METADATA = {
    "syndication-source": (0, "strong"),
    "original-source": (0, "strong"),
    "dc.source": (0, "weak"),
    "dcterms.source": (0, "weak"),
    "source": (0, "weak"),
    "dc.publisher": (0, "weak"),
    "dcterms.publisher": (0, "weak"),
    "publisher": (0, "weak"),
    "article:publisher": (0, "weak"),
    "copyright": (1, "weak"),
    "author": (1, "weak"),
}
# their addresses are those of accounts and profiles, which themes and templates fill in
_NEVER_STRONG = frozenset(("article:publisher", "author", "copyright"))


class Sign(NamedTuple):
    """One statement on one outlet."""

    outlet: str
    relation: str
    extent: str
    tier: int
    confidence: str
    item: Mapping[str, Any]


def item(
    kind: str, text: str, *, zone: str | None = None, selector: Mapping[str, Any] | None = None, href: str | None = None
) -> dict[str, Any]:
    """An evidence item."""
    return {"kind": kind, "zone": zone, "text": text, "selector": selector, "href": href}


def origins(page: Page) -> Iterator[Sign]:
    """Every sign that the content is another outlet's than the page's, in the order of the page."""
    # the head of a page is filled in by its house: what it says of a sister outlet is no republication
    for sign in (*_canonical(page), *_structured(page), *_metadata(page)):
        if not page.index.related(page.publisher, sign.outlet):
            yield sign
    for sign in _wordings(page):
        if sign.outlet != page.publisher:
            yield sign


def _canonical(page: Page) -> Iterator[Sign]:
    address = page.evidence["canonical"]
    if outlet := page.outlet_of(address):
        yield Sign(outlet, "republished", "whole", 0, "strong", item("canonical", address, href=address))


def _structured(page: Page) -> Iterator[Sign]:
    for entry in page.evidence["structured"]:
        role = entry["role"].lower()
        if role not in ROLES or (role == "author" and not entry["type"].endswith("Organization")):
            continue
        text = f"{entry['role']}: {entry['name'] or entry['url']}"
        if outlet := page.outlet_of(entry["url"]):
            yield Sign(outlet, "republished", "whole", ROLES[role], "strong", item("structured", text, href=entry["url"]))
        # a publisher with an address of its own is whoever has that address, whatever its name
        elif entry["url"] is None or role != "publisher":
            for outlet, strong in _named(page, entry["name"]):
                confidence = "strong" if strong and role != "publisher" else "weak"
                yield Sign(outlet, "republished", "whole", ROLES[role], confidence, item("structured", text, href=entry["url"]))


def _metadata(page: Page) -> Iterator[Sign]:
    for entry in page.evidence["metadata"]:
        if entry["name"] not in METADATA:
            continue
        (tier, worth), content = METADATA[entry["name"]], entry["content"]
        text = f"{entry['name']}: {content}"
        if content.startswith(("https://", "http://")):
            if outlet := page.outlet_of(content):
                confidence = "weak" if entry["name"] in _NEVER_STRONG else "strong"
                yield Sign(outlet, "republished", "whole", tier, confidence, item("metadata", text, href=content))
        else:
            for outlet, strong in _named(page, content):
                yield Sign(outlet, "republished", "whole", tier, worth if strong else "weak", item("metadata", text))


def _named(page: Page, text: str | None) -> Iterable[tuple[str, bool]]:
    """The outlet whose name this is, and whether nothing else has that name; nothing where the site gives the name to itself."""
    name = page.index.named(text) if text else None
    if name is None:
        return ()
    own = (entry["content"] for entry in page.evidence["metadata"] if entry["name"] == "og:site_name")
    if any((site := page.index.named(content)) and site.outlet == name.outlet for content in own):
        return ()
    return ((name.outlet, name.mode == "strong"),)


def _wordings(page: Page) -> Iterator[Sign]:
    wordings = page.index.wordings.of(page.evidence["language"])
    for block in page.blocks:
        if block.number not in page.after:
            continue
        for wording, matches in wordings.matches(block, page.before[block.number], page.after[block.number]):
            for match in matches:
                for slot in match.slots:
                    if sign := _sign(wording.rule, block, match, slot):
                        yield sign


def _sign(rule: Mapping[str, Any], block: Block, match: Match, slot: Slot) -> Sign | None:
    supported = slot.strong or slot.linked or slot.outlet in block.linked or slot.outlet in block.strongly_named
    # a closing note *about* an outlet is common: the name must be surely the outlet's
    if rule["kind"] == "disclosure" and not supported:
        return None
    confidence = "weak" if rule["kind"] == "credit" and not supported else rule["confidence"]
    start, end = _quoted(rule["kind"], block, match)
    selector = quote(block.text, block.number, start, end)
    evidence = item(rule["kind"], selector["exact"], zone=block.zone, selector=selector)
    return Sign(slot.outlet, rule["relation"], rule["extent"], rule["tier"], confidence, evidence)


def _quoted(kind: str, block: Block, match: Match) -> tuple[int, int]:
    """What is shown of the block, in code points: all of a disclosure, a dateline alone, otherwise the sentence."""
    if kind == "disclosure":
        return 0, len(block.text)
    if kind == "dateline":
        return block.characters_of(match.start, match.end)
    return block.characters_of(*block.sentence(match.start, match.end))


def appearances(page: Page) -> Iterator[Sign]:
    """Every link to another listed outlet, and every mention that is surely one's."""
    for block in page.blocks:
        for link in block.links:
            yield Sign(link.outlet, "linked", "part", 0, "strong", _link_item(block, link.start, link.end, link.href))
        if block.zone not in NAMING_ZONES:
            continue
        for mention in block.mentions:
            outlet = block.meant(mention)
            if outlet and outlet != page.publisher and (mention.strong(outlet) or outlet in block.linked):
                start, end = block.characters_of(mention.start, mention.end)
                selector = quote(block.text, block.number, start, end)
                found = item("name", selector["exact"], zone=block.zone, selector=selector)
                yield Sign(outlet, "mentioned", "part", 0, "strong", found)


def _link_item(block: Block, start: int, end: int, href: str) -> dict[str, Any]:
    selector = quote(block.text, block.number, start, end) if 0 <= start < end <= len(block.text) else None
    return item("link", selector["exact"] if selector else "", zone=block.zone, selector=selector, href=href)
