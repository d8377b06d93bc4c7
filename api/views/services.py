"""What the views are given: the current list, the engine, the clock. Made by `app.py`; views hold no state."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Protocol

from api.annotating.index import Index
from api.outlets.dates import Day
from api.schemas.openapi import Operation
from api.views.words import Words

Json = dict[str, Any]


@dataclass(frozen=True)
class Current:
    """One published list, ready to use; a request keeps the one it started with."""

    document: Json
    index: Index
    records: Json
    manifest: Json
    etag: str


class Lists(Protocol):
    """Published lists, wherever they are."""

    def current(self) -> Current:
        """The newest list. Raises BadList where there is none."""

    def content(self, version: int, *, compressed: bool) -> bytes:
        """One version's bytes, as gzip if `compressed`. Raises BadList where it is not kept."""


@dataclass(frozen=True)
class Services:
    """The parts that requests need; `operations` are all calls that are served, for their description."""

    lists: Lists
    words: Words
    today: Callable[[], Day]
    version: str
    operations: tuple[Operation, ...]
