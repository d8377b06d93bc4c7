"""The commands of those who run a desk, on both databases, over a small list and over the whole one."""

import json
import shutil
import subprocess
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from api.cli import main
from api.outlets.revisions import Change, Edit, RecordKey
from api.publishing.signing import verify
from api.storage.sql.engine import open_engine
from api.storage.sql.history import History
from tests.outlets.build import DATA
from tests.storage.folder import COMPANY, OUTLET_FILE, PAPER, PARTY_FILE, put, small_list

COMPANY_KEY = RecordKey("parties", "paper-ltd")


class Desk:
    """The commands over one database and one folder."""

    def __init__(self, root: Path, database: str, data: Path) -> None:
        self.root, self.database, self.data = root, database, data
        self.environment = {
            "MASTHEAD_DATA": str(data),
            "MASTHEAD_LISTS": str(root / "list"),
            "MASTHEAD_BUNDLE": str(root / "bundle.json"),
            "DATABASE_URL": database,
        }

    def run(self, *arguments: object, keys: str | None = None, **environment: str) -> Result:
        settings = {**self.environment, **environment}
        result = CliRunner().invoke(main, [str(each) for each in arguments], env=settings, input=keys)
        assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
        return result

    def change(self, key: RecordKey, text: str | None) -> None:
        """As the desk's editors would."""
        history = History(open_engine(self.database))
        seen = history.record(key)
        history.append(Edit("jane", "a reason", "desk", (Change(key, seen.digest if seen else None, text),)))

    def manifest(self) -> dict[str, object]:
        manifest: dict[str, object] = json.loads((self.root / "list" / "manifest.json").read_bytes())
        return manifest


@pytest.fixture
def desk(tmp_path: Path, database: str) -> Desk:
    return Desk(tmp_path, database, small_list(tmp_path / "data"))


def test_the_first_release_imports_the_list_and_publishes_it_and_a_second_changes_nothing(desk: Desk) -> None:
    first = desk.run("release")
    assert (first.exit_code, first.stderr) == (0, "")
    assert first.stdout.splitlines()[0] == "revision 1: 2 records changed"
    assert first.stdout.splitlines()[2].startswith("list 1 of revision 1: 1 outlets, ")
    assert desk.run("release").stdout.splitlines()[0].endswith(", revision 1")
    assert desk.manifest()["version"] == 1
    assert desk.run("verify").stdout == "1 revisions, each sound; the list is what they add up to\n"


def test_a_desk_without_its_tables_says_so(desk: Desk) -> None:
    for command in ("publish", "export", "verify", "import"):
        answer = desk.run(command)
        assert answer.exit_code == 2
        assert "run `masthead release`" in answer.stderr


def test_what_the_desk_changed_is_published_and_exported(desk: Desk) -> None:
    desk.run("release")
    desk.change(COMPANY_KEY, COMPANY.replace("Paper Ltd", "Paper Limited"))
    assert desk.run("publish").stdout.startswith("list 2 of revision 2: 1 outlets, ")
    assert desk.run("export").stdout == f"revision 2: 2 records, 1 files written, 0 removed in {desk.data}\n"
    assert (desk.data / PARTY_FILE).read_text(encoding="utf-8") == COMPANY.replace("Paper Ltd", "Paper Limited")
    assert (desk.data / OUTLET_FILE).read_text(encoding="utf-8") == PAPER
    assert desk.run("check").exit_code == 0


def test_a_changed_file_is_merged_with_what_the_desk_changed_since(desk: Desk) -> None:
    desk.run("release")
    desk.run("export")
    put(desk.data, PARTY_FILE, COMPANY.replace("type: company", "type: company\nwebsite: https://paper.example/"))
    desk.change(COMPANY_KEY, COMPANY.replace("Paper Ltd", "Paper Limited"))
    assert desk.run("import", "--reason", "pull request").stdout == "revision 3: 1 records changed\n"
    merged = History(open_engine(desk.database)).record(COMPANY_KEY)
    assert merged
    assert merged.text == COMPANY.replace("Paper Ltd", "Paper Limited") + "website: https://paper.example/\n"
    assert History(open_engine(desk.database)).revision(3).reason == "pull request"


def test_a_conflict_is_named_and_left_and_the_rest_is_imported(desk: Desk) -> None:
    desk.run("release")
    desk.run("export")
    put(desk.data, PARTY_FILE, COMPANY.replace("Paper Ltd", "Paper plc"))
    put(desk.data, OUTLET_FILE, PAPER.replace("kind: newspaper", "kind: magazine"))
    desk.change(COMPANY_KEY, COMPANY.replace("Paper Ltd", "Paper Limited"))
    answer = desk.run("import")
    assert answer.exit_code == 1
    assert answer.stdout == "revision 3: 1 records changed\nleft for a person: parties/paper-ltd: both changed name\n"
    kept = History(open_engine(desk.database)).record(COMPANY_KEY)
    assert kept
    assert "Paper Limited" in str(kept.text)


def test_without_a_base_what_differs_is_left_for_a_person(desk: Desk) -> None:
    desk.run("release")
    put(desk.data, PARTY_FILE, COMPANY.replace("Paper Ltd", "Paper plc"))
    answer = desk.run("import")
    assert answer.exit_code == 1
    assert answer.stdout == "revision 1: 0 records changed\nleft for a person: parties/paper-ltd: both changed name\n"


