"""Signing in and out, and the first password by invitation. Plain forms; a passkey needs the browser's own script."""

from http import HTTPStatus

from flask import Blueprint, Response, make_response, redirect, render_template, request, url_for

from api.errors import MastheadError, NotFound
from api.people.permissions import ANYONE
from api.people.refusals import SignInFailed, Throttled
from api.views.desk.access import (
    Services,
    current_session,
    halfway,
    inner_address,
    permission,
    signed_in,
    visit,
)  # fmt: skip
from api.views.desk.account import account_routes
from api.views.desk.cookies import give_session, take_session
from api.views.desk.managing_people import people_routes
from api.views.desk.passkeys import passkey_routes
from api.views.desk.password_forms import chosen_password


def signing_in_views(services: Services) -> Blueprint:
    """`/desk/sign-in` and what belongs to it, everybody's `/desk/account`, and `/desk/people` for admins."""
    views = Blueprint("desk_people", __name__, url_prefix="/desk")
    _sign_in_routes(views, services)
    _invitation_routes(views, services)
    account_routes(views, services)
    passkey_routes(views, services)
    people_routes(views, services)
    return views


def _sign_in_routes(views: Blueprint, services: Services) -> None:
    people = services.people

    @views.get("/sign-in")
    @permission(ANYONE)
    def sign_in() -> Response:
        if signed_in():
            return _onward()
        return _page("sign_in")

    @views.post("/sign-in")
    @permission(ANYONE)
    def sign_in_by_password() -> Response:
        try:
            token = people.signing_in.by_password(request.form.get("name", ""), request.form.get("password", ""), visit())
        except (SignInFailed, Throttled) as error:
            return _page("sign_in", error)
        found = people.sessions.find(token)
        if found and not found[1].complete:
            further = url_for("desk_people.second_factor", next=_next())
            return give_session(_see_other(further), token)
        return give_session(_onward(), token)

    @views.get("/second-factor")
    @permission(ANYONE)
    def second_factor() -> Response:
        halfway()
        return _page("second_factor")

    @views.post("/second-factor")
    @permission(ANYONE)
    def show_second_factor() -> Response:
        try:
            token = people.second_factor.show(halfway()[0], request.form.get("code", ""), visit())
        except (SignInFailed, Throttled) as error:
            return _page("second_factor", error)
        return give_session(_onward(), token)

    @views.post("/sign-out")
    @permission("account")
    def sign_out() -> Response:
        people.sessions.end(current_session(), visit().network)
        return take_session(_see_other(url_for("desk_people.sign_in")))


def _invitation_routes(views: Blueprint, services: Services) -> None:
    people = services.people

    @views.get("/invitation/<token>")
    @permission(ANYONE)
    def invitation(token: str) -> Response:
        try:
            return _kept_secret(_page("sign_in", invited=people.signing_in.invited(token)))
        except NotFound as error:
            return _page("sign_in", error)

    @views.post("/invitation/<token>")
    @permission(ANYONE)
    def accept_invitation(token: str) -> Response:
        try:
            invited = people.signing_in.invited(token)
        except NotFound as error:
            return _page("sign_in", error)
        try:
            people.signing_in.accept(token, chosen_password(request.form), visit())
        except MastheadError as error:
            return _kept_secret(_page("sign_in", error, invited=invited))
        return take_session(_see_other(url_for("desk_people.sign_in")))


def _page(name: str, error: MastheadError | None = None, **values: object) -> Response:
    statuses = {SignInFailed: HTTPStatus.FORBIDDEN, Throttled: HTTPStatus.TOO_MANY_REQUESTS, NotFound: HTTPStatus.NOT_FOUND}
    status = statuses.get(type(error), HTTPStatus.BAD_REQUEST) if error else HTTPStatus.OK
    answer = make_response(render_template(f"desk/{name}.html", error=error, next=_next(), **values), status)
    if isinstance(error, Throttled):
        answer.headers["Retry-After"] = str(int(error.after.total_seconds()) + 1)
    return answer


def _kept_secret(answer: Response) -> Response:
    """The address is a secret: no link from the page may tell it."""
    answer.headers["Referrer-Policy"] = "same-origin"
    return answer


def _next() -> str:
    return inner_address(request.values.get("next", ""), "")


def _onward() -> Response:
    return _see_other(_next() or url_for("desk_people.account"))


def _see_other(address: str) -> Response:
    return make_response(redirect(address, HTTPStatus.SEE_OTHER))
