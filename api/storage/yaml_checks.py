"""The checks, run over a data folder: what the files' form must be, then what the records must satisfy."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from api.errors import BadRecord
from api.outlets import wording
from api.outlets.checks import check_records
from api.outlets.dates import Day
from api.outlets.records import Finding, Records
from api.storage.yaml_files import FORM, MODEL, SYNTAX, at_its_line, format_file, read_records, read_text, record_paths
from api.storage.yaml_places import line_of

WORDING = "valid-wording"


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
    """The records and every finding; where `only` is given, those in its files and folders. Raises BadRecord where what all
    records share is unreadable."""
    records, findings = read_records(folder)
    findings += check_records(records, today)
    broken = {finding.file for finding in findings if finding.rule in (SYNTAX, MODEL)}
    findings += _form(folder, broken)
    findings += _wordings(records)
    located = [_locate(folder, finding) for finding in findings if not only or _is_of(folder / finding.file, only)]
    return records, sorted(located, key=lambda each: (str(each.path), each.line))


def _is_of(path: Path, chosen: frozenset[Path]) -> bool:
    path = path.resolve()
    return any(path == each or each in path.parents for each in chosen)


def _form(folder: Path, broken: set[str]) -> Iterator[Finding]:
    for path, model in record_paths(folder):
        file = path.relative_to(folder).as_posix()
        if file in broken:
            continue
        try:
            if format_file(path, model, write=False):
                yield Finding(file, (), FORM, "the file is not in the canonical form", f"run `masthead fmt {path}`")
        except BadRecord as error:
            yield at_its_line(file, error, FORM)


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
