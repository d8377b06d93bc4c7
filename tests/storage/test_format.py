"""The canonical form: one for every record, stable, and without loss."""

import os
from pathlib import Path
from typing import Any

import pytest
import ryaml
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from api.errors import BadRecord, MastheadError
from api.outlets.model import Outlet, Party
from api.storage.yaml_places import comment_line
from api.storage.yaml_records import canonical, format_file, model_of, record_paths
from tests.outlets.build import DATA
from tests.storage.folder import OUTLET_FILE, PAPER, PARTY_FILE, put, small_list

TEXTS = st.text(min_size=1, max_size=40).filter(lambda text: bool(text.strip())) | st.sampled_from(
    [
        *("NO", "no", "~", "null", "2013-10", "2013-10-01", "1e5", "0x10", "010", "1_000", "12:30", "- a", "? a", "a: b", "a #b"),
        *("#", "'", '"', "a\nb", "# a\n# b\n", "|", ">-", "{a}", "[a", "*a", "&a", "!a", "%a", "@a", "`a", "a\t# b"),
        *("Газета «Известия»", "新华社", "روسيا اليوم"),
    ]
)
SLUGS = st.from_regex(r"[a-z0-9]{1,8}(-[a-z0-9]{1,8}){0,2}", fullmatch=True)
DATES = st.dates().map(lambda day: day.isoformat()) | st.sampled_from(["1999", "2013-10", "0001", "9999-12"])
PERCENT = st.floats(min_value=0, max_value=100) | st.integers(min_value=0, max_value=100)


def record(required: dict[str, st.SearchStrategy[Any]], more: dict[str, st.SearchStrategy[Any]]) -> st.SearchStrategy[Any]:
    return st.fixed_dictionaries(required, optional=more)


REFS = st.lists(record({"ref": SLUGS}, {"locator": TEXTS}), max_size=2)
CLAIM = {"id": SLUGS, "basis": st.sampled_from(["law", "filing", "news"])}
CLAIM_MORE = {
    "from": DATES,
    "to": DATES,
    "as_of": DATES,
    "status": st.sampled_from(["accepted", "disputed", "retracted"]),
    "sources": REFS,
    "checked": record({"on": DATES, "copy": st.sampled_from(["live", "archive"])}, {"where": TEXTS}),
    "note": TEXTS,
}
SHARES = st.fixed_dictionaries({"exact": PERCENT}) | st.fixed_dictionaries({"max": PERCENT})
CONTROLLING = st.sampled_from(["yes", "no", "unknown"])
OWNERSHIP = record({**CLAIM, "owner": SLUGS}, {**CLAIM_MORE, "share": SHARES, "controlling": CONTROLLING})
FUNDING = record(
    {**CLAIM, "category": st.just("advertising")},
    {**CLAIM_MORE, "amount": st.integers(0, 10**12) | st.from_regex(r"[0-9]{1,9}\.[0-9]{1,4}", fullmatch=True), "period": TEXTS},
)
SOURCE = record({"title": TEXTS, "publisher": TEXTS, "url": st.just("https://a.example/#a")}, {"date": DATES, "origin": SLUGS})
NAME = record({"text": TEXTS, "match": st.sampled_from(["strong", "never"])}, {"language": st.just("ru")})
CHANNEL = record(
    {"type": st.just("path"), "value": TEXTS},
    {"role": st.sampled_from(["primary", "edition"]), "except": st.lists(TEXTS, max_size=2), "from": DATES, "sources": REFS},
)
HEAD = {"id": SLUGS, "name": TEXTS, "country": st.sampled_from(["no", "gb", "int"])}
MORE = {"note": TEXTS, "sources": st.dictionaries(SLUGS, SOURCE, max_size=2)}
OUTLETS = record(
    {**HEAD, "kind": st.just("website")},
    {**MORE, "began": DATES, "names": st.lists(NAME, max_size=3), "channels": st.lists(CHANNEL, max_size=3)},
).map(Outlet.model_validate)
PARTIES = record(
    {**HEAD, "type": st.just("company")},
    {**MORE, "ownership": st.lists(OWNERSHIP, max_size=3), "funding": st.lists(FUNDING, max_size=2)},
).map(Party.model_validate)


