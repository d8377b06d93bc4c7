"""Passkeys: made in the account, used to sign in. The browser's script asks what to sign, and then sends the form."""

from flask import Blueprint, Response, flash, request, url_for

from api.errors import MastheadError
from api.people.permissions import ANYONE
from api.people.refusals import SignInFailed, Throttled
from api.views.answers import json
from api.views.desk.access import Services, current_person, current_session, permission, visit
from api.views.desk.password_forms import confirm
from api.views.desk.sign_in_pages import admitted, asked_for, page, see_other


def passkey_routes(views: Blueprint, services: Services) -> None:
    """Two routes to make one, one to remove it, two to sign in."""
    _own_routes(views, services)
    _sign_in_routes(views, services)


def _own_routes(views: Blueprint, services: Services) -> None:
    people = services.people

    @views.post("/account/passkeys/offer")
    @permission("account")
    def offer_passkey() -> Response:
        current_session()
        return json(people.passkeys.offer(current_person(), _host()))

    @views.post("/account/passkeys")
    @permission("account")
    def add_passkey() -> Response:
        own, form = current_person(), request.form
        try:
            confirm(services)
            people.passkeys.add(
                own, form.get("passkey_name", ""), form.get("credential", ""), visit(), origin=_origin(), host=_host()
            )
            flash("The passkey is kept.", "done")
        except MastheadError as error:
            flash(f"{error.what} {error.mend}", "wrong")
        return _to_account()

    @views.post("/account/passkeys/<id>/remove")
    @permission("account")
    def remove_passkey(id: str) -> Response:
        if people.passkeys.remove(id, current_person().id, visit().network):
            flash("The passkey is removed.", "done")
        return _to_account()


def _sign_in_routes(views: Blueprint, services: Services) -> None:
    passkeys = services.people.passkeys

    @views.post("/sign-in/passkey/ask")
    @permission(ANYONE)
    def ask_for_passkey() -> Response:
        return json(passkeys.ask(_host(), visit()))

    @views.post("/sign-in/passkey")
    @permission(ANYONE)
    def sign_in_by_passkey() -> Response:
        try:
            token = passkeys.sign_in(request.form.get("credential", ""), visit(), origin=_origin(), host=_host())
        except (SignInFailed, Throttled) as error:
            return page("sign_in", error)
        return admitted(services.people, token, asked_for())


def _to_account() -> Response:
    return see_other(url_for("desk_people.account"))


def _origin() -> str:
    return request.host_url.rstrip("/")


def _host() -> str:
    return request.host.rsplit(":", 1)[0] if not request.host.startswith("[") else request.host
