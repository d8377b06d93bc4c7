"""Holdings must be possible."""

from collections.abc import Iterable, Iterator, Mapping

from api.outlets.claims import Ownership
from api.outlets.dates import Day
from api.outlets.model import Party
from api.outlets.records import Finding, Records

# what rounding in published figures can add up to
_TOLERANCE = 0.5

Owners = Mapping[str, set[str]]


def _standing(party: Party, day: Day) -> Iterator[tuple[int, Ownership]]:
    """The party's ownership claims that surely hold on the day and that nobody disputes, with their places."""
    for place, claim in enumerate(party.ownership):
        start = claim.from_ or claim.as_of
        if claim.status == "accepted" and start and start.latest <= day and (claim.to is None or day < claim.to.earliest):
            yield place, claim


def _starts(parties: Iterable[Party]) -> list[Day]:
    """The days on which a holding begins to be certain: what several make together, they make from such a day on."""
    starts = (claim.from_ or claim.as_of for party in parties for claim in party.ownership)
    return sorted({start.latest for start in starts if start})


def shares_fit_in_a_whole(records: Records, today: Day) -> Iterator[Finding]:
    """On no day do the certain shares of one kind exceed 100 %."""
    for key, party in records.parties.items():
        first = next(_excesses(party), None)
        if first:
            place, what = first
            mend = "mend a share, or the date a holding ends"
            yield Finding(records.party_files[key], ("ownership", place), "shares-fit-in-a-whole", what, mend)


def _excesses(party: Party) -> Iterator[tuple[int, str]]:
    for day in _starts([party]):
        sums: dict[str, float] = {}
        for place, claim in _standing(party, day):
            kind = claim.interest or "unknownInterest"
            sums[kind] = sums.get(kind, 0.0) + (claim.share.least if claim.share else 0.0)
            if sums[kind] > 100 + _TOLERANCE:
                yield place, f"on {day} the shares of {kind} add up to {sums[kind]:g} %"


def no_circle_of_control(records: Records, today: Day) -> Iterator[Finding]:
    """No party controls itself through others; cross-holdings that control nothing are fine."""
    ever = _circles({key: _controllers(party.ownership) for key, party in records.parties.items()})
    suspects = {key: records.parties[key] for key in ever}
    reported: set[str] = set()
    for day in _starts(suspects.values()):
        owners = {key: _controllers(claim for _, claim in _standing(party, day)) for key, party in suspects.items()}
        for key in _circles(owners):
            if key not in reported:
                reported.add(key)
                mend = "one of the holdings in the circle does not control: mend it"
                what = f"on {day} '{key}' controls itself through its owners"
                yield Finding(records.party_files[key], ("ownership",), "no-circle-of-control", what, mend)


def _controllers(claims: Iterable[Ownership]) -> set[str]:
    return {claim.owner for claim in claims if claim.owner and _controls(claim)}


def _controls(claim: Ownership) -> bool:
    majority = claim.interest in ("votingRights", "shareholding") and bool(claim.share and claim.share.least > 50)
    return claim.controlling == "yes" or (claim.controlling == "unknown" and majority)


def _circles(owners: Owners) -> list[str]:
    """The parties from which a way along the owners leads back."""
    return [key for key in owners if _reaches(key, owners)]


def _reaches(goal: str, owners: Owners) -> bool:
    seen: set[str] = set()
    queue = list(owners[goal])
    while queue:
        party = queue.pop()
        if party == goal:
            return True
        if party not in seen:
            seen.add(party)
            queue += owners.get(party, ())
    return False
