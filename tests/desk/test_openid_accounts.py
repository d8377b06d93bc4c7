"""Whose accounts with the organisation may sign in, and what admins and their owners do with them."""

import dataclasses
from collections.abc import Iterator

import pytest
import sqlalchemy as sa
from click.testing import CliRunner

from api.commands.people import person as person_command
from api.errors import BadRequest, Conflict
from api.people.provider import Provider, is_protected
from api.people.visit import Visit
from api.settings import Settings
from tests.desk.newsroom import PASSWORD, Newsroom
from tests.desk.organisation import details, jane_of, running_provider, signed_in


@pytest.fixture(scope="module")
def provider() -> Iterator[Provider]:
    with running_provider("http://localhost") as running:
        yield running


@pytest.fixture
def newsroom(engine: sa.Engine, provider: Provider) -> Newsroom:
    return dataclasses.replace(Newsroom.over(engine), openid=provider)


@pytest.mark.parametrize(
    ("restricted", "account", "status"),
    [
        ({"domains": frozenset({"group.example"})}, "jane", 303),
        ({"domains": frozenset({"group.example"})}, "jane+elsewhere", 403),
        ({"domains": frozenset({"group.example"})}, "jane+unverified", 403),
        ({"claim": ("groups", "jane")}, "jane", 303),
        ({"claim": ("groups", "editors")}, "jane", 403),
        ({"claim": ("email", "jane@group.example")}, "jane", 303),
        ({"claim": ("hd", "group.example")}, "jane", 403),
    ],
)
def test_only_accounts_of_the_domains_and_with_the_claim_that_are_set_sign_in(
    newsroom: Newsroom, provider: Provider, restricted: dict[str, object], account: str, status: int
) -> None:
    newsroom = dataclasses.replace(newsroom, openid=dataclasses.replace(provider, **restricted))  # type: ignore[arg-type]
    jane = newsroom.people.register.add("Jane", ["editor"], by=None)
    assert signed_in(newsroom.browser(), account, invitation=newsroom.people.invite(jane.id, by=None))[0] == status


def test_an_admin_sets_changes_and_takes_away_the_account_which_signs_out(newsroom: Newsroom) -> None:
    admin = newsroom.browser(newsroom.person("Admin", "admin"))
    assert "no e-mail address" in admin.post("/desk/people", name="Jane", roles=["editor"], email="jane").text
    assert "An invitation for Jane" in admin.post("/desk/people", name="Jane", roles=["editor"], email="jane@group.example").text
    jane = newsroom.people.register.named("Jane")
    assert jane
    browser = newsroom.browser()
    assert signed_in(browser, "jane")[0] == 303
    assert "signs in with it" in admin.get("/desk/people").text
    admin.post(f"/desk/people/{jane.id}/email", email="jane.doe@group.example")
    assert browser.get("/desk/").status_code == 303
    assert signed_in(newsroom.browser(), "jane")[0] == 403
    assert signed_in(browser, "jane.doe")[0] == 303
    admin.post(f"/desk/people/{jane.id}/email", email="")
    assert (browser.get("/desk/").status_code, signed_in(browser, "jane.doe")[0]) == (303, 403)
    kinds = [kind for kind, _ in details(newsroom, 20) if kind.startswith("identity")]
    assert kinds == ["identity-removed", "identity-linked", "identity-expected", "identity-linked", "identity-expected"]


def test_an_address_is_expected_of_one_person_and_compared_without_case_in_ascii_only(newsroom: Newsroom) -> None:
    john = newsroom.people.register.add("John", ["editor"], by=None)
    jane_of(newsroom, email="KIM@group.example")
    with pytest.raises(Conflict, match="somebody else is expected"):
        newsroom.people.openid.expect(john.id, "kim@GROUP.example", by=None)
    # the sign of kelvin becomes a k in lower case
    newsroom.people.openid.expect(john.id, "\u212aim@group.example", by=None)
    for wrong in ("jane", "@group.example", "jane@", "ja ne@group.example", f"{'j' * 250}@group.example", "j\x00@group.example"):
        with pytest.raises(BadRequest, match="no e-mail address"):
            newsroom.people.openid.expect(john.id, wrong, by=None)


def test_without_a_password_a_new_sign_in_stands_for_it(newsroom: Newsroom) -> None:
    jane, browser = jane_of(newsroom), newsroom.browser()
    signed_in(browser, "jane")
    assert "You have no password here" in browser.get("/desk/account").text
    newsroom.clock.move(minutes=11)
    new = "five entirely different words"
    assert "too long ago" in browser.post("/desk/account/password", password=new, again=new).text
    assert "too long ago" in browser.post("/desk/account/second-factor").text
    signed_in(browser, "jane")
    assert "otpauth:" in browser.post("/desk/account/second-factor").text
    assert browser.post("/desk/account/password", password=new, again=new).status_code == 303
    assert "not your password" in browser.post("/desk/account/password", password=PASSWORD, again=PASSWORD).text
    assert newsroom.people.signing_in.by_password(jane.name, new, Visit())


@pytest.mark.parametrize(
    ("address", "protected"),
    [("https://id.example", True), ("http://localhost:1", True), ("http://127.0.0.9/x", True), ("http://[::1]:80", True),
     ("http://id.example", False), ("http://localhost.evil.example", False), ("http://127.0.0.1@evil.example", False),
     ("ftp://localhost", False), ("https://", False), ("http://[", False), ("", False)],
)  # fmt: skip
def test_plain_http_is_for_this_machine_only(address: str, protected: bool) -> None:
    assert is_protected(address) == protected


def test_the_command_line_adds_a_person_who_has_an_account_and_no_password(engine: sa.Engine, database: str) -> None:
    settings = Settings(database=database)
    asked = ["add", "Jane", "--role", "admin", "--oidc-email"]
    made = CliRunner().invoke(person_command, [*asked, "jane@group.example"], obj=settings)
    assert (made.exit_code, made.stdout) == (0, "Jane: admin; signs in with jane@group.example\n")
    assert isinstance(CliRunner().invoke(person_command, ["add", "J", *asked[2:], "jane"], obj=settings).exception, BadRequest)
    assert [each.name for each in Newsroom.over(engine).people.register.everyone()] == ["Jane"]
