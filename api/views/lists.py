"""The published list in use: read once, swapped in place when a newer one is published, the last good one kept if it is bad."""

import logging
import threading
import time
from pathlib import Path
from typing import Protocol

from api.annotating.index import Index
from api.errors import BadList
from api.views.services import Current, Json

_LOOK_EVERY = 1.0  # seconds

_log = logging.getLogger(__name__)


class Store(Protocol):
    """Where published lists are kept."""

    @property
    def manifest_path(self) -> Path: ...
    def manifest(self) -> Json | None: ...
    def current(self) -> tuple[Json, Json, Json]: ...
    def content(self, version: int, *, compressed: bool = False) -> bytes: ...


class SwappedLists:
    """Gives each request one whole list. Looks for a newer manifest at most once a second."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._current: Current | None = None
        self._seen: tuple[int, int] | None = None
        self._looked = 0.0
        self._loading = threading.Lock()

    def current(self) -> Current:
        """The newest good list. Raises BadList where there has been none."""
        now = time.monotonic()
        if self._current is None or now - self._looked > _LOOK_EVERY:
            with self._loading:
                self._looked = now
                self._refresh()
        if self._current is None:
            raise BadList("no list is published yet", mend="run `masthead compile`")
        return self._current

    def content(self, version: int, *, compressed: bool) -> bytes:
        return self._store.content(version, compressed=compressed)

    def _refresh(self) -> None:
        stamp = self._stamp()
        if stamp is None or stamp == self._seen:
            return
        try:
            manifest, document, records = self._store.current()
            self._current = Current(document, Index(document), records, manifest, manifest["sha256"])
            self._seen = stamp
        except BadList as error:
            if self._current is None:
                raise
            _log.error("keeping list %s: %s", self._current.manifest["version"], error)
            self._seen = stamp

    def _stamp(self) -> tuple[int, int] | None:
        try:
            status = self._store.manifest_path.stat()
        except OSError:
            return None
        return status.st_mtime_ns, status.st_ino
