"""Sessions of browsers and tokens of scripts: how long they hold, and how they end."""

import pytest
import sqlalchemy as sa

from api.people.visit import Visit
from tests.desk.newsroom import PASSWORD, Newsroom


@pytest.fixture
def newsroom(engine: sa.Engine) -> Newsroom:
    return Newsroom.over(engine)


@pytest.mark.parametrize(("rests", "holds"), [([7.9] * 3, True), ([8.1], False), ([7.9] * 22, False)])
def test_a_session_ends_after_a_working_day_without_a_click_or_after_a_week(
    newsroom: Newsroom, rests: list[float], holds: bool
) -> None:
    token = newsroom.token(newsroom.person("Jane"))
    found = None
    for hours in rests:
        newsroom.clock.move(hours=hours)
        found = newsroom.people.sessions.find(token)
    assert (found is not None) == holds


def test_the_second_factor_has_to_follow_within_ten_minutes(newsroom: Newsroom) -> None:
    jane = newsroom.person("Jane")
    token = newsroom.people.sessions.admit(jane, Visit(), complete=False, strong=False, how="")
    newsroom.clock.move(minutes=9)
    assert newsroom.people.sessions.find(token)
    newsroom.clock.move(minutes=2)
    assert newsroom.people.sessions.find(token) is None


def test_a_person_sees_their_sessions_and_ends_one_elsewhere_but_nobody_elses(newsroom: Newsroom) -> None:
    jane, john = newsroom.person("Jane"), newsroom.person("John")
    here, lost, other = newsroom.browser(jane), newsroom.browser(jane), newsroom.browser(john)
    own = {each.key for each in newsroom.people.sessions.of(jane.id)}
    theirs = newsroom.people.sessions.of(john.id)[0].key
    page = here.get("/desk/account").text
    shown = [key for key in own if f"/sessions/{key}/revoke" in page]
    assert (len(own), len(shown), theirs in page) == (2, 1, False)
    assert here.post(f"/desk/account/sessions/{theirs}/revoke").status_code == 400
    assert here.post(f"/desk/account/sessions/{shown[0]}/revoke").status_code == 303
    assert [each.get("/desk/").status_code for each in (here, lost, other)] == [200, 303, 200]


def test_signing_out_ends_the_session_not_only_the_cookie(newsroom: Newsroom) -> None:
    token = newsroom.token(newsroom.person("Jane"))
    browser = newsroom.browser()
    browser.client.set_cookie("desk", token)
    assert browser.post("/desk/sign-out").location == "/desk/sign-in"
    assert newsroom.people.sessions.find(token) is None
    assert newsroom.people.register.events(limit=1)[0].kind == "signed-out"


def test_a_new_password_takes_the_old_one_and_signs_out_everywhere_else(newsroom: Newsroom) -> None:
    jane, new = newsroom.person("Jane"), "five entirely different words"
    here, lost = newsroom.browser(jane), newsroom.browser(jane)
    assert "not your password" in here.post("/desk/account/password", current="wrong", password=new, again=new).text
    assert "differ" in here.post("/desk/account/password", current=PASSWORD, password=new, again="x").text
    assert here.post("/desk/account/password", current=PASSWORD, password=new, again=new).status_code == 303
    assert [each.get("/desk/").status_code for each in (here, lost)] == [200, 303]
    assert newsroom.browser().sign_in("Jane").status_code == 403
    assert newsroom.browser().sign_in("Jane", new).status_code == 303


def test_a_token_is_shown_once_lasts_as_long_as_was_said_and_can_be_revoked(newsroom: Newsroom) -> None:
    jane = newsroom.person("Jane", "editor")
    browser = newsroom.browser(jane)
    page = browser.post("/desk/account/tokens", token_name="nightly", scopes=["triage"], days="30").text
    token = page.split("<pre><code>")[1].split("</code>")[0]
    assert token.startswith("masthead_") and token not in browser.get("/desk/account").text
    assert newsroom.people.tokens.find(token)
    newsroom.clock.move(days=30)
    assert newsroom.people.tokens.find(token) is None
    other = newsroom.people.tokens.make(jane, "other", ["triage"], 30, "")
    key = next(each.key for each in newsroom.people.tokens.of(jane.id) if each.name == "other")
    stranger = newsroom.browser(newsroom.person("John", "editor"))
    assert stranger.post(f"/desk/account/tokens/{key}/revoke").status_code == 400
    assert newsroom.people.tokens.find(other)
    assert newsroom.browser(jane).post(f"/desk/account/tokens/{key}/revoke").status_code == 303
    assert newsroom.people.tokens.find(other) is None


@pytest.mark.parametrize(
    "wrong", [{"token_name": " "}, {"scopes": ["publish"]}, {"scopes": []}, {"days": "0"}, {"days": "367"}, {"days": "-1"}]
)
def test_a_token_of_wrong_form_or_of_more_than_ones_own_is_refused(newsroom: Newsroom, wrong: dict[str, object]) -> None:
    jane = newsroom.person("Jane", "editor")
    form = {"token_name": "nightly", "scopes": ["triage"], "days": "30", **wrong}
    assert newsroom.browser(jane).post("/desk/account/tokens", **form).status_code == 400
    assert newsroom.people.tokens.of(jane.id) == []
