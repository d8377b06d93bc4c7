"""The whole road: an editor changes an owner, another reviews it, it is published, readers have it; and back again."""

import json
import re
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest
from flask import Flask, url_for
from flask.testing import FlaskClient

from api.desk_app import create_desk
from api.outlets.people import ROLES, Person
from api.people.people import People
from api.people.permissions import ANYONE, allows
from api.people.visit import Visit
from api.settings import Settings
from api.storage.published_lists import PublishedLists
from api.storage.sql.engine import open_engine
from api.storage.sql.history import now
from api.storage.sql.people_stores import PeopleInSql
from tests.desk.test_commands import Desk
from tests.storage.folder import COMPANY, PARTY_FILE, put, small_list

PASSWORD = "a long enough sentence for a desk"


class Newsroom:
    """A desk with people, and a browser for each."""

    def __init__(self, root: Path, database: str, company: str = COMPANY, **settings: Any) -> None:
        self.desk = Desk(root, database, small_list(root / "data"))
        put(self.desk.data, PARTY_FILE, company)
        assert self.desk.run("release").exit_code == 0
        lists, bundle = root / "list", root / "bundle.json"
        self.settings = Settings(data=self.desk.data, lists=lists, bundle=bundle, database=database, **settings)
        self.people = People(PeopleInSql(open_engine(database)), now)
        self.app: Flask = create_desk(self.settings)

    def person(self, name: str, *roles: str) -> Person:
        """Somebody with a password who has declared that they have no interests."""
        person = self.people.register.add(name, roles, by=None)
        self.people.signing_in.accept(self.people.invite(person.id, by=None), PASSWORD, visit=_visit())
        self.people.register.declare(person.id, ())
        return self.people.person(person.id)

    def browser(self, person: Person) -> "Browser":
        """Signed in, with a second factor shown."""
        token = self.people.sessions.admit(person, _visit(), complete=True, strong=True, how="test")
        client = self.app.test_client()
        client.set_cookie("desk", token)
        return Browser(client)


def _visit() -> Visit:
    return Visit("127.0.0.1", "test")


class Browser:
    """Follows links and sends forms with the token that is in them."""

    def __init__(self, client: FlaskClient) -> None:
        self.client = client

    def get(self, path: str) -> str:
        answer = self.client.get(path, follow_redirects=True)
        assert answer.status_code == 200, (path, answer.status_code, answer.text[:2000])
        return answer.text

    def form(self, path: str) -> dict[str, str]:
        """The fields of the last form on a page, as a browser would send them."""
        page = self.get(path).rpartition('<form class="record"')[2].partition("</form>")[0]
        inputs = dict(re.findall(r'<input[^>]* name="([^"]+)"[^>]* value="([^"]*)"', page))
        chosen = {
            name: (re.findall(r"<option selected>([^<]*)", inside) or [""])[0]
            for name, inside in re.findall(r'<select[^>]* name="([^"]+)"[^>]*>(.*?)</select>', page, re.S)
        }
        texts = dict(re.findall(r'<textarea[^>]* name="([^"]+)"[^>]*>([^<]*)</textarea>', page))
        return {**inputs, **chosen, **texts}

    def token(self, page: str) -> str:
        """What a form of the page proves with that it is from here."""
        found = re.search(r'name="csrf_token" value="([^"]+)"', self.get(page))
        assert found, page
        return found[1]

    def post(self, path: str, page: str, **fields: str) -> str:
        """Send a form of the page, with its token."""
        answer = self.client.post(path, data={"csrf_token": self.token(page), **fields}, follow_redirects=True)
        assert answer.status_code == 200, (path, answer.status_code, answer.text[:2000])
        return answer.text


@pytest.fixture
def newsroom(tmp_path: Path, database: str) -> Newsroom:
    return Newsroom(tmp_path, database)


SOURCE = {
    "sources.0.key": "register",
    "sources.0.title": "Extract 4711",
    "sources.0.publisher": "Company register",
    "sources.0.url": "https://register.example/4711",
    "sources.0.date": "2026-10-01",
    "ownership.0.id": "o1",
    "ownership.0.from": "2026-09-01",
    "ownership.0.basis": "register",
    "ownership.0.sources.0.ref": "register",
    "ownership.0.owner": "state:GB",
    "ownership.0.interest": "shareholding",
    "ownership.0.share.exact": "100",
}
EDIT = "/desk/parties/paper-ltd/edit"


