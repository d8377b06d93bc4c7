"""The list updates itself, from a real service: a better list replaces the last good one, and nothing else does.

The extension driven here is a copy with a source built in. Pages of every site may be read, so the browsers take the permission to
ask the list's server as given; the prompt that comes where a reader has withheld it cannot be pressed without a screen.
"""

import copy
import functools
import hashlib
import json
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import orjson
import pytest

from api.publishing.compile import compile_records
from api.publishing.signing import Signer, generate
from api.storage.published_lists import PublishedLists, encode, pack
from tests.api.service import Answer, running
from tests.browser import pages
from tests.browser.conftest import EXTENSION
from tests.browser.driver import Browser, Tab
from tests.browser.extension import TEXT, click, eventually, open_card, words
from tests.browser.relay import Relay, relaying
from tests.browser.site import Site
from tests.browser.test_card import AXE
from tests.browser.test_network import ICON, SCRIPT, asked_by_the_browser
from tests.conformance import case_list, case_records

Json = dict[str, Any]

OWNER = "ANO TV-Novosti"
HOUR = 3_600_000
FORGET = "new Promise((done) => { indexedDB.deleteDatabase('masthead').onsuccess = () => done(true); })"
SPOIL = """new Promise((done, fail) => {
  const opening = indexedDB.open("masthead");
  opening.onerror = fail;
  opening.onsuccess = () => {
    const table = opening.result.transaction("kept", "readwrite").objectStore("kept");
    const reading = table.get(NAME);
    reading.onsuccess = () => {
      const record = reading.result;
      record.list.packed[200] ^= 255;
      table.put(record, NAME).onsuccess = () => { opening.result.close(); done(true); };
    };
  };
})"""


def with_owner(name: str, version: int) -> Json:
    """The list of the cases, with another name for RT's publisher."""
    document = copy.deepcopy(case_list())
    for period in document["outlets"]["rt"]["periods"]:
        for owner in period["owners"]:
            if owner["name"] == OWNER:
                owner["name"] = name
    return {**document, "version": version}


def signed(document: Json, signer: Signer, **more: Any) -> tuple[Answer, Answer]:
    """What a server answers for the manifest, and for the list, with changes to the manifest before it is signed."""
    content = encode(document)
    manifest = {
        "format": 1, "version": document["version"], "published": document["published"], "outlets": len(document["outlets"]),
        "bytes": len(content), "sha256": hashlib.sha256(content).hexdigest(), "withdrawn": [], **more,
    }  # fmt: skip
    return given(orjson.dumps(signer.sign(manifest))), given(content)


def given(body: bytes, status: int = 200, **headers: str) -> Answer:
    return Answer(status, {"content-type": "application/json", **headers}, body)


@dataclass
class Publisher:
    """Publishes lists that a real service serves, each with the next version."""

    folder: Path
    relay: Relay
    signer: Signer
    version: int = 1
    manifests: list[Json] = field(default_factory=list)

    def publish(self, owner: str, withdrawn: list[str] | None = None) -> int:
        self.version += 1
        document, more = with_owner(owner, self.version), {"withdrawn": withdrawn or []}
        self.manifests.append(
            PublishedLists(self.folder).publish(document, compile_records(case_records()), more, self.signer.sign)
        )
        eventually(lambda: self.relay.service.get("/v1/list").json["version"] == self.version)
        return self.version


def with_source(folder: Path, bundled: bytes, source: dict[str, str]) -> Path:
    """A copy of the extension in `folder` with this list, packed, and this source built in."""
    extension = folder / "extension"
    shutil.copytree(EXTENSION, extension, ignore=shutil.ignore_patterns("list"))
    (extension / "list").mkdir()
    (extension / "list" / "list.json.gz").write_bytes(bundled)
    (extension / "list" / "source.json").write_text(json.dumps(source))
    return extension


