"""Published lists on disk: one immutable file a version, and a manifest that names the current one, swapped whole."""

import hashlib
from pathlib import Path
from typing import Any

import orjson

from api.errors import BadList
from api.storage.yaml_files import write_whole

Json = dict[str, Any]


def encode(document: Json) -> bytes:
    """The document's bytes; equal documents give equal bytes."""
    return orjson.dumps(document, option=orjson.OPT_SORT_KEYS)


class PublishedLists:
    """The folder of published lists."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    @property
    def manifest_path(self) -> Path:
        return self._folder / "manifest.json"

    def manifest(self) -> Json | None:
        """What the current list is: version, date, checksum, size; None before the first. Raises BadList."""
        if not self.manifest_path.exists():
            return None
        return _parse(self.manifest_path)

    def current(self) -> Json:
        """The current list, checked against its manifest. Raises BadList where there is none or it is damaged."""
        manifest = self.manifest()
        if manifest is None:
            raise BadList("no list is published yet", where=str(self._folder), mend="run `masthead compile`")
        content = self.content(manifest["version"])
        if hashlib.sha256(content).hexdigest() != manifest["sha256"]:
            raise BadList("the list does not match its manifest", where=str(self._path(manifest["version"])), mend="compile anew")
        document: Json = orjson.loads(content)
        return document

    def content(self, version: int) -> bytes:
        """The bytes of one version. Raises BadList where it is not there."""
        try:
            return self._path(version).read_bytes()
        except OSError as error:
            raise BadList(f"list version {version} is not there", where=str(self._folder), mend="run `masthead compile`") from error

    def publish(self, document: Json) -> Json:
        """Write a version, then point the manifest at it; a crash between the two leaves the old list current."""
        content = encode(document)
        manifest = {
            "format": document["format"],
            "version": document["version"],
            "published": document["published"],
            "outlets": len(document["outlets"]),
            "bytes": len(content),
            "sha256": hashlib.sha256(content).hexdigest(),
        }
        write_whole(self._path(document["version"]), content)
        write_whole(self.manifest_path, encode(manifest))
        return manifest

    def _path(self, version: int) -> Path:
        return self._folder / f"{version}.json"


def _parse(path: Path) -> Json:
    try:
        document: Json = orjson.loads(path.read_bytes())
    except (OSError, orjson.JSONDecodeError) as error:
        raise BadList("the manifest cannot be read", where=str(path), mend="run `masthead compile`") from error
    return document
