"""Signing in by password, and where it leads."""


import pytest
import sqlalchemy as sa
from argon2 import PasswordHasher

from api.errors import BadRequest
from api.people.passwords import Passwords, refuse_weak
from api.people.refusals import SignInFailed
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