@pytest.fixture(scope="module")
def publisher(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Publisher]:
    folder, log = tmp_path_factory.mktemp("published"), tmp_path_factory.mktemp("log") / "service.log"
    signer = Signer.read(generate()[0], "here")
    PublishedLists(folder).publish(case_list(), compile_records(case_records()), {"withdrawn": []}, signer.sign)
    with running(folder, log) as service, relaying(service) as relay:
        yield Publisher(folder, relay, signer)


@pytest.fixture(scope="module")
def updating_browsers(
    publisher: Publisher, launch: Callable[[str, Path], Browser], tmp_path_factory: pytest.TempPathFactory
) -> Callable[[str], Browser]:
    """`updating_browsers(name)`: a browser with a copy of the extension that has a source built in."""

    def start(name: str) -> Browser:
        source = {"url": publisher.relay.url, "key": publisher.signer.public}
        return launch(name, with_source(tmp_path_factory.mktemp("updating"), pack(encode(case_list())), source))

    return functools.cache(start)


@pytest.fixture(params=["chromium", "firefox"])
def updating(request: pytest.FixtureRequest, updating_browsers: Callable[[str], Browser], publisher: Publisher) -> Browser:
    """Each browser in turn, as it was before it first looked for a list."""
    browser = updating_browsers(request.param)
    publisher.relay.reset()
    browser.console(FORGET)
    browser.stop_background()
    return browser


@pytest.fixture
def reader(updating: Browser, site: Site, publisher: Publisher) -> Iterator["Reader"]:
    found = Reader(updating, site, publisher)
    yield found
    for tab in found.tabs:
        tab.close()


@dataclass
class Reader:
    """Reads the page, looks into the options."""

    browser: Browser
    site: Site
    publisher: Publisher
    tabs: list[Tab] = field(default_factory=list)

    def card(self) -> str:
        """The card on a page that says it is RT's."""
        self.tabs.append(self.browser.open(self.site.serve(*pages.disclosing())))
        self.tabs[-1].appear(1000, 800)
        return open_card(self.browser, self.tabs[-1])

    def options(self) -> Tab:
        self.tabs.append(options_of(self.browser))
        return self.tabs[-1]

    def look(self) -> str:
        """Press "Check now" and read what the page says then."""
        opened = self.options()
        click(opened, "button")
        return settled(opened)


def options_of(browser: Browser) -> Tab:
    opened = browser.open(f"{browser.origin}/options/options.html")
    opened.appear(1000, 900)
    eventually(lambda: opened.with_root(TEXT, "dd"))
    return opened


def settled(options: Tab) -> str:
    """The words of the options page, once nothing is under way."""
    status = "(root) => root.querySelector('.quiet[role=status]').textContent"
    eventually(lambda: options.with_root(status) != "Checking …")
    return words(options)


def test_a_newer_list_is_fetched_and_used_and_survives_the_background(reader: Reader, publisher: Publisher) -> None:
    assert OWNER in reader.card()
    assert publisher.relay.asked == []
    version = publisher.publish("Changed Publisher")
    said = reader.look()
    assert f"Version\n{version}" in said
    assert "Downloaded, and its signature verified." in said
    assert "Checked." in said
    for _ in range(2):
        card = reader.card()
        assert "Changed Publisher" in card
        assert OWNER not in card
        assert f"list version {version}," in card
        reader.browser.stop_background()
    assert publisher.relay.paths == ["/v1/list", f"/v1/list/{version}"]


def test_only_the_list_is_asked_for_and_nothing_is_told(reader: Reader, publisher: Publisher) -> None:
    address, _ = pages.disclosing()
    reader.site.asked.clear()
    version = publisher.publish("Changed Publisher")
    reader.card()
    reader.look()
    reader.card()
    reader.tabs[-1].wait(500)
    heard = {asked for asked in reader.site.asked if not asked_by_the_browser(asked)}
    assert heard <= {address, ICON, SCRIPT}
    assert publisher.relay.paths == ["/v1/list", f"/v1/list/{version}"]
    for _, headers in publisher.relay.asked:
        assert not {"cookie", "referer", "authorization"} & set(headers)
        assert "libertarian" not in json.dumps(headers)


