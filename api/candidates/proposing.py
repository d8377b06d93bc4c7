"""Statements beside the list: what is new, what it knows, what it says otherwise."""

import re
import unicodedata

from api.candidates.candidate import Candidate, Proposal, Standing
from api.candidates.matching import Matcher
from api.candidates.statements import Statement, Subject
from api.outlets.model import Outlet
from api.outlets.records import Records


def propose(subjects: list[Subject], importer: str, records: Records) -> list[Candidate]:
    """A candidate for each subject of which the file says anything."""
    matcher = Matcher(records)
    found = [_candidate(each, importer, records, matcher) for each in subjects]
    return [each for each in found if each.proposals or each.leads]


def slug(text: str) -> str:
    """The text as an id: small letters, digits and hyphens."""
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:60].strip("-")


def _candidate(subject: Subject, importer: str, records: Records, matcher: Matcher) -> Candidate:
    key = matcher.outlet(subject.name, subject.host)
    outlet = records.outlets.get(key) if key else None
    said = [Statement("host", subject.host, "address")] if subject.host else []
    said += [each for each in subject.statements if each.kind != "lead"]
    mark = slug(subject.wikidata or f"{subject.country or ''} {subject.name} {subject.host or ''}") or "unnamed"
    return Candidate(
        id=mark,
        importer=importer,
        name=subject.name,
        outlet=key,
        host=subject.host,
        country=_country(subject.country, records),
        kind=subject.kind,
        wikidata=subject.wikidata,
        source=subject.source,
        proposals=tuple(_proposal(each, outlet, records, matcher) for each in said),
        leads=tuple(f"{each.locator}: {each.value}" for each in subject.statements if each.kind == "lead"),
    )


def _country(name: str | None, records: Records) -> str | None:
    """A code as it is, a state's name by its code; None for what is neither."""
    if name is None:
        return None
    states = records.vocabulary.states
    by_name = {state.name.casefold(): code.lower() for code, state in states.items()}
    return name.lower() if name.upper() in states else by_name.get(name.casefold())


def _proposal(said: Statement, outlet: Outlet | None, records: Records, matcher: Matcher) -> Proposal:
    party = matcher.party(said.value, said.host, said.wikidata) if said.kind in ("publisher", "owner") else None
    standing, beside = _standing(said, party, outlet, records, matcher)
    return Proposal(
        kind=said.kind, value=said.value, standing=standing, locator=said.locator, party=party, platform=said.platform,
        wikidata=said.wikidata, from_=said.start, to=said.end, as_of=said.as_of, share=said.share, beside=beside,
    )  # fmt: skip


def _standing(
    said: Statement, party: str | None, outlet: Outlet | None, records: Records, matcher: Matcher
) -> tuple[Standing, str | None]:
    """What the list has of the same, and whether it is the same."""
    if said.kind == "host":
        return _held(matcher.outlet_at(said.value), outlet)
    if said.kind == "account":
        return _held(matcher.holder_of(said.platform or "", said.value), outlet)
    if outlet is None or not outlet.published_by:
        return "new", None
    if said.kind == "publisher":
        known = [claim.party for claim in outlet.published_by]
    else:
        known = [each for each in matcher.chain(outlet) if each not in {claim.party for claim in outlet.published_by}]
        # files often call the publishing company the owner
        known += [claim.party for claim in outlet.published_by] if party in {claim.party for claim in outlet.published_by} else []
    names = ", ".join(records.party_name(each) for each in known) or None
    return ("known" if party in known else "differs" if known else "new"), names


def _held(holder: str | None, outlet: Outlet | None) -> tuple[Standing, str | None]:
    if holder is None:
        return "new", None
    return ("known" if outlet and outlet.id == holder else "differs"), holder
