"""Why a report is not taken, or not now."""

import datetime
from collections.abc import Mapping

from api.errors import MastheadError


class BadReport(MastheadError):
    """Fields that are wrong: `wrong` says of each what is, in the order of the form."""

    def __init__(self, wrong: Mapping[str, str]) -> None:
        where, what = next(iter(wrong.items()))
        super().__init__(what, where=where)
        self.wrong = dict(wrong)


class TooManyReports(MastheadError):
    """The sender's network, or all senders together, sent as many as are taken; `after` that long there is room again."""

    def __init__(self, after: datetime.timedelta) -> None:
        super().__init__("Too many reports came in.", mend=f"Try again in {_in_words(after)}; nothing was kept of this one.")
        self.after = after


class NoSolution(MastheadError):
    """The puzzle is not ours, too old, used, or not solved."""


class TooEarly(MastheadError):
    """A form without a solved puzzle came back faster than a person writes; `after` so long it is taken."""

    def __init__(self, after: datetime.timedelta) -> None:
        seconds = int(after.total_seconds()) + 1
        what = f"Programs send forms this fast, and this browser solved no puzzle: wait {seconds} seconds, then send it again."
        super().__init__(what, where="form")
        self.after = after


def _in_words(span: datetime.timedelta) -> str:
    minutes = -(-int(span.total_seconds()) // 60)
    return f"{max(minutes, 1)} minutes" if minutes < 120 else f"{-(-minutes // 60)} hours"
