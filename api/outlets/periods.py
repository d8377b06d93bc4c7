"""Periods: spans of days in which an outlet's labels and owners do not change, covering all time without gap or overlap."""

import dataclasses
from collections.abc import Iterator
from dataclasses import dataclass

from api.outlets.claims import AnyClaim, Facet, Ownership, Searched
from api.outlets.dates import Day
from api.outlets.facts import Facts
from api.outlets.holdings import Holding
from api.outlets.labels import Label, derive
from api.outlets.model import Outlet
from api.outlets.records import Records
from api.outlets.spans import World, borders_of, events_of, worlds
from api.outlets.support import Stated

_FACETS: dict[Facet, tuple[str, ...]] = {
    "control": ("control", "remit", "assessment"),
    "ownership": ("ownership",),
    "funding": ("funding",),
}


@dataclass(frozen=True)
class Period:
    """What holds from `start` to before `end` (None: since or until ever)."""

    start: Day | None
    end: Day | None
    labels: tuple[Label, ...]
    publishers: tuple[tuple[str, Stated], ...]
    owners: tuple[Holding, ...]
    research: tuple[tuple[Facet, str], ...]
    designations: tuple[Stated, ...]

    @property
    def content(self) -> tuple[object, ...]:
        return self.labels, self.publishers, self.owners, self.research, self.designations


def periods_of(records: Records, outlet: Outlet) -> list[Period]:
    """The outlet's periods, in order; neighbours differ."""
    reachable = list(_reachable_claims(records, outlet))
    events = [event for file, claim in reachable for event in events_of(claim, file)]
    borders = sorted({day for _, claim in reachable for day in borders_of(claim)})
    periods = [Period(None, None, *_content(records, outlet, Day.min, [{}]))]
    for border in borders:
        content = _content(records, outlet, border, worlds(events, border))
        if content != periods[-1].content:
            periods[-1] = dataclasses.replace(periods[-1], end=border)
            periods.append(Period(border, None, *content))
    return periods


def _content(
    records: Records, outlet: Outlet, day: Day, possible: list[World]
) -> tuple[
    tuple[Label, ...],
    tuple[tuple[str, Stated], ...],
    tuple[Holding, ...],
    tuple[tuple[Facet, str], ...],
    tuple[Stated, ...],
]:
    """What the day's worlds say together: a label that is not true in all of them is `changing`."""
    every = [Facts(records, outlet, day, world) for world in possible]
    derived = [{label.key: label for label in derive(facts)} for facts in every]
    merged: dict[tuple[str, tuple[str, ...]], Label] = {}
    for labels in derived:
        for key, label in labels.items():
            certain = all(key in others for others in derived)
            merged.setdefault(key, label if certain else dataclasses.replace(label, status="changing"))
    order = records.vocabulary.labels
    return (
        tuple(sorted(merged.values(), key=lambda label: (order[label.id].order, label.by))),
        tuple({party: link for facts in every for party, link in facts.publishers.items()}.items()),
        tuple(dict.fromkeys(edge for facts in every for edge in facts.chain())),
        tuple((facet, _research(every[0], facet)) for facet in _FACETS),
        tuple(support.claims[0] for support in every[0].of_body("designation")),
    )


def _research(facts: Facts, facet: Facet) -> str:
    """`found`, `withheld`, `none-found` or `not-researched`, each but the last because a claim says so."""
    results = {
        support.claims[0].claim.result
        for support in facts.of_body("searched")
        if isinstance(support.claims[0].claim, Searched) and support.claims[0].claim.facet == facet
    }
    if facet == "ownership":
        claims = [claim for party in facts.publishers for claim in _ownership_of(facts, party)]
        if any(claim.owner or claim.unspecified == "none-by-law" for claim in claims):
            return "found"
        if any(claim.unspecified in ("withheld", "withheld-for-safety") for claim in claims):
            return "withheld"
    elif any(facts.of_body(field) for field in _FACETS[facet]):
        return "found"
    return next((result for result in ("found", "withheld", "none-found") if result in results), "not-researched")



def _ownership_of(facts: Facts, party: str) -> list[Ownership]:
    stated = facts.of_party(party, "ownership")
    return [each.claim for each in stated if isinstance(each.claim, Ownership)]


def _reachable_claims(records: Records, outlet: Outlet) -> Iterator[tuple[str, AnyClaim]]:
    """Every claim that any of the outlet's periods can depend on, with the name of its file for `spans`."""
    for _, claim in outlet.claims():
        yield f"outlet:{outlet.id}.yaml", claim
    queue = [claim.party for claim in outlet.published_by]
    seen: set[str] = set()
    while queue:
        party = queue.pop()
        record = records.parties.get(party)
        if party in seen or record is None:
            continue
        seen.add(party)
        for _, claim in record.claims():
            yield f"party:{party}.yaml", claim
        queue += [claim.owner for claim in record.ownership if claim.owner]
