"""The whole road in Chromium: what people do at a real desk is what a reader's extension shows on the page, after its update."""

import os
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser as DeskBrowser
from playwright.sync_api import Page

from api.views.words import day_in_words
from tests.api.service import Client, running
from tests.browser.driver import Browser, Tab
from tests.browser.extension import click, popup, words
from tests.browser.site import Site
from tests.browser.test_card import AXE
from tests.browser.test_updates import options_of, settled, with_source
from tests.desk.readers import EVIDENCE, solution_of
from tests.desk.test_commands import Desk
from tests.desk.test_desk_in_browser import declare_nothing, faults, second_factor, signed_in
from tests.desk.test_road import PASSWORD
from tests.outlets.build import DATA

ARTICLE = "https://www.washingtonpost.com/politics/2026/11/20/a-vote-on-ferries/"
PAGE = "<!doctype html><html lang=en><title>A vote on ferries</title><main><h1>A vote on ferries</h1><p>It was close.</main>"
PARTIES = ("wp-company-llc", "nash-holdings", "jeff-bezos", "graham-holdings", "graham-family")
CLAIM = "party:wp-company-llc#own3"
# a sale that never was
SALE = {
    "ownership.1.to": "2026-11-01",
    "sources.3.key": "filing-2026", "sources.3.title": "Form 8-K, made up", "sources.3.publisher": "Graham Holdings Company",
    "sources.3.url": "https://register.example/8-k", "sources.3.date": "2026-11-02",
    "ownership.2.id": "own3", "ownership.2.from": "2026-11-01", "ownership.2.owner": "graham-holdings",
    "ownership.2.share.exact": "100", "ownership.2.sources.0.ref": "filing-2026", "ownership.2.sources.0.locator": "Item 2.01",
    "ownership.2.checked.on": "2026-11-22", "ownership.2.checked.where": "Item 2.01 names the buyer",
    "reason": "read the filing",
}  # fmt: skip
CHOICES = {
    "ownership.2.basis": "filing", "ownership.2.interest": "shareholding", "ownership.2.controlling": "yes",
    "ownership.2.checked.copy": "live",
}  # fmt: skip


@dataclass
class Running:
    """A desk in a process of its own, and the key by which readers know it."""

    client: Client
    address: str
    key: str
    bundled: bytes


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Running]:
    """With the Washington Post as it is listed, an editor and a reviewer."""
    data = tmp_path / "data"
    for path in ("outlets/us/washington-post.yaml", *(f"parties/us/{party}.yaml" for party in PARTIES)):
        (data / path).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(DATA / path, data / path)
    (data / "vocabulary").symlink_to(DATA / "vocabulary")
    made = Desk(tmp_path, f"sqlite:///{tmp_path}/desk.sqlite", data)
    key = made.run("keygen", "--to", tmp_path / "key.pem").stdout.strip()
    made.environment["MASTHEAD_SIGNING_KEY_FILE"] = str(tmp_path / "key.pem")
    released = made.run("release")
    assert released.exit_code == 0, released.stderr
    for name, role in (("Jane", "editor"), ("John", "reviewer")):
        assert made.run("person", "add", name, "--role", role, keys=f"{PASSWORD}\n{PASSWORD}\n").exit_code == 0
    with running(tmp_path / "list", tmp_path / "log.txt", "--desk", **made.environment) as client:
        yield Running(client, f"http://127.0.0.1:{client.port}", key, (tmp_path / "bundle.json").read_bytes())


@dataclass
class Reader:
    """Reads one article of the Washington Post again and again, and has the extension look for a list now."""

    browser: Browser
    site: Site

    def look(self) -> str:
        options = options_of(self.browser)
        click(options, "button")
        said = settled(options)
        options.close()
        return said

    def card(self) -> Tab:
        """The popup over the article, opened anew."""
        tab = self.browser.open(self.site.serve(ARTICLE, PAGE))
        opened = popup(self.browser, tab)
        tab.close()
        return opened


def report(desk: Running, **fields: Any) -> None:
    puzzle = desk.client.get("/v1/reports/puzzle").json["puzzle"]
    body = {"outlet": "washington-post", "puzzle": puzzle, "solution": int(solution_of(puzzle)), **fields}
    assert desk.client.post("/v1/reports", body).status == 201


