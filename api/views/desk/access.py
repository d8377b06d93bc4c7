"""Who is asking, and whether they may. Every route of the desk says what permission it needs, or the program does not start."""

import dataclasses
import functools
from collections.abc import Callable
from http import HTTPStatus
from typing import Any, ParamSpec, Protocol, TypeVar
from urllib.parse import urlsplit

from flask import Flask, Response, g, make_response, redirect, render_template_string, request, url_for
from flask.typing import ResponseReturnValue
from flask_wtf.csrf import CSRFError, CSRFProtect

from api.errors import MastheadError
from api.outlets.people import Person, Session
from api.people.clock import Clock
from api.people.people import People
from api.people.permissions import ANYONE, NEED_SECOND_FACTOR, PERMISSIONS, allows
from api.people.provider import Provider
from api.people.refusals import NotAllowed, Refused, SecondFactorRequired, SignInFailed, SignInRequired, Throttled
from api.people.visit import Visit
from api.views.desk.cookies import FormCookies, cookie_name

P = ParamSpec("P")
R = TypeVar("R")

_STATUSES: dict[type[Refused], HTTPStatus] = {
    SignInRequired: HTTPStatus.UNAUTHORIZED,
    SignInFailed: HTTPStatus.FORBIDDEN,
    Throttled: HTTPStatus.TOO_MANY_REQUESTS,
}
_REFUSAL = """{% extends "desk/base.html" %}{% block title %}Not now{% endblock %}{% block content %}
<section class="problem" role="alert"><h1>That did not work</h1>
<p>{{ error.what }}{% if error.mend %} {{ error.mend }}{% endif %}</p></section>{% endblock %}"""


class Services(Protocol):
    """What the parts of the desk about people are given."""

    @property
    def people(self) -> People: ...
    @property
    def openid(self) -> Provider | None: ...
    @property
    def clock(self) -> Clock: ...


@dataclasses.dataclass(frozen=True)
class Caller:
    """Who is asking: `session` in a browser, `scopes` where a script shows a token."""

    person: Person
    session: Session | None = None
    scopes: frozenset[str] | None = None

    def may(self, permission: str) -> bool:
        """Whether their roles allow it, and the token where it is one; a second factor aside."""
        return allows(self.person.roles, permission) and (self.scopes is None or permission in self.scopes)

    @property
    def strong(self) -> bool:
        """Tokens are made only by those who showed a second factor."""
        return self.session is None or self.session.strong


def register_access(app: Flask, services: Services) -> None:
    """Find out who asks, refuse forged forms, keep the desk out of caches, and show a refusal as a page.

    Templates get `person` (None where nobody is signed in) and `may(permission)`.
    """
    app.secret_key = app.secret_key or services.people.register.secret("cookies")
    app.config["WTF_CSRF_CHECK_DEFAULT"] = False
    # a token holds as long as the browser's session: a form may be open all day
    app.config["WTF_CSRF_TIME_LIMIT"] = None
    app.config["SESSION_COOKIE_SAMESITE"] = "Lax"
    app.session_interface = FormCookies()
    csrf = CSRFProtect(app)

    @app.before_request
    def _meet() -> ResponseReturnValue | None:
        if not _is_desk(request.endpoint):
            return None
        if _has_null():
            return _wrong("A character that no text has was sent.", mend="Type it anew.")
        g.caller, g.halfway = _caller(services.people)
        # no other site can make a browser send an Authorization header
        if not request.authorization:
            csrf.protect()
        return None

    @app.after_request
    def _keep_to_yourself(answer: Response) -> Response:
        if _is_desk(request.endpoint) and not (request.endpoint or "").endswith("static"):
            answer.headers["Cache-Control"] = "no-store"
        return answer

    @app.context_processor
    def _for_templates() -> dict[str, Any]:
        return {"person": signed_in(), "may": may}

    app.register_error_handler(Refused, refusal)
    app.register_error_handler(CSRFError, _forged)


def current_person() -> Person:
    """Who is signed in. Raises SignInRequired."""
    return _caller_now().person


def current_session() -> Session:
    """The session of the browser. Raises NotAllowed where a script asks, SignInRequired where nobody does."""
    found = _caller_now().session
    if found is None:
        raise NotAllowed("This is for people, not for scripts.", mend="Sign in with a browser.")
    return found


def signed_in() -> Person | None:
    found: Caller | None = g.get("caller")
    return found.person if found else None


def halfway() -> tuple[Person, Session]:
    """Who still has to show a second factor. Raises SignInRequired."""
    found: tuple[Person, Session] | None = g.get("halfway")
    if found is None:
        raise SignInRequired("Sign in first.")
    return found


