"""Who may do what: the table as policy, and every route with every role."""

from collections.abc import Iterator

import pytest
import sqlalchemy as sa
from flask import Blueprint, Flask

from api.outlets.people import ROLES, Role
from api.people.permissions import ANYONE, NEED_SECOND_FACTOR, PERMISSIONS, TOKEN_SCOPES, allows
from api.people.visit import Visit
from api.views.desk.access import permission, require_permissions
from tests.desk.newsroom import Browser, Newsroom

# what each role is for, written by hand: the table has to say the same
POLICY = {
    "reader": {"account", "read-desk", "report"},
    "contributor": {"account", "read-desk", "report", "propose", "comment", "use-token"},
    "editor": {"account", "read-desk", "report", "propose", "comment", "sift-candidates", "triage", "use-token"},
    "reviewer": {
        "account", "read-desk", "report", "propose", "comment", "sift-candidates", "triage", "review", "publish", "revert",
        "use-token",
    },
    "admin": {"account", "read-desk", "report", "remove-text", "manage-people", "see-audit", "use-token"},
}  # fmt: skip


@pytest.fixture
def newsroom(engine: sa.Engine) -> Newsroom:
    return Newsroom.over(engine)


@pytest.mark.parametrize("role", ROLES)
def test_a_role_may_do_what_it_is_for_and_nothing_else(role: Role) -> None:
    assert {name for name in PERMISSIONS if allows({role}, name)} == POLICY[role]


def test_roles_add_up_and_nobody_without_one_may_do_anything() -> None:
    assert {name for name in PERMISSIONS if allows({"admin", "editor"}, name)} == POLICY["admin"] | POLICY["editor"]
    assert not any(allows((), name) for name in PERMISSIONS)
    assert allows((), ANYONE)
    with pytest.raises(KeyError):
        allows({"admin"}, "no such thing")


def test_who_manages_people_does_not_thereby_review() -> None:
    assert not POLICY["admin"] & {"propose", "review", "publish", "revert"}


def test_what_puts_the_list_before_readers_and_power_over_people_take_a_second_factor() -> None:
    assert {"review", "triage", "publish", "revert", "remove-text", "manage-people", "see-audit", "use-token"} == NEED_SECOND_FACTOR


def test_scripts_neither_judge_nor_manage_people() -> None:
    assert set(PERMISSIONS) >= TOKEN_SCOPES
    assert not TOKEN_SCOPES & {"review", "revert", "remove-text", "manage-people", "see-audit", "use-token", "account"}


def routes(app: Flask) -> Iterator[tuple[str, str, str]]:
    """Method, path and permission of all routes of the desk."""
    for rule in app.url_map.iter_rules():
        if rule.endpoint.startswith("desk"):
            path = rule.rule
            for argument in rule.arguments:
                path = path.replace(f"<{argument}>", "0")
            for method in sorted((rule.methods or set()) & {"GET", "POST", "PUT", "PATCH", "DELETE"}):
                yield method, path, vars(app.view_functions[rule.endpoint])["permission"]


def refused(browser: Browser, method: str, path: str) -> bool:
    """Whether the answer is that who asks may not, by its words or by leading to the form to sign in."""
    answer = browser.get(path) if method == "GET" else browser.post(path)
    if answer.status_code == 303 and "/sign-in?next=" in answer.location:
        return True
    said = any(words in answer.text for words in ("You may not", "Sign in first", "alone does"))
    return said and answer.status_code in (401, 403)


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("strong", [True, False])
def test_every_route_is_open_to_a_role_exactly_as_the_table_says(newsroom: Newsroom, role: str, strong: bool) -> None:
    newsroom.person("Keeper", "admin")
    person = newsroom.person("Jane", role)
    app = newsroom.app()
    walked = 0
    for method, path, needs in routes(app):
        browser = newsroom.browser(person, strong=strong)
        allowed = needs == ANYONE or (needs in POLICY[role] and (strong or needs not in NEED_SECOND_FACTOR))
        # halfway through signing in is a state of its own
        if "second-factor" not in path or "account" in path or "people" in path:
            assert refused(browser, method, path) != allowed, (method, path, needs)
            walked += 1
    assert walked > 30


