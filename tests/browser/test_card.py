"""The card behind "why?": what it tells, how it is operated, and that everybody can read it."""

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.browser import pages
from tests.browser.driver import Browser, Tab
from tests.browser.extension import TEXT, TEXTS, click, eventually, highlighted, line, open_card

Visit = Callable[..., Tab]

AXE = (Path(__file__).parents[2] / "node_modules" / "axe-core" / "axe.min.js").read_text()
DISCLOSURE = "RT, formerly Russia Today, is a broadcaster paid for by the Russian state."
CLOSING = "Until that changes the site will carry the RSS feed of RT in full. Visit https://www.rt.com"
FOCUSED = "(root) => root.activeElement?.textContent ?? null"
EXPANDED = "(root) => root.querySelector('.line button').getAttribute('aria-expanded')"
OPEN = "(root) => root.querySelector('.card')?.checkVisibility() ?? false"


def test_it_tells_who_is_behind_the_content_as_of_the_day_of_publication(browser: Browser, visit: Visit) -> None:
    tab = visit(*pages.disclosing())
    card = open_card(browser, tab)
    assert "As of 23 March 2022, the day of publication this page gives." in card
    first = tab.with_root(TEXTS, ".outlet")[0]
    assert first.startswith("RT ")
    assert "This page says its content is from RT." in first
    assert "State-controlled: Russia" in first
    assert "A public authority controls the editorial line." in first


def test_the_owners_stand_in_a_chain_up_to_the_state(browser: Browser, visit: Visit) -> None:
    tab = visit(*pages.disclosing())
    open_card(browser, tab)
    publisher, owner = tab.with_root(TEXTS, ".outlet:first-of-type .chain > li > div > strong")[:2]
    assert (publisher, owner) == ("ANO TV-Novosti", "Russian Federation")
    assert "publisher of RT" in tab.with_root(TEXT, ".chain > li > div > .quiet")
    assert tab.with_root(TEXT, ".chain .chain > li > div > strong") == "Russian Federation"


def test_every_label_names_sources_that_are_listed_with_date_and_link(browser: Browser, visit: Visit) -> None:
    tab = visit(*pages.disclosing())
    open_card(browser, tab)
    labels = tab.with_root(TEXTS, ".outlet:first-of-type .label")
    assert labels
    assert all("[" in label for label in labels)
    links = tab.with_root("(root) => [...root.querySelectorAll('.sources a')].map((a) => [a.href, a.rel, a.target])")
    assert links
    folded = "(root) => root.querySelector('.sources').checkVisibility()"
    if not tab.with_root(folded):
        click(tab, "summary")
    assert eventually(lambda: tab.with_root(folded))
    assert all(href.startswith("http") and "noopener" in rel and target == "_blank" for href, rel, target in links)


def test_the_host_keeps_its_own_answer(browser: Browser, visit: Visit) -> None:
    tab = visit(*pages.disclosing())
    open_card(browser, tab)
    host = tab.with_root(TEXTS, ".outlet")[1]
    assert host.startswith("Libertarian Hub ")
    assert "The address of this page is Libertarian Hub’s." in host
    assert "Listed, not researched yet." in host
    assert "Russia" not in host
    assert tab.with_root("(root) => root.querySelectorAll('.outlet')[1].querySelectorAll('.label').length") == 0


def test_no_other_outlet_is_named(browser: Browser, visit: Visit) -> None:
    tab = visit(*pages.disclosing())
    open_card(browser, tab)
    assert len(tab.with_root(TEXTS, "h2")) == 2
    assert tab.with_root(TEXTS, ".card > .part") == []


def test_a_long_quote_shows_its_ends_and_on_demand_its_middle(browser: Browser, visit: Visit) -> None:
    tab = visit(*pages.disclosing())
    open_card(browser, tab)
    quote = tab.with_root(TEXT, "blockquote")
    assert quote.startswith(DISCLOSURE[:40])
    assert quote.endswith("Visit https://www.rt.com")
    assert "every side" not in quote
    click(tab, ".buttons button:not(.show)")
    whole = eventually(lambda: tab.with_root("(r) => r.querySelector('[aria-expanded=true] ~ *, blockquote').textContent"))
    assert DISCLOSURE in whole
    assert whole.endswith(CLOSING)


