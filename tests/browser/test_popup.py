"""The toolbar's popup: the same card, and an honest word where there is none."""

import gzip
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.browser import pages
from tests.browser.conftest import EXTENSION
from tests.browser.driver import Browser, Tab
from tests.browser.extension import answer, click, eventually, highlighted, line, open_card, popup, words
from tests.browser.site import Site
from tests.browser.test_card import AXE, CLOSING

Visit = Callable[..., Tab]

BROKEN = [
    ("{ not json", "list_broken", "The outlet list cannot be read."),
    ('{"format": 1, "version": 1}', "list_broken", "The outlet list cannot be read."),
    ('{"format": 2, "version": 1}', "list_format", "The outlet list is of a form this version does not know."),
]


@pytest.fixture
def popup_of(browser: Browser) -> Iterator[Callable[[Tab], Tab]]:
    """`popup_of(tab)` opens the popup of that tab."""
    opened: list[Tab] = []

    def open_popup(tab: Tab) -> Tab:
        answer(browser, tab)
        opened.append(popup(browser, tab))
        return opened[-1]

    yield open_popup
    for tab in opened:
        tab.close()


def test_it_shows_the_same_card_as_the_page(
    browser: Browser, visit: Visit, popup_of: Callable[[Tab], Tab]
) -> None:
    tab = visit(*pages.disclosing())
    in_page = open_card(browser, tab)
    in_popup = words(popup_of(tab))
    assert in_popup.split() == in_page.split()


def test_it_points_into_the_page(visit: Visit, popup_of: Callable[[Tab], Tab]) -> None:
    tab = visit(*pages.disclosing())
    click(popup_of(tab), ".show")
    eventually(lambda: highlighted(tab).endswith(CLOSING))


def test_it_leads_to_the_list_and_its_updates(browser: Browser, visit: Visit) -> None:
    tab = visit(*pages.disclosing())
    answer(browser, tab)
    opened = popup(browser, tab)
    assert opened.with_root("() => document.getElementById('options').textContent") == "List and updates"
    click(opened, "#options")
    views = "chrome.extension.getViews().filter((view) => view.location.pathname === '/options/options.html')"
    eventually(lambda: browser.console(f"{views}.length") == 1)
    browser.console(f"{views}.forEach((view) => view.close())")


def test_an_unlisted_site_is_called_not_listed(visit: Visit, popup_of: Callable[[Tab], Tab]) -> None:
    shown = words(popup_of(visit("https://fog.example/week", pages.UNLISTED)))
    assert "Not listed" in shown
    assert "fog.example is not in Masthead’s list. That says nothing about who owns, funds or controls it." in shown


def test_a_look_alike_of_a_listed_site_is_said_to_be_one(visit: Visit, popup_of: Callable[[Tab], Tab]) -> None:
    shown = words(popup_of(visit("https://rt.com.example/week", pages.UNLISTED)))
    assert "Not listed. Its address resembles that of RT." in shown
    assert "That says nothing about who owns, funds or controls it." in shown


def test_a_listed_site_without_labels_is_not_called_unlisted(visit: Visit, popup_of: Callable[[Tab], Tab]) -> None:
    shown = words(popup_of(visit("https://libertarianhub.com/fog/", pages.UNLISTED)))
    assert "Listed, not researched yet." in shown
    assert "Not listed" not in shown


def test_a_page_of_the_browser_is_not_read(browser: Browser, popup_of: Callable[[Tab], Tab]) -> None:
    own = browser.open("about:blank")
    opened = popup(browser, own)
    assert "Masthead does not read this page." in words(opened)
    opened.close()
    own.close()


def test_it_answers_after_the_background_has_stopped(
    browser: Browser, visit: Visit, popup_of: Callable[[Tab], Tab]
) -> None:
    tab = visit(*pages.disclosing())
    answer(browser, tab)
    browser.stop_background()
    assert "ANO TV-Novosti" in words(popup_of(tab))


def test_it_says_when_the_browser_withholds_the_page(
    browser: Browser, site: Site
) -> None:
    browser.give_access(False)
    try:
        tab = browser.open(site.serve(*pages.disclosing()))
        opened = popup(browser, tab)
        shown = words(opened)
        assert tab.evaluate("document.querySelectorAll('masthead-line').length") == 0
        opened.close()
        tab.close()
    finally:
        browser.give_access(True)
    assert "Masthead may not read this site." in shown
    assert "Allow on all sites" in shown


def test_it_works_again_when_access_is_given_back(browser: Browser, visit: Visit) -> None:
    browser.give_access(False)
    browser.give_access(True)
    assert line(browser, visit(*pages.disclosing())) == pages.LINE


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_axe_finds_nothing(visit: Visit, popup_of: Callable[[Tab], Tab], dark: bool) -> None:
    opened = popup_of(visit(*pages.disclosing()))
    opened.appear(400, 600, dark)
    assert opened.audit(AXE) == []


@pytest.mark.parametrize("name", ["chromium", "firefox"])
def test_a_broken_list_is_said_to_be_broken(
    name: str, launch: Callable[[str, Path], Browser], site: Site, tmp_path: Path
) -> None:
    broken = tmp_path / "extension"
    shutil.copytree(EXTENSION, broken)
    listed = broken / "list" / "list.json.gz"
    listed.write_bytes(b"")
    browser = launch(name, broken)
    page = site.serve(*pages.disclosing())
    for content, problem, said in BROKEN:
        listed.write_bytes(gzip.compress(content.encode()))
        tab = browser.open(page)
        assert answer(browser, tab) == {"problem": problem}
        assert tab.evaluate("document.querySelectorAll('masthead-line').length") == 0
        assert said in words(popup(browser, tab))
    browser.close()
