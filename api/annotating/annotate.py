"""From a page's evidence to its annotations: whose page it is, whose content, whom it links and names."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from api.annotating.attribute import Sign, appearances, item, origins
from api.annotating.index import Index
from api.annotating.page import Page

RELATIONS = ("publisher", "republished", "sponsored", "linked", "mentioned")
MOST_ANNOTATIONS = 200
MOST_EVIDENCE = 20
_ORIGINS = ("republished", "sponsored")


def annotate(evidence: Mapping[str, Any], index: Index, today: date) -> dict[str, Any]:
    """What the page says, by outlet: `{resolved, annotations}`, plain data, the strongest relation first.

    Pure: the answer hangs on its arguments alone. `today` is the day of the visit. Raises BadAddress where the evidence's
    `url` is no page's address.
    """
    page = Page(evidence, index, today)
    resolved = page.resolved
    captured = resolved.captured.isoformat() if resolved.captured else None
    signs = _by_outlet((*_publisher(page), *origins(page), *appearances(page)))
    tiers = _tiers(signs.values())
    annotations = [_annotation(outlet, found, tiers) for outlet, found in signs.items()]
    annotations.sort(key=lambda found: (RELATIONS.index(found["relation"]), found["step"], found["outlet"]))
    return {
        "resolved": {"url": resolved.url, "wrapper": resolved.wrapper, "captured": captured},
        "annotations": annotations[:MOST_ANNOTATIONS],
    }


def _publisher(page: Page) -> Iterable[Sign]:
    if page.publisher:
        address = page.resolved.url
        yield Sign(page.publisher, "publisher", "whole", 0, "certain", item("address", address, href=address))


def _by_outlet(signs: Iterable[Sign]) -> dict[str, list[Sign]]:
    """Each outlet's signs, the strongest relation first, otherwise as they stand in the page."""
    found: dict[str, list[Sign]] = {}
    for sign in signs:
        found.setdefault(sign.outlet, []).append(sign)
    for each in found.values():
        each.sort(key=lambda sign: RELATIONS.index(sign.relation))
    return found


def _deciding(signs: Sequence[Sign]) -> list[Sign]:
    """The signs of the strongest relation."""
    return [sign for sign in signs if sign.relation == signs[0].relation]


def _tiers(outlets: Iterable[Sequence[Sign]]) -> list[int]:
    """How near the page's origins are, in order, each distance once: the nearest is step 1."""
    return sorted({_tier(signs) for signs in outlets if signs[0].relation in _ORIGINS})


def _tier(signs: Sequence[Sign]) -> int:
    return min(sign.tier for sign in _deciding(signs))


def _annotation(outlet: str, signs: Sequence[Sign], tiers: Sequence[int]) -> dict[str, Any]:
    deciding = _deciding(signs)
    relation = signs[0].relation
    confidences = {sign.confidence for sign in deciding}
    return {
        "relation": relation,
        "outlet": outlet,
        "extent": "whole" if any(sign.extent == "whole" for sign in deciding) else "part",
        "step": tiers.index(_tier(signs)) + 1 if relation in _ORIGINS else 0,
        "confidence": next(each for each in ("certain", "strong", "weak") if each in confidences),
        "evidence": _distinct(signs),
    }


def _distinct(signs: Sequence[Sign]) -> list[Mapping[str, Any]]:
    """The signs' evidence, each item once."""
    found: list[Mapping[str, Any]] = []
    for sign in signs:
        if sign.item not in found:
            found.append(sign.item)
        if len(found) == MOST_EVIDENCE:
            break
    return found
