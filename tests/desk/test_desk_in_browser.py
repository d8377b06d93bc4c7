"""The desk in Chromium, served by the real command: sign in by each way, edit, preview, review as somebody else, publish; phone and
dark."""

import re
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pyotp
import pytest
from playwright.sync_api import Browser, Page

from api.people.provider import Provider
from tests.api.service import free_port, running
from tests.desk.organisation import SECRET, running_provider
from tests.desk.test_commands import Desk
from tests.desk.test_road import PASSWORD, SOURCE
from tests.storage.folder import small_list

AXE = (Path(__file__).parents[2] / "node_modules" / "axe-core" / "axe.min.js").read_text(encoding="utf-8")
RECORDS = ("/desk/outlets/paper", "/desk/parties/paper-ltd/edit", "/desk/new/outlets")
QUEUES = ("/desk/queues/unchecked", "/desk/candidates")
PAGES = ("/desk/", "/desk/list", *RECORDS, *QUEUES, "/desk/proposals", "/desk/revisions", "/desk/account")


@dataclass(frozen=True)
class Running:
    """A desk in a process of its own: where it is, by a name, which passkeys need; what it logs; who signs people in."""

    address: str
    log: Path
    provider: Provider


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    """With an editor, a reviewer and an admin, who have passwords, and an editor who has an account with the organisation."""
    root, port = tmp_path_factory.mktemp("desk"), free_port()
    made = Desk(root, f"sqlite:///{root}/desk.sqlite", small_list(root / "data"))
    assert made.run("release").exit_code == 0
    for name, role in (("Jane", "editor"), ("John", "reviewer"), ("Ada", "admin")):
        assert made.run("person", "add", name, "--role", role, keys=f"{PASSWORD}\n{PASSWORD}\n").exit_code == 0
    assert made.run("person", "add", "Kim", "--role", "editor", "--oidc-email", "kim@group.example").exit_code == 0
    with running_provider(f"http://localhost:{port}") as provider:
        environment = {
            **made.environment, "PORT": str(port), "MASTHEAD_OIDC_ISSUER": provider.issuer, "MASTHEAD_OIDC_CLIENT": provider.client,
            "MASTHEAD_OIDC_SECRET": provider.secret, "MASTHEAD_OIDC_NAME": provider.name,
        }  # fmt: skip
        with running(root / "list", root / "log.txt", "--desk", **environment):
            yield Running(f"http://localhost:{port}", root / "log.txt", provider)


@pytest.fixture(scope="module")
def address(desk: Running) -> str:
    return desk.address


def signed_in(chromium: Browser, address: str, name: str, **look: object) -> Page:
    page = chromium.new_context(**look).new_page()  # type: ignore[arg-type]
    page.goto(f"{address}/desk/")
    page.fill("#name", name)
    page.fill("#password", PASSWORD)
    page.keyboard.press("Enter")
    page.wait_for_url(lambda url: "sign-in" not in url)
    return page


def faults(page: Page) -> list[str]:
    """What axe finds: rule and place."""
    page.evaluate(AXE)
    found = page.evaluate("axe.run({runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa']})")["violations"]
    return [f"{each['id']}: {node['target']}" for each in found for node in each["nodes"]]


DARK_PHONE = {"color_scheme": "dark", "viewport": {"width": 390, "height": 800}}


@pytest.mark.parametrize("look", [{}, DARK_PHONE], ids=["light", "dark-phone"])
def test_axe_finds_nothing_and_no_page_is_wider_than_a_phone(chromium: Browser, address: str, look: dict[str, object]) -> None:
    page = signed_in(chromium, address, "Jane", **look)
    for path in PAGES:
        page.goto(address + path)
        assert (path, faults(page)) == (path, [])
        assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"), path
    page.goto(f"{address}/desk/sign-in")
    assert faults(page) == []


