"""The command as people run it: exit codes, words, files; never a stack trace."""

import gzip
import hashlib
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from api.cli import main
from tests.storage.folder import COMPANY, OUTLET_FILE, PAPER, PARTY_FILE, put, small_list

WEEKLY_FILE = "outlets/gb/weekly.yaml"
WEEKLY = PAPER.replace("id: paper\n", "id: weekly\n").replace("The Paper", "The Weekly").replace("paper.example", "weekly.example")


class Masthead:
    """The command over a list of its own: data, published lists and bundle in one folder."""

    def __init__(self, root: Path) -> None:
        self.data, self.lists, self.bundle = root / "data", root / "build" / "list", root / "extension" / "list.json.gz"

    @property
    def environment(self) -> dict[str, str]:
        return {"MASTHEAD_DATA": str(self.data), "MASTHEAD_LISTS": str(self.lists), "MASTHEAD_BUNDLE": str(self.bundle)}

    def run(self, *arguments: str | Path, **environment: str) -> Result:
        """In this process; anything but an exit with a code is a failure."""
        result = CliRunner().invoke(main, [str(each) for each in arguments], env={**self.environment, **environment})
        assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
        return result

    def manifest(self) -> dict[str, object]:
        manifest: dict[str, object] = json.loads((self.lists / "manifest.json").read_text())
        return manifest


@pytest.fixture
def masthead(tmp_path: Path) -> Masthead:
    small_list(tmp_path / "data")
    return Masthead(tmp_path)


def test_the_real_command_checks_compiles_and_says_what_is_wrong(masthead: Masthead) -> None:
    def run(*arguments: str) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "-m", "api.cli", *arguments]
        return subprocess.run(
            command, env={**os.environ, **masthead.environment}, capture_output=True, text=True, timeout=60, check=False
        )  # fmt: skip

    compiled = run("compile")
    assert (compiled.returncode, compiled.stderr) == (0, "")
    assert compiled.stdout.startswith("list 1: 1 outlets, ")
    put(masthead.data, PARTY_FILE, COMPANY + "owner: me\n")
    checked = run("check")
    assert checked.returncode == 1
    assert checked.stdout.splitlines()[-1].startswith(f"{masthead.data / PARTY_FILE}:5: known-fields: 'owner' is no field here")
    (masthead.data / "vocabulary/labels.yaml").unlink()
    broken = run("compile")
    assert (broken.returncode, broken.stdout) == (2, "")
    missing = masthead.data / "vocabulary/labels.yaml"
    assert broken.stderr == f"masthead: {missing}: no such file (mend the path, or put the file there)\n"


# check


def test_check_of_a_good_list_says_how_much_there_is(masthead: Masthead) -> None:
    result = masthead.run("check")
    assert (result.exit_code, result.stdout, result.stderr) == (0, "", "1 outlets, 1 parties, 0 findings\n")


def test_check_prints_every_finding_with_its_line_rule_and_mend_and_fails(masthead: Masthead) -> None:
    wrong = PAPER.replace("party: paper-ltd", "party: paper-plc").replace("paper.example\n", "Paper.example\n")
    put(masthead.data, OUTLET_FILE, wrong)
    result = masthead.run("check")
    assert (result.exit_code, result.stderr) == (1, "1 outlets, 1 parties, 2 findings\n")
    where = masthead.data / OUTLET_FILE
    assert result.stdout.splitlines() == [
        f"{where}:12: host-is-normal: 'Paper.example' is not in its normal form (write paper.example)",
        f"{where}:20: reference-exists: there is no party 'paper-plc' (add its file under data/parties, or mend the name)",
    ]


def test_check_of_some_files_tells_of_those_only(masthead: Masthead) -> None:
    put(masthead.data, OUTLET_FILE, PAPER + "owner: me\n")
    assert masthead.run("check", masthead.data / PARTY_FILE).exit_code == 0
    assert masthead.run("check", masthead.data / OUTLET_FILE).exit_code == 1
    assert masthead.run("check", masthead.data / "outlets").exit_code == 1