def test_an_editor_changes_an_owner_another_reviews_it_and_readers_have_it(newsroom: Newsroom) -> None:
    jane = newsroom.browser(newsroom.person("Jane", "editor"))
    john = newsroom.browser(newsroom.person("John", "reviewer"))
    fields = {**jane.form(EDIT), **SOURCE}
    preview = jane.post(EDIT, EDIT, **{**fields, "do": "check"})
    assert "The checks find nothing against it." in preview
    assert "State-owned: United Kingdom" in preview
    sent = jane.post(EDIT, EDIT, **{**fields, "do": "submit", "reason": "seen the register"})
    assert "Proposal 1" in sent
    assert "1 more must approve it" in sent
    reviewed = john.post("/desk/proposals/1/review", "/desk/proposals/1", edition="1", verdict="approve", text="seen it too")
    assert "Approved by as many as it needs" in reviewed
    published = john.post("/desk/proposals/1/publish", "/desk/proposals/1")
    assert "Published: readers have list 2." in published
    document = PublishedLists(newsroom.settings.lists).current()[1]
    assert [label["id"] for label in document["outlets"]["paper"]["periods"][-1]["labels"]] == ["state-owned"]
    assert "seen the register" in jane.get("/desk/parties/paper-ltd")
    theirs = re.findall(r'href="(/desk/revisions\?author=[^"]+)">Jane<', jane.get("/desk/revisions/2"))
    assert "seen the register" in jane.get(theirs[0])
    assert "first import" not in jane.get(theirs[0])
    assert ">Jane</option>" in jane.get("/desk/revisions")
    undone = john.post("/desk/revisions/2/revert", "/desk/revisions/2", reason="it was another company")
    assert "Revision 2 is undone. Published: readers have list 3." in undone
    assert PublishedLists(newsroom.settings.lists).current()[1]["outlets"]["paper"]["periods"][-1]["labels"] == []
    assert newsroom.desk.run("verify").stdout.startswith("3 revisions, each sound")


def test_nobody_reviews_their_own_change_and_who_may_not_review_is_told(newsroom: Newsroom) -> None:
    both = newsroom.browser(newsroom.person("Both", "editor", "reviewer"))
    both.post(EDIT, EDIT, **{**both.form(EDIT), **SOURCE, "do": "submit", "reason": "seen it"})
    answer = both.post("/desk/proposals/1/review", "/desk/proposals/1", edition="1", verdict="approve")
    assert "you wrote this" in answer
    assert "approved" not in both.get("/desk/proposals?state=approved").partition("<tbody>")[2].partition("</tbody>")[0]


def test_what_is_wrong_stands_beside_its_field_and_nothing_is_sent(newsroom: Newsroom) -> None:
    jane = newsroom.browser(newsroom.person("Jane", "editor"))
    wrong = {**jane.form(EDIT), **SOURCE, "ownership.0.owner": "nobody", "do": "submit", "reason": "seen it"}
    page = jane.post(EDIT, EDIT, **wrong)
    field = page.partition('name="ownership.0.owner"')[2].partition("</div>")[0]
    assert "there is no party &#39;nobody&#39;" in field
    unread = jane.post(EDIT, EDIT, **{**wrong, "ownership.0.from": "last May"})
    assert "&#39;last May&#39; is not a date" in unread
    assert newsroom.desk.run("verify").stdout.startswith("1 revisions")


def test_two_who_edit_one_record_see_both_and_merge(newsroom: Newsroom) -> None:
    jane = newsroom.browser(newsroom.person("Jane", "editor"))
    jack = newsroom.browser(newsroom.person("Jack", "editor"))
    john = newsroom.browser(newsroom.person("John", "reviewer"))
    jane_fields, jack_fields = jane.form(EDIT), jack.form(EDIT)
    jane.post(EDIT, EDIT, **{**jane_fields, "website": "https://paper.example/", "do": "submit", "reason": "their site"})
    jack.post(EDIT, EDIT, **{**jack_fields, "name": "Paper Limited", "do": "submit", "reason": "their name"})
    for number in (1, 2):
        john.post(f"/desk/proposals/{number}/review", f"/desk/proposals/{number}", edition="1", verdict="approve")
    john.post("/desk/proposals/1/publish", "/desk/proposals/1")
    assert "somebody changed parties/paper-ltd in between" in john.post("/desk/proposals/2/publish", "/desk/proposals/2")
    jack.post("/desk/proposals/2/adopt", "/desk/proposals/2")
    jack.post("/desk/proposals/2/submit", "/desk/proposals/2")
    john.post("/desk/proposals/2/review", "/desk/proposals/2", edition="2", verdict="approve")
    john.post("/desk/proposals/2/publish", "/desk/proposals/2")
    page = jane.get("/desk/parties/paper-ltd")
    assert "Paper Limited" in page
    assert "https://paper.example/" in page


