"""Three versions of one record into one: what one side changed and the other left is taken; what both changed is for a person."""

from collections.abc import Callable, Iterator
from typing import Any

Document = dict[str, Any]

_MISSING: Any = object()

# what makes two rows of a list the same row; the rows of other lists are taken as one whole
_NAMES: dict[str, Callable[[Document], tuple[Any, ...]]] = {
    "names": lambda row: (row.get("text"), row.get("language")),
    "channels": lambda row: (row.get("type"), row.get("value"), row.get("from")),
}


def merge(base: Document | None, ours: Document | None, theirs: Document | None) -> tuple[Document | None, list[str]]:
    """The merged record (None: it goes), and the places where both changed the same in different ways, as `ownership.own1.share`.

    In those places the merged record has our version.
    """
    conflicts: list[str] = []
    merged = _value(_given(base), _given(ours), _given(theirs), (), conflicts)
    return (None if merged is _MISSING else merged), conflicts


def _given(document: Document | None) -> Any:
    return _MISSING if document is None else document


def _value(base: Any, ours: Any, theirs: Any, place: tuple[str, ...], conflicts: list[str]) -> Any:
    if theirs in (ours, base):
        return ours
    if ours == base:
        return theirs
    if isinstance(ours, dict) and isinstance(theirs, dict):
        return _mapping(base if isinstance(base, dict) else {}, ours, theirs, place, conflicts)
    if _is_rows(ours) and _is_rows(theirs):
        return _rows(base if _is_rows(base) else [], ours, theirs, place, conflicts)
    conflicts.append(".".join(place) or "the record")
    return ours


def _mapping(base: Document, ours: Document, theirs: Document, place: tuple[str, ...], conflicts: list[str]) -> Document:
    keys = [*ours, *(key for key in theirs if key not in ours)]
    values = {
        key: _value(base.get(key, _MISSING), ours.get(key, _MISSING), theirs.get(key, _MISSING), (*place, str(key)), conflicts)
        for key in keys
    }
    return {key: value for key, value in values.items() if value is not _MISSING}


def _is_rows(value: Any) -> bool:
    """A list of claims, names or channels: its rows can be told apart."""
    return isinstance(value, list) and all(isinstance(row, dict) and (set(row) & {"id", "text", "value"}) for row in value)


def _rows(base: list[Document], ours: list[Document], theirs: list[Document], place: tuple[str, ...], conflicts: list[str]) -> Any:
    name = _NAMES.get(place[-1] if place else "", lambda row: (row.get("id"),))
    before, mine, other = ({_word(key): row for key, row in _numbered(rows, name)} for rows in (base, ours, theirs))
    return list(_mapping(before, mine, other, place, conflicts).values())


def _numbered(rows: list[Document], name: Callable[[Document], tuple[Any, ...]]) -> Iterator[tuple[tuple[Any, ...], Document]]:
    """Rows of one name get a number each, so that none is lost."""
    seen: dict[tuple[Any, ...], int] = {}
    for row in rows:
        key = name(row)
        seen[key] = seen.get(key, 0) + 1
        yield (*key, seen[key]), row


def _word(key: tuple[Any, ...]) -> str:
    *names, number = key
    words = " ".join(str(each) for each in names if each is not None)
    return words if number == 1 else f"{words} ({number})"