@pytest.mark.parametrize(
    ("file", "words"), [("outlets/gb/lost.yaml", "there is no file"), ("../elsewhere.yaml", "is not in the outlet list")]
)
def test_check_of_a_file_that_is_none_of_the_list_says_so(masthead: Masthead, file: str, words: str) -> None:
    put(masthead.data, "../elsewhere.yaml", PAPER)
    result = masthead.run("check", masthead.data / file)
    assert (result.exit_code, result.stdout) == (2, "")
    assert words in result.stderr


# fmt


def test_fmt_writes_the_canonical_form_once(masthead: Masthead) -> None:
    path = put(masthead.data, OUTLET_FILE, PAPER.replace("country: gb", "country: 'gb'"))
    looked = masthead.run("fmt", "--check")
    assert (looked.exit_code, looked.stdout) == (1, f"would change {path}\n")
    assert "'gb'" in path.read_text()
    assert (masthead.run("fmt").stdout, path.read_text()) == (f"formatted {path}\n", PAPER)
    again = masthead.run("fmt", "--check")
    assert (again.exit_code, again.stdout) == (0, "")
    assert masthead.run("check").exit_code == 0


def test_fmt_of_one_file_leaves_the_others(masthead: Masthead, monkeypatch: pytest.MonkeyPatch) -> None:
    put(masthead.data, OUTLET_FILE, PAPER.replace("country: gb", "country: 'gb'"))
    put(masthead.data, PARTY_FILE, COMPANY.replace("country: gb", "country: 'gb'"))
    monkeypatch.chdir(masthead.data / "parties" / "gb")
    assert masthead.run("fmt", "paper-ltd.yaml").stdout == "formatted paper-ltd.yaml\n"
    assert (masthead.data / PARTY_FILE).read_text() == COMPANY
    assert masthead.run("fmt", "--check").exit_code == 1


def test_fmt_goes_on_after_a_file_it_cannot_format(masthead: Masthead) -> None:
    commented = put(masthead.data, OUTLET_FILE, PAPER.replace("country: gb", "country: gb # Britain"))
    put(masthead.data, PARTY_FILE, COMPANY.replace("country: gb", "country: 'gb'"))
    result = masthead.run("fmt")
    assert result.exit_code == 2
    assert result.stderr == f"masthead: {commented}:3: a comment (say it in a `note`: comments do not survive editing)\n"
    assert (masthead.data / PARTY_FILE).read_text() == COMPANY
    assert "# Britain" in commented.read_text()


@pytest.mark.parametrize("file", ["outlets/gb/lost.yaml", "vocabulary/states.yaml", "outlets/gb"])
def test_fmt_of_what_is_no_record_says_so(masthead: Masthead, file: str) -> None:
    result = masthead.run("fmt", masthead.data / file)
    assert (result.exit_code, result.stderr.startswith(f"masthead: {masthead.data / file}: ")) == (2, True)


# compile


def test_compile_publishes_a_list_with_its_checksum_and_bundles_it(masthead: Masthead) -> None:
    assert masthead.run("compile").exit_code == 0
    manifest = masthead.manifest()
    content = gzip.decompress((masthead.lists / "1.json.gz").read_bytes())
    assert manifest["sha256"] == hashlib.sha256(content).hexdigest()
    assert (manifest["version"], manifest["outlets"], manifest["bytes"]) == (1, 1, len(content))
    assert gzip.decompress(masthead.bundle.read_bytes()) == content
    assert json.loads(content)["hosts"]["paper.example"][0]["outlet"] == "paper"


