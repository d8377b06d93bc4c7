"""Every fact has a source, and a source that can be opened at the place."""

from collections.abc import Iterator

import can_ada

from api.outlets.checks.references import claims_with_steps
from api.outlets.dates import Day
from api.outlets.records import Finding, Records

_PLACEHOLDERS = ("example.com", "example.org", "localhost", "todo", "tbd")


def claim_ids_are_unique(records: Records, today: Day) -> Iterator[Finding]:
    """A claim's id names one claim of its file: labels and histories refer to it."""
    for file, record in records.each():
        seen: set[str] = set()
        for steps, claim in claims_with_steps(record):
            if claim.id in seen:
                mend = "give each claim of a file an id of its own"
                yield Finding(file, (*steps, "id"), "claim-ids-are-unique", f"two claims have the id '{claim.id}'", mend)
            seen.add(claim.id)


def claim_is_cited(records: Records, today: Day) -> Iterator[Finding]:
    """Every claim names at least one source, and a checked one says where in it."""
    for file, record in records.each():
        for steps, claim in claims_with_steps(record):
            if not claim.sources:
                yield Finding(file, steps, "claim-is-cited", f"claim '{claim.id}' has no source", "cite what says so in `sources`")
            elif claim.checked and not claim.checked.where and not any(each.locator for each in claim.sources):
                mend = "say in `locator` or in `checked.where` where in the source it stands"
                yield Finding(file, steps, "claim-is-cited", f"claim '{claim.id}' is checked, but does not say where", mend)


def source_is_specific(records: Records, today: Day) -> Iterator[Finding]:
    """A source has a date, and its address is that of a document, not a placeholder."""
    for file, record in records.each():
        for key, source in getattr(record, "sources", {}).items():
            steps = ("sources", key)
            if source.date is None and source.accessed is None:
                mend = "add `date` (of publication) or `accessed`"
                yield Finding(file, steps, "source-is-specific", f"source '{key}' has no date", mend)
            host = _host(source.url)
            if host is None:
                what = f"source '{key}' has the address {source.url}, which no browser opens"
                yield Finding(file, (*steps, "url"), "source-is-specific", what, "copy the document's address anew")
            elif any(host == name or host.endswith("." + name) for name in _PLACEHOLDERS):
                what = f"source '{key}' has the placeholder address {source.url}"
                yield Finding(file, (*steps, "url"), "source-is-specific", what, "cite the document itself")


def _host(url: str) -> str | None:
    try:
        return str(can_ada.parse(url).hostname)
    except ValueError:
        return None
