"""From a file to candidates to records, with the command as people run it."""

from pathlib import Path

import pytest
import ryaml
from click.testing import CliRunner, Result

from api.cli import main
from tests.candidates.test_formats import FILES
from tests.storage.folder import COMPANY, OUTLET_FILE, PARTY_FILE, put, small_list

OWNED = """\
ownership:
- id: o1
  from: 2001-01-01
  basis: filing
  sources:
  - ref: report
  owner: state:GB
  interest: shareholding
sources:
  report:
    title: Report
    publisher: Paper Ltd
    url: https://paper.example/report
    date: 2002-01-01
"""


class Desk:
    """A small list and a folder of candidates."""

    def __init__(self, root: Path) -> None:
        self.data, self.candidates = small_list(root / "data"), root / "candidates"

    def run(self, *arguments: object, keys: str = "") -> Result:
        environment = {"MASTHEAD_DATA": str(self.data)}
        result = CliRunner().invoke(main, [str(each) for each in arguments], env=environment, input=keys)
        assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
        return result

    def take(self, format_: str, *files: object, more: tuple[object, ...] = ()) -> Result:
        return self.run("import", format_, *files, "--to", self.candidates, "--date", "2026-11-20", *more)

    def candidate(self, name: str) -> dict[str, object]:
        document: dict[str, object] = ryaml.loads((self.candidates / name).read_text(encoding="utf-8"))
        return document

    def everything(self) -> dict[str, bytes]:
        return {path.relative_to(self.data).as_posix(): path.read_bytes() for path in self.data.rglob("*.yaml")}


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(tmp_path)


def standings(candidate: dict[str, object]) -> list[str]:
    return [f"{each['kind']} {each['value']}: {each['standing']}" for each in candidate["proposals"]]  # type: ignore[attr-defined]


def test_an_import_writes_candidates_and_no_record(desk: Desk) -> None:
    before = desk.everything()
    answer = desk.take("wikidata", FILES / "wikidata.json")
    assert answer.exit_code == 0
    assert answer.stdout.startswith("2 candidates, 2 that would change the list; 2 written")
    assert desk.everything() == before
    assert standings(desk.candidate("wikidata/q900001.yaml")) == [
        "host paper.example: known",
        "publisher Paper Ltd: known",
        "owner North Group plc: new",
        "owner South Group: new",
        "account thepaper: new",
    ]
    courier = desk.candidate("wikidata/q900002.yaml")
    assert "outlet" not in courier
    assert courier["source"] == {
        "title": "Evening Courier (Q900002)", "publisher": "Wikidata",
        "url": "https://www.wikidata.org/wiki/Q900002", "accessed": "2026-11-20",
    }  # fmt: skip


def test_what_the_list_says_otherwise_stands_beside_it(desk: Desk) -> None:
    put(desk.data, PARTY_FILE, COMPANY + OWNED)
    desk.take("csv", FILES / "own.csv", more=("--publisher", "me", "--url", "https://me.example/table"))
    paper = desk.candidate("csv/gb-the-paper-paper-example.yaml")
    owner = paper["proposals"][2]  # type: ignore[index]
    assert (owner["standing"], owner["beside"]) == ("differs", "United Kingdom")


def test_a_second_import_writes_what_is_new_and_keeps_what_was_decided(desk: Desk) -> None:
    desk.take("wikidata", FILES / "wikidata.json")
    desk.run("review", desk.candidates, keys="r\nnot this one\nq\n")
    decided = desk.candidate("wikidata/q900001.yaml")
    assert (decided["decision"], decided["reason"]) == ("rejected", "not this one")
    assert "0 written" in desk.take("wikidata", FILES / "wikidata.json").stdout
    assert desk.candidate("wikidata/q900001.yaml") == decided


def test_review_lists_without_asking(desk: Desk) -> None:
    desk.take("wikidata", FILES / "wikidata.json")
    answer = desk.run("review", desk.candidates, "--list")
    assert "1 of 2\nThe Paper (paper.example): outlet paper" in answer.stdout
    assert "  + owner: North Group plc (not in the list), 62.5 %, from 2013-10 [Q900001, P127]" in answer.stdout
    assert "  = publisher: Paper Ltd = paper-ltd [Q900001, P123]" in answer.stdout
    assert answer.stderr.endswith("2 candidates open\n")


