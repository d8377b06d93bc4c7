"""The harness itself: what tests conclude from it must be so."""

from collections.abc import Callable

from tests.browser.driver import Browser, Tab
from tests.browser.site import Site

PAGE = "<!doctype html><html lang=en><title>A title</title><h1>Head</h1><script>window.mine = 1</script>"


def test_run_script_sees_the_document_and_not_the_worlds_of_others(visit: Callable[..., Tab]) -> None:
    tab = visit("https://news.example/a", PAGE)
    assert tab.evaluate("window.mine") == 1
    source = "const Reader = Object.freeze({ read: (d) => ({ title: d.title, mine: window.mine ?? null }) });"
    for _ in range(2):
        assert tab.run_script(source, "Reader.read(document)") == {"title": "A title", "mine": None}


def test_run_script_works_under_a_strict_page_policy(visit: Callable[..., Tab]) -> None:
    tab = visit("https://news.example/strict", PAGE, Content_Security_Policy="default-src 'none'")
    assert tab.evaluate("window.mine ?? null") is None
    assert tab.run_script("const N = 2;", "Promise.resolve(N)") == 2


def test_every_host_name_leads_to_the_server_and_is_noted(visit: Callable[..., Tab], site: Site) -> None:
    site.asked.clear()
    visit("https://rt.com/b", PAGE + "<img src='https://images.example/1.png'><img src='http://plain.example/2.png'>")
    assert {"https://rt.com/b", "https://images.example/1.png"} <= set(site.asked)


def test_a_stopped_background_is_seen_as_stopped(browser: Browser) -> None:
    browser.stop_background()
    assert browser.background_stopped()
