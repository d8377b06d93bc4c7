"""Every conformance case: the page's evidence, what is annotated, and what a person wrote down before either ran."""

from datetime import date
from pathlib import Path

import pytest

from api.annotating.annotate import annotate
from api.annotating.evidence import extract
from api.annotating.index import Index
from api.annotating.present import present
from tests.conformance import CASES as CASES_FOLDER
from tests.conformance import ROOT, annotated, canonical, case_folders, case_list, evidence_of, expected, fits, read_json

CASES = [pytest.param(folder, id=folder.name) for folder in case_folders()]


@pytest.fixture(scope="module")
def index() -> Index:
    return Index(case_list())


@pytest.mark.parametrize("case", CASES)
def test_case_is_annotated_as_expected(case: Path, index: Index) -> None:
    wanted, result = expected(case), annotated(case, index)
    found = result["annotations"]
    for one in wanted["expect"]:
        assert any(fits(each, one) for each in found), (one, found)
    for one in wanted["refuse"]:
        assert not any(fits(each, one) for each in found), (one, found)


@pytest.mark.parametrize("case", CASES)
def test_case_attributes_nothing_else(case: Path, index: Index) -> None:
    """Links and mentions beyond the expected ones are no mistake; another publisher or origin is."""
    wanted, result = expected(case), annotated(case, index)
    expectation = {(one["relation"], one["outlet"]) for one in wanted["expect"]}
    found = {(each["relation"], each["outlet"]) for each in result["annotations"]}
    assert {each for each in found if each[0] not in ("linked", "mentioned")} <= expectation


@pytest.mark.parametrize("case", CASES)
def test_case_resolves_as_expected(case: Path, index: Index) -> None:
    wanted, result = expected(case), annotated(case, index)
    for key, value in wanted.get("resolved", {}).items():
        assert result["resolved"][key] == value


@pytest.mark.parametrize("name", ["contested-claim", "contested-no-more"])
def test_case_shows_what_readers_and_publishers_say(name: str, index: Index) -> None:
    case = CASES_FOLDER / name
    wanted = expected(case)
    shown = present(annotated(case, index), evidence_of(case), index, None, date.fromisoformat(wanted["at"]))
    for one in wanted["expect"]:
        (outlet,) = (each["outlet"] for each in shown["annotations"] if each["outlet"]["id"] == one["outlet"])
        rows = [*outlet["labels"], *outlet["owners"], *outlet["designations"]]
        assert [row["id"] for row in rows if "contested" in row] == one["contested"]
        assert [reply["about"] for reply in outlet["replies"]] == one["replies"]


@pytest.mark.parametrize("case", CASES)
def test_case_gives_the_stored_annotations(case: Path, index: Index) -> None:
    assert canonical(annotated(case, index)) == canonical(read_json(case / "annotations.json"))


SHARED = ROOT.parent / "shared" / "pages" / "libertarian-hub-rt" / "page.html"


@pytest.mark.skipif(not SHARED.exists(), reason="the shared page is not on this machine")
def test_the_first_page_is_libertarian_hub_s_with_rt_s_content_and_nothing_more(index: Index) -> None:
    url = "https://libertarianhub.com/2022/03/23/no-nato-soldier-will-be-sent-to-ukraine/"
    annotations = annotate(extract(SHARED.read_text(encoding="utf-8"), url), index, date(2026, 11, 22))["annotations"]
    found = [(each["relation"], each["outlet"], each["confidence"]) for each in annotations]
    assert found == [("publisher", "libertarian-hub", "certain"), ("republished", "rt", "strong")]
    disclosure = annotations[1]["evidence"][0]
    assert disclosure["selector"]["exact"].startswith("RT (Russia Today) is a state-owned")
    assert disclosure["selector"]["exact"].endswith("republish the RSS feed from RT. Visit https://rt.com")
