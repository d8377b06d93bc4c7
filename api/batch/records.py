"""The records of an input: what is asked about one page, or why it cannot be read."""

import datetime
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Protocol

import orjson
from pydantic import ValidationError

from api.errors import BadPage, BadRequest
from api.outlets.dates import Day
from api.schemas.annotation import AnnotateRequest

LARGEST_RECORD = 8 * 1024 * 1024  # bytes; as much as a request to the API may have


@dataclass(frozen=True, slots=True)
class Asked:
    """A page to annotate: markup or evidence. `at`: label as of that day; `captured`: the day the page was copied."""

    url: str
    html: str
    evidence: Mapping[str, Any] | None = None
    at: Day | None = None
    captured: Day | None = None


class Record(Protocol):
    """One record. `number` counts the input's lines or WARC records from 1; `size` is what it takes in memory, in bytes."""

    @property
    def number(self) -> int: ...
    @property
    def url(self) -> str | None: ...
    @property
    def size(self) -> int: ...
    def asked(self) -> Asked:
        """Raises MastheadError where the record asks nothing that can be answered."""


@dataclass(frozen=True, slots=True)
class Unreadable:
    """A record that cannot be read at all."""

    number: int
    reason: str
    url: str | None = None

    @property
    def size(self) -> int:
        return 0

    def asked(self) -> Asked:
        raise BadPage(self.reason)


@dataclass(frozen=True, slots=True)
class Line:
    """A line of JSON, of the shape of a request to `/v1/annotate`."""

    number: int
    content: bytes

    @property
    def url(self) -> str | None:
        return None

    @property
    def size(self) -> int:
        return len(self.content)

    def asked(self) -> Asked:
        try:
            asked = AnnotateRequest.model_validate(orjson.loads(self.content))
        except orjson.JSONDecodeError as error:
            raise BadRequest(f"the line is not JSON: {error}", mend="write one object a line") from error
        except ValidationError as error:
            first = error.errors(include_url=False, include_input=False)[0]
            where = ".".join(map(str, first["loc"]))
            mend = "a line has the shape of a request to /v1/annotate"
            raise BadRequest(first["msg"].removeprefix("Value error, "), where=where, mend=mend) from error
        at = datetime.date.fromisoformat(asked.at) if asked.at else None
        return Asked(asked.url, asked.html or "", asked.evidence.model_dump() if asked.evidence else None, at)
