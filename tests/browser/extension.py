"""The extension as a reader meets it: the line in the page, its card, the popup, the badge."""

import json
import time
from collections.abc import Callable

from tests.browser.driver import Browser, Json, Tab

PATIENCE = 5  # seconds
TEXT = "(root, selector) => root.querySelector(selector)?.textContent ?? null"
TEXTS = "(root, selector) => [...root.querySelectorAll(selector)].map((found) => found.innerText)"
CENTRE = """(root, selector) => {
  const found = root.querySelector(selector);
  found.scrollIntoView({ block: "center", behavior: "instant" });
  const { x, y, width, height } = found.getBoundingClientRect();
  return [x + width / 2, y + height / 2];
}"""


def eventually(ask: Callable[[], Json]) -> Json:
    """The first true answer."""
    deadline = time.monotonic() + PATIENCE
    while not (answer := ask()):
        assert time.monotonic() < deadline, "waited in vain"
        time.sleep(0.05)
    return answer


def answer(browser: Browser, tab: Tab) -> Json:
    """What the background answered this page: `{view}` or `{problem}`; when it is there, the page has been drawn in."""
    message = f"chrome.tabs.sendMessage({tab.id}, {{ kind: 'view' }}).catch(() => null)"
    return eventually(lambda: browser.console(message))


def line(browser: Browser, tab: Tab) -> str | None:
    """The words of the source line; None where the page was left alone."""
    answer(browser, tab)
    text: str | None = tab.with_root(TEXT, ".line")
    return text


def click(tab: Tab, selector: str) -> None:
    """Click the first such element of the card."""
    x, y = tab.with_root(CENTRE, selector)
    tab.pointer(x, y)


def open_card(browser: Browser, tab: Tab) -> str:
    """Press "why?" and give the words of the card."""
    assert line(browser, tab) is not None, "there is no line to open"
    click(tab, ".line button")
    eventually(lambda: tab.with_root(TEXT, ".card"))
    return "\n".join(tab.with_root(TEXTS, ".card"))


def popup(browser: Browser, tab: Tab) -> Tab:
    """The popup of this tab, drawn; as a tab of its own, 400 pixels wide."""
    opened = browser.open(f"{browser.origin}/popup/popup.html?tab={tab.id}")
    opened.appear(400, 600)
    eventually(lambda: opened.with_root(TEXT, "#main > :not(.waiting)"))
    return opened


def words(tab: Tab, selector: str = "main") -> str:
    """The words shown by a page of the extension."""
    return "\n".join(tab.with_root(TEXTS, selector))


def badge(browser: Browser, tab: Tab) -> tuple[str, str]:
    """Text of the toolbar badge, and title of the toolbar button."""
    asked = json.dumps({"tabId": tab.id})
    both = f"Promise.all([chrome.action.getBadgeText({asked}), chrome.action.getTitle({asked})])"
    text, title = browser.console(both)
    return text, title


def highlighted(tab: Tab) -> str:
    """The words of the page that are highlighted."""
    found: str = tab.evaluate("[...(CSS.highlights.get('masthead') ?? [])].map(String).join('|')")
    return " ".join(found.split())
