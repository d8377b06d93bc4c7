"""What is counted is what is there."""

import re
from pathlib import Path

import pytest
from click.testing import CliRunner

from api.cli import main
from api.upkeep.coverage import coverage
from api.upkeep.plots import plots
from api.upkeep.tables import coverage_tables, table
from tests.checks.ask import TODAY
from tests.outlets.build import DATA, claim, outlet, party, published_by, records
from tests.storage.folder import OUTLET_FILE, PAPER, put, small_list

STATE = claim("all", owner="state:GB", interest="shareholding", share={"exact": 100.0})
LISTED = records(
    outlet(channels=[{"type": "domain", "value": "paper.example", "role": "primary"}], published_by=[published_by("paper-ltd")]),
    outlet("weekly", country="fr", status="closed", published_by=[published_by("nobody-ltd", checked=False)]),
    party("paper-ltd", ownership=[STATE]),
    party("nobody-ltd", ownership=[claim("gone", owner="paper-ltd", interest="shareholding", to="2010-01-01")]),
)


def test_the_totals_count_outlets_parties_claims_and_what_is_checked() -> None:
    totals = coverage(LISTED, TODAY).totals
    assert totals["outlets"] == 2
    assert totals["of these closed or suspended"] == 1
    assert totals["parties"] == 2
    assert totals["countries and territories"] == 2
    assert (totals["web addresses"], totals["accounts"]) == (1, 0)
    assert (totals["claims"], totals["of these checked"]) == (4, 3)


def test_research_and_labels_are_those_of_the_day() -> None:
    counted = coverage(LISTED, TODAY)
    assert counted.research["ownership"] == {"found": 1, "not-researched": 1}
    assert counted.research["control"] == {"not-researched": 2}
    assert counted.labels == {("state-owned", "established"): 1, ("state-linked", "established"): 1}


def test_countries_have_their_own_counts_and_the_others_are_named() -> None:
    counted = coverage(LISTED, TODAY)
    assert [(each.code, each.outlets, each.answered["ownership"]) for each in counted.countries] == [("fr", 1, 0), ("gb", 1, 1)]
    assert "Germany" in counted.missing
    assert "France" not in counted.missing


def test_the_oldest_confirmation_comes_first_and_what_has_ended_is_none() -> None:
    oldest = coverage(LISTED, TODAY).oldest
    assert {each.ref for each in oldest} == {"outlet:paper#p1", "outlet:weekly#p1", "party:paper-ltd#all"}
    assert [each.confirmed for each in oldest] == sorted(each.confirmed for each in oldest)


def test_a_table_has_columns_of_one_width() -> None:
    lines = table(("what", "how many"), [("outlets", 1234), ("parties, and more", 5)]).splitlines()
    assert len({len(line) for line in lines}) == 1
    assert lines[2] == "| outlets           |    1,234 |"


def test_every_label_and_every_kind_of_claim_of_the_list_has_a_row() -> None:
    tables = dict(coverage_tables(coverage(LISTED, TODAY), LISTED))
    assert first_column(tables["Labels today"]) == sorted(LISTED.vocabulary.labels)
    assert first_column(tables["Claims compared with their source"]) == ["ownership", "published_by"]


def first_column(table: str) -> list[str]:
    return sorted(line.split()[1] for line in table.splitlines()[2:])


def test_plots_are_pictures_with_their_words_and_equal_for_equal_lists() -> None:
    first, second = plots(coverage(LISTED, TODAY)), plots(coverage(LISTED, TODAY))
    assert first == second
    for picture in first.values():
        assert picture.startswith(b"<?xml")
    assert b"not researched" in first["coverage-research.svg"]
    assert b"France" in first["coverage-countries.svg"]


@pytest.fixture
def environment(tmp_path: Path) -> dict[str, str]:
    return {"MASTHEAD_DATA": str(small_list(tmp_path / "data"))}


def test_stats_prints_the_tables(environment: dict[str, str]) -> None:
    answer = CliRunner().invoke(main, ["stats"], env=environment)
    assert answer.exit_code == 0
    assert re.search(r"^\| outlets +\| +1 \|$", answer.stdout, re.M)


def test_stats_writes_a_page_whose_pictures_are_there(environment: dict[str, str], tmp_path: Path) -> None:
    page = tmp_path / "docs" / "coverage.md"
    assert CliRunner().invoke(main, ["stats", "--page", str(page)], env=environment).exit_code == 0
    pictures = re.findall(r"!\[[^\]]+\]\(([^)]+)\)", page.read_text(encoding="utf-8"))
    assert len(pictures) == 3
    assert all((page.parent / name).read_bytes().startswith(b"<?xml") for name in pictures)


def test_a_list_with_findings_is_not_counted(environment: dict[str, str]) -> None:
    put(Path(environment["MASTHEAD_DATA"]), OUTLET_FILE, PAPER.replace("party: paper-ltd", "party: nobody"))
    answer = CliRunner().invoke(main, ["stats"], env=environment)
    assert (answer.exit_code, answer.stdout) == (2, "")
    assert answer.stderr == "masthead: 1 findings: the list cannot be counted (see `masthead check`, and mend them)\n"


def test_the_page_in_the_documentation_speaks_of_the_list_that_is_shipped() -> None:
    page = (DATA.parent / "docs" / "coverage.md").read_text(encoding="utf-8")
    counted = int(re.search(r"^\| outlets +\| +([0-9,]+) \|$", page, re.M)[1].replace(",", ""))  # type: ignore[index]
    outlets = len(list((DATA / "outlets").glob("*/*.yaml")))
    # it is renewed now and then, not with every record
    assert abs(counted - outlets) <= outlets / 10
