"""What tests of several folders share."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Playwright, sync_playwright


@pytest.fixture(scope="session")
def playwright() -> Iterator[Playwright]:
    """Drives Chromium. There can be but one in a process."""
    with sync_playwright() as started:
        yield started