def with_device(page: Page) -> Page:
    """In a browser on a device that makes and keeps passkeys, and knows its owner."""
    client = page.context.new_cdp_session(page)
    client.send("WebAuthn.enable")
    device = {"protocol": "ctap2", "transport": "internal", "hasResidentKey": True, "hasUserVerification": True}
    options = {**device, "isUserVerified": True, "automaticPresenceSimulation": True}
    client.send("WebAuthn.addVirtualAuthenticator", {"options": options})
    return page


@pytest.mark.parametrize("look", [{}, DARK_PHONE], ids=["light", "dark-phone"])
def test_a_passkey_opens_the_pages_about_people_and_axe_finds_nothing_there(
    chromium: Browser, address: str, look: dict[str, object]
) -> None:
    page = with_device(signed_in(chromium, address, "Ada", **look))
    page.goto(f"{address}/desk/account")
    page.fill("#current-passkey", PASSWORD)
    page.fill("#passkey_name", "laptop")
    page.get_by_role("button", name="Add a passkey").click()
    page.get_by_text("The passkey is kept.").wait_for()
    assert faults(page) == []
    page.get_by_role("button", name="Sign out").first.click()
    page.get_by_role("button", name="Sign in with a passkey").click()
    page.wait_for_url("**/desk/account")
    for path in ("/desk/people", "/desk/people/events", "/desk/account"):
        page.goto(address + path)
        assert (path, faults(page)) == (path, [])
        assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"), path
    page.fill("#current-factor", PASSWORD)
    page.get_by_role("button", name="Set it up").click()
    assert faults(page) == []
    page.goto(f"{address}/desk/people")
    page.get_by_role("button", name="Invite to set a password: Kim").click()
    invitation = page.locator("pre code").inner_text()
    assert faults(page) == []
    guest = chromium.new_context(**look).new_page()  # type: ignore[arg-type]
    guest.goto(invitation)
    assert guest.get_by_role("button", name="Sign in with The Example Group").is_visible()
    assert faults(guest) == []


def test_kim_signs_in_with_the_organisations_account_and_no_secret_is_logged(chromium: Browser, desk: Running) -> None:
    page = chromium.new_page()
    page.goto(f"{desk.address}/desk/list")
    page.get_by_role("button", name="Sign in with The Example Group").click()
    page.get_by_text("[ Cancel ]").click()
    assert "did not agree there" in page.locator("#wrong").inner_text()
    assert faults(page) == []
    page.get_by_role("button", name="Sign in with The Example Group").click()
    page.fill("[name=login]", "kim")
    page.fill("[name=password]", "any")
    page.keyboard.press("Enter")
    page.get_by_role("button", name="Continue").click()
    page.wait_for_url("**/desk/list")
    assert page.get_by_role("link", name="Account").is_visible()
    page.goto(f"{desk.address}/desk/account")
    assert (page.locator("h1").inner_text(), faults(page)) == ("Kim", [])
    assert not page.locator("[name=current]").count()
    log = desk.log.read_text()
    assert "Masthead is at" in log
    assert not [each for each in (SECRET, "code=", "id_token", "Traceback") if each in log]


def test_axe_would_find_something(chromium: Browser, address: str) -> None:
    page = signed_in(chromium, address, "Jane")
    page.goto(f"{address}/desk/")
    page.evaluate("document.querySelector('main').innerHTML += '<img src=x><input>'")
    assert {each.partition(":")[0] for each in faults(page)} >= {"image-alt", "label"}


def second_factor(page: Page, address: str) -> None:
    """Set up one-time codes, as the account page asks."""
    page.goto(f"{address}/desk/account")
    page.fill("#current-factor", PASSWORD)
    page.get_by_role("button", name="Set it up").click()
    secret = re.search(r"secret=([A-Z2-7]+)", page.content())
    assert secret
    page.fill("[name=code]", pyotp.TOTP(secret[1]).now())
    page.get_by_role("button", name="Confirm").click()


