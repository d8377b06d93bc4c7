"""Base of the wire shapes."""

import datetime
from typing import Annotated

from pydantic import AfterValidator, BaseModel, ConfigDict, StringConstraints


def _of_the_calendar(text: str) -> str:
    try:
        datetime.date.fromisoformat(text)
    except ValueError as error:
        raise ValueError(f"'{text}' is no day of the calendar") from error
    return text


IsoDay = Annotated[str, StringConstraints(pattern=r"^\d{4}-\d{2}-\d{2}$"), AfterValidator(_of_the_calendar)]


class Shape(BaseModel):
    """A JSON object of the API: unknown members are errors in requests, and absent from answers."""

    model_config = ConfigDict(extra="forbid", frozen=True)
