"""Every fact has a source, and a source that can be opened at the place."""

from collections.abc import Iterator

import can_ada

from api.outlets.checks.places import is_placeholder
from api.outlets.checks.references import claims_with_steps
from api.outlets.claims import Claim, Searched
from api.outlets.dates import Day
from api.outlets.model import Party
from api.outlets.records import Finding, Records, Steps

# what a locator can speak of at once; a page that proves who publishes, who owns and who pays proves none of them
_SUBJECTS = {
    "published_by": "publisher", "brand_licence": "publisher", "syndicates": "syndication",
    "ownership": "ownership", "listing": "ownership", "funding": "funding",
    "control": "control", "remit": "control", "assessment": "control", "governs": "control", "leads_state": "control",
    "office": "office", "designation": "designation",
}  # fmt: skip
_SUBJECTS_OF_A_PLACE = 2


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
            elif is_placeholder(host):
                what = f"source '{key}' has the placeholder address {source.url}"
                yield Finding(file, (*steps, "url"), "source-is-specific", what, "cite the document itself")


def source_is_no_home_page(records: Records, today: Day) -> Iterator[Finding]:
    """A fact is cited to a document: what a home page says today it does not say tomorrow."""
    for file, record in records.each():
        sources = getattr(record, "sources", {})
        cited = {each.ref for _, claim in claims_with_steps(record) for each in claim.sources if not isinstance(claim, Searched)}
        for key, source in sources.items():
            if key in cited and _is_home_page(source.url):
                what = f"source '{key}' is a home page, {source.url}"
                mend = "cite the page, document or data set that says it"
                yield Finding(file, ("sources", key, "url"), "source-is-no-home-page", what, mend)


def locator_fits_its_claims(records: Records, today: Day) -> Iterator[Finding]:
    """One place in a source is cited for one or two subjects; more, and it was copied from claim to claim."""
    for file, record in records.each():
        places: dict[tuple[str, str], dict[str, Steps]] = {}
        for steps, claim in claims_with_steps(record):
            for cited in claim.sources:
                if cited.locator and (subject := _SUBJECTS.get(str(steps[0]))):
                    places.setdefault((cited.ref, cited.locator), {}).setdefault(subject, steps)
        for (ref, locator), subjects in places.items():
            if len(subjects) > _SUBJECTS_OF_A_PLACE:
                what = f"'{locator}' of source '{ref}' is cited for {', '.join(subjects)}"
                mend = "say for each claim where in the source it stands"
                yield Finding(file, [*subjects.values()][-1], "locator-fits-its-claims", what, mend)


def person_is_checked(records: Records, today: Day) -> Iterator[Finding]:
    """What is said of a person was compared with its source."""
    for file, record in records.each():
        is_person = isinstance(record, Party) and record.type == "person"
        for steps, claim in claims_with_steps(record):
            persons = [each for each in _parties_of(claim) if records.has_party(each) and records.party_type(each) == "person"]
            if claim.checked is None and (persons or is_person):
                what = f"claim '{claim.id}' is about {', '.join(persons) or record.id}, a person, and is not checked"
                mend = "compare it with its source and say so in `checked`, or leave it out"
                yield Finding(file, steps, "person-is-checked", what, mend)


def _parties_of(claim: Claim) -> list[str]:
    named = (getattr(claim, field, None) for field in ("party", "owner", "funder", "by"))
    return [each for each in named if each is not None]


def _is_home_page(url: str) -> bool:
    try:
        address = can_ada.parse(url)
    except ValueError:
        return False
    return address.pathname in ("", "/") and not address.search and not address.hash


def _host(url: str) -> str | None:
    try:
        return str(can_ada.parse(url).hostname)
    except ValueError:
        return None
