"""Signing in: passwords, second factor, waiting after failures, sessions."""

import contextlib
import datetime
import threading

import pyotp
import pytest
import sqlalchemy as sa
from argon2 import PasswordHasher

from api.errors import BadRequest
from api.outlets.people import Person
from api.people.codes import step_of
from api.people.passwords import Passwords, refuse_weak
from api.people.refusals import SignInFailed, Throttled
from api.people.visit import Visit
from api.storage.sql.engine import reading
from api.storage.sql.people_tables import PERSON, SIGN_IN_FAILURES
from api.views.desk.access import inner_address
from tests.desk.newsroom import PASSWORD, Newsroom


class CountingHasher(PasswordHasher):
    """The library's, with a count of comparisons."""

    def __init__(self, time_cost: int = 1) -> None:
        super().__init__(time_cost=time_cost, memory_cost=8, parallelism=1)
        self.compared = 0

    def verify(self, hash: str | bytes, password: str | bytes) -> bool:  # type: ignore[override]
        self.compared += 1
        return bool(super().verify(hash, password))


@pytest.fixture
def newsroom(engine: sa.Engine) -> Newsroom:
    return Newsroom.over(engine)


def kinds(newsroom: Newsroom) -> list[str]:
    return [each.kind for each in newsroom.people.register.events()]


def enrolled(newsroom: Newsroom, person: Person) -> tuple[pyotp.TOTP, list[str]]:
    """The app, and the recovery codes."""
    app = pyotp.TOTP(newsroom.people.second_factor.begin(person)[0])
    codes, _ = newsroom.people.second_factor.confirm(person, app.at(newsroom.clock()), Visit())
    newsroom.clock.move(seconds=30)
    return app, codes


@pytest.mark.parametrize(
    "password",
    ["", "elevenchars", "password1234", "P a s s w o r d 2024!!", "qwertyuiop12", "123456789012", "aaaaaaaaaaaa", "abababababab",
     "correct horse battery staple", "Jane Doe 2026", "i am jane doe", "x" * 257, "ｐａｓｓｗｏｒｄ１２３４"],
)  # fmt: skip
def test_passwords_that_anybody_would_try_are_refused(password: str) -> None:
    with pytest.raises(BadRequest) as raised:
        refuse_weak(password, "Jane Doe")
    assert raised.value.where == "password"
    assert not password or password not in str(raised.value)


@pytest.mark.parametrize("password", [PASSWORD, "пять совсем разных слов", "x7#kQ!2vLp@9", "日本語の長い合言葉をここに置く"])
def test_other_passwords_are_taken_and_compared_in_one_form(password: str) -> None:
    refuse_weak(password, "Jane Doe")
    passwords = Passwords(CountingHasher())
    assert passwords.fits(password, passwords.hash(password))
    assert not passwords.fits(password + " ", passwords.hash(password))
    assert passwords.fits("Ａmélie and others", passwords.hash("Ame\u0301lie and others"))


def test_the_real_parameters_are_those_of_argon2id_as_the_library_has_them() -> None:
    assert Passwords().hash(PASSWORD).startswith("$argon2id$v=19$m=65536,t=3,p=4$")


def test_who_signs_in_has_a_session_in_a_cookie_that_scripts_cannot_read(newsroom: Newsroom) -> None:
    newsroom.person("Jane")
    browser = newsroom.browser()
    assert browser.get("/desk/account").location == "/desk/sign-in?next=/desk/account"
    answer = browser.sign_in("jane", next="/desk/")
    assert (answer.status_code, answer.location) == (303, "/desk/")
    cookie = next(each for each in answer.headers.getlist("Set-Cookie") if each.startswith("desk="))
    assert {"HttpOnly", "SameSite=Lax", "Path=/"} <= set(cookie.split("; ")) and "Domain" not in cookie
    assert browser.get("/desk/").text == "home"
    assert browser.get("/desk/").headers["Cache-Control"] == "no-store"