def test_a_file_that_is_gone_removes_its_record(desk: Desk) -> None:
    desk.run("release")
    desk.run("export")
    put(desk.data, "parties/gb/other.yaml", COMPANY.replace("paper-ltd", "other"))
    desk.run("import")
    desk.run("export")
    (desk.data / "parties/gb/other.yaml").unlink()
    assert desk.run("import").stdout == "revision 3: 1 records changed\n"
    assert History(open_engine(desk.database)).record(RecordKey("parties", "other")) is None


def test_a_file_that_is_no_record_is_named_and_not_imported(desk: Desk) -> None:
    put(desk.data, PARTY_FILE, COMPANY + "owner: me\n")
    answer = desk.run("release")
    assert answer.exit_code == 2
    said = "masthead: parties/paper-ltd: owner: Extra inputs are not permitted (`masthead check` names every line)\n"
    assert answer.stderr == said


def test_what_the_checks_refuse_is_neither_imported_nor_published(desk: Desk) -> None:
    desk.run("release")
    desk.run("export")
    put(desk.data, OUTLET_FILE, PAPER.replace("party: paper-ltd", "party: nobody"))
    answer = desk.run("import")
    assert answer.exit_code == 2
    assert "there is no party 'nobody'" in answer.stderr
    assert History(open_engine(desk.database)).head() == 1
    desk.change(COMPANY_KEY, None)
    refused = desk.run("publish")
    assert (refused.exit_code, desk.manifest()["version"]) == (2, 1)
    assert "nothing was published" in refused.stderr


@pytest.mark.parametrize(
    ("text", "what"),
    [("{", "it does not name a revision"), ('{"revision": 99}', "the files are of revision 99, the desk has 1")],
)
def test_a_base_that_is_none_is_said(desk: Desk, text: str, what: str) -> None:
    desk.run("release")
    put(desk.data, "revision.json", text)
    answer = desk.run("import")
    assert answer.exit_code == 2
    assert what in answer.stderr


# signing


def test_a_signed_list_is_signed_with_the_key_that_keygen_made(desk: Desk) -> None:
    made = desk.run("keygen", "--to", desk.root / "key.pem")
    assert (desk.root / "key.pem").stat().st_mode & 0o777 == 0o600
    public = made.stdout.strip()
    desk.run("release", MASTHEAD_SIGNING_KEY_FILE=str(desk.root / "key.pem"))
    verify(desk.manifest(), public)
    assert desk.manifest()["key"] == public
    text = (desk.root / "key.pem").read_text(encoding="ascii")
    desk.change(COMPANY_KEY, COMPANY.replace("Ltd", "Limited"))
    desk.run("publish", MASTHEAD_SIGNING_KEY=text)
    verify(desk.manifest(), public)
    tampered = {**desk.manifest(), "sha256": "0" * 64}
    with pytest.raises(Exception, match="not signed with this key"):
        verify(tampered, public)


def test_keygen_overwrites_no_key(desk: Desk) -> None:
    put(desk.root, "key.pem", "precious")
    assert desk.run("keygen", "--to", desk.root / "key.pem").exit_code == 2
    assert (desk.root / "key.pem").read_text(encoding="ascii") == "precious"


def test_a_wrong_key_stops_the_publishing_and_is_not_shown(desk: Desk) -> None:
    desk.run("release")
    desk.change(COMPANY_KEY, COMPANY.replace("Ltd", "Limited"))
    answer = desk.run("publish", MASTHEAD_SIGNING_KEY="hunter2")
    assert answer.exit_code == 2
    assert "MASTHEAD_SIGNING_KEY: this is no private key" in answer.stderr
    assert "hunter2" not in answer.stderr
    assert desk.run("publish", MASTHEAD_SIGNING_KEY_FILE="/nowhere/key").exit_code == 2
    assert desk.manifest()["version"] == 1


def test_a_retracted_claim_is_withdrawn_in_the_manifest(desk: Desk) -> None:
    desk.run("release")
    assert desk.manifest()["withdrawn"] == []
    desk.change(RecordKey("outlets", "paper"), PAPER.replace("  basis: self\n", "  status: retracted\n  basis: self\n"))
    desk.run("publish")
    assert desk.manifest()["withdrawn"] == ["outlet:paper#imprint"]


# the whole list


def test_the_whole_list_goes_in_and_comes_out_without_a_difference(tmp_path: Path, database: str) -> None:
    shutil.copytree(DATA, tmp_path / "data")
    subprocess.run(["git", "init", "-q"], cwd=tmp_path / "data", check=True)
    subprocess.run(["git", "add", "."], cwd=tmp_path / "data", check=True)
    desk = Desk(tmp_path, database, tmp_path / "data")
    assert desk.run("release").exit_code == 0
    assert ", 0 files written, 0 removed" in desk.run("export").stdout
    assert subprocess.run(["git", "diff", "--stat"], cwd=tmp_path / "data", capture_output=True, text=True, check=True).stdout == ""
    shutil.rmtree(tmp_path / "data" / "outlets" / "us")
    desk.run("export")
    assert subprocess.run(["git", "diff", "--stat"], cwd=tmp_path / "data", capture_output=True, text=True, check=True).stdout == ""
    assert desk.run("import").stdout == "revision 1: 0 records changed\n"
