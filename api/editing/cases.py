"""A change as the policy sees it."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from api.editing.differences import Difference, Part, difference
from api.editing.preview import chain_of
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