@settings(max_examples=200, deadline=None)
@given(OUTLETS | PARTIES)
def test_a_record_read_from_its_canonical_form_is_the_same_and_its_form_too(record: Outlet | Party) -> None:
    text = canonical(record)
    again = type(record).model_validate(ryaml.loads(text))
    assert again == record
    assert canonical(again) == text


@settings(max_examples=200, deadline=None)
@given(OUTLETS | PARTIES)
def test_no_value_of_a_canonical_form_is_taken_for_a_comment(record: Outlet | Party) -> None:
    assert comment_line(canonical(record), Path("x.yaml")) is None


@settings(max_examples=100, deadline=None)
@given(OUTLETS | PARTIES)
def test_a_parser_of_another_make_reads_the_canonical_form_alike(record: Outlet | Party) -> None:
    """Positions come from it. It reads dates and the like as such, hence only text is compared."""
    assert yaml.load(canonical(record), Loader=yaml.BaseLoader)["name"] == record.name


@pytest.fixture
def data(tmp_path: Path) -> Path:
    return small_list(tmp_path / "data")


def formatted(path: Path) -> str:
    format_file(path, model_of(path), write=True)
    assert format_file(path, model_of(path), write=False) is False
    return path.read_bytes().decode()


@pytest.mark.parametrize(
    "untidy",
    [
        PAPER.replace("id: paper\nname: The Paper\n", "name: The Paper\nid: paper\n"),
        PAPER.replace("country: gb", "country:    'gb'"),
        PAPER.replace("- text: Paper\n  match: never", "- {text: Paper, match: never}"),
        PAPER.replace("  role: primary", "  role: primary\n  except: []\n  from: ~"),
        PAPER.replace("\n", "\r\n"),
        "\ufeff" + PAPER,
        "---\n" + PAPER + "...\n",
        PAPER.rstrip("\n"),
        PAPER.replace("kind: newspaper", "kind:\tnewspaper"),
        PAPER.replace("name: The", "name: &paper The").replace("publisher: The Paper", "publisher: *paper"),
    ],
)
def test_every_way_to_write_a_record_has_one_canonical_form(data: Path, untidy: str) -> None:
    path = put(data, OUTLET_FILE, untidy)
    assert format_file(path, Outlet, write=False) is True
    assert path.read_bytes().decode() == untidy
    assert formatted(path) == PAPER


def test_values_survive_formatting(data: Path) -> None:
    note = "Основана в 1901; «Газета», 新华社, it's \"so\" # not a comment, NO: 2013-10"
    put(data, PARTY_FILE, f"type: company\ncountry: gb\nname: 'NO'\nid: paper-ltd\nnote: {ryaml.dumps(note)}website: '2013-10'\n")
    text = formatted(data / PARTY_FILE)
    assert note in ryaml.loads(text)["note"]
    assert (ryaml.loads(text)["name"], ryaml.loads(text)["website"]) == ("NO", "2013-10")


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("# about\n" + PAPER, 1),
        (PAPER + "# the end", 27),
        (PAPER.replace("country: gb", "country: gb # Britain"), 3),
        (PAPER + "note: | # folded\n  text\n", 27),
        (PAPER + "note: |\n  # text\n# comment\n", 29),
        (PAPER + "note: 'a # b' # c\n", 27),
        (PAPER.replace("names:\n", "names: # all of them\n"), 5),
        (PAPER.replace("\n", "\r\n").replace("kind: newspaper", "kind: newspaper # daily"), 4),
    ],
)
def test_a_comment_is_refused_at_its_line_and_the_file_left_as_it_is(data: Path, text: str, line: int) -> None:
    path = put(data, OUTLET_FILE, text)
    with pytest.raises(BadRecord, match="a comment") as caught:
        format_file(path, Outlet, write=True)
    assert (caught.value.where, "note" in caught.value.mend) == (f"{path}:{line}", True)
    assert path.read_bytes().decode() == text