def keep(page: Page | Tab, name: str) -> None:
    """A picture for people, where they ask for them: `MASTHEAD_SCREENSHOTS=folder`."""
    if folder := os.environ.get("MASTHEAD_SCREENSHOTS"):
        path = Path(folder) / f"{name}.png"
        page.screenshot(path=path, full_page=True) if isinstance(page, Page) else page.screenshot(path)


def test_what_is_done_at_the_desk_is_what_the_extension_shows(
    desk: Running, chromium: DeskBrowser, launch: Callable[[str, Path], Browser], site: Site, tmp_path: Path
) -> None:
    source = {"url": desk.address, "key": desk.key}
    reader = Reader(launch("chromium", with_source(tmp_path, desk.bundled, source)), site)
    shown = words(reader.card())
    assert "Nash Holdings LLC" in shown
    assert "Graham Holdings Company" not in shown
    jane, john = (signed_in(chromium, desk.address, name) for name in ("Jane", "John"))
    for page in (jane, john):
        declare_nothing(page, desk.address)
        second_factor(page, desk.address)

    sell(jane, desk.address)
    john.goto(f"{desk.address}/desk/proposals/1")
    john.get_by_role("button", name="Approve").click()
    assert "Nash Holdings LLC" in words(reader.card())
    john.get_by_role("button", name="Publish").click()
    assert "Published: readers have list 2." in john.content()
    keep(john, "desk-published")
    assert "Version\n2" in reader.look()
    card = reader.card()
    keep(card, "card-new-owner")
    assert "Graham Holdings Company" in words(card)
    assert "Nash Holdings" not in words(card)
    assert "Contested" not in words(card)

    report(desk, about=CLAIM, text="The sale was called off.", evidence=EVIDENCE)
    report(desk, kind="reply", text="We <b>were</b> sold.\nAsk the buyer.", email="press@washingtonpost.example")
    jane.goto(f"{desk.address}/desk/reports/1")
    jane.select_option("#contests", CLAIM)
    keep(jane, "desk-report")
    assert faults(jane) == []
    jane.get_by_role("button", name="Keep").click()
    assert "The report is triaged. Published: readers have list 3." in jane.content()
    jane.goto(f"{desk.address}/desk/reports/2")
    jane.get_by_role("button", name="Confirm").click()
    assert "Published: readers have list 4." in jane.content()
    assert jane.get_by_role("button", name="Take it down").is_visible()
    keep(jane, "desk-reply")
    assert faults(jane) == []
    assert "Version\n4" in reader.look()
    card = reader.card()
    card.appear(460, 1400)
    keep(card, "card-contested")
    shown = words(card)
    today = day_in_words(datetime.now(UTC).date().isoformat())
    assert f"Contested since {today}: a report with evidence is being looked at. See the report" in shown
    assert f"Reply of the publisher, WP Company LLC (The Washington Post), {today}" in shown
    assert "We <b>were</b> sold.\nAsk the buyer." in shown
    assert card.audit(AXE) == []
    link = card.evaluate("document.querySelector('.contested a').href")
    assert link == f"{desk.address}/contested/1"
    john.goto(link)
    assert "A contested claim about The Washington Post" in john.content()
    keep(john, "contested-page")
    assert faults(john) == []
    john.goto(f"{desk.address}/?url={ARTICLE}")
    keep(john, "try-contested")
    assert faults(john) == []
    assert f"Contested since {today}" in john.content()


def sell(jane: Page, address: str) -> None:
    """Jane proposes the sale: its document, the new owner, the end of the old one's time."""
    jane.goto(f"{address}/desk/parties/wp-company-llc/edit")
    for rows in ("sources", "ownership", "ownership.2.sources"):
        jane.locator(f'button[value="add:{rows}"]').click()
        # the new row takes the focus: what is typed before would go astray
        jane.wait_for_selector(f'[name^="{rows}."]:focus')
    jane.evaluate("document.querySelectorAll('details').forEach((each) => { each.open = true; })")
    for name, value in SALE.items():
        jane.fill(f'[name="{name}"]', value)
    for name, value in CHOICES.items():
        jane.select_option(f'[name="{name}"]', value)
    jane.get_by_role("button", name="Check and preview").click()
    assert "The checks find nothing against it." in jane.content(), jane.locator("[role=alert]").inner_text()
    keep(jane, "desk-preview")
    jane.get_by_role("button", name="Submit for review").click()
    assert "1 more must approve it" in jane.content()