def test_over_https_both_cookies_are_the_hosts_own(newsroom: Newsroom) -> None:
    newsroom.person("Jane")
    client = newsroom.app().test_client()
    page = client.get("/desk/sign-in", base_url="https://desk.example")
    form = {"csrf_token": page.text.split('name="csrf_token" value="')[1].split('"')[0], "name": "Jane", "password": PASSWORD}
    answer = client.post("/desk/sign-in", base_url="https://desk.example", data=form, headers={"Referer": "https://desk.example/"})
    assert answer.status_code == 303
    cookies = [*page.headers.getlist("Set-Cookie"), *answer.headers.getlist("Set-Cookie")]
    given = [each for each in cookies if "Max-Age=0" not in each]
    assert {each.split("=")[0] for each in given} == {"__Host-desk", "__Host-desk-form"}
    assert all({"Secure", "HttpOnly", "SameSite=Lax", "Path=/"} <= set(each.split("; ")) for each in given)


def test_signing_in_makes_the_token_of_before_worthless(newsroom: Newsroom) -> None:
    jane = newsroom.person("Jane")
    planted = newsroom.token(jane)
    token = newsroom.people.signing_in.by_password("Jane", PASSWORD, Visit(token=planted))
    assert newsroom.people.sessions.find(planted) is None
    assert newsroom.people.sessions.find(token)


def test_unknown_closed_and_wrong_are_told_alike_and_take_the_same_work(engine: sa.Engine) -> None:
    hasher = CountingHasher()
    newsroom = Newsroom.over(engine, hasher)
    newsroom.person("Keeper", "admin")
    newsroom.people.register.close(newsroom.person("Closed").id, by=None)
    newsroom.people.register.add("Invited", ["editor"], by=None)
    said = set()
    for name in ("Keeper", "Closed", "Invited", "Nobody"):
        before = hasher.compared
        with pytest.raises(SignInFailed) as raised:
            newsroom.people.signing_in.by_password(name, "not the password", Visit())
        said.add(str(raised.value))
        assert hasher.compared - before == 1
    assert len(said) == 1


def test_a_name_that_nobody_has_is_kept_nowhere(newsroom: Newsroom) -> None:
    with pytest.raises(SignInFailed):
        newsroom.people.signing_in.by_password("my-password-typed-as-name", "x", Visit("192.0.2.1"))
    with reading(newsroom.engine) as connection:
        kept = repr(connection.execute(sa.select(SIGN_IN_FAILURES)).all()) + repr(newsroom.people.register.events())
    assert "my-password" not in kept and "192.0.2.1" not in kept


def test_a_hash_of_older_parameters_is_renewed_at_the_next_sign_in(engine: sa.Engine) -> None:
    Newsroom.over(engine, CountingHasher(time_cost=1)).person("Jane")
    newsroom = Newsroom.over(engine, CountingHasher(time_cost=2))
    assert newsroom.browser().sign_in("Jane").status_code == 303
    with reading(engine) as connection:
        assert "t=2" in connection.execute(sa.select(PERSON.c.password)).scalar_one()
    assert newsroom.browser().sign_in("Jane").status_code == 303


def fail(newsroom: Newsroom, name: str, address: str = "192.0.2.1") -> datetime.timedelta | None:
    """One wrong password; how long to wait if it was not even looked at."""
    try:
        newsroom.people.signing_in.by_password(name, "wrong", Visit(address))
    except Throttled as throttled:
        return throttled.after
    except SignInFailed:
        return None
    raise AssertionError("signed in")


@pytest.mark.parametrize("name", ["Jane", "Nobody"])
def test_after_five_failures_an_account_waits_twice_as_long_each_time(newsroom: Newsroom, name: str) -> None:
    newsroom.person("Jane")
    assert [fail(newsroom, name) for _ in range(5)] == [None] * 5
    for seconds in (1, 2, 4, 8, 16):
        assert fail(newsroom, name, "198.51.100.9") == datetime.timedelta(seconds=seconds)
        newsroom.clock.move(seconds=seconds)
        assert fail(newsroom, name) is None
    assert kinds(newsroom).count("locked") == 1
    assert kinds(newsroom).count("sign-in-failed") == 10