def test_compile_builds_in_where_newer_lists_come_from(masthead: Masthead, tmp_path: Path) -> None:
    key, source = tmp_path / "key.pem", masthead.bundle.with_name("source.json")
    public = masthead.run("keygen", "--to", key).output.strip()
    settings = {"MASTHEAD_SIGNING_KEY_FILE": str(key), "MASTHEAD_UPDATES_FROM": "https://lists.example/"}
    assert masthead.run("compile", **settings).exit_code == 0
    assert json.loads(source.read_bytes()) == {"url": "https://lists.example", "key": public}

    for wrong in ("http://lists.example", "lists.example", "https://me@lists.example", "https://lists.example/?a", "https://[lists"):
        refused = masthead.run("compile", **{**settings, "MASTHEAD_UPDATES_FROM": wrong})
        assert refused.exit_code == 2
        assert f"MASTHEAD_UPDATES_FROM: {wrong!r} is no address to ask" in refused.output
    unsigned = masthead.run("compile", MASTHEAD_UPDATES_FROM="https://lists.example")
    assert unsigned.exit_code == 2
    assert "no key is set" in unsigned.output
    assert json.loads(source.read_bytes())["key"] == public

    masthead.run("compile")
    assert not source.exists()


def test_compile_of_the_same_records_makes_no_new_version_and_of_changed_ones_the_next(masthead: Masthead) -> None:
    masthead.run("compile")
    before = {path.name: path.read_bytes() for path in masthead.lists.iterdir()}
    assert masthead.run("compile").stdout.startswith("list 1: ")
    assert {path.name: path.read_bytes() for path in masthead.lists.iterdir()} == before
    put(masthead.data, WEEKLY_FILE, WEEKLY)
    assert masthead.run("compile").stdout.startswith("list 2: 2 outlets, ")
    assert (masthead.manifest()["version"], json.loads(gzip.decompress(masthead.bundle.read_bytes()))["version"]) == (2, 2)
    assert (masthead.lists / "1.json.gz").read_bytes() == before["1.json.gz"]


def test_a_change_that_only_the_records_show_is_a_new_version_too(masthead: Masthead) -> None:
    masthead.run("compile")
    put(masthead.data, PARTY_FILE, COMPANY + "note: Founded in 1901.\n")
    assert masthead.run("compile").stdout.startswith("list 2: ")


def test_compile_with_findings_publishes_nothing(masthead: Masthead) -> None:
    put(masthead.data, PARTY_FILE, COMPANY + "owner: me\n")
    result = masthead.run("compile")
    assert (result.exit_code, result.stdout) == (2, "")
    assert ":5: known-fields: 'owner' is no field here" in result.stderr
    assert result.stderr.splitlines()[-1].startswith("masthead: 2 findings: nothing was published")
    assert not masthead.lists.exists() and not masthead.bundle.exists()


def test_a_lost_bundle_is_written_again(masthead: Masthead) -> None:
    masthead.run("compile")
    masthead.bundle.unlink()
    assert masthead.run("compile").exit_code == 0
    assert masthead.bundle.read_bytes() == (masthead.lists / "1.json.gz").read_bytes()


@pytest.mark.parametrize("content", ["", "{", "[]", "{}", '{"version": 1}'])
def test_compile_over_a_damaged_manifest_is_an_error_and_changes_nothing(masthead: Masthead, content: str) -> None:
    masthead.run("compile")
    (masthead.lists / "manifest.json").write_text(content)
    before = {path.name: path.read_bytes() for path in masthead.lists.iterdir()}
    result = masthead.run("compile")
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr.startswith(f"masthead: {masthead.lists}/manifest.json: the manifest is damaged (restore it")
    assert {path.name: path.read_bytes() for path in masthead.lists.iterdir()} == before


def test_a_damaged_list_is_replaced_by_the_next_version(masthead: Masthead) -> None:
    masthead.run("compile")
    (masthead.lists / "1.json.gz").write_bytes(b"not a list")
    looked = masthead.run("lookup", "https://paper.example/")
    assert (looked.exit_code, "list version 1 is damaged" in looked.stderr) == (2, True)
    assert masthead.run("compile").stdout.startswith("list 2: ")
    assert masthead.run("lookup", "https://paper.example/").exit_code == 0


