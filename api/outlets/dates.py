"""Fuzzy dates: `YYYY`, `YYYY-MM` or `YYYY-MM-DD`, each one unknown day within its span."""

import calendar
import datetime
import re
from dataclasses import dataclass
from typing import Annotated, Any

from pydantic import BeforeValidator, PlainSerializer, WithJsonSchema

Day = datetime.date

_FORM = re.compile(r"([0-9]{4})(?:-([0-9]{2})(?:-([0-9]{2}))?)?")


@dataclass(frozen=True, order=True)
class FuzzyDate:
    """One unknown day from `earliest` to `latest`, both inclusive; `text` is how the source's precision was written."""

    earliest: Day
    latest: Day
    text: str

    @classmethod
    def parse(cls, text: str) -> "FuzzyDate":
        """Raise ValueError, in words for an editor, where `text` is no date of one of the three precisions."""
        match = _FORM.fullmatch(text)
        if not match:
            raise ValueError(f"'{text}' is not a date: write YYYY, YYYY-MM or YYYY-MM-DD")
        year, month, day = (int(part) if part else None for part in match.groups())
        try:
            earliest = Day(year or 0, month or 1, day or 1)
            if day:
                return cls(earliest, earliest, text)
            last_month = month or 12
            return cls(earliest, Day(earliest.year, last_month, calendar.monthrange(earliest.year, last_month)[1]), text)
        except ValueError as error:
            raise ValueError(f"'{text}' is not a date of the calendar") from error

    @property
    def exact(self) -> bool:
        return self.earliest == self.latest

    def __str__(self) -> str:
        return self.text


def _read(value: Any) -> FuzzyDate:
    if isinstance(value, FuzzyDate):
        return value
    # YAML reads a bare year as a number
    return FuzzyDate.parse(str(value) if isinstance(value, (str, int)) and not isinstance(value, bool) else repr(value))


Date = Annotated[
    FuzzyDate,
    BeforeValidator(_read),
    PlainSerializer(str, return_type=str),
    WithJsonSchema({"type": "string", "pattern": r"^\d{4}(-\d{2}(-\d{2})?)?$"}),
]