def test_an_unchanged_list_is_not_sent_again(reader: Reader, publisher: Publisher) -> None:
    publisher.publish("Changed Publisher")
    reader.look()
    publisher.relay.reset()
    assert "Checked." in reader.look()
    assert publisher.relay.paths == ["/v1/list"]
    assert publisher.relay.statuses == [304]
    assert "Changed Publisher" in reader.card()


def bad_answers(publisher: Publisher) -> list[tuple[str, dict[str, Answer], str]]:
    """What goes wrong, by which answers, and what the reader is told."""
    version = publisher.version + 1
    path, good = f"/v1/list/{version}", with_owner("Nobody’s", version)
    manifest, content = signed(good, publisher.signer)
    tampered = orjson.loads(manifest.body)
    old, _ = signed(with_owner("Nobody’s", 1), publisher.signer)
    other, _ = signed(good, Signer.read(generate()[0], "here"))
    format_2, _ = signed(good, publisher.signer, format=2)
    huge, _ = signed(good, publisher.signer, bytes=20_000_000)
    changed = content.body.replace("Nobody’s".encode(), b"Somebody  ")
    return [
        ("signature", {"/v1/list": given(orjson.dumps({**tampered, "version": version + 1}))}, "signature is missing or wrong"),
        ("unsigned", {"/v1/list": given(orjson.dumps({**tampered, "signature": ""}))}, "signature is missing or wrong"),
        ("other key", {"/v1/list": other}, "signed with another key"),
        ("older", {"/v1/list": old}, "offers an older list"),
        ("sum", {"/v1/list": manifest, path: given(changed)}, "is not the one that was signed"),
        ("cut short", {"/v1/list": manifest, path: given(content.body[:-1000])}, "did not arrive whole"),
        ("too long", {"/v1/list": manifest, path: given(content.body + b" " * 1000)}, "too large for a list"),
        ("manifest without end", {"/v1/list": given(b" " * 2_000_000)}, "too large for a list"),
        ("huge", {"/v1/list": huge}, "too large for a list"),
        ("no JSON", {"/v1/list": given(b"<!doctype html>")}, "answer is no list"),
        ("format", {"/v1/list": format_2}, "of a form this version of Masthead does not know"),
        ("list gone", {"/v1/list": manifest, path: given(b"", 404)}, "no list to give (answer 404)"),
        ("server broken", {"/v1/list": given(b"", 500)}, "no list to give (answer 500)"),
        ("redirect", {"/v1/list": given(b"", 302, location=f"{publisher.relay.url}/v1/list/1")}, "could not be reached"),
    ]  # fmt: skip


def test_a_bad_update_never_replaces_a_good_list(reader: Reader, publisher: Publisher) -> None:
    version = publisher.publish("Changed Publisher")
    reader.look()
    opened = reader.options()
    for what, answers, told in bad_answers(publisher):
        publisher.relay.reset()
        publisher.relay.instead |= answers
        click(opened, "button")
        said = settled(opened)
        assert told in said, what
        assert "The last good list stays in use." in said, what
        assert f"Version\n{version}" in said, what
    publisher.relay.reset()
    publisher.version += 1  # the number of the lists above is used up
    version = publisher.publish("Changed Again")
    click(opened, "button")
    said = settled(opened)
    assert f"Version\n{version}" in said
    assert "Checked." in said
    assert "stays in use" not in said
    assert "Changed Again" in reader.card()


