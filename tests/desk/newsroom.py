"""A desk with people in it: the real services on a database, a clock that tests set, and a browser that fills in forms."""

import datetime
import re
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

import sqlalchemy as sa
from argon2 import PasswordHasher
from flask import Blueprint, Flask
from flask.testing import FlaskClient
from jinja2 import BytecodeCache
from jinja2.bccache import Bucket
from werkzeug.test import TestResponse

from api.outlets.people import Person
from api.people.passwords import Passwords
from api.people.people import People
from api.people.permissions import PERMISSIONS
from api.people.provider import Provider
from api.people.visit import Visit
from api.storage.sql.people_stores import PeopleInSql
from api.views.desk.access import permission, register_access, require_permissions
from api.views.desk.signing_in import signing_in_views

PASSWORD = "four words nobody guesses"
# a provider that does not answer
NOBODY = Provider("http://127.0.0.1:9", "desk", "secret", "The Example Group")
_VIEWS = Path(__file__).resolve().parents[2] / "api" / "views"


class CompiledTemplates(BytecodeCache):
    """Each template compiled once a test run, though every test has an application of its own."""

    kept: dict[str, bytes] = {}  # noqa: RUF012  (shared by all on purpose)

    def load_bytecode(self, bucket: Bucket) -> None:
        if bucket.key in self.kept:
            bucket.bytecode_from_string(self.kept[bucket.key])

    def dump_bytecode(self, bucket: Bucket) -> None:
        self.kept[bucket.key] = bucket.bytecode_to_string()


@dataclass
class SetClock:
    """Stands still until it is moved."""

    at: datetime.datetime = field(default=datetime.datetime(2026, 11, 22, 12, 0, tzinfo=datetime.UTC))

    def __call__(self) -> datetime.datetime:
        return self.at

    def move(self, **span: float) -> None:
        self.at += datetime.timedelta(**span)


@dataclass(frozen=True)
class Newsroom:
    """The services and what they are told the time by."""

    people: People
    clock: SetClock
    engine: sa.Engine
    openid: Provider | None = NOBODY

    @classmethod
    def over(cls, engine: sa.Engine, hasher: PasswordHasher | None = None) -> "Newsroom":
        clock = SetClock()
        # as weak as it gets, so that tests do not wait
        weak = hasher or PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)
        return cls(People(PeopleInSql(engine), clock, Passwords(weak)), clock, engine)

    def person(self, name: str, *roles: str) -> Person:
        """With the password of all who are in tests."""
        added = self.people.register.add(name, roles or ("editor",), by=None)
        self.people.signing_in.set_password(added, PASSWORD, Visit(), by=None)
        return added

    def token(self, person: Person, *, strong: bool = True) -> str:
        """That of a new session."""
        return self.people.sessions.admit(person, Visit(), complete=True, strong=strong, how="test")

    @property
    def kinds(self) -> list[str]:
        """What happened to accounts, the newest first."""
        return [each.kind for each in self.people.register.events()]

    def app(self) -> Flask:
        """The desk's views about people, and one more route for every permission."""
        app = Flask("api.app", static_folder=str(_VIEWS / "static"), template_folder=str(_VIEWS / "templates"))
        app.testing = True
        app.jinja_options = {"bytecode_cache": CompiledTemplates()}
        app.register_blueprint(signing_in_views(self))
        app.register_blueprint(_other_views())
        app.add_template_global(lambda: (), "desk_links")
        register_access(app, self)
        require_permissions(app)
        return app

    @cached_property
    def _open(self) -> Flask:
        """One application for all browsers: to make it takes longer than most of what they ask."""
        return self.app()

    def browser(self, person: Person | None = None, *, strong: bool = True) -> "Browser":
        browser = Browser(self._open.test_client())
        if person:
            browser.client.set_cookie("desk", self.token(person, strong=strong))
        return browser


def _other_views() -> Blueprint:
    views = Blueprint("desk", __name__, url_prefix="/desk")
    views.add_url_rule("/", "home", permission("read-desk")(lambda: "home"))
    for name in PERMISSIONS:
        views.add_url_rule(f"/do/{name}", name, permission(name)(lambda: "done"), methods=["POST"])
    return views


@dataclass(frozen=True)
class Browser:
    """Sends forms as a page of the desk has them, with what proves that they are from there."""

    client: FlaskClient

    def get(self, path: str) -> TestResponse:
        return self.client.get(path)

    def post(self, path: str, **fields: object) -> TestResponse:
        page = self.client.get("/desk/account", follow_redirects=True).text
        found = re.search(r'name="csrf_token" value="([^"]+)"', page)
        assert found, page
        return self.client.post(path, data={"csrf_token": found[1], **fields})

    def sign_in(self, name: str, password: str = PASSWORD, **fields: object) -> TestResponse:
        return self.post("/desk/sign-in", name=name, password=password, **fields)
