"""Holdings must be possible."""

from collections.abc import Iterator

from api.outlets.claims import Ownership
from api.outlets.dates import Day
from api.outlets.model import Party
from api.outlets.records import Finding, Records
from api.outlets.spans import borders_of, events_of, holds, worlds

# what rounding in published figures can add up to
_TOLERANCE = 0.5


def _standing(party: Party, day: Day) -> list[tuple[int, Ownership]]:
    """The party's ownership claims that hold on the day if nothing that is in doubt has happened, with their places."""
    world = worlds((event for claim in party.ownership for event in events_of(claim, party.id)), day)[0]
    return [(place, claim) for place, claim in enumerate(party.ownership) if holds(claim, party.id, day, world)]


def shares_fit_in_a_whole(records: Records, today: Day) -> Iterator[Finding]:
    """On no day do the certain shares of one kind exceed 100 %."""
    for key, party in records.parties.items():
        for day in sorted({day for claim in party.ownership for day in borders_of(claim)}):
            sums: dict[str, float] = {}
            for place, claim in _standing(party, day):
                kind = claim.interest or "unknownInterest"
                sums[kind] = sums.get(kind, 0.0) + (claim.share.least if claim.share else 0.0)
                if sums[kind] > 100 + _TOLERANCE:
                    what = f"on {day} the shares of {kind} add up to {sums[kind]:g} %"
                    mend = "mend a share, or the date a holding ends"
                    yield Finding(records.party_files[key], ("ownership", place), "shares-fit-in-a-whole", what, mend)
                    return


def no_circle_of_control(records: Records, today: Day) -> Iterator[Finding]:
    """No party controls itself through others; cross-holdings that control nothing are fine."""
    days = {day for party in records.parties.values() for claim in party.ownership for day in borders_of(claim)}
    reported: set[str] = set()
    for day in sorted(days):
        controller = {
            key: owners
            for key, party in records.parties.items()
            if (owners := [claim.owner for _, claim in _standing(party, day) if _controls(claim)])
        }
        for key in controller:
            if key not in reported and _reaches(key, key, controller):
                reported.add(key)
                mend = "one of the holdings in the circle does not control: mend it"
                what = f"on {day} '{key}' controls itself through its owners"
                yield Finding(records.party_files[key], ("ownership",), "no-circle-of-control", what, mend)


def _controls(claim: Ownership) -> bool:
    majority = claim.interest in ("votingRights", "shareholding") and bool(claim.share and claim.share.least > 50)
    return claim.owner is not None and claim.controlling != "no" and (claim.controlling == "yes" or majority)


def _reaches(start: str, goal: str, controller: dict[str, list[str | None]]) -> bool:
    seen: set[str | None] = set()
    queue = list(controller.get(start, []))
    while queue:
        party = queue.pop()
        if party == goal:
            return True
        if party and party not in seen:
            seen.add(party)
            queue += controller.get(party, [])
    return False
