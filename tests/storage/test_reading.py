"""Files as people and accidents leave them: each is a finding at its line, or an error in words; none is a stack trace."""

from pathlib import Path

import pytest

from api.errors import BadRecord
from api.storage.yaml_checks import check_folder
from api.storage.yaml_files import LARGEST_FILE
from tests.storage.folder import COMPANY, OUTLET_FILE, PAPER, PARTY_FILE, TODAY, findings, put, small_list

BOMB = "a: &a [x, x, x, x, x, x, x, x, x]\n" + "".join(
    f"{name}: &{name} [{', '.join([f'*{last}'] * 9)}]\n" for last, name in zip("abcdefgh", "bcdefghi", strict=True)
)


@pytest.fixture
def data(tmp_path: Path) -> Path:
    return small_list(tmp_path / "data")


def test_the_small_list_of_these_tests_passes_the_checks(data: Path) -> None:
    assert findings(data) == []


def first(data: Path, content: str | bytes) -> str:
    """The first thing found in the outlet's file with this content, without the words."""
    put(data, OUTLET_FILE, content)
    return ": ".join(findings(data)[0].split(": ")[:2]).removeprefix(f"{OUTLET_FILE}:")


@pytest.mark.parametrize(
    ("content", "place"),
    [
        (PAPER.encode("utf-16"), "1: valid-yaml"),
        (PAPER.replace("The Paper", "Le Journal français").encode("latin-1"), "2: valid-yaml"),
        (PAPER + "note: 'open\n", "27: valid-yaml"),
        (PAPER.replace("  match: strong", "\tmatch: strong"), "7: valid-yaml"),
        (PAPER.replace("  match: strong", "  match: strong\n  text: Paper"), "8: valid-yaml"),
        (PAPER + "name: Gazette\n", "27: valid-yaml"),
        (PAPER.replace("sources:\n  about:", "sources:\n  about: {}\n  about:"), "23: valid-yaml"),
        (PAPER + "---\n" + PAPER, "27: valid-yaml"),
        (PAPER + "? [a]\n: b\n", "27: valid-yaml"),
        (PAPER.replace("newspaper", "news\x00paper"), "4: valid-yaml"),
        (PAPER + "note: *nowhere\n", "27: valid-yaml"),
        (PAPER + "wikidata: 123456789012345678901234567890\n", "27: valid-yaml"),
        (BOMB, "1: valid-yaml"),
        (BOMB + "a: again\n", "10: valid-yaml"),
        ("a: &a\n  b: *a\n", "1: valid-yaml"),
        ("a: " + "[" * 500_000, "1: valid-yaml"),
        ("a: 1\na: 2\nb:\n" + " {a: [\n" * 100_000, "54: valid-yaml"),
        ("- " * 100_000, "1: valid-yaml"),
        (b"#" * (LARGEST_FILE + 1), "1: valid-yaml"),
        (b"id: " + b"a" * 5_000_000, "1: valid-yaml"),
        ("", "1: known-fields"),
        ("# to do\n", "1: known-fields"),
        ("- id: paper\n", "1: known-fields"),
        ("paper\n", "1: known-fields"),
        ("{}\n", "1: known-fields"),
        (PAPER.replace("kind: newspaper", "kind: paper"), "4: known-fields"),
        (PAPER.replace("  role: primary", "  role: main"), "13: known-fields"),
        (PAPER.replace("  party: paper-ltd", "  party: Paper Ltd"), "20: known-fields"),
        (PAPER.replace("  party: paper-ltd\n", ""), "15: known-fields"),
        (PAPER.replace("2000-01-01", "2000-13-01"), "16: known-fields"),
        (PAPER.replace("2000-01-01", "1 January 2000"), "16: known-fields"),
        (PAPER.replace("2000-01-01", "2000.5"), "16: known-fields"),
        (PAPER.replace("  - ref: about", "  - about"), "19: known-fields"),
        (PAPER.replace("https://paper", "paper"), "25: known-fields"),
        (PAPER.replace("names:\n- text", "names:\n  text").replace("- text: Paper\n  match: never\n", ""), "5: known-fields"),
        (PAPER + "remit:\n", "27: known-fields"),
        (PAPER + "1: 2\n", "27: known-fields"),
        (PAPER + "note: !secret x\n", "27: known-fields"),
    ],
)
def test_a_file_that_cannot_be_read_is_a_finding_at_its_line(data: Path, content: str | bytes, place: str) -> None:
    assert first(data, content) == place


def test_everything_that_is_wrong_with_a_record_is_said_at_once(data: Path) -> None:
    put(data, OUTLET_FILE, PAPER.replace("kind: newspaper", "kind: paper\nowner: x").replace("  match: strong", "  match: maybe"))
    assert [each.split(": ")[0].rpartition(":")[2] for each in findings(data)] == ["4", "5", "8"]


def test_a_broken_record_hides_no_finding_of_another(data: Path) -> None:
    put(data, PARTY_FILE, COMPANY + "owner: me\n")
    put(data, "outlets/gb/other.yaml", PAPER.replace("id: paper", "id: another"))
    rules = {each.split(": ")[1] for each in findings(data)}
    assert {"known-fields", "file-is-named-for-its-record", "channel-has-one-outlet"} <= rules


