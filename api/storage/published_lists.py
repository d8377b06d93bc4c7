"""Published lists on disk: one immutable file a version, and a manifest that names the current one, swapped whole."""

import gzip
import hashlib
import zlib
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

    def current(self) -> tuple[Json, Json, Json]:
        """Manifest, list and records of the current version, checked. Raises BadList where there is none or it is damaged."""
        manifest = self.manifest()
        if manifest is None:
            raise BadList("no list is published yet", where=str(self._folder), mend="run `masthead compile`")
        version = manifest["version"]
        content = self.content(version)
        if hashlib.sha256(content).hexdigest() != manifest["sha256"]:
            where = str(self._path(version, "json.gz"))
            raise BadList("the list does not match its manifest", where=where, mend="run `masthead compile`")
        document: Json = orjson.loads(content)
        records: Json = orjson.loads(self._read(version, "records.json.gz"))
        return manifest, document, records

    def content(self, version: int, *, compressed: bool = False) -> bytes:
        """The bytes of one version's list, as kept (gzip) or unpacked. Raises BadList where it is not there or damaged."""
        if compressed:
            return self._path(version, "json.gz").read_bytes() if self.has(version) else self._missing(version)
        return self._read(version, "json.gz")

    def has(self, version: int) -> bool:
        return self._path(version, "json.gz").exists()

    def holds(self, document: Json, records: Json) -> bool:
        """Whether this very list with these records is the current version; False where that is damaged."""
        try:
            return self.current()[1:] == (document, records)
        except BadList:
            return False

    def publish(self, document: Json, records: Json) -> Json:
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
        for kind, data in (("records.json.gz", encode(records)), ("json.gz", content)):
            write_whole(self._path(document["version"], kind), gzip.compress(data, mtime=0))
        write_whole(self.manifest_path, encode(manifest))
        return manifest

    def _read(self, version: int, kind: str) -> bytes:
        try:
            return gzip.decompress(self._path(version, kind).read_bytes())
        except FileNotFoundError:
            return self._missing(version)
        except (OSError, EOFError, zlib.error) as error:
            where = str(self._path(version, kind))
            raise BadList(f"list version {version} is damaged", where=where, mend="run `masthead compile`") from error

    def _missing(self, version: int) -> bytes:
        raise BadList(f"list version {version} is not there", where=str(self._folder), mend="run `masthead compile`")

    def _path(self, version: int, kind: str) -> Path:
        return self._folder / f"{version}.{kind}"


def _parse(path: Path) -> Json:
    try:
        document: Json = orjson.loads(path.read_bytes())
    except (OSError, orjson.JSONDecodeError) as error:
        raise BadList("the manifest cannot be read", where=str(path), mend="run `masthead compile`") from error
    return document
