"""Every rule by its fixtures: `valid` gives nothing, `invalid` what `findings.txt` says (file, line and words) and no more."""

from pathlib import Path

import pytest

from api.outlets.checks import CHECKS, rule_of
from api.outlets.dates import Day
from api.storage.yaml_checks import WORDING, Located, check_folder
from api.storage.yaml_files import MODEL
from api.storage.yaml_records import FORM, SYNTAX
from tests.outlets.build import DATA

FIXTURES = Path(__file__).parent / "fixtures"
TODAY = Day(2026, 11, 22)
READING = {SYNTAX, MODEL, FORM, WORDING, "unique-id"}
RULES = sorted(READING | {rule_of(check) for check in CHECKS})


def findings(folder: Path, place: Path) -> list[Located]:
    """What `masthead check` finds in a fixture, read with the project's vocabulary and its list of shared hosts."""
    for shared in ("vocabulary", "shared_hosts.yaml", "platforms.yaml"):
        (place / shared).symlink_to(DATA / shared)
    for own in folder.iterdir():
        (place / own.name).symlink_to(own)
    (place / "outlets").mkdir(exist_ok=True)
    return check_folder(place, TODAY)[1]


def test_every_rule_has_both_fixtures_and_every_fixture_a_rule() -> None:
    assert sorted(path.name for path in FIXTURES.iterdir()) == RULES
    assert [rule for rule in RULES if not all((FIXTURES / rule / kind).is_dir() for kind in ("valid", "invalid"))] == []


@pytest.mark.parametrize("rule", RULES)
def test_a_valid_list_gives_no_finding(rule: str, tmp_path: Path) -> None:
    assert [str(each) for each in findings(FIXTURES / rule / "valid", tmp_path)] == []


@pytest.mark.parametrize("rule", RULES)
def test_an_invalid_list_gives_that_finding_at_its_line_with_a_mend(rule: str, tmp_path: Path) -> None:
    found = findings(FIXTURES / rule / "invalid", tmp_path)
    expected = (FIXTURES / rule / "findings.txt").read_text(encoding="utf-8").splitlines()
    assert len(found) == len(expected) > 0, [str(each) for each in found]
    for each, line in zip(found, expected, strict=True):
        file, number, words = line.split(":", 2)
        assert (each.path.relative_to(tmp_path).as_posix(), each.line, each.finding.rule) == (file, int(number), rule)
        assert words.strip() in each.finding.what
        assert each.finding.mend
        assert str(each) == f"{tmp_path}/{file}:{number}: {rule}: {each.finding.what} ({each.finding.mend})"
