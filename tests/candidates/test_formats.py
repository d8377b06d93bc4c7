"""Other people's files, in the shape their services give them."""

from pathlib import Path

import pytest

from api.candidates.formats import ads_txt, state_media_matrix, table, trust_txt, wikidata
from api.candidates.statements import Statement, plain_host
from api.errors import BadImport
from api.outlets.dates import FuzzyDate
from api.outlets.model import Source

FILES = Path(__file__).parent / "files"
SOURCE = Source(title="a file", publisher="somebody", url="https://somebody.example/file", accessed="2026-11-22")  # type: ignore[arg-type]


def content(name: str) -> bytes:
    return (FILES / name).read_bytes()


def trust_files() -> dict[str, bytes]:
    folder = FILES / "trust"
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*.txt")}


@pytest.mark.parametrize(
    ("address", "host"),
    [
        ("https://www.Paper.example/", "paper.example"),
        ("paper.example", "paper.example"),
        ("http://paper.example:80", "paper.example"),
        ("https://host.example/paper/", None),
        ("the paper", None),
        ("", None),
    ],
)
def test_an_address_gives_a_host_where_the_whole_host_is_meant(address: str, host: str | None) -> None:
    assert plain_host(address) == host


# wikidata


def test_wikidata_keeps_qualifiers_and_their_precision() -> None:
    paper = wikidata.read(content("wikidata.json"), "wikidata.json", SOURCE)[0]
    owner, former = (each for each in paper.statements if each.kind == "owner")
    assert (owner.value, owner.wikidata) == ("North Group plc", "Q900011")
    assert (owner.start, owner.share) == (FuzzyDate.parse("2013-10"), 62.5)
    assert former.end == FuzzyDate.parse("2013"), "without a precision, 1 January is a year"
    assert owner.locator == "Q900001, P127"


def test_wikidata_cites_the_item_and_ignores_other_properties() -> None:
    courier = wikidata.read(content("wikidata.json"), "wikidata.json", SOURCE)[1]
    assert courier.source.url == "https://www.wikidata.org/wiki/Q900002"
    assert [(each.kind, each.as_of) for each in courier.statements] == [("owner", FuzzyDate.parse("2020-05-17"))]


@pytest.mark.parametrize(
    ("text", "where", "what"),
    [
        (b"<html>", "w.json", "this is no SPARQL result in JSON"),
        (b"[]", "w.json", "this is no SPARQL result in JSON"),
        (b'{"results": {"bindings": [{"itemLabel": {"value": "x"}}]}}', "w.json", "row 1 has no `item`"),
    ],
)
def test_what_is_no_answer_of_wikidata_is_said(text: bytes, where: str, what: str) -> None:
    with pytest.raises(BadImport) as raised:
        wikidata.read(text, "w.json", SOURCE)
    assert (raised.value.where, raised.value.what) == (where, what)
    assert raised.value.mend


@pytest.mark.parametrize(("field", "value"), [("start", "sometime"), ("share", "62.5"), ("share", "most")])
def test_a_qualifier_that_is_none_is_said_with_its_row(field: str, value: str) -> None:
    row = content("wikidata.json").replace(b'"2013-10-01T00:00:00Z"', b'"sometime"') if field == "start" else None
    text = row or content("wikidata.json").replace(b'"0.625"', f'"{value}"'.encode())
    with pytest.raises(BadImport, match=field) as raised:
        wikidata.read(text, "w.json", SOURCE)
    assert raised.value.where == "w.json: row 2"


# trust.txt


def test_control_counts_only_where_both_files_say_so() -> None:
    subjects = {each.host: each for each in trust_txt.read_many(trust_files(), SOURCE)}
    assert [each.value for each in subjects["paper.example"].statements if each.kind == "owner"] == ["north-group.example"]
    assert [each.kind for each in subjects["stranger.example"].statements] == ["lead"]
    assert "whose trust.txt does not say so" in subjects["stranger.example"].statements[0].value


def test_one_file_alone_gives_no_owner() -> None:
    alone = trust_txt.read(content("trust/paper.example.txt"), "paper.example.txt", SOURCE)
    assert not [each for each in alone[0].statements if each.kind == "owner"]


