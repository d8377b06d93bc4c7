"""What changed between two versions of a record, claim by claim, in the words of its fields: for those who review it."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Literal

from api.outlets.revisions import RecordKey

Document = Mapping[str, Any]
Kind = Literal["added", "removed", "changed"]

# the section of what stands in the record itself and in no list
RECORD = "record"


def _by_id(row: Document) -> tuple[Any, ...]:
    return (row.get("id"),)


# what names a row of a list, claims apart, which have ids; two rows of one name are told apart by their number
_NAMED_BY: dict[str, Callable[[Document], tuple[Any, ...]]] = {
    "names": lambda row: (row.get("text"),),
    "channels": lambda row: (row.get("type"), row.get("value")),
}


@dataclass(frozen=True)
class FieldChange:
    """One field: `name` as words ("as of"), `field` as in the file; the values as words, None where there was or is none."""

    name: str
    field: str
    before: str | None
    after: str | None


@dataclass(frozen=True)
class Part:
    """One claim, name, channel or source, or the record's own fields. `section` is the list it stands in (`ownership`, `names`,
    `sources`, or `record`), `id` names it in there, `place` is both with a dot between. Of what was added or removed `fields` holds
    all fields, of what was changed those that differ. `before` and `after` are the rows themselves."""

    section: str
    id: str
    kind: Kind
    fields: tuple[FieldChange, ...]
    before: Document | None
    after: Document | None

    @property
    def place(self) -> str:
        return f"{self.section}.{self.id}" if self.id else self.section

    @property
    def title(self) -> str:
        """As a heading: "published by: imprint"."""
        return f"{_words_of(self.section)}: {self.id}" if self.id else _words_of(self.section)


@dataclass(frozen=True)
class Difference:
    """What changed in one record; without parts, nothing did."""

    key: RecordKey
    kind: Kind
    parts: tuple[Part, ...]


def difference(key: RecordKey, before: Document | None, after: Document | None) -> Difference:
    """Between two versions of a record; None where there was or is no such record."""
    kind: Kind = "added" if before is None else "removed" if after is None else "changed"
    return Difference(key, kind, tuple(_parts(before or {}, after or {})))


def _parts(before: Document, after: Document) -> Iterator[Part]:
    fields = dict.fromkeys((*before, *after))
    sections = [field for field in fields if _is_section(before.get(field)) or _is_section(after.get(field))]
    own_before, own_after = ({field: value for field, value in each.items() if field not in sections} for each in (before, after))
    rows = {section: (_rows(section, before.get(section)), _rows(section, after.get(section))) for section in sections}
    for section, (old, new) in rows.items():
        # the first of several primary channels, the order of names: an order is seen by readers too
        kept_old, kept_new = [name for name in old if name in new], [name for name in new if name in old]
        if kept_old != kept_new:
            own_before[f"order of {section}"], own_after[f"order of {section}"] = kept_old, kept_new
    yield from _part(RECORD, "", own_before or None, own_after or None)
    for section, (old, new) in rows.items():
        for name in dict.fromkeys((*old, *new)):
            yield from _part(section, name, old.get(name), new.get(name))


def _part(section: str, name: str, before: Document | None, after: Document | None) -> Iterator[Part]:
    if before == after:
        return
    kind: Kind = "added" if before is None else "removed" if after is None else "changed"
    old, new = before or {}, after or {}
    fields = tuple(
        FieldChange(_words_of(field), field, _value(old.get(field)), _value(new.get(field)))
        for field in dict.fromkeys((*old, *new))
        if old.get(field) != new.get(field)
    )
    yield Part(section, name, kind, fields, before, after)


def _is_section(value: Any) -> bool:
    """A list of claims, names or channels, or the sources: things with a name each."""
    rows = value.values() if isinstance(value, Mapping) else value if isinstance(value, (list, tuple)) else ()
    return bool(rows) and all(isinstance(row, Mapping) for row in rows)


def _rows(section: str, value: Any) -> dict[str, Document]:
    if isinstance(value, Mapping):
        return {str(name): row for name, row in value.items()}
    named_by = _NAMED_BY.get(section, _by_id)
    found: dict[str, Document] = {}
    for row in value or ():
        name = " ".join(str(each) for each in named_by(row) if each is not None)
        number, label = 1, name
        while label in found:
            number, label = number + 1, f"{name} ({number + 1})"
        found[label] = row
    return found


def _words_of(field: str) -> str:
    return field.replace("_", " ")


def _value(value: Any) -> str | None:
    """A field's value as a person reads it."""
    if value is None:
        return None
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, Mapping):
        return _mapping(value)
    if isinstance(value, (list, tuple)):
        return "; ".join(str(_value(each)) for each in value)
    return str(value)


def _mapping(value: Document) -> str:
    if "exact" in value:
        return f"{value['exact']:g} %"
    if value and set(value) <= {"min", "max"}:
        return f"{value.get('min', 0):g} to {value.get('max', 100):g} %"
    if "ref" in value:
        return ", ".join(str(value[each]) for each in ("ref", "locator") if each in value)
    if "copy" in value:
        where = f": {value['where']}" if "where" in value else ""
        return f"{value.get('on')}, in the {value['copy']} copy{where}"
    return ", ".join(f"{_words_of(str(name))} {_value(each)}" for name, each in value.items())
