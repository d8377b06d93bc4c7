"""The line under the headline: what it says, where it stands, and that no page can bend it."""

import json
from collections.abc import Callable

import pytest

from tests.browser import pages
from tests.browser.driver import Browser, Tab
from tests.browser.extension import badge, click, eventually, line, open_card

Visit = Callable[..., Tab]

HOSTILE = """
  * { all: revert !important; display: none !important; color: red !important; font-size: 90px !important;
      visibility: hidden !important; opacity: 0 !important; transform: scale(0) !important; position: fixed !important; }
  html, body, main, article, div, header, h1, p { display: block !important; visibility: visible !important;
      opacity: 1 !important; transform: none !important; position: static !important; }
  masthead-line { display: none !important; width: 0 !important; height: 0 !important; clip-path: inset(50%) !important; }
"""
BOX = """(root) => {
  const shown = root.querySelector(".line"), style = getComputedStyle(shown), box = shown.getBoundingClientRect();
  return { width: box.width, height: box.height, top: box.top, size: style.fontSize, color: style.color,
           seen: shown.checkVisibility({ opacityProperty: true, visibilityProperty: true }) };
}"""


def test_an_article_that_says_it_is_anothers_says_so_under_its_headline(browser: Browser, visit: Visit) -> None:
    tab = visit(*pages.disclosing())
    assert line(browser, tab) == pages.LINE
    assert tab.evaluate("document.querySelector('h1').nextElementSibling.localName") == "masthead-line"


@pytest.mark.skipif(not pages.SHARED.exists(), reason="the shared page is not here")
def test_the_page_it_was_made_for(browser: Browser, visit: Visit) -> None:
    tab = visit(pages.SHARED_ADDRESS, pages.SHARED.read_text())
    assert line(browser, tab) == pages.LINE
    assert badge(browser, tab)[0] == "from"


def test_the_page_cannot_look_into_the_line(browser: Browser, visit: Visit) -> None:
    tab = visit(*pages.disclosing())
    assert line(browser, tab) is not None
    assert tab.evaluate("document.querySelector('masthead-line').shadowRoot") is None
    assert tab.evaluate("document.querySelector('masthead-line').textContent") == ""


def test_the_badge_and_its_title_say_it_in_short(browser: Browser, visit: Visit) -> None:
    tab = visit(*pages.disclosing())
    line(browser, tab)
    text, title = badge(browser, tab)
    assert text == "from"
    assert title == "Masthead: This page says its content is from RT · State-controlled: Russia"


def test_an_unlisted_page_is_left_alone(browser: Browser, visit: Visit) -> None:
    tab = visit("https://fog.example/week", pages.UNLISTED)
    assert line(browser, tab) is None
    assert tab.evaluate("document.querySelectorAll('masthead-line').length") == 0
    assert badge(browser, tab) == ("", "Masthead")


def test_a_state_controlled_publisher_is_named_on_its_own_page(browser: Browser, visit: Visit) -> None:
    tab = visit("https://www.rt.com/news/fog/", pages.UNLISTED)
    assert line(browser, tab) == "Published by RT · State-controlled: Russia · why?"
    assert badge(browser, tab)[0] == "i"


def test_a_publisher_without_such_a_label_is_left_to_the_popup(browser: Browser, visit: Visit) -> None:
    tab = visit("https://libertarianhub.com/fog/", pages.UNLISTED)
    assert line(browser, tab) is None
    assert badge(browser, tab)[0] == ""


@pytest.mark.parametrize("style", [HOSTILE, "* { all: unset }", ".entry-header { display: flex }"])
def test_page_rules_do_not_reach_the_line(browser: Browser, visit: Visit, style: str) -> None:
    tab = visit(*pages.disclosing_with(style))
    assert line(browser, tab) == pages.LINE
    box = tab.with_root(BOX)
    assert box["seen"]
    assert box["size"] == "14px"
    assert box["width"] > 200
    assert 15 < box["height"] < 120
    assert box["color"] != "rgb(255, 0, 0)"


def test_it_works_under_the_strictest_page_policy(browser: Browser, visit: Visit) -> None:
    policy = "default-src 'none'; require-trusted-types-for 'script'; trusted-types 'none'; sandbox"
    tab = visit(*pages.disclosing(), Content_Security_Policy=policy)
    assert line(browser, tab) == pages.LINE
    assert tab.with_root(BOX)["size"] == "14px"
    assert "ANO TV-Novosti" in open_card(browser, tab)


def test_a_page_without_a_headline_has_the_line_at_the_start_of_its_main_part(browser: Browser, visit: Visit) -> None:
    heading = '<h1 class="entry-title">Grain terminal reopens ‘after a month of silence’</h1>'
    tab = visit(*pages.disclosing_with("", heading))
    assert line(browser, tab) == pages.LINE
    assert tab.evaluate("document.querySelector('article').firstElementChild.localName") == "masthead-line"


def test_a_heading_that_is_not_seen_is_no_headline(browser: Browser, visit: Visit) -> None:
    tab = visit(*pages.disclosing_with("h1 { position: absolute; width: 1px; height: 1px; overflow: hidden }"))
    assert line(browser, tab) == pages.LINE
    assert tab.with_root(BOX)["width"] > 200


def test_a_headline_inside_a_link_does_not_make_the_line_a_link(browser: Browser, visit: Visit) -> None:
    opening, closing = '<h1 class="entry-title">', "‘after a month of silence’</h1>"
    address, markup = pages.disclosing_with("", opening, '<a href="/elsewhere">' + opening)
    tab = visit(address, markup.replace(closing, closing + "</a>", 1))
    assert line(browser, tab) == pages.LINE
    click(tab, ".line button")
    eventually(lambda: tab.with_root("(root) => root.querySelector('.card') !== null"))
    assert tab.evaluate("location.href") == address


@pytest.mark.parametrize(("style", "scheme"), [("body { background: #101418; color: #eee }", "dark"), ("", "light")])
def test_it_is_dark_on_a_dark_page_and_light_on_a_light_one(
    browser: Browser, visit: Visit, style: str, scheme: str
) -> None:
    tab = visit(*pages.disclosing_with(style))
    line(browser, tab)
    assert tab.with_root("(root) => getComputedStyle(root.host).colorScheme") == scheme


def test_a_page_that_turns_into_another_without_loading_loses_its_line(browser: Browser, visit: Visit) -> None:
    tab = visit(*pages.disclosing())
    assert line(browser, tab) == pages.LINE
    tab.evaluate("document.querySelector('.entry-content').replaceChildren('Fog again.')")
    tab.evaluate("history.pushState(null, '', '/2022/03/a-week-of-fog/')")
    eventually(lambda: tab.evaluate("document.querySelector('masthead-line') === null"))
    eventually(lambda: badge(browser, tab)[0] == "")


def test_a_page_that_turns_into_an_article_of_another_gets_its_line(browser: Browser, visit: Visit) -> None:
    address, markup = pages.disclosing()
    tab = visit("https://libertarianhub.com/fog/", pages.UNLISTED)
    assert line(browser, tab) is None
    body = markup[markup.index("<main") : markup.index("</main>")]
    tab.evaluate(f"document.querySelector('main').outerHTML = {json.dumps(body)}")
    tab.evaluate(f"history.pushState(null, '', {json.dumps(address)})")
    eventually(lambda: line(browser, tab) == pages.LINE)


def test_a_stopped_background_wakes_and_answers(browser: Browser, visit: Visit) -> None:
    browser.stop_background()
    assert browser.background_stopped()
    tab = visit(*pages.disclosing())
    assert line(browser, tab) == pages.LINE