def test_a_new_party_and_the_outlet_it_owns_come_in_one_proposal(newsroom: Newsroom) -> None:
    jane = newsroom.browser(newsroom.person("Jane", "editor"))
    new = "/desk/new/parties"
    fields = {"id": "north-group", "name": "North Group", "country": "gb", "type": "company", "do": "draft", "reason": "a sale"}
    jane.post(new, new, **{**jane.form(new), **fields})
    edit = f"{EDIT}?proposal=1"
    owned = {**jane.form(edit), **SOURCE, "ownership.0.owner": "north-group", "reason": "a sale", "do": "submit"}
    page = jane.post(EDIT, edit, **owned)
    assert "parties/north-group: added" in page
    assert "1 more must approve it" in page


PAGES = ("/desk/", "/desk/list?q=paper", "/desk/outlets/paper", "/desk/revisions/1", "/desk/proposals?mine=1")


@pytest.mark.parametrize("path", PAGES)
def test_who_is_not_signed_in_is_led_to_where_they_can_and_a_reader_may_look(newsroom: Newsroom, path: str) -> None:
    stranger = newsroom.app.test_client().get(path)
    assert (stranger.status_code, "/desk/sign-in" in stranger.headers["Location"]) == (303, True)
    reader = newsroom.browser(newsroom.person("Reader", "reader"))
    assert "<h1>" in reader.get(path)


def test_what_is_not_there_is_a_plain_page(newsroom: Newsroom) -> None:
    reader = newsroom.browser(newsroom.person("Reader", "reader"))
    assert reader.client.get("/desk/outlets/nobody").status_code == 404
    assert reader.client.get("/desk/proposals/99").status_code == 404
    assert reader.client.get("/desk/revisions/99").status_code == 404


def test_what_changed_is_fed_to_everybody_without_names_of_persons(newsroom: Newsroom) -> None:
    jane = newsroom.browser(newsroom.person("Jane", "editor"))
    john = newsroom.browser(newsroom.person("John", "reviewer"))
    jane.post(EDIT, EDIT, **{**jane.form(EDIT), "name": "Paper <Limited>", "do": "submit", "reason": "their name, a < b & c"})
    john.post("/desk/proposals/1/review", "/desk/proposals/1", edition="1", verdict="approve")
    john.post("/desk/proposals/1/publish", "/desk/proposals/1")
    reader = newsroom.app.test_client()
    items = json.loads(reader.get("/changes.json").data)["items"]
    assert [each["title"] for each in items] == ["Revision 2: their name, a < b & c", "Revision 1: first import"]
    assert items[0]["content_text"] == "parties/paper-ltd"
    feed = ElementTree.fromstring(reader.get("/changes.atom").data)
    titles = [each.text for each in feed.iter("{http://www.w3.org/2005/Atom}title")]
    assert titles[1:] == [each["title"] for each in items]
    assert not any(name in reader.get(path).text for path in ("/changes.json", "/changes.atom") for name in ("Jane", "John"))


def test_every_page_of_the_desk_opens_for_the_roles_of_the_table_and_for_no_other(newsroom: Newsroom) -> None:
    jane = newsroom.browser(newsroom.person("Jane", "editor"))
    jane.post(EDIT, EDIT, **{**jane.form(EDIT), "name": "Paper Limited", "do": "submit", "reason": "their name"})
    arguments: dict[str, Any] = {"kind": "outlets", "id": "paper", "number": 1}
    pages = {}
    with newsroom.app.test_request_context():
        for rule in newsroom.app.url_map.iter_rules():
            needed = getattr(newsroom.app.view_functions[rule.endpoint], "permission", ANYONE)
            if "GET" in (rule.methods or ()) and needed != ANYONE and rule.arguments <= arguments.keys():
                pages[url_for(rule.endpoint, **{name: arguments[name] for name in rule.arguments})] = needed
    assert len(pages) > 12
    for role in ROLES:
        browser = newsroom.browser(newsroom.person(f"A {role}", role))
        for page, needed in pages.items():
            status = browser.client.get(page).status_code
            # there is no report yet
            expected = {200, 404} if allows([role], needed) else {403}
            assert status in expected, (role, page, status)
