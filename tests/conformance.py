"""The conformance cases as both engines' tests read them: the cases, their frozen list, canonical JSON.

`python -m tests.conformance` writes every case's `annotations.json` anew, to be reviewed; never its expectation.
"""

import json
import tempfile
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from api.annotating.annotate import annotate
from api.annotating.evidence import PageEvidence, extract
from api.annotating.index import Index
from api.outlets.records import Records
from api.publishing.compile import compile_list
from api.storage.yaml_files import read_records

ROOT = Path(__file__).parent.parent
CASES = ROOT / "tests" / "cases"
FROZEN = CASES / "list"
PUBLISHED = date(2022, 1, 1)


def case_folders() -> list[Path]:
    return sorted(path.parent for path in CASES.glob("*/page.html"))


def expected(case: Path) -> dict[str, Any]:
    document: dict[str, Any] = yaml.safe_load((case / "expected.yaml").read_text(encoding="utf-8"))
    return document


def read_json(path: Path) -> Any:
    return json.loads(path.read_text(encoding="utf-8"))


@cache
def case_records() -> Records:
    """The records of the cases: their own outlets and parties, the project's vocabulary, wordings and addresses."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for own in ("outlets", "parties"):
            (folder / own).symlink_to(FROZEN / own)
        for shared in ("vocabulary", "attribution", "wrappers.yaml", "platforms.yaml", "shared_hosts.yaml"):
            (folder / shared).symlink_to(ROOT / "data" / shared)
        records, findings = read_records(folder)
    assert not findings, findings
    return records


@cache
def case_list() -> dict[str, Any]:
    """The published list of the cases."""
    return compile_list(case_records(), 1, PUBLISHED)


def evidence_of(case: Path) -> PageEvidence:
    return extract((case / "page.html").read_text(encoding="utf-8"), expected(case)["address"])


def annotated(case: Path, index: Index) -> dict[str, Any]:
    """What the page is annotated with on the day of the visit that the expectation names."""
    return annotate(evidence_of(case), index, date.fromisoformat(expected(case)["at"]))


def canonical(value: Any) -> str:
    """Canonical JSON (RFC 8785) of what evidence and annotations hold: no key has a character beyond ASCII."""
    return json.dumps(_plain(value), ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def _plain(value: Any) -> Any:
    """Numbers as ECMAScript writes them: 51.0 is 51."""
    if isinstance(value, dict):
        return {key: _plain(each) for key, each in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(each) for each in value]
    return int(value) if isinstance(value, float) and value.is_integer() else value


def _write_annotations() -> None:
    index = Index(case_list())
    for case in case_folders():
        (case / "annotations.json").write_text(canonical(annotated(case, index)) + "\n", encoding="utf-8")


if __name__ == "__main__":
    _write_annotations()
