"""The checks, run over a data folder: what the files' form must be, then what the records must satisfy."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from api.errors import BadRecord
from api.outlets import wording
from api.outlets.checks import check_records
from api.outlets.dates import Day
from api.outlets.neighbours import with_neighbours
from api.outlets.records import Finding, Records
from api.storage.yaml_files import read_text
from api.storage.yaml_lists import read_records
from api.storage.yaml_neighbours import FolderCatalogue, is_record
from api.storage.yaml_places import line_of

WORDING = "valid-wording"

# files; to check more than these alone, reading the whole list is no slower
_FEW = 200


@dataclass(frozen=True)
class Located:
    """A finding at its line."""

    finding: Finding
    path: Path
    line: int

    def __str__(self) -> str:
        finding = self.finding
        return f"{self.path}:{self.line}: {finding.rule}: {finding.what} ({finding.mend})"


def check_folder(folder: Path, today: Day, only: frozenset[Path] = frozenset()) -> tuple[Records, list[Located]]:
    """The records and every finding; where `only` is given, those in its files and folders, and of the records as many as it takes
    to find them. Raises BadRecord where what all records share is unreadable."""
    chosen = _records_of(folder, only)
    records, findings = read_records(folder, chosen and with_neighbours(chosen, FolderCatalogue(folder)))
    findings += check_parsed(records, today) if chosen is None else check_records(records, today)
    located = [_locate(folder, finding) for finding in findings if not only or _is_of(folder / finding.file, only)]
    return records, sorted(located, key=lambda each: (str(each.path), each.line))


def _records_of(folder: Path, only: frozenset[Path]) -> set[Path] | None:
    """The record files meant by `only`; None where it means the whole list, or something all records share."""
    chosen: set[Path] = set()
    for path in only:
        files = path.rglob("*.yaml") if path.is_dir() else [path]
        inside = {folder / file.relative_to(folder.resolve()) for file in files}
        if not inside or not all(is_record(file, folder) for file in inside):
            return None
        chosen |= inside
    return chosen if 0 < len(chosen) <= _FEW else None


def _is_of(path: Path, chosen: frozenset[Path]) -> bool:
    path = path.resolve()
    return any(path == each or each in path.parents for each in chosen)


def check_parsed(records: Records, today: Day) -> list[Finding]:
    """What the rules find in records that could be read, the wordings included."""
    return [*check_records(records, today), *_wordings(records)]


def _wordings(records: Records) -> Iterator[Finding]:
    """Wordings that the compiler could not read."""
    for language, document in records.attribution.items():
        file = f"attribution/{language}.yaml"
        try:
            wording.rules(document, file)
        except BadRecord as error:
            number = re.search(r": rule (\d+)", error.where)
            steps = ("rules", int(number[1]) - 1) if number else ()
            yield Finding(file, steps, WORDING, f"{error.where.partition(': ')[2]}: {error.what}".lstrip(": "), error.mend)


def _locate(folder: Path, finding: Finding) -> Located:
    path = folder / finding.file
    if finding.steps[:1] == ("line",):
        return Located(finding, path, int(finding.steps[1]))
    try:
        return Located(finding, path, line_of(read_text(path), finding.steps))
    except BadRecord:
        return Located(finding, path, 1)
