"""`python -m tests.desk.pictures [FOLDER]`: the pictures of docs/desk.md, of a desk over the real list, in a real browser."""

import shutil
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Browser, FloatRect, Page, sync_playwright

from tests.api.service import running
from tests.conftest import chromium_of
from tests.desk.test_commands import Desk
from tests.desk.test_desk_in_browser import second_factor, signed_in
from tests.desk.test_road import PASSWORD
from tests.outlets.build import DATA
from tests.storage.folder import put

IMAGES = Path(__file__).parents[2] / "docs" / "images"
SIZE = {"viewport": {"width": 1240, "height": 860}}
UPPER: FloatRect = {"x": 0, "y": 0, "width": 1240, "height": 600}
RECORD = "/desk/parties/courier-media-ltd/edit"

# nobody's: no picture says anything untrue of an outlet that exists
COURIER = """\
id: example-courier
name: Example Courier
country: gb
kind: newspaper
names:
- text: The Example Courier
  match: strong
channels:
- type: domain
  value: courier.example
  role: primary
published_by:
- id: imprint
  from: 1994
  basis: self
  sources:
  - ref: about
    locator: imprint
  checked:
    on: 2026-10-02
    copy: live
    where: imprint at the foot of the page
  party: courier-media-ltd
sources:
  about:
    title: About us
    publisher: Example Courier
    url: https://courier.example/about
    accessed: 2026-10-01
"""
COMPANY = """\
id: courier-media-ltd
name: Courier Media Ltd
country: gb
type: company
ownership:
- id: family-stake
  from: 1994-06-01
  basis: register
  sources:
  - ref: register
    locator: row 1
  checked:
    on: 2026-10-02
    copy: live
    where: row 1
  owner: sample-holdings
  interest: shareholding
  share:
    exact: 100.0
sources:
  register:
    title: Register of members
    publisher: Example register
    url: https://register.example/courier-media-ltd
    date: 2026-10-01
"""
OWNER = "id: sample-holdings\nname: Sample Holdings Ltd\ncountry: gb\ntype: company\n"


@contextmanager
def desk(root: Path) -> Iterator[str]:
    """A desk over the real list, with an editor, a reviewer and two candidates."""
    data = root / "data"
    shutil.copytree(DATA, data)
    put(data, "outlets/gb/example-courier.yaml", COURIER)
    put(data, "parties/gb/courier-media-ltd.yaml", COMPANY)
    put(data, "parties/gb/sample-holdings.yaml", OWNER)
    commands = Desk(root, f"sqlite:///{root}/desk.sqlite", data)
    assert commands.run("release").exit_code == 0
    for name, role in (("Jane Doe", "editor"), ("John Roe", "reviewer")):
        assert commands.run("person", "add", name, "--role", role, keys=f"{PASSWORD}\n{PASSWORD}\n").exit_code == 0
    table = root / "owners.csv"
    table.write_text(
        "name,host,publisher,owner,share,from,country\n"
        "Example Courier,courier.example,Courier Media Ltd,Example Fund,25,2026-01-15,gb\n"
        "Example Herald,herald.example,Herald Ltd,Example Fund,100,2013-10,gb\n"
    )
    said = ("--publisher", "Example register", "--url", "https://register.example/owners", "--title", "Owners of newspapers")
    assert commands.run("import", "csv", table, *said, "--date", "2026-11-01").exit_code == 0
    with running(root / "list", root / "log.txt", "--desk", **commands.environment) as client:
        yield f"http://127.0.0.1:{client.port}"


def draw(browser: Browser, address: str, folder: Path) -> None:
    jane, john = (signed_in(browser, address, name, **SIZE) for name in ("Jane Doe", "John Roe"))
    for page in (jane, john):
        page.goto(f"{address}/desk/account")
        page.get_by_role("button", name="Add, or say that the list is whole").click()
    second_factor(john, address)
    _picture(jane, f"{address}/desk/list?q=courier", folder / "desk-list.png")
    _picture(jane, f"{address}/desk/queues/stale?q=ownership", folder / "desk-queue.png")
    jane.goto(f"{address}/desk/candidates?q=courier")
    jane.locator("tbody a").first.click()
    jane.screenshot(path=folder / "desk-candidate.png", clip=UPPER)
    _edit(jane, address, folder)
    john.goto(f"{address}/desk/proposals/1")
    john.screenshot(path=folder / "desk-review.png")


def _edit(page: Page, address: str, folder: Path) -> None:
    """The owner is changed, and what follows stands beside the form."""
    page.goto(f"{address}{RECORD}")
    with page.expect_response(lambda answer: answer.request.method == "POST"):
        page.fill("[name='ownership.0.owner']", "state:FR")
    page.get_by_text("The checks find").wait_for()
    page.locator("[id='g-ownership.0']").scroll_into_view_if_needed()
    page.screenshot(path=folder / "desk-edit.png")
    page.fill("[name=reason]", "the register says so")
    page.get_by_role("button", name="Submit for review").click()


def _picture(page: Page, address: str, path: Path) -> None:
    page.goto(address)
    page.screenshot(path=path, clip=UPPER)


def main(folder: str = str(IMAGES)) -> None:
    with tempfile.TemporaryDirectory() as root, sync_playwright() as playwright, desk(Path(root)) as address:
        browser = chromium_of(playwright)
        draw(browser, address, Path(folder))
        browser.close()


if __name__ == "__main__":
    main(*sys.argv[1:])
