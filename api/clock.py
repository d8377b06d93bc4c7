"""The one clock of the program; everything below is told the day."""

import datetime

from api.outlets.dates import Day


def today() -> Day:
    """The day of the visit, in UTC."""
    return datetime.datetime.now(datetime.UTC).date()
