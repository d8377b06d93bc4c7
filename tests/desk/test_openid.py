"""Signing in with an organisation's account, at a real provider over HTTP: who gets in, as whom, and what happens when it fails."""

import dataclasses
from collections.abc import Iterator

import pytest
import sqlalchemy as sa

from api.people.provider import Provider
from tests.desk.newsroom import Newsroom
from tests.desk.organisation import BACK, LEAVE, AtProvider, details, jane_of, running_provider, sent_back, signed_in
from tests.desk.test_second_factor import enrolled


@pytest.fixture(scope="module")
def provider() -> Iterator[Provider]:
    with running_provider("http://localhost") as running:
        yield running


@pytest.fixture
def newsroom(engine: sa.Engine, provider: Provider) -> Newsroom:
    return dataclasses.replace(Newsroom.over(engine), openid=provider)


def test_an_expected_account_signs_in_by_its_address_and_from_then_on_by_itself(newsroom: Newsroom) -> None:
    jane, browser = jane_of(newsroom, "reviewer"), newsroom.browser()
    assert "Sign in with The Example Group" in browser.get("/desk/sign-in").text
    assert signed_in(browser, "jane", next="/desk/") == (303, "/desk/")
    assert browser.get("/desk/").text == "home"
    assert details(newsroom, 2) == [("signed-in", "organisation"), ("identity-linked", "by address")]
    identity = newsroom.people.openid.identities()[jane.id]
    assert (identity.email, identity.subject) == ("jane@group.example", "jane")
    # the roles are the desk's, and a first factor alone does not review
    assert "alone does not open" in browser.post("/desk/do/review").text
    # another account with the same address is not hers
    assert signed_in(newsroom.browser(), "jane+unverified")[0] == 403
    assert signed_in(newsroom.browser(), "jane+otp")[0] == 403
    assert signed_in(newsroom.browser(), "jane") == (303, "/desk/account")
    newsroom.people.register.close(jane.id, by=None)
    assert signed_in(newsroom.browser(), "jane")[0] == 403


def test_who_is_not_expected_or_not_verified_does_not_get_in_and_is_noted(newsroom: Newsroom) -> None:
    jane_of(newsroom)
    status, said = signed_in(newsroom.browser(), "john")
    assert (status, "Ask an admin to add you" in said) == (403, True)
    assert signed_in(newsroom.browser(), "jane+unverified")[0] == 403
    assert details(newsroom, 2) == [
        ("sign-in-failed", "organisation: Nobody who works at this desk has the account you signed in with.")
    ] * 2
    assert newsroom.people.register.named("john") is None


def test_an_invitation_links_an_account_once_whatever_its_address(newsroom: Newsroom) -> None:
    jane = newsroom.people.register.add("Jane", ["editor"], by=None)
    invitation, browser = newsroom.people.invite(jane.id, by=None), newsroom.browser()
    assert f'name="invitation" value="{invitation}"' in browser.get(f"/desk/invitation/{invitation}").text
    assert signed_in(browser, "jane.doe+unverified", invitation=invitation)[0] == 303
    assert browser.get("/desk/").text == "home"
    assert details(newsroom, 2)[1] == ("identity-linked", "by invitation")
    assert signed_in(newsroom.browser(), "jane.doe+unverified")[0] == 303
    assert "was used" in signed_in(newsroom.browser(), "other", invitation=invitation)[1]
    john = newsroom.people.register.add("John", ["editor"], by=None)
    taken = signed_in(newsroom.browser(), "jane.doe+unverified", invitation=newsroom.people.invite(john.id, by=None))
    assert (taken[0], "already somebody else" in taken[1]) == (403, True)


@pytest.mark.parametrize(
    ("account", "strong"), [("jane+otp", True), ("jane+hardware", True), ("jane+telephone", False), ("jane", False)]
)
def test_a_second_factor_counts_if_the_provider_says_that_there_was_one(newsroom: Newsroom, account: str, strong: bool) -> None:
    jane, browser = jane_of(newsroom, "reviewer"), newsroom.browser()
    assert signed_in(browser, account)[0] == 303
    assert ("done" in browser.post("/desk/do/review").text) == strong
    app, _ = enrolled(newsroom, jane)
    halfway = newsroom.browser()
    assert signed_in(halfway, account, next="/desk/") == (303, "/desk/" if strong else "/desk/second-factor?next=/desk/")
    if not strong:
        form = {"csrf_token": halfway.get("/desk/second-factor").text.split('csrf_token" value="')[1].split('"')[0]}
        assert halfway.client.post("/desk/second-factor", data={**form, "code": app.at(newsroom.clock())}).status_code == 303
    assert halfway.post("/desk/do/review").text == "done"


