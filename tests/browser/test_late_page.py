"""Pages that write themselves after loading are read again when they rest; a line that the page takes away comes back once."""

import json
from collections.abc import Callable

import pytest

from tests.browser import pages
from tests.browser.driver import Browser, Tab
from tests.browser.extension import badge, click, eventually, highlighted, line, open_card

Visit = Callable[..., Tab]

REST = 1200  # milliseconds in which a page comes to rest and is read again
TICKER = "setInterval(() => { document.querySelector('#clock').textContent = String(performance.now()).padEnd(250, '.') }, 100)"
LINES = "document.querySelectorAll('masthead-line').length"
# in the extension's own page, which hears what content scripts ask of the background; it stays from test to test
COUNT = """(() => {
  if (globalThis.asked === undefined) {
    chrome.runtime.onMessage.addListener(({ kind }) => { globalThis.asked += kind === "annotate"; });
  }
  globalThis.asked = 0;
})()"""


def written_late(delay: int, meanwhile: str = "") -> tuple[str, str]:
    """The disclosing article, as an application writes it into an empty page `delay` milliseconds after loading."""
    address, markup = pages.disclosing()
    article = markup[markup.index("<article") : markup.index("</article>") + len("</article>")]
    script = f"onload = () => setTimeout(() => {{ document.querySelector('main').innerHTML = {json.dumps(article)} }}, {delay})"
    script = script.replace("</", "<\\/")
    return address, (
        "<!doctype html><html lang=en><title>News</title><p id=clock></p><main><p>Loading</p></main>"
        f"<script>{script}; {meanwhile}</script>"
    )


@pytest.mark.parametrize("meanwhile", ["", TICKER], ids=["a page at rest", "a page that never rests"])
def test_an_article_written_after_loading_gets_its_line(browser: Browser, visit: Visit, meanwhile: str) -> None:
    tab = visit(*written_late(900, meanwhile))
    assert line(browser, tab) is None
    eventually(lambda: line(browser, tab) == pages.LINE)
    eventually(lambda: badge(browser, tab)[0] == "from")
    assert tab.evaluate("document.querySelector('h1').nextElementSibling.localName") == "masthead-line"


def test_a_page_that_never_rests_is_asked_about_a_few_times_only(browser: Browser, visit: Visit) -> None:
    browser.console(COUNT)
    tab = visit("https://fog.example/ticker", f"<!doctype html><title>t</title><main id=clock></main><script>{TICKER}</script>")
    line(browser, tab)
    tab.wait(11_000)
    assert 2 <= browser.console("globalThis.asked") <= 4


def test_a_page_that_draws_the_same_article_anew_is_asked_about_once_and_keeps_its_places(browser: Browser, visit: Visit) -> None:
    browser.console(COUNT)
    tab = visit(*pages.disclosing())
    assert line(browser, tab) == pages.LINE
    tab.evaluate("(() => { const body = document.querySelector('.entry-content'); body.innerHTML = body.innerHTML; })()")
    tab.wait(REST)
    assert browser.console("globalThis.asked") == 1
    open_card(browser, tab)
    click(tab, ".show")
    eventually(lambda: highlighted(tab).startswith("RT, formerly Russia Today"))


def test_a_line_that_the_page_takes_away_comes_back_once(browser: Browser, visit: Visit) -> None:
    tab = visit(*pages.disclosing())
    assert line(browser, tab) == pages.LINE
    tab.evaluate("document.querySelector('masthead-line').remove()")
    eventually(lambda: tab.evaluate(LINES) == 1)
    assert line(browser, tab) == pages.LINE
    tab.evaluate("document.querySelector('masthead-line').remove()")
    tab.wait(REST)
    assert tab.evaluate(LINES) == 0


def test_a_headline_drawn_anew_has_one_line_under_it(browser: Browser, visit: Visit) -> None:
    address, markup = pages.disclosing()
    tab = visit(address, markup)
    assert line(browser, tab) == pages.LINE
    tab.evaluate("(() => { const main = document.querySelector('main'); main.innerHTML = main.innerHTML; })()")
    tab.evaluate("document.querySelectorAll('main masthead-line').forEach((copy) => copy.remove())")
    eventually(lambda: tab.evaluate("document.querySelector('h1').nextElementSibling.localName") == "masthead-line")
    assert tab.evaluate(LINES) == 1
    assert line(browser, tab) == pages.LINE


def test_a_page_hidden_while_it_loads_is_read_when_it_shows(browser: Browser, visit: Visit) -> None:
    address, markup = pages.disclosing_with("html.wait body { visibility: hidden }")
    markup = markup.replace("<html ", '<html class="wait" ', 1)
    show = "<script>onload = () => setTimeout(() => document.documentElement.classList.remove('wait'), 900)</script></body>"
    tab = visit(address, markup.replace("</body>", show, 1))
    eventually(lambda: line(browser, tab) == pages.LINE)
