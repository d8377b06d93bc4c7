"""Which records a changed one can clash with or refers to, found without reading the whole list: a change is checked alone."""

import re
import unicodedata
from collections.abc import Iterator, Set
from pathlib import Path
from typing import Any

from api.errors import BadRecord
from api.storage.yaml_files import read_document
from api.storage.yaml_records import KINDS, record_files

_VALUE = re.compile(r"^[- ] (?:text|value): (.*)$", re.M)


def with_neighbours(folder: Path, files: Set[Path]) -> Set[Path]:
    """These record files and all that their checks look at: records of the same id, those they refer to and the owners of these,
    and the outlets that have one of their addresses or names. Paths are under `folder`."""
    paths = {kind: record_files(folder, kind) for kind in KINDS}
    by_id: dict[str, list[Path]] = {}
    for path in (path for kind in paths.values() for path in kind):
        by_id.setdefault(path.stem, []).append(path)
    found = set(files)
    for path in files:
        found.update(by_id.get(path.stem, ()))
    _add_referred(found, by_id)
    found.update(_clashing(paths["outlets"], {_folded(word) for path in files for word in _words(path)}))
    return found


def _add_referred(found: set[Path], by_id: dict[str, list[Path]]) -> None:
    """Of the changed records all they name; of a party named, its owners, since holdings may run in a circle."""
    queue = list(found)
    first = set(queue)
    while queue:
        path = queue.pop()
        document = _document(path)
        wanted = _strings(document) if path in first else _strings(document.get("ownership"))
        for near in {near for word in wanted for near in by_id.get(word, ())} - found:
            found.add(near)
            queue.append(near)


def _strings(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        yield from (text for each in value.values() for text in _strings(each))
    elif isinstance(value, list):
        yield from (text for each in value for text in _strings(each))


def _words(path: Path) -> Iterator[str]:
    """The addresses, accounts and names of an outlet."""
    document = _document(path)
    for field, key in (("channels", "value"), ("names", "text")):
        rows = document.get(field)
        yield from (row[key] for row in rows or () if isinstance(row, dict) and isinstance(row.get(key), str))


def _clashing(paths: list[Path], words: set[str]) -> Iterator[Path]:
    """The outlets with one of the words as name or address, by the lines these stand on in the canonical form."""
    for path in paths:
        text = _folded(path.read_text(encoding="utf-8", errors="replace"))
        if any(value.strip("'\"").replace("''", "'") in words for value in _VALUE.findall(text)):
            yield path


def _folded(text: str) -> str:
    return unicodedata.normalize("NFC", text).casefold()


def _document(path: Path) -> dict[str, Any]:
    """The file as it is, as far as it can be read: what is wrong with it is said by those who read it as a record."""
    try:
        document = read_document(path)
    except BadRecord:
        return {}
    return document if isinstance(document, dict) else {}


def is_record(path: Path, folder: Path) -> bool:
    """Whether the path is where a record is looked for."""
    parts = path.relative_to(folder).parts
    return len(parts) == 3 and parts[0] in KINDS and path.suffix == ".yaml"