@pytest.mark.parametrize(
    ("manner", "wrong"),
    [("late", "exp"), ("misdirected", "aud"), ("shared", "azp"), ("foreign", "iss"), ("replayed", "nonce"),
     ("forged", "signature"), ("unsigned", "signature")],
)  # fmt: skip
def test_what_the_provider_says_counts_only_if_it_is_signed_for_this_desk_and_this_sign_in(
    newsroom: Newsroom, manner: str, wrong: str
) -> None:
    jane_of(newsroom)
    status, said = signed_in(newsroom.browser(), f"jane+{manner}")
    assert (status, f"cannot be relied on: {wrong}." in said) == (403, True), said
    assert details(newsroom)[0][0] == "sign-in-failed"


def test_an_address_of_another_account_is_not_taken_for_this_ones(newsroom: Newsroom) -> None:
    jane_of(newsroom)
    assert signed_in(newsroom.browser(), "jane+borrowed")[0] == 503


def test_what_comes_back_counts_once_in_the_browser_that_left_and_for_ten_minutes(newsroom: Newsroom) -> None:
    jane_of(newsroom)
    browser = newsroom.browser()
    back = sent_back(browser, "jane")
    others = newsroom.browser()
    others.get("/desk/sign-in")
    assert "not begun in this browser" in others.get(back).text
    newsroom.clock.move(minutes=11)
    late = browser.get(back)
    assert (late.status_code, "too long ago" in late.text) == (403, True)
    back, cookies = sent_back(browser, "jane"), dict(browser.client._cookies or {})
    assert browser.get(back).status_code == 303
    browser.client._cookies = cookies
    assert browser.get(back).status_code == 403
    # a code of another's sign-in, under one's own state
    code = sent_back(newsroom.browser(), "jane").partition("code=")[2].partition("&")[0]
    mine = sent_back(browser, "jane")
    swapped = mine.replace(mine.partition("code=")[2].partition("&")[0], code)
    assert "did not accept the sign-in" in browser.get(swapped).text
    for address in (BACK, f"{BACK}?state=x&code=y", f"{BACK}?error=%3Cb%3E&state=x", f"{BACK}?state=%00"):
        assert browser.get(address).status_code in (400, 403), address
    another = sent_back(browser, "jane").replace("iss=http", "iss=https")
    assert "not that of The Example Group" in browser.get(another).text


def test_who_refuses_at_the_provider_is_told_and_may_begin_again(newsroom: Newsroom) -> None:
    jane_of(newsroom)
    browser = newsroom.browser()
    refused = browser.get(AtProvider().refuse(browser.post(LEAVE, next="/desk/").location))
    assert (refused.status_code, "did not agree there" in refused.text) == (403, True)
    assert 'name="next" value="/desk/"' in refused.text
    assert details(newsroom) == [
        ("sign-in-failed", "organisation: You did not sign in with The Example Group, or did not agree there.")
    ]
    assert signed_in(browser, "jane")[0] == 303


def test_a_provider_that_is_down_or_another_is_said_and_logged_and_is_nobodys_failure(
    engine: sa.Engine, provider: Provider, caplog: pytest.LogCaptureFixture
) -> None:
    away = Newsroom.over(engine)
    for wrong in (away.openid, dataclasses.replace(provider, issuer=provider.issuer.replace("localhost", "127.0.0.1"))):
        newsroom = dataclasses.replace(away, openid=wrong)
        answers = [newsroom.browser().post(LEAVE) for _ in range(25)]
        assert {each.status_code for each in answers} == {503}
        assert "The Example Group does not answer as it should just now." in answers[0].text
    broken = dataclasses.replace(away, openid=dataclasses.replace(provider, secret="wrong"))
    jane_of(broken)
    assert "did not accept the sign-in" in signed_in(broken.browser(), "jane")[1]
    said = [each.getMessage() for each in caplog.records if each.name == "api.app"]
    assert len(said) == 50 and all("the OpenID provider does not answer as it should: " in each for each in said)
    assert "issuer" in said[-1] and provider.secret not in caplog.text


def test_attempts_that_come_to_nothing_make_an_address_wait(newsroom: Newsroom) -> None:
    jane_of(newsroom)
    back = sent_back(newsroom.browser(), "jane")
    for _ in range(19):
        assert newsroom.browser().post(LEAVE).status_code == 302
    waiting = newsroom.browser().post(LEAVE)
    assert (waiting.status_code, waiting.headers["Retry-After"]) == (429, "2")
    assert newsroom.browser().get(back).status_code == 429
    assert newsroom.browser().sign_in("Jane").status_code == 429


