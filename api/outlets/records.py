"""The outlet list as the domain sees it: records, vocabulary, and findings about them."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from api.outlets.model import Outlet, Party, Record
from api.outlets.revisions import RecordKey
from api.outlets.vocabulary import Vocabulary

Steps = tuple[str | int, ...]


@dataclass(frozen=True)
class Finding:
    """What a check has against a record: where (`file` under the data folder, `steps` into it), which rule, how to mend it."""

    file: str
    steps: Steps
    rule: str
    what: str
    mend: str


@dataclass(frozen=True)
class Records:
    """All outlets and parties by id, the file each came from (relative to the data folder), and the vocabulary."""

    outlets: Mapping[str, Outlet]
    parties: Mapping[str, Party]
    vocabulary: Vocabulary
    outlet_files: Mapping[str, str] = field(default_factory=dict)
    party_files: Mapping[str, str] = field(default_factory=dict)
    # documents that pass through to the published list as they are: attribution, wrappers, platforms, shared hosts, confusables
    attribution: Mapping[str, Any] = field(default_factory=dict)
    wrappers: tuple[Any, ...] = ()
    platforms: tuple[Any, ...] = ()
    shared_hosts: tuple[Any, ...] = ()
    confusables: Mapping[str, Any] = field(default_factory=dict)
    redirects: Mapping[str, str] = field(default_factory=dict)

    def each(self) -> Iterator[tuple[str, Record]]:
        """Every record with its file."""
        yield from ((self.outlet_files[key], outlet) for key, outlet in self.outlets.items())
        yield from ((self.party_files[key], party) for key, party in self.parties.items())

    def has_party(self, ref: str) -> bool:
        return ref in self.parties or (ref.startswith("state:") and ref[6:] in self.vocabulary.states)

    def party_name(self, ref: str, *, formal: bool = False) -> str:
        """The name readers see: of a state its common name, or its `formal` one."""
        if ref.startswith("state:"):
            state = self.vocabulary.states[ref[6:]]
            return state.formal if formal else state.name
        return self.parties[ref].name

    def party_type(self, ref: str) -> str:
        return "state" if ref.startswith("state:") else self.parties[ref].type


def record_of(records: Records, key: RecordKey) -> Outlet | Party | None:
    return records.outlets.get(key.id) if key.kind == "outlets" else records.parties.get(key.id)


def document_of(records: Records, key: RecordKey) -> dict[str, Any] | None:
    """The record as its file has it."""
    record = record_of(records, key)
    return document_of_record(record) if record else None


def document_of_record(record: Record) -> dict[str, Any]:
    return record.model_dump(mode="json", by_alias=True, exclude_defaults=True)


def key_of_record(record: Record) -> RecordKey:
    return RecordKey("outlets" if isinstance(record, Outlet) else "parties", record.id)