def test_show_in_page_highlights_the_disclosure_and_brings_it_into_view(browser: Browser, visit: Visit) -> None:
    tab = visit(*pages.disclosing())
    open_card(browser, tab)
    assert highlighted(tab) == ""
    before = tab.evaluate("document.body.innerHTML")
    click(tab, ".show")
    eventually(lambda: tab.with_root("(root) => root.querySelector('.show').getAttribute('aria-pressed') === 'true'"))
    shown = highlighted(tab)
    assert shown.startswith(DISCLOSURE)
    assert shown.endswith(CLOSING)
    within = """(() => { const [range] = CSS.highlights.get("masthead"), { top, bottom } = range.getBoundingClientRect();
      return top < innerHeight && bottom > 0; })()"""
    eventually(lambda: tab.evaluate(within))
    assert tab.evaluate("document.body.innerHTML") == before
    click(tab, ".show")
    eventually(lambda: highlighted(tab) == "")


def test_a_sentence_that_has_left_the_page_is_not_pretended_to_be_there(browser: Browser, visit: Visit) -> None:
    tab = visit(*pages.disclosing())
    open_card(browser, tab)
    tab.evaluate("document.querySelector('.entry-content').lastElementChild.remove()")
    click(tab, ".show")
    assert eventually(lambda: tab.with_root(TEXT, ".buttons .notice")) == "The sentence is no longer in the page."


def test_it_opens_and_closes_by_keyboard(browser: Browser, visit: Visit) -> None:
    tab = visit(*pages.disclosing())
    line(browser, tab)
    for _ in range(12):
        tab.press("Tab")
        if tab.with_root(FOCUSED) == "why?":
            break
    assert tab.with_root(FOCUSED) == "why?"
    assert tab.with_root("(root) => getComputedStyle(root.activeElement).outlineStyle") == "solid"
    tab.press("Enter")
    assert eventually(lambda: tab.with_root(OPEN))
    assert tab.with_root(EXPANDED) == "true"
    tab.press("Tab")
    assert tab.with_root(FOCUSED) == "Show in page"
    tab.press("Escape")
    eventually(lambda: not tab.with_root(OPEN))
    assert tab.with_root(EXPANDED) == "false"
    assert tab.with_root(FOCUSED) == "why?"


@pytest.mark.parametrize("style", ["", "body { background: #101418; color: #eee }"], ids=["light", "dark"])
def test_axe_finds_nothing_in_line_and_card(browser: Browser, visit: Visit, style: str) -> None:
    tab = visit(*pages.disclosing_with(style))
    open_card(browser, tab)
    assert tab.audit(AXE) == []


def test_axe_would_find_something(browser: Browser, visit: Visit) -> None:
    tab = visit(*pages.disclosing())
    open_card(browser, tab)
    tab.with_root("(root) => { root.querySelector('.show').textContent = ''; }")
    assert "button-name" in {found["id"] for found in tab.audit(AXE)}


def test_it_fits_a_phone(browser: Browser, visit: Visit) -> None:
    tab = visit(*pages.disclosing())
    tab.appear(320, 700)
    open_card(browser, tab)
    assert tab.evaluate("document.documentElement.scrollWidth") <= 320
    assert tab.with_root("(root) => root.querySelector('.card').scrollWidth - root.querySelector('.card').clientWidth") <= 0


def test_no_sign_stands_without_words(browser: Browser, visit: Visit) -> None:
    tab = visit(*pages.disclosing())
    open_card(browser, tab)
    beside = "(root) => [...root.querySelectorAll('.icon')].map((icon) => [icon.ariaHidden, icon.parentElement.textContent])"
    signs = tab.with_root(beside)
    assert signs
    assert all(hidden == "true" and text.strip() for hidden, text in signs)
