"""From a record to its answer: what one worker does, on one machine or on many."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import orjson

from api.annotating.annotate import annotate
from api.annotating.evidence import extract
from api.annotating.index import Index
from api.annotating.present import present
from api.batch.records import Asked, Record
from api.errors import MastheadError
from api.outlets.dates import Day
from api.storage.published_lists import PublishedLists


@dataclass(frozen=True, slots=True)
class Answered:
    """A record's answer, of the shape of an answer of `/v1/annotate`."""

    number: int
    url: str
    answer: Mapping[str, Any]

    @property
    def line(self) -> bytes:
        """As it stands in the output."""
        return orjson.dumps({"record": self.number, "url": self.url, **self.answer}, option=orjson.OPT_APPEND_NEWLINE)


@dataclass(frozen=True, slots=True)
class Skipped:
    """A record without an answer, and why."""

    number: int
    url: str | None
    reason: str


Result = Answered | Skipped


class Annotator:
    """Answers records with one list. `today`: the day of the visit; `at`: label as of that day where a record does not say."""

    def __init__(self, document: Mapping[str, Any], today: Day, at: Day | None = None) -> None:
        self._index = Index(document)
        self._today = today
        self._at = at

    @classmethod
    def opened(cls, lists: Path, version: int, today: Day, at: Day | None) -> "Annotator":
        """With one version of the published lists in a folder. Raises BadList."""
        return cls(orjson.loads(PublishedLists(lists).content(version)), today, at)

    def __call__(self, record: Record) -> Result:
        """The record's answer, or why there is none; never an error: one page must not stop a crawl."""
        url = record.url
        try:
            asked = record.asked()
            url = asked.url
            return Answered(record.number, url, self._answer(asked))
        except MastheadError as error:
            return Skipped(record.number, url, str(error))
        except Exception as error:
            return Skipped(record.number, url, f"a fault of Masthead's own, please report it: {type(error).__name__}: {error}")

    def _answer(self, asked: Asked) -> dict[str, Any]:
        evidence = asked.evidence if asked.evidence is not None else extract(asked.html, asked.url)
        evidence = {**evidence, "url": asked.url}
        visit = asked.captured or self._today
        result = annotate(evidence, self._index, visit)
        if asked.captured and result["resolved"]["captured"] is None:
            result["resolved"]["captured"] = asked.captured.isoformat()
        return present(result, evidence, self._index, asked.at or self._at, self._today)
