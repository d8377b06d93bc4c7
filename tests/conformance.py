"""The conformance cases as both engines' tests read them."""

import json
from functools import cache
from pathlib import Path
from typing import Any

from api.conformance import Cases, annotated, canonical, evidence_of, expected, fits
from api.outlets.records import Records

__all__ = ["annotated", "canonical", "case_folders", "case_list", "case_records", "evidence_of", "expected", "fits", "read_json"]

ROOT = Path(__file__).parent.parent
CASES = ROOT / "tests" / "cases"

_cases = Cases(CASES, ROOT / "data")
case_folders = _cases.folders


@cache
def case_records() -> Records:
    return _cases.records()


@cache
def case_list() -> dict[str, Any]:
    return _cases.published()


def read_json(path: Path) -> Any:
    return json.loads(path.read_text(encoding="utf-8"))
