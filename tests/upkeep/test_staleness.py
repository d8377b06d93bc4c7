"""What is due is what nobody has confirmed for long, or what time has overtaken."""

from pathlib import Path

from click.testing import CliRunner

from api.cli import main
from api.upkeep.staleness import stale
from tests.checks.ask import TODAY
from tests.outlets.build import claim, outlet, party, published_by, records
from tests.storage.folder import small_list


def due(*entries: object) -> list[str]:
    return [f"{each.ref} {each.why.partition(',')[0]}" for each in stale(records(*entries), TODAY)]  # type: ignore[arg-type]


def test_a_claim_is_due_two_years_after_its_last_confirmation() -> None:
    old = outlet(published_by=[published_by("paper-ltd")])
    assert due(old, party("paper-ltd")) == ["outlet:paper#p1 published_by: no source confirms it since"]
    recent = claim("p1", party="paper-ltd", as_of="2025-06")
    recent.pop("from")
    sources = {"filing": {"title": "Report", "publisher": "P", "url": "https://p.test/r", "date": "2025-06-30"}}
    assert due(outlet(published_by=[recent], sources=sources), party("paper-ltd")) == []


def test_what_has_ended_is_disputed_or_was_an_act_of_its_day_is_not_due() -> None:
    ended = published_by("paper-ltd", to="2015-01-01")
    retracted = {**published_by("paper-ltd", status="retracted"), "id": "p2"}
    act = claim("agent", regime="Register", law="Act 1", date="2010-01-01", government="state:GB")
    assert due(outlet(published_by=[ended, retracted], designation=[act]), party("paper-ltd")) == []


def test_of_a_bodys_budgets_only_the_last_is_due() -> None:
    old = claim("f2001", "law", funder="state:GB", category="appropriation", period="2001", as_of="2001")
    new = claim("f2020", "filing", funder="state:GB", category="appropriation", period="2019")
    assert [each.split()[0] for each in due(party("board", funding=[old, new]))] == ["party:board#f2020"]


def test_a_closed_outlet_with_an_open_address_is_due_until_it_is_said_who_has_it() -> None:
    channel = {"type": "domain", "value": "paper.example", "role": "primary"}
    closed = outlet(status="closed", ended="2020-05-01", channels=[channel])
    assert due(closed) == ["outlet:paper closed"]
    assert due(outlet(status="closed", ended="2020-05-01", channels=[{**channel, "to": "2021-01-01"}])) == []


def test_an_outlet_that_ended_and_is_called_active_is_due() -> None:
    assert due(outlet(ended="2020-05-01")) == ["outlet:paper it has ended"]


def test_a_holding_of_an_owner_that_no_longer_exists_is_due() -> None:
    held = party("paper-ltd", ownership=[claim("all", "filing", owner="old-group", interest="shareholding", from_="2026-01-01")])
    gone = [each for each in stale(records(held, party("old-group", ended="2026-06-01")), TODAY) if "no longer exists" in each.why]
    assert [(each.ref, each.since.isoformat()) for each in gone] == [("party:paper-ltd#all", "2026-06-01")]
    assert not [each for each in due(held, party("old-group", ended="2027-01-01")) if "no longer exists" in each]


def test_the_command_lists_the_oldest_first_by_country_and_up_to_a_limit(tmp_path: Path) -> None:
    environment = {"MASTHEAD_DATA": str(small_list(tmp_path / "data"))}
    text = (tmp_path / "data/outlets/gb/paper.yaml").read_text(encoding="utf-8").replace("accessed: 2026-10-01", "date: 2001-01-01")
    (tmp_path / "data/outlets/gb/paper.yaml").write_text(text, encoding="utf-8")
    answer = CliRunner().invoke(main, ["stale", "--limit", "1"], env=environment)
    assert (answer.exit_code, answer.stderr) == (0, "1 due\n")
    assert answer.stdout.splitlines()[2].startswith("| 2001-01-01 | outlets/gb/paper.yaml | outlet:paper#imprint |")
    assert CliRunner().invoke(main, ["stale", "--country", "fr"], env=environment).stderr == "0 due\n"