@pytest.mark.parametrize("note", ["'a # b'", '"a # b"', "a#b", "|\n  # a\n  b", ">\n  a\n  # b", "'a\n  # b'"])
def test_a_number_sign_in_a_value_is_no_comment(data: Path, note: str) -> None:
    text = formatted(put(data, OUTLET_FILE, f"{PAPER}note: {note}\n"))
    assert "#" in ryaml.loads(text)["note"]


@pytest.mark.parametrize("line", ["kind:\tnewspaper # daily", "kind: newspaper\t# daily"])
def test_where_parsers_disagree_a_comment_cannot_be_ruled_out(data: Path, line: str) -> None:
    path = put(data, OUTLET_FILE, PAPER.replace("kind: newspaper", line))
    with pytest.raises(BadRecord, match="not every reader") as caught:
        format_file(path, Outlet, write=True)
    assert caught.value.where == f"{path}:4"


def test_what_is_no_record_is_not_formatted(data: Path) -> None:
    path = put(data, OUTLET_FILE, PAPER + "owner: me\n")
    with pytest.raises(BadRecord, match="'owner' is no field here") as caught:
        format_file(path, Outlet, write=True)
    assert caught.value.where == f"{path}:27"
    with pytest.raises(BadRecord, match="this is no record"):
        model_of(data / "vocabulary/states.yaml")


def test_the_model_follows_from_the_folder_wherever_the_list_lies(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    data = small_list(tmp_path / "parties" / "data")
    assert (model_of(data / OUTLET_FILE), model_of(data / PARTY_FILE)) == (Outlet, Party)
    monkeypatch.chdir(data / "parties/gb")
    assert model_of(Path("paper-ltd.yaml")) is Party


def test_a_write_that_fails_leaves_the_old_file_and_nothing_else(data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = put(data, OUTLET_FILE, PAPER.replace("country: gb", "country: 'gb'"))
    before = path.read_bytes()

    def fail(*_: object) -> None:
        raise OSError(28, "No space left on device")

    for step in ("replace", "fsync"):
        with monkeypatch.context() as broken, pytest.raises(MastheadError, match="No space left on device") as caught:
            broken.setattr(os, step, fail)
            format_file(path, Outlet, write=True)
        assert (caught.value.where, bool(caught.value.mend)) == (str(path), True)
        assert path.read_bytes() == before
        assert [each.name for each in path.parent.iterdir()] == ["paper.yaml"]


def test_a_write_is_on_the_disk_when_it_returns_the_file_first_then_its_name(data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path, steps = put(data, OUTLET_FILE, PAPER.replace("country: gb", "country: 'gb'")), list[Path]()
    fsync, replace = os.fsync, os.replace

    def write_out(handle: int) -> None:
        steps.append(Path(f"/proc/self/fd/{handle}").resolve())
        fsync(handle)

    def put_in_place(source: str, target: Path) -> None:
        steps.append(target)
        replace(source, target)

    monkeypatch.setattr(os, "fsync", write_out)
    monkeypatch.setattr(os, "replace", put_in_place)
    format_file(path, Outlet, write=True)
    written, named, folder = steps
    assert (written.name.startswith(".paper.yaml."), named, folder) == (True, path, path.parent)


def test_an_interrupted_write_leaves_the_old_file_and_nothing_else(data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = put(data, OUTLET_FILE, PAPER.replace("country: gb", "country: 'gb'"))

    def interrupt(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(os, "replace", interrupt)
    with pytest.raises(KeyboardInterrupt):
        format_file(path, Outlet, write=True)
    assert "country: 'gb'" in path.read_text()
    assert [each.name for each in path.parent.iterdir()] == ["paper.yaml"]


def test_every_record_of_the_project_keeps_what_it_says() -> None:
    for path, model in record_paths(DATA):
        record = model.model_validate(ryaml.loads(path.read_text(encoding="utf-8")))
        assert model.model_validate(ryaml.loads(canonical(record))) == record