def test_a_folder_named_like_a_record_and_a_link_to_nowhere_are_findings(data: Path) -> None:
    (data / "outlets/gb/folder.yaml").mkdir()
    (data / "outlets/gb/link.yaml").symlink_to(data / "nowhere")
    assert findings(data) == [
        "outlets/gb/folder.yaml:1: valid-yaml: it cannot be read: Is a directory",
        "outlets/gb/link.yaml:1: valid-yaml: no such file",
    ]


@pytest.mark.parametrize("file", ["outlets/paper.yaml", "outlets/gb/north/paper.yaml", "outlets/gb/other.yml", "parties/x.yml"])
def test_a_file_that_nobody_would_read_is_a_finding(data: Path, file: str) -> None:
    put(data, file, PAPER)
    assert findings(data) == [f"{file}:1: file-is-named-for-its-record: no record is looked for here"]


def test_files_that_editors_leave_are_none_of_the_list(data: Path) -> None:
    for name in (".paper.yaml.swp", "paper.yaml~", ".DS_Store", "README.md"):
        put(data, f"outlets/gb/{name}", "anything")
    assert findings(data) == []


def test_no_of_norway_and_a_date_are_words(data: Path) -> None:
    text = PAPER.replace("text: Paper", "text: NO").replace("2000-01-01", "2013-10").replace("The Paper", "2013-10-01")
    put(data, OUTLET_FILE, text)
    assert findings(data) == []


def refused(data: Path) -> str:
    with pytest.raises(BadRecord) as caught:
        findings(data)
    assert caught.value.mend
    return str(caught.value).replace(f"{data}/", "")


@pytest.mark.parametrize(
    ("file", "content", "place"),
    [
        ("vocabulary/states.yaml", "GB: {name: [}\n", "vocabulary/states.yaml:1"),
        ("vocabulary/states.yaml", "GB:\n  name: United Kingdom\n", "vocabulary/states.yaml:1: 'formal' is missing"),
        ("vocabulary/states.yaml", "", "vocabulary/states.yaml:1: the file is empty"),
        ("vocabulary/schemes.yaml", "a:\n  assessor: A\n  url: u\n  values: 3\n", "vocabulary/schemes.yaml:4"),
        ("vocabulary/labels.yaml", "{}\n", "vocabulary/labels.yaml: no `established` words"),
        ("shared_hosts.yaml", "hosts: [medium.com]\n", "shared_hosts.yaml:1"),
        ("shared_hosts.yaml", "- note: none\n", "shared_hosts.yaml:1: 'hosts' is missing"),
        ("platforms.yaml", "- name: X\n", "platforms.yaml:1: 'id' is missing"),
        ("wrappers.yaml", "- 3\n", "wrappers.yaml:1"),
        ("wrappers.yaml", "- id: w\n  name: W\n  paths: [/x/{uri}]\n", "wrappers.yaml:3"),
        ("platforms.yaml", "- {id: x, name: X, paths: ['/{acount}']}\n", "platforms.yaml:1"),
        ("shared_hosts.yaml", "- {also: [a.example]}\n", "shared_hosts.yaml:1"),
        ("confusables.yaml", "letters: [a]\n", "confusables.yaml:1"),
        ("redirects.yaml", "- old\n", "redirects.yaml:1"),
        ("redirects.yaml", "old: New Paper\n", "redirects.yaml:1: old"),
        ("attribution/en.yaml", "rules: []\n", "attribution/en.yaml:1: 'language' is missing"),
        ("attribution/en.yaml", "", "attribution/en.yaml:1"),
        ("attribution/en.yaml", "language: en\nrules:\n- a\n", "attribution/en.yaml:3"),
    ],
)
def test_what_all_records_share_must_be_readable(data: Path, file: str, content: str, place: str) -> None:
    (data / file).unlink(missing_ok=True)
    put(data, file, content)
    assert refused(data).startswith(place)


def test_a_missing_vocabulary_and_a_missing_list_are_named(data: Path, tmp_path: Path) -> None:
    (data / "vocabulary/schemes.yaml").unlink()
    assert refused(data).startswith("vocabulary/schemes.yaml: no such file")
    (tmp_path / "empty").mkdir()
    assert "no outlet list here" in refused(tmp_path / "empty")
    assert "no outlet list here" in refused(tmp_path / "nowhere")


def test_a_list_of_outlets_without_parties_is_read(data: Path) -> None:
    (data / PARTY_FILE).unlink()
    assert findings(data) == [f"{OUTLET_FILE}:20: reference-exists: there is no party 'paper-ltd'"]


def test_findings_can_be_asked_of_some_files_or_folders(data: Path) -> None:
    put(data, OUTLET_FILE, "")
    put(data, PARTY_FILE, "")

    def asked(*paths: Path) -> list[str]:
        return [each.finding.file for each in check_folder(data, TODAY, frozenset(path.resolve() for path in paths))[1]]

    assert asked() == [OUTLET_FILE, PARTY_FILE]
    assert asked(data / OUTLET_FILE) == [OUTLET_FILE]
    assert asked(data / "parties") == [PARTY_FILE]
    assert asked(data / "vocabulary") == []
