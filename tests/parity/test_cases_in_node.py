"""Every conformance case gives the same bytes in JavaScript as are stored for it, before and after labels are added."""

from datetime import date
from pathlib import Path

import pytest

from api.annotating.index import Index
from api.annotating.present import present
from tests.conformance import annotated, canonical, case_folders, evidence_of, expected, read_json
from tests.parity.conftest import Ask

CASES = [pytest.param(folder, id=folder.name) for folder in case_folders()]


@pytest.mark.parametrize("case", CASES)
def test_javascript_gives_the_stored_annotations(case: Path, ask: Ask) -> None:
    answer = ask("annotate", evidence=evidence_of(case), today=expected(case)["at"])
    assert answer == canonical(read_json(case / "annotations.json"))


@pytest.mark.parametrize("case", CASES)
def test_javascript_presents_as_python_does(case: Path, ask: Ask, index: Index) -> None:
    at = expected(case)["at"]
    shown = present(annotated(case, index), evidence_of(case), index, None, date.fromisoformat(at))
    assert ask("present", evidence=evidence_of(case), at=None, today=at) == canonical(shown)
