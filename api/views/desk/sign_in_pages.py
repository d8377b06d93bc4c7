"""What the ways to sign in share: the page with what was wrong, and where to go from there."""

from http import HTTPStatus

from flask import Response, make_response, redirect, render_template, request, url_for

from api.errors import MastheadError, NotFound, ServiceUnavailable
from api.people.people import People
from api.people.refusals import SignInFailed, Throttled
from api.views.desk.access import inner_address
from api.views.desk.cookies import give_session

_STATUSES: dict[type[MastheadError], HTTPStatus] = {
    SignInFailed: HTTPStatus.FORBIDDEN,
    Throttled: HTTPStatus.TOO_MANY_REQUESTS,
    NotFound: HTTPStatus.NOT_FOUND,
    ServiceUnavailable: HTTPStatus.SERVICE_UNAVAILABLE,
}


def page(name: str, error: MastheadError | None = None, **values: object) -> Response:
    """A page of the sign-in, with what was wrong if something was."""
    status = _STATUSES.get(type(error), HTTPStatus.BAD_REQUEST) if error else HTTPStatus.OK
    values.setdefault("next", asked_for())
    answer = make_response(render_template(f"desk/{name}.html", error=error, **values), status)
    if isinstance(error, Throttled):
        answer.headers["Retry-After"] = str(int(error.after.total_seconds()) + 1)
    return answer


def asked_for() -> str:
    """The page of the desk that somebody wanted before they were asked to sign in; empty where there is none."""
    return inner_address(request.values.get("next", ""), "")


def admitted(people: People, token: str, wanted: str) -> Response:
    """Hand over the session, and lead on: to the page that was wanted, by way of the second factor where one is missing."""
    found = people.sessions.find(token)
    if found and not found[1].complete:
        return give_session(see_other(url_for("desk_people.second_factor", next=wanted)), token)
    return give_session(onward(wanted), token)


def onward(wanted: str) -> Response:
    return see_other(wanted or url_for("desk_people.account"))


def see_other(address: str) -> Response:
    return make_response(redirect(address, HTTPStatus.SEE_OTHER))