def test_what_is_accepted_is_written_unchecked_with_its_source_and_passes_the_checks(desk: Desk) -> None:
    desk.take("wikidata", FILES / "wikidata.json")
    answer = desk.run("review", desk.candidates, keys="a\ncompany\ncompany\nseen the register\nq\n")
    assert answer.exit_code == 0, answer.stdout
    assert "wrote paper, paper-ltd, north-group-plc, south-group" in answer.stdout
    company = ryaml.loads((desk.data / PARTY_FILE).read_text(encoding="utf-8"))
    north, south = company["ownership"]
    assert north == {
        "id": "wikidata-1", "from": "2013-10", "basis": "research", "sources": [{"ref": "wikidata", "locator": "Q900001, P127"}],
        "owner": "north-group-plc", "interest": "unknownInterest", "share": {"exact": 62.5},
    }  # fmt: skip
    assert (south["id"], south["as_of"], south["to"]) == ("wikidata-2", "2012-12-31", "2013")
    assert "checked" not in north
    paper = ryaml.loads((desk.data / OUTLET_FILE).read_text(encoding="utf-8"))
    assert {"type": "x", "value": "thepaper", "sources": [{"ref": "wikidata", "locator": "Q900001, P2002"}]} in paper["channels"]
    assert desk.run("check").exit_code == 0
    assert desk.candidate("wikidata/q900001.yaml")["decision"] == "accepted"


def test_a_new_outlet_is_written_with_what_the_reviewer_adds(desk: Desk) -> None:
    desk.take("csv", FILES / "own.csv", more=("--publisher", "me", "--url", "https://me.example/table"))
    desk.run("review", desk.candidates, keys="a\ncompany\n\nq\n")
    courier = ryaml.loads((desk.data / "outlets/gb/evening-courier.yaml").read_text(encoding="utf-8"))
    assert courier["channels"] == [{"type": "domain", "value": "courier.example", "role": "primary"}]
    assert courier["published_by"][0]["as_of"] == "2020"
    assert ryaml.loads((desk.data / "parties/gb/courier-ltd.yaml").read_text(encoding="utf-8"))["type"] == "company"
    assert desk.run("check").exit_code == 0


def test_what_the_checks_refuse_leaves_the_list_as_it_was(desk: Desk) -> None:
    table = desk.candidates.parent / "late.csv"
    table.write_text("name,host,country,publisher,from\nEvening Courier,courier.example,gb,Courier Ltd,2999\n", encoding="utf-8")
    desk.take("csv", table, more=("--publisher", "me", "--url", "https://me.example/table"))
    before = desk.everything()
    answer = desk.run("review", desk.candidates, keys="a\ncompany\n\nq\n")
    assert "dates-are-past: 2999 is yet to come" in answer.stdout
    assert desk.everything() == before
    assert answer.stderr.endswith("1 candidates open\n")


def test_an_owner_without_a_publisher_has_no_place_and_the_reviewer_is_told(desk: Desk) -> None:
    desk.take("wikidata", FILES / "wikidata.json")
    before = desk.everything()
    answer = desk.run("review", desk.candidates, keys="s\na\ncompany\nwebsite\nq\n")
    assert "who publishes it is not known, so its owner has no place (add its publisher first)" in answer.stderr
    assert desk.everything() == before


def test_files_of_trust_txt_and_ads_txt_are_read_from_folders(desk: Desk) -> None:
    assert desk.take("trust-txt", FILES / "trust").exit_code == 0
    assert "owner north-group.example: new" in standings(desk.candidate("trust-txt/paper-example-paper-example.yaml"))
    assert desk.take("ads-txt", FILES / "ads").exit_code == 0
    assert "publisher north-group.example: differs" in standings(desk.candidate("ads-txt/paper-example-paper-example.yaml"))


def test_the_matrix_finds_the_country_and_keeps_its_code_a_lead(desk: Desk) -> None:
    desk.take("state-media-matrix", FILES / "matrix.csv")
    paper = desk.candidate("state-media-matrix/united-kingdom-the-paper-paper-example.yaml")
    assert (paper["outlet"], paper["country"]) == ("paper", "gb")
    assert paper["leads"] == ["line 2: coded SC: read the assessor's own page"]
    assert desk.candidate("state-media-matrix/austria-beispiel-eins-eins-example.yaml")["country"] == "at"


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("csv", FILES / "own.csv"), "say who published it: --publisher and --url"),
        (("wikidata", FILES / "own.csv"), "own.csv: this is no SPARQL result in JSON"),
        (("wikidata", FILES / "nothing.json"), "does not exist"),
        (("kagi", FILES / "own.csv"), "'kagi' is not one of"),
    ],
)
def test_a_wrong_command_says_what_is_wrong_and_writes_nothing(desk: Desk, arguments: tuple[object, ...], words: str) -> None:
    answer = desk.run("import", *arguments, "--to", desk.candidates)
    assert answer.exit_code == 2
    assert words in answer.stderr
    assert not desk.candidates.exists()


def test_a_damaged_candidate_is_named_with_its_line(desk: Desk) -> None:
    put(desk.candidates, "csv/one.yaml", "id: one\nimporter: csv\nowner: me\n")
    answer = desk.run("review", desk.candidates)
    assert answer.exit_code == 2
    assert f"{desk.candidates}/csv/one.yaml:" in answer.stderr
