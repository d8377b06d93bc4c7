"""A rule asked about records built in the test."""

from collections.abc import Iterator
from typing import Any

from api.outlets.checks import Check
from api.outlets.dates import Day
from api.outlets.model import Outlet, Party
from tests.outlets.build import outlet, records

TODAY = Day(2026, 11, 22)


def found(check: Check, *entries: Outlet | Party, **more: Any) -> list[str]:
    """What the rule finds, as `file steps: words`."""
    return list(_words(check, records(*entries, **more)))


def _words(check: Check, listed: Any) -> Iterator[str]:
    for finding in check(listed, TODAY):
        assert finding.mend
        yield f"{finding.file} {'.'.join(map(str, finding.steps))}: {finding.what}"


def with_channels(*channels: dict[str, Any], name: str = "paper") -> Outlet:
    return outlet(name, channels=channels)
