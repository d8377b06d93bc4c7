"""The second factor: codes of an app, recovery codes, and what opens only with them."""

import contextlib
import datetime
import threading

import pyotp
import pytest
import sqlalchemy as sa

from api.outlets.people import Person
from api.people.codes import step_of
from api.people.refusals import SignInFailed, Throttled
from api.people.visit import Visit
from tests.desk.newsroom import PASSWORD, Newsroom


@pytest.fixture
def newsroom(engine: sa.Engine) -> Newsroom:
    return Newsroom.over(engine)


def enrolled(newsroom: Newsroom, person: Person) -> tuple[pyotp.TOTP, list[str]]:
    """The app, and the recovery codes."""
    app = pyotp.TOTP(newsroom.people.second_factor.begin(person)[0])
    codes, _ = newsroom.people.second_factor.confirm(person, app.at(newsroom.clock()), Visit())
    newsroom.clock.move(seconds=30)
    return app, codes


def test_a_code_of_the_rfc_is_recognised_in_its_step_and_one_to_either_side() -> None:
    secret = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ"  # RFC 6238, appendix B, last six digits at 1111111109
    at = datetime.datetime.fromtimestamp(1111111109, datetime.UTC)
    step = 1111111109 // 30
    for seconds, found in ((-30, step), (0, step), (30, step), (-61, None), (60, None)):
        assert step_of(" 081 804", secret, at + datetime.timedelta(seconds=seconds)) == found
    assert step_of("٠٨١٨٠٤", secret, at) is None


def test_with_a_second_factor_the_password_alone_opens_nothing(newsroom: Newsroom) -> None:
    app, _ = enrolled(newsroom, newsroom.person("Jane", "reviewer"))
    browser = newsroom.browser()
    halfway = browser.sign_in("Jane", next="/desk/")
    assert halfway.location == "/desk/second-factor?next=/desk/"
    assert browser.get("/desk/").status_code == 303
    page = browser.get(halfway.location).text
    form = {"csrf_token": page.split('name="csrf_token" value="')[1].split('"')[0], "next": "/desk/"}
    assert browser.client.post("/desk/second-factor", data={**form, "code": "000000"}).status_code == 403
    done = browser.client.post("/desk/second-factor", data={**form, "code": app.at(newsroom.clock())})
    assert (done.status_code, done.location) == (303, "/desk/")
    assert browser.post("/desk/do/review").text == "done"
    assert newsroom.kinds[:2] == ["signed-in", "second-factor-failed"]


def test_a_code_opens_once_and_none_before_it_opens_later(newsroom: Newsroom) -> None:
    jane = newsroom.person("Jane")
    app, _ = enrolled(newsroom, jane)
    code, earlier = app.at(newsroom.clock()), app.at(newsroom.clock() - datetime.timedelta(seconds=30))
    newsroom.people.second_factor.show(jane, code, Visit())
    for used in (code, earlier):
        with pytest.raises(SignInFailed):
            newsroom.people.second_factor.show(jane, used, Visit())


def test_of_two_who_show_one_code_at_once_one_gets_in(newsroom: Newsroom) -> None:
    jane = newsroom.person("Jane")
    app, codes = enrolled(newsroom, jane)
    for code in (app.at(newsroom.clock()), codes[0]):
        tokens: list[str] = []

        def show(code: str = code, tokens: list[str] = tokens) -> None:
            with contextlib.suppress(SignInFailed, Throttled):
                tokens.append(newsroom.people.second_factor.show(jane, code, Visit()))

        threads = [threading.Thread(target=show) for _ in range(4)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join(30)
        assert len(tokens) == 1


def test_a_recovery_code_opens_once_however_it_is_typed_and_new_ones_end_the_old(newsroom: Newsroom) -> None:
    jane = newsroom.person("Jane")
    _, codes = enrolled(newsroom, jane)
    assert (len(codes), len(set(codes)), newsroom.people.second_factor.of(jane).recovery_codes) == (10, 10, 10)
    newsroom.people.second_factor.show(jane, codes[0].upper().replace("-", " "), Visit())
    with pytest.raises(SignInFailed):
        newsroom.people.second_factor.show(jane, codes[0], Visit())
    assert newsroom.people.second_factor.of(jane).recovery_codes == 9
    newsroom.people.second_factor.renew_recovery_codes(jane, Visit())
    with pytest.raises(SignInFailed):
        newsroom.people.second_factor.show(jane, codes[1], Visit())


def test_codes_cannot_be_tried_one_after_the_other(newsroom: Newsroom) -> None:
    jane = newsroom.person("Jane")
    app, _ = enrolled(newsroom, jane)
    for _ in range(5):
        with pytest.raises(SignInFailed):
            newsroom.people.second_factor.show(jane, "000000", Visit())
    with pytest.raises(Throttled):
        newsroom.people.second_factor.show(jane, app.at(newsroom.clock()), Visit())


def test_a_second_factor_is_set_up_by_forms_and_ends_all_other_sessions(newsroom: Newsroom) -> None:
    jane = newsroom.person("Jane", "reviewer")
    elsewhere, browser = newsroom.browser(jane), newsroom.browser(jane, strong=False)
    assert "alone does not open" in browser.post("/desk/do/review").text
    assert "not your password" in browser.post("/desk/account/second-factor", current="wrong").text
    page = browser.post("/desk/account/second-factor", current=PASSWORD).text
    app = pyotp.parse_uri(page.split("<pre><code>")[1].split("</code>")[0].replace("&amp;", "&"))
    assert isinstance(app, pyotp.TOTP)
    assert (app.issuer, app.name, app.secret in page) == ("Masthead", "Jane", True)
    assert app.secret in browser.post("/desk/account/second-factor/confirm", code="000000").text
    done = browser.post("/desk/account/second-factor/confirm", code=app.at(newsroom.clock()))
    assert done.text.count("<li><code>") == 10
    assert browser.post("/desk/do/review").text == "done"
    assert elsewhere.get("/desk/").status_code == 303


def test_a_second_factor_goes_only_with_the_password_or_by_an_admin(newsroom: Newsroom) -> None:
    jane = newsroom.person("Jane")
    enrolled(newsroom, jane)
    browser = newsroom.browser(jane)
    browser.post("/desk/account/second-factor/remove", current="wrong")
    assert newsroom.people.second_factor.of(jane).totp
    browser.post("/desk/account/second-factor/remove", current=PASSWORD)
    assert newsroom.people.second_factor.of(jane).totp is None
    enrolled(newsroom, jane)
    newsroom.browser(newsroom.person("Admin", "admin")).post(f"/desk/people/{jane.id}/second-factor/remove")
    assert newsroom.people.second_factor.of(jane).totp is None
    assert newsroom.kinds.count("second-factor-removed") == 2