def test_the_card_is_the_old_ones_after_a_tampered_list(reader: Reader, publisher: Publisher) -> None:
    version = publisher.version + 1
    manifest, content = signed(with_owner("Nobody’s", version), publisher.signer)
    tampered = given(content.body.replace("Nobody’s".encode(), b"Somebody  "))
    publisher.relay.instead |= {"/v1/list": manifest, f"/v1/list/{version}": tampered}
    assert "is not the one that was signed" in reader.look()
    reader.browser.stop_background()
    card = reader.card()
    assert OWNER in card
    assert "Somebody" not in card
    publisher.version += 1


def test_the_version_never_goes_back_even_to_a_list_that_was_good(reader: Reader, publisher: Publisher) -> None:
    first = publisher.publish("First Publisher")
    was = publisher.manifests[-1]
    second = publisher.publish("Second Publisher")
    reader.look()
    publisher.relay.instead["/v1/list"] = given(orjson.dumps(was))
    assert "offers an older list" in reader.look()
    assert f"/v1/list/{first}" not in publisher.relay.paths
    reader.browser.stop_background()
    card = reader.card()
    assert "Second Publisher" in card
    assert f"list version {second}," in card


def test_what_is_withdrawn_goes_at_once_even_without_its_list(reader: Reader, publisher: Publisher) -> None:
    before = reader.card()
    assert OWNER in before
    assert "State-controlled: Russia" in before
    version = publisher.version + 1
    period = case_list()["outlets"]["rt"]["periods"][-1]
    (label,) = [label for label in period["labels"] if label["facet"] == "control"]
    (edge,) = [owner for owner in period["owners"] if owner["name"] == OWNER]
    manifest, _ = signed(case_list() | {"version": version}, publisher.signer, withdrawn=[*label["because"], *edge["because"]])
    publisher.relay.instead |= {"/v1/list": manifest, f"/v1/list/{version}": given(b"", 404)}
    said = reader.look()
    assert "no list to give (answer 404)" in said
    assert f"Statements withdrawn since\n{len({*label['because'], *edge['because']})}" in said
    reader.browser.stop_background()
    card = reader.card()
    assert "list version 1," in card
    assert OWNER not in card
    assert "State-controlled" not in card
    assert "What was listed here was withdrawn." in card
    publisher.version += 1


def spoil(browser: Browser, publisher: Publisher) -> None:
    """Change a byte of the list that is kept."""
    browser.console(SPOIL.replace("NAME", json.dumps(f"list {publisher.signer.public}")))


def test_a_list_damaged_on_the_device_gives_way_to_the_bundled_one(reader: Reader, publisher: Publisher) -> None:
    version = publisher.publish("Changed Publisher")
    reader.look()
    spoil(reader.browser, publisher)
    reader.browser.stop_background()
    assert OWNER in reader.card()
    opened = reader.options()
    assert "damaged on this device" in words(opened)
    publisher.relay.reset()
    click(opened, "button")
    said = settled(opened)
    assert f"Version\n{version}" in said
    assert "damaged" not in said
    assert publisher.relay.statuses == [200, 200]
    assert "Changed Publisher" in reader.card()


def test_it_looks_about_once_a_day_and_not_at_the_start(reader: Reader, publisher: Publisher) -> None:
    reader.card()
    rings = "chrome.alarms.get('look').then((alarm) => alarm && alarm.scheduledTime - Date.now())"
    assert publisher.relay.asked == []
    version = publisher.publish("Changed Publisher")
    reader.browser.stop_background()
    reader.browser.console("chrome.alarms.create('look', { when: Date.now() + 300 })")
    eventually(lambda: f"/v1/list/{version}" in publisher.relay.paths)
    assert 23.9 * HOUR < reader.browser.console(rings) < 30.1 * HOUR
    eventually(lambda: "Changed Publisher" in reader.card())


def test_an_alarm_that_was_missed_waits_a_while(reader: Reader, publisher: Publisher) -> None:
    rings = "chrome.alarms.get('look').then((alarm) => alarm && alarm.scheduledTime - Date.now())"
    reader.browser.stop_background()
    reader.browser.console("chrome.alarms.create('look', { when: Date.now() - 40 * 3600000 })")
    eventually(lambda: 4 / 60 * HOUR < (reader.browser.console(rings) or 0) < 36 / 60 * HOUR)
    assert publisher.relay.asked == []


