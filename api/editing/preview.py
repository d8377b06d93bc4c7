"""What a change means for readers: of every outlet it reaches, when labels and owners are others than before."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from api.outlets.checks.references import fields_among
from api.outlets.claims import AnyClaim, Designation, Ownership
from api.outlets.dates import Day
from api.outlets.holdings import Holding
from api.outlets.labels import Label
from api.outlets.model import Outlet
from api.outlets.periods import Period, periods_of
from api.outlets.records import Records
from api.outlets.revisions import RecordKey
from api.outlets.spans import Span

# where a claim names a party whose type or name its labels depend on
_NAMING = ("party", "licensor", "licensee", "owner", "funder", "by", "body", "government")


@dataclass(frozen=True)
class ShownLabel:
    """A label as readers see it; `status` and `checked` change its look."""

    id: str
    facet: str
    text: str
    status: str
    checked: bool


@dataclass(frozen=True)
class ShownOwner:
    """A step of the chain of owners: who (id and name) holds what in whom (id); `words` is interest and share, or "publisher"."""

    id: str
    name: str
    of: str
    words: str


@dataclass(frozen=True)
class Shown:
    """What readers see of an outlet on a day."""

    labels: tuple[ShownLabel, ...]
    owners: tuple[ShownOwner, ...]
    research: tuple[tuple[str, str], ...]
    designations: tuple[str, ...]


@dataclass(frozen=True)
class Stretch:
    """A span of days on which readers see something else than before; None where the outlet was not or is no longer listed."""

    start: Day | None
    end: Day | None
    before: Shown | None
    after: Shown | None


@dataclass(frozen=True)
class OutletPreview:
    """An outlet for which something changes, and when."""

    id: str
    name: str
    stretches: tuple[Stretch, ...]


def preview(before: Records, after: Records, keys: Iterable[RecordKey]) -> list[OutletPreview]:
    """The outlets for which the change of these records changes what readers see, by id. Both lists must have passed the checks."""
    keys = frozenset(keys)
    found = []
    for id_ in sorted(outlets_reaching(before, keys) | outlets_reaching(after, keys)):
        stretches = tuple(_stretches(_shown_periods(before, id_), _shown_periods(after, id_)))
        if stretches:
            found.append(OutletPreview(id_, (after.outlets.get(id_) or before.outlets[id_]).name, stretches))
    return found


def outlets_reaching(records: Records, keys: Iterable[RecordKey]) -> set[str]:
    """The ids of the outlets among these records, and of those that have one of them as publisher, as owner of any time, or named
    in a claim of theirs or of these."""
    keys = frozenset(keys)
    parties = {key.id for key in keys if key.kind == "parties"}
    reaching = {key.id for key in keys if key.kind == "outlets"} & records.outlets.keys()
    if not parties:
        return reaching
    return reaching | {id_ for id_, outlet in records.outlets.items() if not parties.isdisjoint(_parties_seen_by(records, outlet))}


def chain_of(records: Records, outlet: Outlet) -> frozenset[str]:
    """The parties that publish or published the outlet, their owners of any time, and the owners of these."""
    found: set[str] = set()
    queue = [claim.party for claim in outlet.published_by]
    while queue:
        party = queue.pop()
        if party not in found:
            found.add(party)
            record = records.parties.get(party)
            queue += [claim.owner for claim in record.ownership if claim.owner] if record else []
    return frozenset(found)


def _parties_seen_by(records: Records, outlet: Outlet) -> set[str]:
    chain = chain_of(records, outlet)
    found = set(chain)
    holders = (outlet, *(records.parties[party] for party in chain if party in records.parties))
    for holder in holders:
        found.update(named for _, claim in holder.claims() for named in _named_in(claim))
    return found


def _named_in(claim: AnyClaim) -> Iterator[str]:
    yield from (value for field in fields_among(type(claim), _NAMING) if (value := getattr(claim, field)) is not None)


def _shown_periods(records: Records, id_: str) -> list[tuple[Span, Shown]]:
    outlet = records.outlets.get(id_)
    if outlet is None:
        return []
    return [(Span(each.start, each.end), _shown(records, outlet, each)) for each in periods_of(records, outlet)]


def _shown(records: Records, outlet: Outlet, period: Period) -> Shown:
    publishers = tuple(ShownOwner(party, records.party_name(party), outlet.id, "publisher") for party, _ in period.publishers)
    owners = tuple(ShownOwner(edge.owner, records.party_name(edge.owner), edge.held, _holding(edge)) for edge in period.owners)
    designations = tuple(each.claim.regime for each in period.designations if isinstance(each.claim, Designation))
    return Shown(tuple(map(_label, period.labels)), publishers + owners, tuple(period.research), designations)


def _label(label: Label) -> ShownLabel:
    return ShownLabel(label.id, label.facet, label.text, label.status, label.checked)


def _holding(edge: Holding) -> str:
    claim: Ownership = edge.claim
    words = [str(claim.interest or "")]
    if claim.share:
        least, most = claim.share.least, claim.share.most
        words.append(f"{least:g} %" if least == most else f"{least:g} to {most:g} %")
    words.append({"yes": "controlling", "no": "not controlling", "unknown": ""}[claim.controlling])
    return ", ".join(filter(None, words))


def _stretches(before: list[tuple[Span, Shown]], after: list[tuple[Span, Shown]]) -> Iterator[Stretch]:
    """Cut both at every border of either, and keep where they differ; neighbours that differ in the same way are one."""
    borders = sorted({span.start for span, _ in (*before, *after) if span.start})
    open_: Stretch | None = None
    for start, end in zip((None, *borders), (*borders, None), strict=True):
        old, new = _on(before, start), _on(after, start)
        if open_ and (old, new) == (open_.before, open_.after):
            open_ = Stretch(open_.start, end, old, new)
            continue
        if open_:
            yield open_
        open_ = Stretch(start, end, old, new) if old != new else None
    if open_:
        yield open_


def _on(periods: list[tuple[Span, Shown]], day: Day | None) -> Shown | None:
    """What is shown on the day; None is before all days that have a border."""
    return next((shown for span, shown in reversed(periods) if span.start is None or (day is not None and span.start <= day)), None)
