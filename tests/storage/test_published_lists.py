"""Published lists on disk: whole, numbered upward, and damage said in words."""

import gzip
import hashlib
import json
import os
from pathlib import Path
from typing import Any

import pytest

from api.errors import BadList, MastheadError
from api.storage.published_lists import PublishedLists, encode

RECORDS: dict[str, Any] = {"outlets": {}, "parties": {}}


def document(version: int = 1, **more: Any) -> dict[str, Any]:
    return {"format": 1, "version": version, "published": "2026-11-22", "outlets": {"paper": {"name": "Газета"}}, **more}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    PublishedLists(tmp_path / "list").publish(document(), RECORDS)
    return tmp_path / "list"


def test_before_the_first_version_there_is_no_manifest_and_the_next_is_one(tmp_path: Path) -> None:
    lists = PublishedLists(tmp_path / "list")
    assert (lists.manifest(), lists.next_version()) == (None, 1)
    with pytest.raises(BadList, match="no list is published yet"):
        lists.current()


def test_the_manifest_tells_size_and_checksum_of_the_list_as_unpacked(folder: Path) -> None:
    content = gzip.decompress((folder / "1.json.gz").read_bytes())
    assert json.loads((folder / "manifest.json").read_text()) == {
        "format": 1,
        "version": 1,
        "published": "2026-11-22",
        "outlets": 1,
        "bytes": len(content),
        "sha256": hashlib.sha256(content).hexdigest(),
    }
    assert content == encode(document())
    assert PublishedLists(folder).current() == (PublishedLists(folder).manifest(), document(), RECORDS)


def test_equal_documents_have_equal_bytes_whatever_the_order_of_keys(tmp_path: Path) -> None:
    turned = dict(reversed(document().items()))
    for name, each in (("a", document()), ("b", turned)):
        PublishedLists(tmp_path / name).publish(each, RECORDS)
    assert (tmp_path / "a/1.json.gz").read_bytes() == (tmp_path / "b/1.json.gz").read_bytes()


def test_a_version_holds_its_own_documents_only(folder: Path) -> None:
    lists = PublishedLists(folder)
    assert lists.holds(document(), RECORDS)
    assert not lists.holds(document(outlets={}), RECORDS)
    assert not lists.holds(document(), {**RECORDS, "parties": {"a": {}}})


def test_an_earlier_version_can_still_be_had(folder: Path) -> None:
    lists = PublishedLists(folder)
    lists.publish(document(2, outlets={}), RECORDS)
    assert json.loads(lists.content(1)) == document()
    assert gzip.decompress(lists.content(1, compressed=True)) == lists.content(1)
    assert (lists.has(2), lists.has(3)) == (True, False)
    for compressed in (True, False):
        with pytest.raises(BadList, match="list version 3 is not there"):
            lists.content(3, compressed=compressed)


@pytest.mark.parametrize(
    "content",
    [b"", b"{", b"[]", b"{}", b"\xff", b'{"version": "1"}', b"null"],
)
def test_a_damaged_manifest_is_an_error_that_says_so_and_no_new_beginning(folder: Path, content: bytes) -> None:
    (folder / "manifest.json").write_bytes(content)
    for ask in (PublishedLists(folder).manifest, PublishedLists(folder).current, PublishedLists(folder).next_version):
        with pytest.raises(BadList, match="the manifest is damaged") as caught:
            ask()
        assert (caught.value.where, "backup" in caught.value.mend) == (str(folder / "manifest.json"), True)


@pytest.mark.parametrize("field", ["format", "version", "published", "outlets", "bytes", "sha256"])
def test_a_manifest_without_one_of_its_fields_is_damaged(folder: Path, field: str) -> None:
    manifest = json.loads((folder / "manifest.json").read_text())
    del manifest[field]
    (folder / "manifest.json").write_text(json.dumps(manifest))
    with pytest.raises(BadList, match="the manifest is damaged"):
        PublishedLists(folder).manifest()


def test_a_lost_manifest_makes_no_version_appear_twice(folder: Path) -> None:
    PublishedLists(folder).publish(document(2), RECORDS)
    (folder / "manifest.json").unlink()
    assert PublishedLists(folder).next_version() == 3


@pytest.mark.parametrize(
    ("file", "content", "words"),
    [
        ("1.json.gz", b"", "does not match its manifest|damaged"),
        ("1.json.gz", b"not gzip", "list version 1 is damaged"),
        ("1.json.gz", gzip.compress(b"{}"), "does not match its manifest"),
        ("1.json.gz", gzip.compress(encode(document()))[:-12], "list version 1 is damaged"),
        ("1.records.json.gz", b"not gzip", "list version 1 is damaged"),
        ("1.records.json.gz", gzip.compress(b"{"), "the records are damaged"),
        ("1.json.gz", None, "list version 1 is not there"),
        ("1.records.json.gz", None, "list version 1 is not there"),
    ],
)
def test_a_damaged_list_is_an_error_and_is_not_what_it_should_hold(
    folder: Path, file: str, content: bytes | None, words: str
) -> None:
    (folder / file).unlink()
    if content is not None:
        (folder / file).write_bytes(content)
    with pytest.raises(BadList, match=words) as caught:
        PublishedLists(folder).current()
    assert "masthead compile" in caught.value.mend
    assert not PublishedLists(folder).holds(document(), RECORDS)


def test_a_crash_before_the_manifest_leaves_the_old_list_current(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    replace = os.replace

    def fail(source: str, target: Path) -> None:
        if target.name == "manifest.json":
            raise OSError(5, "Input/output error")
        replace(source, target)

    with monkeypatch.context() as broken, pytest.raises(MastheadError, match="Input/output error"):
        broken.setattr(os, "replace", fail)
        PublishedLists(folder).publish(document(2, outlets={}), RECORDS)
    lists = PublishedLists(folder)
    assert lists.current()[1] == document()
    assert lists.next_version() == 3
    assert [path.name for path in folder.iterdir() if path.name.startswith(".")] == []


def test_a_folder_that_cannot_be_one_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(BadList, match="cannot be read"):
        PublishedLists(tmp_path / "file").manifest()
    with pytest.raises(MastheadError, match="cannot be written") as caught:
        PublishedLists(tmp_path / "file").publish(document(), RECORDS)
    assert str(tmp_path / "file") in caught.value.where
