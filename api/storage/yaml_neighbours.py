"""A folder as a catalogue: what of it a changed file has to be checked with is found without reading the whole list."""

import functools
import re
from collections.abc import Iterator, Set
from pathlib import Path
from typing import Any

from api.errors import BadRecord
from api.outlets.neighbours import folded
from api.storage.yaml_files import read_document
from api.storage.yaml_records import KINDS, record_files

_VALUE = re.compile(r"^[- ] (?:text|value|platform_id): (.*)$", re.M)


class FolderCatalogue:
    """The record files under a folder, by path."""

    def __init__(self, folder: Path) -> None:
        self._outlets = record_files(folder, "outlets")
        self._by_id: dict[str, list[Path]] = {}
        for path in (*self._outlets, *record_files(folder, "parties")):
            self._by_id.setdefault(path.stem, []).append(path)
        self.document = functools.cache(_document)

    def of_id(self, id_: str) -> list[Path]:
        return self._by_id.get(id_, [])

    def id_of(self, key: Path) -> str:
        return key.stem

    def sharing(self, words: Set[str]) -> Iterator[Path]:
        """The outlets with one of the words as name or address, by the lines these stand on in the canonical form."""
        for path in self._outlets:
            text = folded(path.read_text(encoding="utf-8", errors="replace"))
            if any(value.strip("'\"").replace("''", "'") in words for value in _VALUE.findall(text)):
                yield path


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
