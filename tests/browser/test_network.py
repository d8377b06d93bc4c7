"""Nothing about what is read leaves the browser: every name leads to one server, and it hears only what the page asks."""

from collections.abc import Callable
from urllib.parse import urlsplit

from tests.browser import pages
from tests.browser.driver import Browser, Tab
from tests.browser.extension import answer, click, open_card, popup
from tests.browser.site import Site

ICON = "https://libertarianhub.com/favicon.ico"
SCRIPT = "https://libertarianhub.com/wp-includes/js/wp-embed.min.js"

# the makers' hosts, which the browsers ask for their own ends
MAKERS = (".google.com", ".googleapis.com", ".gvt1.com", ".mozilla.com", ".mozilla.net", ".mozilla.org")


def asked_by_the_browser(address: str) -> bool:
    """Whether it is the browser's own traffic, which goes on whatever the extension does."""
    return (urlsplit(address).hostname or "").endswith(MAKERS)


def test_the_extension_asks_the_network_for_nothing(
    browser: Browser, visit: Callable[..., Tab], site: Site
) -> None:
    address, markup = pages.disclosing()
    site.asked.clear()
    tab = visit(address, markup)
    open_card(browser, tab)
    click(tab, ".show")
    opened = popup(browser, tab)
    opened.close()
    browser.stop_background()
    answer(browser, visit(address + "?again"))
    tab.wait(500)
    own = {address, address + "?again", ICON, SCRIPT}
    assert address in site.asked
    assert {asked for asked in site.asked if not asked_by_the_browser(asked)} <= own


def test_its_pages_load_nothing_from_outside(browser: Browser, site: Site) -> None:
    site.asked.clear()
    image = "new Promise((done) => { const i = new Image(); i.onload = i.onerror = (e) => done(e.type); i.src = ADDRESS; })"
    assert browser.console(image.replace("ADDRESS", "'https://probe.example/1.png'")) == "error"
    assert browser.console("import('https://probe.example/a.js').then(() => 'run', () => 'refused')") == "refused"
    assert browser.console("fetch('/manifest.json').then(() => 'read', () => 'refused')") == "read"
    assert not [asked for asked in site.asked if "probe.example" in asked]