def test_nobody_signed_in_gets_only_to_what_is_for_anyone(newsroom: Newsroom) -> None:
    for method, path, needs in routes(newsroom.app()):
        if "/second-factor" not in path:
            assert refused(newsroom.browser(), method, path) == (needs != ANYONE), (method, path)


@pytest.mark.parametrize("role", ROLES)
def test_a_script_may_do_what_its_scopes_and_its_owners_roles_both_allow(newsroom: Newsroom, role: str) -> None:
    owner = newsroom.person("Jane", role)
    client = newsroom.app().test_client()
    own = newsroom.people.tokens.scopes_for(owner)
    assert own == POLICY[role] & TOKEN_SCOPES
    for scope in own:
        made = newsroom.people.tokens.make(owner, "a script", [scope], 30, "")
        for name in PERMISSIONS:
            answer = client.post(f"/desk/do/{name}", headers={"Authorization": f"Bearer {made}"})
            # a reader may not use tokens at all
            expected = 401 if role == "reader" else 200 if name == scope else 403
            assert answer.status_code == expected, (scope, name)


def test_a_token_of_somebody_who_lost_the_role_is_worth_less(newsroom: Newsroom) -> None:
    owner = newsroom.person("Jane", "editor")
    made = {"Authorization": "Bearer " + newsroom.people.tokens.make(owner, "a script", ["triage"], 30, "")}
    client = newsroom.app().test_client()
    assert client.post("/desk/do/triage", headers=made).status_code == 200
    newsroom.people.register.set_roles(owner.id, ["contributor"], by=None)
    assert client.post("/desk/do/triage", headers=made).status_code == 403
    newsroom.people.register.set_roles(owner.id, ["reader"], by=None)
    assert client.post("/desk/do/triage", headers=made).status_code == 401


def test_a_wrong_token_is_nobody_even_beside_a_good_cookie(newsroom: Newsroom) -> None:
    client = newsroom.browser(newsroom.person("Jane", "editor")).client
    assert client.post("/desk/do/propose", headers={"Authorization": "Bearer no"}).status_code == 401
    assert client.post("/desk/do/propose", headers={"Authorization": "Basic bm86bm8="}).status_code == 401


def test_a_form_from_elsewhere_is_refused_on_every_route_that_changes_something(newsroom: Newsroom) -> None:
    client = newsroom.browser(newsroom.person("Jane", *ROLES)).client
    for method, path, _needs in routes(newsroom.app()):
        if method != "GET":
            answer = client.post(path, data={"csrf_token": "forged"})
            assert (answer.status_code, "was not sent from here" in answer.text) == (400, True), path


def test_a_form_token_of_somebody_else_is_worth_nothing(newsroom: Newsroom) -> None:
    app, jane, john = newsroom.app(), newsroom.person("Jane", "editor"), newsroom.person("John", "editor")
    one, other = Browser(app.test_client()), Browser(app.test_client())
    one.sign_in(jane.name)
    other.sign_in(john.name)
    page = other.get("/desk/account").text
    theirs = page.split('name="csrf_token" value="')[1].split('"')[0]
    assert one.client.post("/desk/do/propose", data={"csrf_token": theirs}).status_code == 400
    assert other.client.post("/desk/do/propose", data={"csrf_token": theirs}).status_code == 200


def test_a_route_of_the_desk_without_a_permission_stops_the_start() -> None:
    app, views = Flask(__name__), Blueprint("desk_new", __name__)
    views.add_url_rule("/desk/new", "new", lambda: "open to all")
    app.register_blueprint(views)
    with pytest.raises(LookupError, match=r"/desk/new \(desk_new.new\) has no @permission"):
        require_permissions(app)


def test_a_permission_that_is_not_in_the_table_stops_the_start() -> None:
    with pytest.raises(LookupError, match="there is no permission publsh"):
        permission("publsh")


def test_a_session_halfway_through_signing_in_opens_nothing(newsroom: Newsroom) -> None:
    browser = newsroom.browser()
    token = newsroom.people.sessions.admit(newsroom.person("Jane", *ROLES), Visit(), complete=False, strong=False, how="")
    browser.client.set_cookie("desk", token)
    assert all(refused(browser, "POST", f"/desk/do/{name}") for name in PERMISSIONS)