def may(permission: str) -> bool:
    """Whether who is asking may do this now: what pages show."""
    found: Caller | None = g.get("caller")
    return found is not None and found.may(permission) and (found.strong or permission not in NEED_SECOND_FACTOR)


def visit() -> Visit:
    return Visit(request.remote_addr or "", request.user_agent.string, request.cookies.get(cookie_name()))


def permission(name: str) -> Callable[[Callable[P, R]], Callable[P, R]]:
    """What it takes to call a view: a row of the permission table, or `anyone`. Write it under the route's line."""
    if name != ANYONE and name not in PERMISSIONS:
        raise LookupError(f"there is no permission {name}: see api/people/permissions.py")

    def guard(view: Callable[P, R]) -> Callable[P, R]:
        @functools.wraps(view)
        def guarded(*args: P.args, **kwargs: P.kwargs) -> R:
            require(name)
            return view(*args, **kwargs)

        guarded.__dict__["permission"] = name
        return guarded

    return guard


def require(name: str) -> None:
    """Raise SignInRequired, NotAllowed or SecondFactorRequired unless who is asking has the permission."""
    if name == ANYONE:
        return
    caller = _caller_now()
    if not caller.may(name):
        raise NotAllowed("You may not do this.", where=name, mend="Ask an admin for the role.")
    if name in NEED_SECOND_FACTOR and not caller.strong:
        raise SecondFactorRequired(
            "A password alone does not open this.", where=name, mend="Set up a second factor under Account, or sign in with it."
        )


def require_permissions(app: Flask) -> None:
    """Raise LookupError naming the first route of a blueprint `desk…` that does not say what permission it needs."""
    for rule in app.url_map.iter_rules():
        view = app.view_functions[rule.endpoint]
        if _is_desk(rule.endpoint) and not rule.endpoint.endswith(".static") and not hasattr(view, "permission"):
            raise LookupError(f"{rule} ({rule.endpoint}) has no @permission")


def refusal(error: MastheadError) -> ResponseReturnValue:
    """Somebody who is not signed in is led to where they can; everybody else is told."""
    if isinstance(error, SignInRequired) and request.method == "GET" and not request.authorization:
        return redirect(url_for("desk_people.sign_in", next=request.full_path.rstrip("?")), HTTPStatus.SEE_OTHER)
    status = next((_STATUSES[kind] for kind in type(error).__mro__ if kind in _STATUSES), HTTPStatus.FORBIDDEN)
    if request.authorization:
        answer = make_response({"what": error.what, "where": error.where, "mend": error.mend}, status)
    else:
        answer = make_response(render_template_string(_REFUSAL, error=error), status)
    if isinstance(error, Throttled):
        answer.headers["Retry-After"] = str(int(error.after.total_seconds()) + 1)
    return answer


def inner_address(text: str, otherwise: str) -> str:
    """Where to go after signing in: a path of this desk, never another site."""
    parts = urlsplit(text)
    is_path = text.startswith("/") and not text.startswith("//") and "\\" not in text and text.isprintable()
    return text if is_path and not parts.scheme and not parts.netloc else otherwise


def _caller(people: People) -> tuple[Caller | None, tuple[Person, Session] | None]:
    """Who asks, and who has come halfway. A token that is shown and does not hold is nobody, whatever the cookie says."""
    if request.authorization:
        by_token = people.tokens.find(request.authorization.token or "") if request.authorization.type == "bearer" else None
        return (Caller(by_token[0], scopes=by_token[1].scopes) if by_token else None), None
    token = request.cookies.get(cookie_name())
    found = people.sessions.find(token) if token else None
    if found is None:
        return None, None
    return (Caller(*found), None) if found[1].complete else (None, found)


def _caller_now() -> Caller:
    found: Caller | None = g.get("caller")
    if found is None:
        raise SignInRequired("Sign in first.", mend="Your session may have ended.")
    return found


def _is_desk(endpoint: str | None) -> bool:
    return endpoint is not None and "." in endpoint and endpoint.startswith("desk")


def _has_null() -> bool:
    """PostgreSQL keeps no text that holds the character of code 0, and would fail on it anywhere below."""
    values = [value for values in request.values.listvalues() for value in values]
    return any("\x00" in str(value) for value in (*values, *(request.view_args or {}).values()))


def _forged(error: CSRFError) -> ResponseReturnValue:
    return _wrong("This form was not sent from here, or your session ended.", mend="Go back, reload the page, send it again.")


def _wrong(what: str, mend: str) -> ResponseReturnValue:
    return make_response(render_template_string(_REFUSAL, error=MastheadError(what, mend=mend)), HTTPStatus.BAD_REQUEST)
