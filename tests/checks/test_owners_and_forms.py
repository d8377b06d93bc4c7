"""The forms that people who have no account of the desk use, and who is asked to review what they send."""

import re
from pathlib import Path

import pytest
import yaml

from tests.outlets.build import DATA

GITHUB = DATA.parent / ".github"
LINES = (GITHUB / "CODEOWNERS").read_text(encoding="utf-8").splitlines()
OWNERS = [line.split() for line in LINES if line and not line.startswith("#")]
FORMS = sorted(path for path in (GITHUB / "ISSUE_TEMPLATE").glob("*.yml") if path.name != "config.yml")


def test_every_country_folder_has_one_team_that_reviews_it() -> None:
    folders = {f"/data/{kind}/{path.name}/" for kind in ("outlets", "parties") for path in (DATA / kind).iterdir() if path.is_dir()}
    patterns = [pattern for pattern, *_ in OWNERS]
    assert sorted(folders - set(patterns)) == []
    assert len(patterns) == len(set(patterns))
    assert all(len(teams) == 1 and re.fullmatch(r"@masthead/[a-z-]+", teams[0]) for _, *teams in OWNERS)


def test_outlets_and_parties_of_a_country_have_the_same_team() -> None:
    teams = {pattern: team for pattern, team in OWNERS}
    countries = {pattern.split("/")[3] for pattern in teams if re.fullmatch(r"/data/(outlets|parties)/[a-z]+/", pattern)}
    assert [each for each in countries if teams[f"/data/outlets/{each}/"] != teams.get(f"/data/parties/{each}/")] == []


@pytest.mark.parametrize("path", FORMS, ids=lambda path: path.stem)
def test_a_form_asks_for_what_is_needed_to_act_on_it(path: Path) -> None:
    form = yaml.safe_load(path.read_text(encoding="utf-8"))
    assert form["name"]
    assert form["description"]
    fields = {each["id"]: each for each in form["body"]}
    assert len(fields) == len(form["body"])
    assert all(each["attributes"]["label"] for each in fields.values() if each["type"] != "checkboxes")
    if "list" in form["labels"]:
        assert fields["evidence"]["validations"]["required"]


def test_a_pull_request_is_asked_for_its_evidence() -> None:
    text = (GITHUB / "PULL_REQUEST_TEMPLATE.md").read_text(encoding="utf-8")
    assert "## The evidence" in text
    assert "`masthead check` finds nothing" in text
