"""The checks, run over a data folder: what the files' form must be, then what the records must satisfy."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from api.errors import BadRecord
from api.outlets.checks import check_records
from api.outlets.dates import Day
from api.outlets.records import Finding, Records
from api.storage.yaml_files import format_file, line_of, read_records, record_paths


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
    """The records and every finding, of the files `only` where given. Raises BadRecord where the vocabulary is unreadable."""
    records, findings = read_records(folder)
    findings += check_records(records, today)
    broken = {finding.file for finding in findings if finding.rule in ("valid-yaml", "known-fields")}
    findings += _form(folder, broken)
    located = [_locate(folder, finding) for finding in findings if not only or (folder / finding.file).resolve() in only]
    return records, sorted(located, key=lambda each: (str(each.path), each.line))


def _form(folder: Path, broken: set[str]) -> Iterator[Finding]:
    for path, model in record_paths(folder):
        file = path.relative_to(folder).as_posix()
        if file in broken:
            continue
        try:
            if format_file(path, model, write=False):
                yield Finding(file, (), "canonical-form", "the file is not in the canonical form", f"run `masthead fmt {path}`")
        except BadRecord as error:
            line = error.where.rpartition(":")[2]
            steps = ("line", int(line)) if line.isdigit() else ()
            yield Finding(file, steps, "canonical-form", error.what, error.mend)


def _locate(folder: Path, finding: Finding) -> Located:
    path = folder / finding.file
    if finding.steps[:1] == ("line",):
        return Located(finding, path, int(finding.steps[1]))
    return Located(finding, path, line_of(path, finding.steps))
