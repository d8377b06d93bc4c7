"""What the list covers, counted on one day."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from api.outlets.checks.channels import WEB
from api.outlets.claims import AnyClaim, Facet
from api.outlets.dates import Day
from api.outlets.model import Outlet
from api.outlets.periods import Period, periods_of
from api.outlets.records import Records
from api.outlets.support import Stated

FACETS: tuple[Facet, ...] = ("control", "ownership", "funding")
RESEARCH = ("found", "none-found", "withheld", "not-researched")


@dataclass(frozen=True)
class Country:
    """One country's outlets: how many there are, and how many of them have an answer in each facet."""

    code: str
    name: str
    outlets: int
    answered: dict[Facet, int]
    control_labels: int
    claims: int
    checked: int


@dataclass(frozen=True)
class Confirmation:
    """A claim that is taken to continue, and the last day of which a source says it."""

    ref: str
    kind: str
    confirmed: Day


@dataclass(frozen=True)
class Coverage:
    """The whole list on one day. `labels` counts by label and status, `claims` by kind: all, and those checked."""

    day: Day
    totals: dict[str, int]
    research: dict[Facet, Counter[str]]
    labels: Counter[tuple[str, str]]
    claims: dict[str, tuple[int, int]]
    countries: tuple[Country, ...]
    missing: tuple[str, ...]
    oldest: tuple[Confirmation, ...]


def coverage(records: Records, today: Day, oldest: int = 20) -> Coverage:
    """The coverage of the list, with so many of its oldest confirmations."""
    now = {key: _today(records, outlet, today) for key, outlet in records.outlets.items()}
    stated = list(statements(records))
    confirmations = (Confirmation(each.ref, kind, each.confirmed) for kind, each in stated if continues(each.claim, today))
    return Coverage(
        day=today,
        totals=_totals(records, stated),
        research={facet: Counter(dict(period.research)[facet] for period in now.values()) for facet in FACETS},
        labels=Counter((label.id, label.status) for period in now.values() for label in period.labels),
        claims=_claims(stated),
        countries=tuple(_countries(records, now)),
        missing=_missing(records),
        oldest=tuple(sorted(confirmations, key=lambda each: (each.confirmed, each.ref))[:oldest]),
    )


def statements(records: Records) -> Iterator[tuple[str, Stated]]:
    """Every claim of the list with its kind."""
    for holder, kind in (("outlet", records.outlets), ("party", records.parties)):
        for key, record in kind.items():
            for field, claim in record.claims():
                yield field, Stated.of(f"{holder}:{key}", claim, record.sources)


def continues(claim: AnyClaim, today: Day) -> bool:
    """Whether the claim is accepted and said of today as well. A designation is an act of its day."""
    return claim.status == "accepted" and (claim.to is None or claim.to.latest > today) and not hasattr(claim, "regime")


def _today(records: Records, outlet: Outlet, today: Day) -> Period:
    return next(each for each in periods_of(records, outlet) if each.end is None or today < each.end)


def _totals(records: Records, stated: list[tuple[str, Stated]]) -> dict[str, int]:
    channels = [channel for outlet in records.outlets.values() for channel in outlet.channels]
    countries = {outlet.country for outlet in records.outlets.values()} - {"int"}
    return {
        "outlets": len(records.outlets),
        "of these closed or suspended": sum(outlet.status != "active" for outlet in records.outlets.values()),
        "parties": len(records.parties),
        "countries and territories": len(countries),
        "web addresses": sum(channel.type in WEB for channel in channels),
        "accounts": sum(channel.type not in WEB for channel in channels),
        "names": sum(len(outlet.names) for outlet in records.outlets.values()),
        "claims": len(stated),
        "of these checked": sum(each.checked for _, each in stated),
        "documents cited": len({source.url for _, each in stated for source in each.sources}),
    }


def _claims(stated: Iterable[tuple[str, Stated]]) -> dict[str, tuple[int, int]]:
    every: Counter[str] = Counter()
    checked: Counter[str] = Counter()
    for kind, each in stated:
        every[kind] += 1
        checked[kind] += each.checked
    return {kind: (count, checked[kind]) for kind, count in sorted(every.items())}


def _countries(records: Records, now: dict[str, Period]) -> Iterator[Country]:
    for code in sorted({outlet.country for outlet in records.outlets.values()}):
        here = {key: outlet for key, outlet in records.outlets.items() if outlet.country == code}
        research = [dict(now[key].research) for key in here]
        claims = [claim for outlet in here.values() for _, claim in outlet.claims()]
        claims += [claim for party in records.parties.values() if party.country == code for _, claim in party.claims()]
        yield Country(
            code,
            "international" if code == "int" else records.vocabulary.states[code.upper()].name,
            len(here),
            {facet: sum(each[facet] != "not-researched" for each in research) for facet in FACETS},
            sum(any(label.facet == "control" for label in now[key].labels) for key in here),
            len(claims),
            sum(claim.checked is not None for claim in claims),
        )


def _missing(records: Records) -> tuple[str, ...]:
    covered = {outlet.country.upper() for outlet in records.outlets.values()}
    return tuple(state.name for code, state in records.vocabulary.states.items() if code not in covered)
