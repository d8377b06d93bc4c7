"""A change checked alone: the same findings as when the whole list is checked, from a few files."""

import shutil
from pathlib import Path

import pytest

from api.outlets.changed import ListCatalogue
from api.outlets.neighbours import with_neighbours
from api.outlets.revisions import RecordKey
from api.storage.list_texts import check_change, check_texts, texts_of
from api.storage.yaml_checks import check_folder
from api.storage.yaml_neighbours import FolderCatalogue
from api.storage.yaml_records import KINDS, record_files
from tests.checks.test_rules import FIXTURES, RULES, TODAY
from tests.outlets.build import DATA
from tests.storage.folder import PAPER, put, small_list


@pytest.mark.parametrize("rule", RULES)
def test_each_file_alone_gives_what_it_gives_within_the_list(rule: str, tmp_path: Path) -> None:
    (tmp_path / "outlets").mkdir()
    shutil.copytree(FIXTURES / rule / "invalid", tmp_path, dirs_exist_ok=True)
    for shared in ("vocabulary", "shared_hosts.yaml", "platforms.yaml"):
        (tmp_path / shared).symlink_to(DATA / shared)
    whole = check_folder(tmp_path, TODAY)[1]
    files = [path for kind in KINDS for path in record_files(tmp_path, kind)]
    for path in files:
        expected = [str(each) for each in whole if each.path == path]
        assert [str(each) for each in check_folder(tmp_path, TODAY, frozenset([path.resolve()]))[1]] == expected


def test_a_name_or_host_that_another_outlet_has_is_found_however_it_is_written(tmp_path: Path) -> None:
    data = small_list(tmp_path / "data")
    for number, name in enumerate(("L''Écho du Matin", "L''E\u0301CHO DU MATIN", "Écho du Matin"), 1):
        text = PAPER.replace("id: paper\n", f"id: paper{number}\n").replace("text: The Paper", f"text: '{name}'")
        text = text.replace("text: Paper", f"text: Name {number}").replace("paper.example", f"paper{number}.example")
        put(data, f"outlets/gb/paper{number}.yaml", text)
    one = data / "outlets/gb/paper1.yaml"
    near = {path.stem for path in with_neighbours({one}, FolderCatalogue(data)) if path.parent.parent.name == "outlets"}
    assert near == {"paper1", "paper2"}, "which of them have the name of paper1"


def test_an_account_that_another_outlet_has_under_another_name_is_found(tmp_path: Path) -> None:
    data = small_list(tmp_path / "data")
    account = "- type: x\n  value: {}\n  platform_id: '4711'\n  sources:\n  - ref: about\npublished_by:\n"
    put(data, "outlets/gb/paper.yaml", PAPER.replace("published_by:\n", account.format("paper")))
    text = PAPER.replace("id: paper\n", "id: post\n").replace("Paper", "Post").replace("paper.example", "post.example")
    path = put(data, "outlets/gb/post.yaml", text.replace("published_by:\n", account.format("post")))
    found = [each.finding.steps for each in check_folder(data, TODAY, frozenset([path.resolve()]))[1]]
    assert found == [("channels", 1, "platform_id")]
    texts = texts_of(data)
    post = RecordKey("outlets", "post")
    before = ListCatalogue.of(check_texts({key: each for key, each in texts.items() if key != post}, data, TODAY)[0])
    assert [each.steps for each in check_change(before, {post: texts[post]}, TODAY).findings] == found


def test_of_the_real_list_a_change_is_checked_with_few_files() -> None:
    path = DATA / "outlets/us/washington-post.yaml"
    near = with_neighbours({path}, FolderCatalogue(DATA))
    assert {"wp-company-llc", "nash-holdings", "jeff-bezos"} <= {each.stem for each in near}
    assert len(near) < 40


@pytest.mark.parametrize("rule", RULES)
def test_a_change_of_a_loaded_list_gives_what_checking_all_of_it_gives(rule: str, tmp_path: Path) -> None:
    (tmp_path / "outlets").mkdir()
    shutil.copytree(FIXTURES / rule / "invalid", tmp_path, dirs_exist_ok=True)
    for shared in ("vocabulary", "shared_hosts.yaml", "platforms.yaml"):
        (tmp_path / shared).symlink_to(DATA / shared)
    texts = {key: text for key, text in sorted(texts_of(tmp_path).items())}
    for key, text in texts.items():
        without = {each: texts[each] for each in texts if each != key}
        for before, after, change in ((without, {**without, key: text}, text), ({**without, key: text}, without, None)):
            records, found = check_texts(before, tmp_path, TODAY)
            checked = check_change(ListCatalogue.of(records), {key: change}, TODAY)
            kept = {each for each in found if not checked.says_of(each)}
            whole, expected = check_texts(after, tmp_path, TODAY)
            assert kept | set(checked.findings) == set(expected), (key, change)
            assert checked.catalogue == ListCatalogue.of(checked.catalogue.records)
            assert checked.catalogue.records == whole
