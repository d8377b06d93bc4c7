"""A change as the policy sees it, and of which kinds it is."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from api.editing.differences import Difference, Part, difference
from api.editing.preview import chain_of
from api.outlets.facts import PERSON_TYPES
from api.outlets.model import Outlet, Party
from api.outlets.records import Records, document_of, record_of
from api.outlets.revisions import RecordKey


@dataclass(frozen=True)
class Case:
    """A change as the policy sees it: its author (id of a person), its records, and the whole list before and after it."""

    author: str
    keys: frozenset[RecordKey]
    before: Records
    after: Records

    @cached_property
    def differences(self) -> list[Difference]:
        pairs = ((key, document_of(self.before, key), document_of(self.after, key)) for key in sorted(self.keys))
        return [difference(*pair) for pair in pairs if pair[1] != pair[2]]

    @cached_property
    def outlets(self) -> list[Outlet]:
        """The outlets among the records, and those that a party among them publishes or owns, at any time."""
        parties = {key.id for key in self.keys if key.kind == "parties"}
        return [
            outlet
            for records in (self.before, self.after)
            for outlet in records.outlets.values()
            if RecordKey("outlets", outlet.id) in self.keys or not parties.isdisjoint(chain_of(records, outlet))
        ]

    @cached_property
    def parties(self) -> frozenset[str]:
        """The parties among the records, and the publishers and owners of the outlets concerned, at any time."""
        chains = [chain_of(records, outlet) for records in (self.before, self.after) for outlet in self.outlets]
        return frozenset(key.id for key in self.keys if key.kind == "parties").union(*chains)

    def parts(self) -> Iterator[tuple[RecordKey, Part]]:
        yield from ((each.key, part) for each in self.differences for part in each.parts)

    def party(self, ref: str) -> Party | None:
        return self.after.parties.get(ref) or self.before.parties.get(ref)

    def country_of(self, key: RecordKey) -> str:
        for records in (self.after, self.before):
            if record := record_of(records, key):
                return record.country.upper()
        return ""


def key_of_claim(claim: str) -> RecordKey | None:
    """The record in which a claim (`outlet:<id>#<claim>`, `party:<id>#<claim>`) stands; None for a label, which is no claim."""
    holder, _, rest = claim.partition(":")
    id_ = rest.partition("#")[0]
    if holder == "outlet":
        return RecordKey("outlets", id_)
    return RecordKey("parties", id_) if holder == "party" else None


def about_control(case: Case, key: RecordKey, part: Part) -> bool:
    """Who decides: findings, remits, assessments, who leads or governs a state."""
    return part.section in ("control", "remit", "assessment", "leads_state", "governs")


def about_a_living_person(case: Case, key: RecordKey, part: Part) -> bool:
    """The record of a person or family, or a claim that names one; a person whose record has `ended` lives no more."""
    named = {key.id} if key.kind == "parties" else set()
    for row in (part.before, part.after):
        named |= {value for value in (row or {}).values() if isinstance(value, str)}
    found = (case.party(each) for each in named)
    return any(each is not None and each.type in PERSON_TYPES and each.ended is None for each in found)


def about_standing(case: Case, key: RecordKey, part: Part) -> bool:
    """A claim becomes disputed or retracted or accepted again, or is taken out altogether."""
    if "basis" not in {**(part.before or {}), **(part.after or {})}:
        return False
    return part.after is None or _standing(part.before) != _standing(part.after)


def _standing(claim: Mapping[str, Any] | None) -> str:
    return str((claim or {}).get("status", "accepted"))


def about_anything(case: Case, key: RecordKey, part: Part) -> bool:
    """Every change."""
    return True
