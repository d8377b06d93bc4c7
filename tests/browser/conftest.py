"""Both browsers, each started once a run, and the server that stands for the whole web."""

import functools
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from playwright.sync_api import Playwright

from tests.browser import site as web
from tests.browser.chromium import Chromium
from tests.browser.driver import Browser, Tab
from tests.browser.firefox import Firefox

EXTENSION = Path(__file__).parents[2] / "extension"


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> web.Site:
    """The server of every page."""
    return web.start(tmp_path_factory.mktemp("site"))


@pytest.fixture(scope="session")
def launch(
    site: web.Site, tmp_path_factory: pytest.TempPathFactory, playwright: Playwright
) -> Iterator[Callable[[str, Path], Browser]]:
    """`launch(name, extension)` starts a browser with that extension; it ends with the run."""
    with ExitStack() as running:
        def start(name: str, extension: Path) -> Browser:
            profile, ports = tmp_path_factory.mktemp(name), (site.http_port, site.https_port)
            if name == "chromium":
                browser: Browser = Chromium(playwright, extension, profile, *ports)
            else:
                browser = Firefox(extension, profile, *ports)
            running.callback(browser.close)
            return browser

        yield start


@pytest.fixture(scope="session")
def browsers(launch: Callable[[str, Path], Browser]) -> Callable[[str], Browser]:
    """`browsers(name)`: the browser of the run, started when first asked for."""
    return functools.cache(lambda name: launch(name, EXTENSION))


@pytest.fixture(params=["chromium", "firefox"])
def browser(request: pytest.FixtureRequest, browsers: Callable[[str], Browser]) -> Browser:
    """Each browser in turn."""
    return browsers(request.param)


@pytest.fixture
def visit(browser: Browser, site: web.Site) -> Iterator[Callable[..., Tab]]:
    """`visit(url)` opens a tab; `visit(url, html, **headers)` serves the page first. Tabs close when the test ends."""
    tabs: list[Tab] = []

    def open_tab(url: str, html: str | None = None, **headers: str) -> Tab:
        tabs.append(browser.open(url if html is None else site.serve(url, html, **headers)))
        tabs[-1].appear(1000, 800)
        return tabs[-1]

    yield open_tab
    for tab in tabs:
        tab.close()
