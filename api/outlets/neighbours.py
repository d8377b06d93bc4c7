"""Which records a changed one can clash with or refers to: with these alone a change is checked as if with the whole list."""

import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Set
from typing import Any, Protocol, TypeVar

Key = TypeVar("Key")


class Catalogue(Protocol[Key]):
    """A list in which records are found without reading it all. `document` is a record as plain data, as far as it can be read."""

    def of_id(self, id_: str) -> Iterable[Key]: ...
    def id_of(self, key: Key) -> str: ...
    def document(self, key: Key) -> Mapping[str, Any]: ...
    def sharing(self, words: Set[str]) -> Iterable[Key]: ...


def with_neighbours(keys: Set[Key], catalogue: Catalogue[Key]) -> set[Key]:
    """These records and all that their checks look at: records of the same id, those they refer to and the owners of these, and the
    outlets that have one of their addresses or names."""
    found = set(keys)
    for key in keys:
        found.update(catalogue.of_id(catalogue.id_of(key)))
    _add_referred(found, catalogue)
    found.update(catalogue.sharing({word for key in keys for word in words_of(catalogue.document(key))}))
    return found


def words_of(document: Mapping[str, Any]) -> Iterator[str]:
    """The addresses, accounts, their platforms' ids, and names of an outlet, folded."""
    for field, key in (("channels", "value"), ("channels", "platform_id"), ("names", "text")):
        rows = document.get(field)
        yield from (folded(row[key]) for row in rows or () if isinstance(row, Mapping) and isinstance(row.get(key), str))


def folded(text: str) -> str:
    """A name or address as it is compared: without regard to case, and to how accents are encoded."""
    return unicodedata.normalize("NFC", text).casefold()


def _add_referred(found: set[Key], catalogue: Catalogue[Key]) -> None:
    """Of the changed records all they name; of a party named, its owners, since holdings may run in a circle."""
    queue = list(found)
    first = set(queue)
    while queue:
        key = queue.pop()
        document = catalogue.document(key)
        wanted = _strings(document) if key in first else _strings(document.get("ownership"))
        for near in {near for word in wanted for near in catalogue.of_id(word)} - found:
            found.add(near)
            queue.append(near)


def _strings(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        yield from (text for each in value.values() for text in _strings(each))
    elif isinstance(value, (list, tuple)):
        yield from (text for each in value for text in _strings(each))
