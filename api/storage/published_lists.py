"""Published lists on disk: one immutable file a version, and a manifest that names the current one, swapped whole."""

import fcntl
import gzip
import hashlib
import re
import threading
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated, Any

import orjson
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from api.errors import BadList, Conflict, MastheadError
from api.outlets.dates import Day
from api.storage.whole_files import write_whole

Json = dict[str, Any]


def encode(document: Json) -> bytes:
    """The document's bytes; equal documents give equal bytes."""
    return orjson.dumps(document, option=orjson.OPT_SORT_KEYS)


def pack(content: bytes) -> bytes:
    """The bytes as they are kept: gzip, equal for equal content."""
    return gzip.compress(content, mtime=0)


_LIST = re.compile(r"[0-9]+\.json\.gz")


class _Manifest(BaseModel):
    model_config = ConfigDict(extra="allow", strict=True)

    format: int
    version: Annotated[int, Field(ge=1)]
    published: Day
    outlets: int
    bytes: int
    sha256: Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]


class PublishedLists:
    """The folder of published lists."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._turn = threading.RLock()
        self._alone = False

    @property
    def manifest_path(self) -> Path:
        return self._folder / "manifest.json"

    def manifest(self) -> Json | None:
        """What the current list is: version, date, checksum, size; None before the first. Raises BadList."""
        try:
            content = self.manifest_path.read_bytes()
        except FileNotFoundError:
            return None
        except OSError as error:
            raise _damaged(f"the manifest cannot be read: {error.strerror}", self.manifest_path) from error
        try:
            return _Manifest.model_validate_json(content).model_dump(mode="json")
        except ValidationError as error:
            raise _damaged("the manifest is damaged", self.manifest_path) from error

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
        try:
            records: Json = orjson.loads(self._read(version, "records.json.gz"))
        except orjson.JSONDecodeError as error:
            where = str(self._path(version, "records.json.gz"))
            raise BadList("the records are damaged", where=where, mend="run `masthead compile`") from error
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

    def next_version(self) -> int:
        """One more than any version there is, so that none is ever published twice. Raises BadList."""
        manifest = self.manifest()
        kept = [int(path.name.partition(".")[0]) for path in self._folder.glob("*.json.gz") if _LIST.fullmatch(path.name)]
        return 1 + max([*kept, manifest["version"] if manifest else 0])

    @contextmanager
    def alone(self) -> Iterator[None]:
        """No other process publishes here meanwhile; those who want to wait, and a process that dies lets them in. Held from before
        the records are read, it keeps an older state of them from following a newer one. Raises MastheadError."""
        with self._turn:
            if self._alone:
                yield
                return
            with _locked(self._folder / "publishing.lock"):
                self._alone = True
                try:
                    yield
                finally:
                    self._alone = False

    def publish(
        self, document: Json, records: Json, more: Json | None = None, sign: Callable[[Json], Json] | None = None
    ) -> Json:
        """Write a version, then point the manifest at it; a crash between the two leaves the old list current. The manifest has
        what `more` adds, and is signed by `sign`. Raises Conflict where another publisher took the version, and changes nothing."""
        content = encode(document)
        manifest = {
            "format": document["format"],
            "version": document["version"],
            "published": document["published"],
            "outlets": len(document["outlets"]),
            "bytes": len(content),
            "sha256": hashlib.sha256(content).hexdigest(),
            **(more or {}),
        }
        manifest = sign(manifest) if sign else manifest
        with self.alone():
            if document["version"] < self.next_version():
                what = f"another published version {document['version']} in between"
                raise Conflict(what, where=str(self._folder), mend="publish again: nothing was changed")
            for kind, data in (("records.json.gz", encode(records)), ("json.gz", content)):
                write_whole(self._path(document["version"], kind), pack(data))
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


@contextmanager
def _locked(path: Path) -> Iterator[None]:
    """Hold a file's lock, which the system gives back however the process ends."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        file = path.open("ab")
    except OSError as error:
        mend = "choose a place that may be written, or make room"
        raise MastheadError(f"it cannot be written: {error.strerror}", where=str(path), mend=mend) from error
    with file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield


def _damaged(what: str, path: Path) -> BadList:
    """Without its manifest nobody knows which version readers have, so none is made up."""
    mend = "restore it from a backup; without one remove it and compile: the next version follows the lists that are there"
    return BadList(what, where=str(path), mend=mend)