def test_a_server_that_the_reader_withholds_is_not_asked(reader: Reader, publisher: Publisher) -> None:
    reader.browser.give_access(False)
    try:
        reader.browser.console("chrome.alarms.create('look', { when: Date.now() + 300 })")
        opened = reader.options()
        asked = "chrome.runtime.sendMessage({ kind: 'look' }).then((settings) => settings.look.problem)"
        problem = reader.browser.console(asked)
        said = words(opened)
    finally:
        reader.browser.give_access(True)
    assert problem == {"code": "access"}
    assert "Masthead may not ask 127.0.0.1" in said
    assert publisher.relay.asked == []


def fill_in(options: Tab, url: str, key: str) -> None:
    """Write into both fields and press "Use this server"."""
    write = "(root, id, text) => { root.querySelector('#' + id).value = text; }"
    options.with_root(write, "url", url)
    options.with_root(write, "key", key)
    click(options, "form button")


def test_a_desk_of_ones_own_has_its_own_series_and_can_be_left(reader: Reader, publisher: Publisher) -> None:
    theirs = publisher.publish("Changed Publisher")
    reader.look()
    desk = Signer.read(generate()[0], "here")
    manifest, content = signed(with_owner("Desk’s Own", 1), desk)
    publisher.relay.instead |= {"/desk/v1/list": manifest, "/desk/v1/list/1": content}
    opened = reader.options()
    assert "Stop using this server" not in words(opened)
    fill_in(opened, f"{publisher.relay.url}/desk/", desk.public)
    eventually(lambda: "Stop using this server" in words(opened))
    said = settled(opened)
    assert "Use this server" not in said
    assert "Version\n1\n" in said
    assert f"{publisher.relay.url}/desk" in said
    assert desk.public in said
    assert "Desk’s Own" in reader.card()
    click(opened, ".own button")
    eventually(lambda: f"Version\n{theirs}" in settled(opened))
    assert "Stop using this server" not in words(opened)
    assert "Changed Publisher" in reader.card()


def test_what_is_no_address_or_no_key_is_said_to_be_none(reader: Reader, publisher: Publisher) -> None:
    opened = reader.options()
    fill_in(opened, "http://desk.example", publisher.signer.public)
    assert "Write an address that begins with https://" in words(opened)
    fill_in(opened, "https://desk.example", "not a key")
    shown = words(opened)
    assert "A public key is 44 letters" in shown
    assert "Write an address" not in shown
    assert publisher.relay.asked == []


def test_without_a_source_nothing_is_looked_for(browser: Browser, site: Site) -> None:
    site.asked.clear()
    opened = options_of(browser)
    said = words(opened)
    assert "This copy of Masthead looks for no newer list." in said
    assert "It came with the extension." in said
    assert "The address of no page leaves the browser" in said
    assert "The server hears" not in said
    assert opened.with_root("(root) => root.querySelector('button').disabled")
    assert browser.console("chrome.alarms.getAll()") == []
    opened.close()
    assert not [asked for asked in site.asked if not asked_by_the_browser(asked)]


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_axe_finds_nothing_in_the_options(reader: Reader, publisher: Publisher, dark: bool) -> None:
    publisher.relay.instead["/v1/list"] = given(b"", 500)
    opened = reader.options()
    opened.appear(1000, 900, dark)
    assert opened.audit(AXE) == []
    click(opened, "button")
    settled(opened)
    fill_in(opened, "nowhere", "no key")
    assert opened.audit(AXE) == []


def test_the_options_fit_a_phone(reader: Reader) -> None:
    opened = reader.options()
    opened.appear(320, 640)
    assert opened.evaluate("document.documentElement.scrollWidth") <= 320
