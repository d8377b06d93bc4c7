"""What waits for an editor: claims nobody compared with their source, labels that are disputed. `staleness` has what is due."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from api.outlets.dates import Day
from api.outlets.records import Records
from api.upkeep.coverage import statements
from api.upkeep.staleness import Due, file_of

# what decides a label about power first; the rest in the order of files
_FIRST = ("control", "remit", "assessment", "leads_state", "governs", "ownership", "published_by", "funding")


@dataclass(frozen=True)
class DisputedLabel:
    """A label that readers see as disputed today: of which outlet, in which words, since when its claims were last confirmed, and
    the claims that make it (`party:<id>#<claim>`)."""

    outlet: str
    text: str
    since: Day
    claims: tuple[str, ...]


def unchecked(records: Records) -> list[Due]:
    """Claims that stand and were never compared with their source: those on control first."""
    found = [
        (kind, Due(file_of(records, each.holder), each.ref, f"{kind.replace('_', ' ')}: not compared", each.confirmed))
        for kind, each in statements(records)
        if not each.checked and each.claim.status != "retracted"
    ]
    return [due for _, due in sorted(found, key=lambda each: (_rank(each[0]), each[1].file, each[1].ref))]


def disputed(labels: Mapping[str, Mapping[str, Any]]) -> list[DisputedLabel]:
    """Of each outlet's labels of today, as the published list has them by id, the disputed ones; oldest first."""
    found = (
        DisputedLabel(outlet, label["text"], Day.fromisoformat(label["confirmed"]), tuple(label["because"]))
        for outlet, its in labels.items()
        for label in its.values()
        if label["status"] == "disputed"
    )
    return sorted(found, key=lambda each: (each.since, each.outlet, each.text))


def _rank(kind: str) -> int:
    return _FIRST.index(kind) if kind in _FIRST else len(_FIRST)