def test_accounts_are_those_the_site_links() -> None:
    paper = trust_txt.read(content("trust/paper.example.txt"), "paper.example.txt", SOURCE)[0]
    accounts = [(each.platform, each.value) for each in paper.statements if each.kind == "account"]
    assert accounts == [("x", "thepaper"), ("facebook", "thepaper"), ("youtube", "UCthepaper")]
    assert paper.source.url == "https://paper.example/trust.txt"


@pytest.mark.parametrize(
    ("name", "text", "what"),
    [
        ("notes.txt", b"control=https://a.example/", "whose trust.txt this is cannot be told"),
        ("a.example.txt", b"<!doctype html>", "this is a web page, no trust.txt"),
        ("a.example.txt", b"control=\xff", "the file is not UTF-8"),
    ],
)
def test_what_is_no_trust_txt_is_said(name: str, text: bytes, what: str) -> None:
    with pytest.raises(BadImport, match=what):
        trust_txt.read(text, name, SOURCE)


# ads.txt


def test_ads_txt_names_the_owner_of_the_space_and_never_the_manager() -> None:
    paper = ads_txt.read(content("ads/paper.example.txt"), "paper.example.txt", SOURCE)[0]
    assert [(each.kind, each.value) for each in paper.statements if each.kind != "lead"] == [("publisher", "north-group.example")]
    leads = [each.value for each in paper.statements if each.kind == "lead"]
    assert leads == ["advertising is sold by adseller.example, which is no owner"]


def test_a_site_that_names_itself_says_nothing_new() -> None:
    assert ads_txt.read(b"OWNERDOMAIN=paper.example\n", "paper.example.txt", SOURCE)[0].statements == ()


def test_an_owner_that_is_no_domain_is_said_with_its_line() -> None:
    with pytest.raises(BadImport) as raised:
        ads_txt.read(b"# ads\nOWNERDOMAIN=us\n", "paper.example.txt", SOURCE)
    assert raised.value.where == "paper.example.txt:2"


# tables


def test_the_matrix_gives_publisher_and_host_and_its_code_only_as_a_lead() -> None:
    paper, tv, radio = state_media_matrix.read(content("matrix.csv"), "matrix.csv", SOURCE)
    assert (paper.name, paper.host) == ("The Paper", "paper.example")
    assert [each.kind for each in paper.statements] == ["publisher", "lead"]
    assert (tv.name, tv.host) == ("Beispiel TV", None)
    assert "address on another's host" in tv.statements[1].value
    assert radio.host == "eins.example"
    assert not [each for subject in (paper, tv, radio) for each in subject.statements if each.kind == "account"]


def test_a_table_of_ones_own_gives_dates_shares_and_the_source_of_each_row() -> None:
    paper, courier = table.read(content("own.csv"), "own.csv", SOURCE)
    assert paper.statements[1] == Statement("owner", "North Group plc", "p. 12", start=FuzzyDate.parse("2013-10"), share=62.5)
    assert (paper.source.title, str(paper.source.date), paper.source.accessed) == ("Annual report 2013", "2014-03", None)
    assert courier.source == SOURCE


@pytest.mark.parametrize(
    ("text", "where", "what"),
    [
        (b"title,host\n", "t.csv:1", "no column name"),
        (b"name,host\nPaper,host.example/paper\n", "t.csv:2", "a row needs a name and a bare host"),
        (b"name,host\nPaper,paper.example,more\n", "t.csv:2", "the row has more cells than the head"),
        (b'name,host\nPaper,paper.example\n"Weekly,weekly.example\n', "t.csv:3", "it is no CSV: unexpected end of data"),
        (b"name,host\nPap\xe9,paper.example\n", "t.csv:2", "the table is not UTF-8"),
        (b"name,host,owner,share\nPaper,paper.example,North,162\n", "t.csv:2", "`share` is no percentage: 162"),
        (b"name,host,owner,from\nPaper,paper.example,North,May 2013\n", "t.csv:2", "`from` is no date: May 2013"),
    ],
)
def test_a_bad_row_is_said_with_its_line(text: bytes, where: str, what: str) -> None:
    with pytest.raises(BadImport) as raised:
        table.read(text, "t.csv", SOURCE)
    assert (raised.value.where, raised.value.what) == (where, what)
    assert raised.value.mend
