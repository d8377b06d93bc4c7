"""A candidate as a reviewer reads it: what the file says, and what the list says of the same."""

from collections.abc import Iterator

from api.candidates.candidate import Candidate, Proposal
from api.outlets.records import Records

SIGNS = {"new": "+", "known": "=", "differs": "~"}


def as_text(candidate: Candidate, records: Records) -> str:
    """Lines for a terminal: `+` is new, `~` differs from the list, `=` is known."""
    return "\n".join(_lines(candidate, records))


def _lines(candidate: Candidate, records: Records) -> Iterator[str]:
    source = candidate.source
    listed = f"outlet {candidate.outlet}" if candidate.outlet else "not in the list"
    yield f"{candidate.name} ({candidate.host or 'no host'}): {listed}"
    yield f"  says {source.title}, {source.publisher}, {source.date or source.accessed} <{source.url}>"
    for each in candidate.proposals:
        yield f"  {SIGNS[each.standing]} {words_of(each, records)}"
        if each.standing == "differs" and each.beside:
            yield f"      the list says: {each.beside}"
    yield from (f"  ? {lead}" for lead in candidate.leads)


def words_of(said: Proposal, records: Records) -> str:
    """What is said, in a line."""
    party = f" = {said.party}" if said.party else " (not in the list)" if said.kind in ("publisher", "owner") else ""
    platform = f"{said.platform} " if said.platform else ""
    dates = "".join(f", {word} {date}" for word, date in (("from", said.from_), ("to", said.to), ("as of", said.as_of)) if date)
    share = f", {said.share:g} %" if said.share is not None else ""
    return f"{said.kind}: {platform}{said.value}{party}{share}{dates} [{said.locator}]"
