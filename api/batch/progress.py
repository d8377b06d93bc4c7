"""How a run goes, on standard error: a bar where that is a terminal, and a line for each record skipped."""

import sys
from types import TracebackType

import click

from api.batch.annotator import Skipped

_LONGEST = 500
_CLEAR = "\r\x1b[2K"


class Progress:
    """Shows a run's progress in the input's bytes."""

    def __init__(self) -> None:
        self._terminal = sys.stderr.isatty()
        self._bar = click.progressbar(length=1, file=sys.stderr, hidden=not self._terminal)

    def __enter__(self) -> "Progress":
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        if self._bar.entered:
            self._bar.__exit__(kind, error, trace)

    def begin(self, size: int) -> None:
        self._bar.length = max(1, size)
        self._bar.__enter__()

    def read(self, position: int) -> None:
        self._bar.update(position - self._bar.pos)

    def skip(self, skipped: Skipped) -> None:
        place = f"record {skipped.number}" + (f", {skipped.url}" if skipped.url and skipped.url not in skipped.reason else "")
        # pages write the addresses and some of the reasons: nothing of theirs may steer the terminal
        text = "".join(each if each.isprintable() else "\ufffd" for each in f"{place}: {skipped.reason}"[:_LONGEST])
        click.echo(f"{_CLEAR if self._terminal else ''}masthead: {text}", err=True)
