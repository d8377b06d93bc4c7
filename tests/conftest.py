"""What tests of several folders share."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Playwright, sync_playwright


@pytest.fixture(scope="session")
def playwright() -> Iterator[Playwright]:
    """Drives Chromium. There can be but one in a process."""
    with sync_playwright() as started:
        yield started


@pytest.fixture(scope="session")
def chromium(playwright: Playwright) -> Iterator[Browser]:
    """As it comes, without the extension: for pages of the desk."""
    browser = chromium_of(playwright)
    yield browser
    browser.close()


def chromium_of(playwright: Playwright) -> Browser:
    arguments = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--disable-background-networking"]
    return playwright.chromium.launch(executable_path="/usr/bin/chromium", args=arguments)
