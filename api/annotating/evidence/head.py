"""What the head of a page says: title, language, canonical address, metadata, and its day."""

import re

from api.annotating.evidence.addresses import Resolver
from api.annotating.evidence.shape import Metadata
from api.annotating.evidence.tables import DATE_METADATA, LIMITS, METADATA
from api.annotating.evidence.text import collapsed, day, lower, tokens
from api.annotating.evidence.tree import Tree

_KEPT = frozenset(METADATA)
_LANGUAGE = re.compile("[A-Za-z]{2,3}(-[A-Za-z0-9]+)*")


def base(tree: Tree) -> str | None:
    """The first `base` element's address, as written."""
    hrefs = (element.attribute("href") for element, _ in tree.recorded if element.name == "base" and "href" in element.attributes)
    return next(hrefs, None)


def canonical(tree: Tree, absolute: Resolver) -> str | None:
    """The first link element that is canonical and has a usable address."""
    for element, _ in tree.recorded:
        if element.name == "link" and "canonical" in tokens(lower(element.attribute("rel"))):
            written = element.attribute("href")
            if collapsed(written) and (href := absolute(written)):
                return href
    return None


def metadata(tree: Tree) -> list[Metadata]:
    """The `meta` elements of kept names, in order."""
    kept: list[Metadata] = []
    for element, _ in tree.recorded:
        if element.name == "meta" and len(kept) < LIMITS["metadata"]:
            names = (collapsed(lower(element.attribute(key))) for key in ("property", "name", "itemprop"))
            name = next((name for name in names if name in _KEPT), None)
            content = collapsed(element.attribute("content")[: LIMITS["content"]])
            if name and content:
                kept.append({"name": name, "content": content})
    return kept


def language(tree: Tree) -> str | None:
    """The document's language tag; else what the page declares by http-equiv."""
    declared = (
        element.attribute("content")
        for element, _ in tree.recorded
        if element.name == "meta" and collapsed(lower(element.attribute("http-equiv"))) == "content-language"
    )
    for tag in (tree.language, next(declared, "")):
        if _LANGUAGE.fullmatch(tag := collapsed(tag).replace("_", "-")):
            return tag
    return None


def title(tree: Tree, kept: list[Metadata]) -> str:
    written = (text for element, text in tree.recorded if element.name == "title")
    return collapsed(next(written, "")) or content("og:title", kept)


def addresses(url: str, canonical: str | None, kept: list[Metadata], absolute: Resolver) -> list[str]:
    """Where the page says it stands: its address, its canonical, its og:url."""
    written = content("og:url", kept)
    return [address for address in (url, canonical, absolute(written) if written else None) if address]


def published(kept: list[Metadata], structured: str | None, times: list[str]) -> str | None:
    """The first valid day of: article:published_time, structured data, other metadata, the article's own times."""
    first = day(content("article:published_time", kept)) or structured
    days = (day(text) for text in [*(content(name, kept) for name in DATE_METADATA), *times])
    return first or next((found for found in days if found), None)


def content(name: str, kept: list[Metadata]) -> str:
    return next((entry["content"] for entry in kept if entry["name"] == name), "")
