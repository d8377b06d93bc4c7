"""What is due to be looked at again: nothing here is wrong, but nobody has said so for long."""

import datetime
from collections.abc import Iterator
from dataclasses import dataclass

from api.outlets.checks.channels import WEB
from api.outlets.claims import Funding
from api.outlets.dates import Day
from api.outlets.records import Records
from api.outlets.support import Stated
from api.upkeep.coverage import continues, statements

# days; after that readers see "last confirmed"
DUE_AFTER = 730


@dataclass(frozen=True)
class Due:
    """One thing to look at: in which file, why, and since when. `ref` names the claim or the outlet."""

    file: str
    ref: str
    why: str
    since: Day


def stale(records: Records, today: Day) -> list[Due]:
    """Claims not confirmed for two years, closed outlets with addresses still open, owners that are gone; oldest first."""
    found = [*_unconfirmed(records, today), *_closed(records, today), *_gone(records, today)]
    return sorted(found, key=lambda due: (due.since, due.file, due.ref))


def _unconfirmed(records: Records, today: Day) -> Iterator[Due]:
    newest = _newest_funding(records)
    for kind, each in statements(records):
        # a budget speaks for its year: of a body's budgets only the last can be due
        superseded = isinstance(each.claim, Funding) and newest[each.holder] != each.ref
        if continues(each.claim, today) and not superseded and each.confirmed < today - datetime.timedelta(DUE_AFTER):
            yield Due(file_of(records, each.holder), each.ref, f"{kind}: no source confirms it since", each.confirmed)


def _newest_funding(records: Records) -> dict[str, str]:
    newest: dict[str, Stated] = {}
    for _, each in statements(records):
        if isinstance(each.claim, Funding):
            known = newest.get(each.holder)
            newest[each.holder] = each if known is None or each.confirmed > known.confirmed else known
    return {holder: each.ref for holder, each in newest.items()}


def _closed(records: Records, today: Day) -> Iterator[Due]:
    for key, outlet in records.outlets.items():
        file, since = records.outlet_files[key], outlet.ended.latest if outlet.ended else Day.min
        if outlet.status == "active" and outlet.ended and outlet.ended.latest < today:
            yield Due(file, f"outlet:{key}", "it has ended, but is called active, since", since)
        if outlet.status == "closed":
            for channel in outlet.channels:
                if channel.type in WEB and channel.to is None:
                    yield Due(file, f"outlet:{key}", f"closed, but who has {channel.value} is not said, since", since)


def _gone(records: Records, today: Day) -> Iterator[Due]:
    for key, party in records.parties.items():
        for claim in party.ownership:
            owner = records.parties.get(claim.owner or "")
            if owner and owner.ended and owner.ended.latest < today and continues(claim, today):
                why = f"its owner {owner.id} no longer exists, since"
                yield Due(records.party_files[key], f"party:{key}#{claim.id}", why, owner.ended.latest)


def file_of(records: Records, holder: str) -> str:
    """The file of `outlet:<id>` or `party:<id>`."""
    kind, _, key = holder.partition(":")
    return records.outlet_files[key] if kind == "outlet" else records.party_files[key]