def test_the_right_password_waits_as_well_and_then_forgets_the_failures(newsroom: Newsroom) -> None:
    newsroom.person("Jane")
    for _ in range(5):
        fail(newsroom, "Jane")
    waiting = newsroom.browser().sign_in("Jane")
    assert (waiting.status_code, waiting.headers["Retry-After"]) == (429, "2")
    assert "Try again in" in waiting.text
    newsroom.clock.move(seconds=1)
    assert newsroom.browser().sign_in("Jane").status_code == 303
    assert [fail(newsroom, "Jane") for _ in range(5)] == [None] * 5


def test_waiting_is_a_quarter_of_an_hour_at_most_and_forgotten_after_a_day(newsroom: Newsroom) -> None:
    newsroom.person("Jane")
    for _ in range(25):
        newsroom.clock.move(minutes=16)
        fail(newsroom, "Jane", f"192.0.2.{_}")
    assert fail(newsroom, "Jane", "198.51.100.1") == datetime.timedelta(minutes=15)
    newsroom.clock.move(hours=25)
    assert [fail(newsroom, "Jane", "198.51.100.2") for _ in range(5)] == [None] * 5


def test_one_address_cannot_try_many_accounts_even_with_one_of_its_own(newsroom: Newsroom) -> None:
    newsroom.person("Mallory")
    for number in range(20):
        assert fail(newsroom, f"name {number}", f"2001:db8::{number + 1}") is None
        if number < 19:
            newsroom.people.signing_in.by_password("Mallory", PASSWORD, Visit("2001:db8::ffff"))
    assert fail(newsroom, "yet another", "2001:db8::77") == datetime.timedelta(seconds=1)
    assert fail(newsroom, "yet another", "2001:db8:0:1::1") is None


def test_many_attempts_at_once_are_no_way_around_the_limit(newsroom: Newsroom) -> None:
    newsroom.person("Jane")
    heard: list[bool] = []
    threads = [threading.Thread(target=lambda: heard.append(fail(newsroom, "Jane") is None)) for _ in range(16)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert (len(heard), heard.count(True)) == (16, 5)


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
    assert kinds(newsroom)[:2] == ["signed-in", "second-factor-failed"]


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
            with contextlib.suppress(SignInFailed):
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
    assert kinds(newsroom).count("second-factor-removed") == 2


@pytest.mark.parametrize(
    "elsewhere",
    ["https://evil.example", "//evil.example", "/\\evil.example", "javascript:alert(1)", "/\t/evil.example", "\\\\evil", ""],
)
def test_signing_in_never_leads_to_another_site(newsroom: Newsroom, elsewhere: str) -> None:
    assert inner_address(elsewhere, "/desk/") == "/desk/"
    assert inner_address("/desk/outlets/paper?at=2020", "") == "/desk/outlets/paper?at=2020"
    newsroom.person("Jane")
    assert newsroom.browser().sign_in("Jane", next=elsewhere).location == "/desk/account"


def test_a_character_that_no_text_has_is_refused_wherever_it_is_sent(newsroom: Newsroom) -> None:
    admin = newsroom.browser(newsroom.person("Admin", "admin"))
    for browser, path, form in (
        (newsroom.browser(), "/desk/sign-in", {"name": "a\x00b", "password": "x"}),
        (admin, "/desk/people/%00/roles", {"roles": "editor"}),
        (admin, "/desk/account/declarations", {"body": "a\x00b", "start": "2020"}),
    ):
        assert browser.post(path, **form).status_code == 400
    assert admin.get("/desk/people/events?of=%00").status_code == 400