def test_lists_and_bundle_that_cannot_be_written_are_named(masthead: Masthead) -> None:
    (masthead.data.parent / "file").write_text("")
    for variable in ("MASTHEAD_LISTS", "MASTHEAD_BUNDLE"):
        place = masthead.data.parent / "file" / "below"
        result = masthead.run("compile", **{variable: str(place)})
        assert (result.exit_code, result.stderr.startswith(f"masthead: {place}")) == (2, True), result.stderr
        assert "cannot be" in result.stderr


# generate


def test_generate_writes_what_is_made_and_its_check_fails_where_that_is_stale(masthead: Masthead) -> None:
    root = masthead.data.parent
    missing = masthead.run("generate", "--check")
    assert missing.exit_code == 1
    made = ["data/schema/outlet.json", "data/schema/party.json", "docs/labels.md"]
    assert missing.stdout.splitlines() == [f"out of date {name}" for name in made]
    assert not (root / "docs").exists()
    assert masthead.run("generate").exit_code == 0
    assert (masthead.run("generate", "--check").exit_code, masthead.run("generate").stdout) == (0, "")
    (root / "docs/labels.md").write_bytes(b"# Labels \xff\n")
    stale = masthead.run("generate", "--check")
    assert (stale.exit_code, stale.stdout) == (1, "out of date docs/labels.md\n")
    assert masthead.run("generate").stdout == "wrote docs/labels.md\n"


def test_what_the_project_generates_is_up_to_date() -> None:
    result = CliRunner().invoke(main, ["generate", "--check"])
    assert (result.exit_code, result.output) == (0, "")


# every command, where something is missing

COMMANDS = (["check"], ["fmt"], ["compile"], ["generate"], ["lookup", "https://paper.example/"])


@pytest.mark.parametrize("command", COMMANDS, ids=lambda command: command[0])
def test_without_data_or_list_a_command_says_what_is_missing(masthead: Masthead, command: list[str], tmp_path: Path) -> None:
    result = masthead.run(*command, MASTHEAD_DATA=str(tmp_path / "nowhere"))
    assert result.stdout == ""
    assert result.exit_code == 2
    assert result.stderr.startswith("masthead: ") and result.stderr.count("\n") == 1
    assert result.stderr.rstrip().endswith(")")


@pytest.mark.parametrize("value", ["0", "70000", "http"])
def test_a_setting_of_the_wrong_form_is_named(masthead: Masthead, value: str) -> None:
    result = masthead.run("check", PORT=value)
    assert (result.exit_code, result.stderr.startswith("masthead: PORT: ")) == (2, True)


def test_lookup_reads_the_published_list(masthead: Masthead) -> None:
    masthead.run("compile")
    answer = json.loads(masthead.run("lookup", "https://www.paper.example/a", "--json").stdout)
    assert (answer["status"], answer["outlet"]["id"]) == ("listed", "paper")
    unlisted = json.loads(masthead.run("lookup", "https://else.example/", "--json").stdout)
    assert (unlisted["status"], unlisted["outlet"]) == ("unlisted", None)
    assert "The Paper" in masthead.run("lookup", "https://paper.example/").stdout


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["lookup", "no address"], "this is no address"),
        (["lookup", "mailto:a@paper.example"], "this is no page's address"),
        (["lookup", "https://paper.example/", "--at", "yesterday"], "'yesterday' is no day"),
        (["annotate", "nowhere.html", "--url", "https://paper.example/"], "No such file"),
        (["annotate", "-", "--url", "paper"], "paper: this is no address"),
        (["frobnicate"], "No such command"),
    ],
)
def test_bad_arguments_are_answered_in_words(masthead: Masthead, arguments: list[str], words: str) -> None:
    masthead.run("compile")
    result = masthead.run(*arguments)
    assert (result.exit_code, words in result.stderr) == (2, True), result.stderr
