"""Page evidence: HTML → what the page says about itself, as data, by the rules of docs/evidence.md."""

from api.annotating.evidence import blocks, head, screen, tree, zones
from api.annotating.evidence.addresses import Resolver, parsed
from api.annotating.evidence.shape import Block, Entity, Link, Metadata, PageEvidence, Zone
from api.annotating.evidence.structured import Structured

__all__ = ["Block", "Entity", "Link", "Metadata", "PageEvidence", "Zone", "extract"]


def extract(html: str, url: str) -> PageEvidence:
    """Read a page given as text. Raise BadPage where it is beyond the bounds, BadAddress where `url` is no web address."""
    address = parsed(url)
    page = tree.read(screen.screened(html))
    absolute = Resolver(address, head.base(page))
    canonical = head.canonical(page, absolute)
    metadata = head.metadata(page)
    layout = zones.layout(page)
    structured = Structured(page, layout, head.addresses(str(address.href), canonical, metadata, absolute), absolute)
    body = blocks.written(page, layout, absolute) if layout else blocks.Written([], [])
    return {
        "url": str(address.href),
        "canonical": canonical,
        "language": head.language(page),
        "title": head.title(page, metadata),
        "published": head.published(metadata, structured.published(), body.times),
        "metadata": metadata,
        "structured": structured.entities(),
        "blocks": body.blocks,
    }
