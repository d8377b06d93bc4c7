"""Signing in and out, and the first password by invitation. Plain forms; a passkey needs the browser's own script."""

from flask import Blueprint, Response, request, url_for

from api.errors import MastheadError, NotFound
from api.people.permissions import ANYONE
from api.people.refusals import SignInFailed, Throttled
from api.views.desk.access import Services, current_session, halfway, permission, signed_in, visit
from api.views.desk.account import account_routes
from api.views.desk.cookies import give_session, take_session
from api.views.desk.managing_people import people_routes
from api.views.desk.openid import openid_routes
from api.views.desk.passkeys import passkey_routes
from api.views.desk.password_forms import chosen_password
from api.views.desk.sign_in_pages import admitted, asked_for, onward, page, see_other


def signing_in_views(services: Services) -> Blueprint:
    """`/desk/sign-in` and what belongs to it, everybody's `/desk/account`, and `/desk/people` for admins."""
    views = Blueprint("desk_people", __name__, url_prefix="/desk")
    views.context_processor(lambda: {"organisation": services.openid.name if services.openid else None})
    _sign_in_routes(views, services)
    _invitation_routes(views, services)
    account_routes(views, services)
    passkey_routes(views, services)
    openid_routes(views, services)
    people_routes(views, services)
    return views


def _sign_in_routes(views: Blueprint, services: Services) -> None:
    people = services.people

    @views.get("/sign-in")
    @permission(ANYONE)
    def sign_in() -> Response:
        if signed_in():
            return onward(asked_for())
        return page("sign_in")

    @views.post("/sign-in")
    @permission(ANYONE)
    def sign_in_by_password() -> Response:
        try:
            token = people.signing_in.by_password(request.form.get("name", ""), request.form.get("password", ""), visit())
        except (SignInFailed, Throttled) as error:
            return page("sign_in", error)
        return admitted(people, token, asked_for())

    @views.get("/second-factor")
    @permission(ANYONE)
    def second_factor() -> Response:
        halfway()
        return page("second_factor")

    @views.post("/second-factor")
    @permission(ANYONE)
    def show_second_factor() -> Response:
        try:
            token = people.second_factor.show(halfway()[0], request.form.get("code", ""), visit())
        except (SignInFailed, Throttled) as error:
            return page("second_factor", error)
        return give_session(onward(asked_for()), token)

    @views.post("/sign-out")
    @permission("account")
    def sign_out() -> Response:
        people.sessions.end(current_session(), visit().network)
        return take_session(see_other(url_for("desk_people.sign_in")))


def _invitation_routes(views: Blueprint, services: Services) -> None:
    people = services.people

    @views.get("/invitation/<token>")
    @permission(ANYONE)
    def invitation(token: str) -> Response:
        try:
            return _kept_secret(page("sign_in", invited=people.signing_in.invited(token), invitation=token))
        except NotFound as error:
            return page("sign_in", error)

    @views.post("/invitation/<token>")
    @permission(ANYONE)
    def accept_invitation(token: str) -> Response:
        try:
            invited = people.signing_in.invited(token)
        except NotFound as error:
            return page("sign_in", error)
        try:
            people.signing_in.accept(token, chosen_password(request.form), visit())
        except MastheadError as error:
            return _kept_secret(page("sign_in", error, invited=invited, invitation=token))
        return take_session(see_other(url_for("desk_people.sign_in")))


def _kept_secret(answer: Response) -> Response:
    """The address is a secret: no link from the page may tell it."""
    answer.headers["Referrer-Policy"] = "same-origin"
    return answer
