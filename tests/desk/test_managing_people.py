"""What admins do with people in the browser: add, invite, change, close."""

import pytest
import sqlalchemy as sa

from api.errors import NotFound
from api.people.visit import Visit
from tests.desk.newsroom import Newsroom


@pytest.fixture
def newsroom(engine: sa.Engine) -> Newsroom:
    return Newsroom.over(engine)


def test_an_admin_adds_somebody_who_then_chooses_a_password(newsroom: Newsroom) -> None:
    admin = newsroom.browser(newsroom.person("Admin", "admin"))
    page = admin.post("/desk/people", name="Jane", roles=["contributor", "editor"])
    path = "/desk/invitation/" + page.text.split("/desk/invitation/")[1].split("<")[0]
    jane = newsroom.browser()
    assert "Welcome, Jane" in jane.get(path).text
    assert "two passwords differ" in jane.post(path, password="five entirely different words", again="others").text
    assert "fewer than 12" in jane.post(path, password="short", again="short").text
    chosen = "five entirely different words"
    assert jane.post(path, password=chosen, again=chosen).status_code == 303
    assert jane.get(path).status_code == 404
    assert jane.post(path, password=chosen, again=chosen).status_code == 404
    assert jane.sign_in("Jane", chosen).status_code == 303
    assert newsroom.people.register.named("Jane").roles == {"contributor", "editor"}  # type: ignore[union-attr]


def test_an_invitation_ends_after_a_week_and_by_a_newer_one_and_signs_out_everywhere(newsroom: Newsroom) -> None:
    jane = newsroom.person("Jane")
    old = newsroom.people.invite(jane.id, by=None)
    new = newsroom.people.invite(jane.id, by=None)
    with pytest.raises(NotFound):
        newsroom.people.signing_in.invited(old)
    browser = newsroom.browser(jane)
    newsroom.people.signing_in.accept(new, "five entirely different words", Visit())
    assert browser.get("/desk/").status_code == 303
    late = newsroom.people.invite(jane.id, by=None)
    newsroom.clock.move(days=8)
    with pytest.raises(NotFound, match="too old"):
        newsroom.people.signing_in.invited(late)


def test_an_admin_changes_roles_closes_and_sees_what_happened(newsroom: Newsroom) -> None:
    keeper, jane = newsroom.person("Keeper", "admin"), newsroom.person("Jane", "editor")
    admin = newsroom.browser(keeper)
    assert admin.post(f"/desk/people/{jane.id}/roles", roles=["reader"]).status_code == 303
    assert newsroom.people.person(jane.id).roles == {"reader"}
    assert "nobody would be left" in admin.post(f"/desk/people/{keeper.id}/close").text
    assert admin.post(f"/desk/people/{jane.id}/close").status_code == 303
    assert not newsroom.people.person(jane.id).active
    assert admin.post(f"/desk/people/{jane.id}/open").status_code == 303
    listed = admin.get("/desk/people/events").text
    assert all(words in listed for words in ("roles-changed", "editor → reader", "person-closed", "person-opened", "Keeper"))
    assert "no role owner" in admin.post(f"/desk/people/{jane.id}/roles", roles=["owner"]).text


def test_names_and_declarations_are_shown_as_text_never_as_markup(newsroom: Newsroom) -> None:
    jane = newsroom.person("<b>Jane", "admin")
    browser = newsroom.browser(jane)
    assert browser.post("/desk/account/declarations", body="<script>x</script>", start="2020").status_code == 303
    for path in ("/desk/account", "/desk/people", "/desk/people/events"):
        page = browser.get(path).text
        assert "<b>Jane" not in page and "<script>x" not in page and "&lt;b&gt;Jane" in page
