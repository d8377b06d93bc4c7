"""A change of a few records in a list that is loaded and checked: only what it can touch is checked again."""

import dataclasses
from collections.abc import Callable, Iterable, Iterator, Mapping, Set
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Any

from api.outlets.checks import check_records
from api.outlets.checks.references import referred
from api.outlets.dates import Day
from api.outlets.model import Outlet, Party
from api.outlets.neighbours import folded, with_neighbours, words_of
from api.outlets.records import Finding, Records, document_of, record_of
from api.outlets.revisions import RecordKey

Keys = frozenset[RecordKey]
_Index = Mapping[str, Keys]

_REDIRECTS = "redirects.yaml"


@dataclass(frozen=True)
class ListCatalogue:
    """The list with two indexes: `sharing` has the outlets by each of their addresses and names, `naming` the records by the ids of
    parties and outlets they refer to."""

    records: Records
    shared: _Index
    naming: _Index

    @classmethod
    def of(cls, records: Records) -> "ListCatalogue":
        keys = [RecordKey("outlets", key) for key in records.outlets] + [RecordKey("parties", key) for key in records.parties]
        return cls(records, {}, {}).changed(records, frozenset(keys))

    def changed(self, after: Records, keys: Keys) -> "ListCatalogue":
        """The catalogue of the list after a change of these records."""
        shared, naming = dict(self.shared), dict(self.naming)
        gone, come = ([(key, found) for key in keys if (found := record_of(each, key))] for each in (self.records, after))
        _move(shared, _entries(gone, _words), _entries(come, _words))
        _move(naming, _entries(gone, referred), _entries(come, referred))
        return ListCatalogue(after, shared, naming)

    def of_id(self, id_: str) -> Iterator[RecordKey]:
        if id_ in self.records.outlets:
            yield RecordKey("outlets", id_)
        if id_ in self.records.parties:
            yield RecordKey("parties", id_)

    def id_of(self, key: RecordKey) -> str:
        return key.id

    def document(self, key: RecordKey) -> dict[str, Any]:
        return document_of(self.records, key) or {}

    def sharing(self, words: Set[str]) -> Keys:
        return frozenset[RecordKey]().union(*(self.shared.get(word, ()) for word in words))

    def touched(self, before: Records, keys: Keys) -> Keys:
        """The records in which a change of these from what they were `before` can make or mend a finding: they themselves, outlets
        that have one of their addresses or names, owners in a circle with them, and, where one came, went or is of another type
        now, who refers to it."""
        found = set(keys | self.sharing({word for key in keys for word in words_of(self.document(key))}))
        queue = [key.id for key in keys if key.kind == "parties"]
        while queue:
            party = self.records.parties.get(queue.pop())
            owners = {RecordKey("parties", claim.owner) for claim in party.ownership if claim.owner} if party else set()
            queue += [owner.id for owner in owners - found]
            found |= owners
        for key in keys:
            if _sort(record_of(before, key)) != _sort(record_of(self.records, key)):
                found |= self.naming.get(key.id, frozenset())
        return frozenset(found)


@dataclass(frozen=True)
class Checked:
    """The list after a change, and the findings in all records that it touches."""

    catalogue: ListCatalogue
    findings: tuple[Finding, ...]
    touched: Keys
    redirects: frozenset[str]

    def says_of(self, finding: Finding) -> bool:
        """Whether a finding of before would be among these, if it still were one."""
        redirect = finding.file == _REDIRECTS and finding.steps[:1] != () and finding.steps[0] in self.redirects
        return redirect or key_of(finding) in self.touched


def check_changed(before: ListCatalogue, after: Records, keys: Keys, today: Day) -> Checked:
    """What the rules find in the records that a change of `keys` touches, the same as if the whole list were checked."""
    catalogue = before.changed(after, keys)
    touched = catalogue.touched(before.records, keys)
    ids = {key.id for key in keys}
    redirects = {old: new for old, new in after.redirects.items() if ids & {old, new}}
    led_to = {key for new in redirects.values() for key in catalogue.of_id(new)}
    few = _only(after, with_neighbours(touched, catalogue) | led_to, keys, redirects)
    found = (each for each in check_records(few, today) if each.file == _REDIRECTS or key_of(each) in touched)
    return Checked(catalogue, tuple(found), touched, frozenset(redirects))


def key_of(finding: Finding) -> RecordKey | None:
    """The record a finding is in: its file is `outlets/gb/paper.yaml`, or `outlets/paper` where it could not be read."""
    path = PurePosixPath(finding.file)
    kind = path.parts[0]
    return RecordKey(kind, path.name.removesuffix(".yaml")) if kind in ("outlets", "parties") else None  # type: ignore[arg-type]


def _only(records: Records, keys: Set[RecordKey], last: Keys, redirects: Mapping[str, str]) -> Records:
    """Of the list these records; the changed ones last, since of two that clash the second is found."""
    chosen = sorted(keys, key=lambda key: (key in last, key))
    return dataclasses.replace(
        records,
        outlets={key.id: records.outlets[key.id] for key in chosen if key.kind == "outlets" and key.id in records.outlets},
        parties={key.id: records.parties[key.id] for key in chosen if key.kind == "parties" and key.id in records.parties},
        redirects=redirects,
    )


def _words(record: Outlet | Party) -> Iterator[str]:
    if isinstance(record, Outlet):
        yield from (folded(word) for channel in record.channels for word in (channel.value, channel.platform_id) if word)
        yield from (folded(name.text) for name in record.names)


def _entries(
    records: Iterable[tuple[RecordKey, Outlet | Party]], words_in: Callable[[Outlet | Party], Iterator[str]]
) -> Iterator[tuple[str, RecordKey]]:
    return ((word, key) for key, record in records for word in words_in(record))


def _move(index: dict[str, Keys], gone: Iterable[tuple[str, RecordKey]], come: Iterable[tuple[str, RecordKey]]) -> None:
    """Take out what is gone and put in what came."""
    moved: dict[str, set[RecordKey]] = {}
    for word, key in gone:
        moved.setdefault(word, set(index.get(word, ()))).discard(key)
    for word, key in come:
        moved.setdefault(word, set(index.get(word, ()))).add(key)
    index.update({word: frozenset(keys) for word, keys in moved.items()})
    for word in [word for word, keys in moved.items() if not keys]:
        del index[word]


def _sort(record: Outlet | Party | None) -> str:
    return record.type if isinstance(record, Party) else "outlet" if record else "none"