def declare_nothing(page: Page, address: str) -> None:
    """Say that there are no employers and posts to declare."""
    page.goto(f"{address}/desk/account")
    page.get_by_role("button", name="Add, or say that the list is whole").click()


def test_the_road_from_the_edit_to_the_readers_list_works_without_scripts(chromium: Browser, address: str) -> None:
    jane = signed_in(chromium, address, "Jane", java_script_enabled=False)
    john = signed_in(chromium, address, "John", java_script_enabled=False)
    for page in (jane, john):
        declare_nothing(page, address)
    second_factor(john, address)
    jane.goto(f"{address}/desk/parties/paper-ltd/edit")
    jane.fill("[name=name]", "Paper Limited")
    jane.fill("[name=reason]", "seen the register")
    jane.get_by_role("button", name="Check and preview").click()
    assert "The checks find nothing against it." in jane.content()
    jane.get_by_role("button", name="Submit for review").click()
    assert "1 more must approve it" in jane.content()
    john.goto(f"{address}/desk/proposals/1")
    john.get_by_role("button", name="Approve").click()
    john.get_by_role("button", name="Publish").click()
    assert "Published: readers have list 2." in john.content()
    with urllib.request.urlopen(f"{address}/v1/parties/paper-ltd", timeout=30) as answer:
        assert "Paper Limited" in answer.read().decode()


def test_what_follows_stands_beside_the_form_while_it_is_filled_in(chromium: Browser, address: str) -> None:
    page = signed_in(chromium, address, "Jane")
    refused: list[str] = []
    page.on("console", lambda message: refused.append(message.text))
    page.goto(f"{address}/desk/parties/paper-ltd/edit")
    page.evaluate("window.stayed = true")
    for name, value in SOURCE.items():
        if not page.locator(f"[name='{name}']").count():
            rows = name.rpartition(".0.")[0]
            page.locator(f"button[value='add:{rows}']").click()
            page.wait_for_function("rows => document.activeElement.name?.startsWith(`${rows}.0.`)", arg=rows)
        field = page.locator(f"[name='{name}']")
        if not field.is_visible():
            page.locator("details", has=field).locator("summary").click()
        if field.evaluate("field => field.localName") == "select":
            field.select_option(value)
        else:
            field.fill(value)
    owner = page.locator("[name='ownership.0.owner']")
    owner.fill("nobody")
    beside = page.locator("[id='x-ownership.0.owner'] .finding")
    beside.wait_for()
    assert "there is no party 'nobody'" in beside.inner_text()
    page.wait_for_selector("[name='ownership.0.owner'][aria-invalid]")
    assert faults(page) == []
    owner.fill("")
    owner.type("kingdom")
    page.wait_for_selector("#parties option[value='state:GB']", state="attached")
    # a browser without a screen has no list to choose from with the arrows
    owner.fill("state:GB")
    page.get_by_text("State-owned: United Kingdom").first.wait_for()
    assert beside.count() == 0
    page.wait_for_selector("[name='ownership.0.owner']:not([aria-invalid])")
    assert page.evaluate("[window.stayed, document.activeElement.name]") == [True, "ownership.0.owner"]
    assert refused == []


def test_a_page_of_the_desk_runs_nothing_that_is_not_a_file_of_ours(chromium: Browser, address: str) -> None:
    page = signed_in(chromium, address, "Jane")
    page.goto(f"{address}/desk/parties/paper-ltd/edit")
    page.evaluate("""() => {
      window.refused = [];
      document.addEventListener("securitypolicyviolation", (event) => window.refused.push(event.effectiveDirective));
      const script = document.body.appendChild(document.createElement("script"));
      script.textContent = "window.ran = true";
      document.body.setAttribute("style", "color: red");
    }""")
    page.wait_for_function("window.refused.length === 2")
    assert page.evaluate("[window.ran, htmx.config.allowEval, ...window.refused.sort()]") == [
        None, False, "script-src-elem", "style-src-attr",
    ]  # fmt: skip
