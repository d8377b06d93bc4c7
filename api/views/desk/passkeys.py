"""Passkeys: made in the account, used to sign in. The browser's script asks what to sign, and then sends the form."""

from http import HTTPStatus

from flask import Blueprint, Response, flash, make_response, redirect, render_template, request, url_for

from api.errors import MastheadError
from api.people.permissions import ANYONE
from api.people.refusals import SignInFailed
from api.views.answers import json
from api.views.desk.access import Services, current_person, current_session, inner_address, permission, visit
from api.views.desk.cookies import give_session


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
            people.signing_in.require_password(own, form.get("current", ""), visit())
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
        return json(passkeys.ask(_host()))

    @views.post("/sign-in/passkey")
    @permission(ANYONE)
    def sign_in_by_passkey() -> Response:
        onward = inner_address(request.form.get("next", ""), "")
        try:
            token = passkeys.sign_in(request.form.get("credential", ""), visit(), origin=_origin(), host=_host())
        except SignInFailed as error:
            return make_response(render_template("desk/sign_in.html", error=error, next=onward), HTTPStatus.FORBIDDEN)
        address = onward or url_for("desk_people.account")
        return give_session(make_response(redirect(address, HTTPStatus.SEE_OTHER)), token)


def _to_account() -> Response:
    return make_response(redirect(url_for("desk_people.account"), HTTPStatus.SEE_OTHER))


def _origin() -> str:
    return request.host_url.rstrip("/")


def _host() -> str:
    return request.host.rsplit(":", 1)[0] if not request.host.startswith("[") else request.host
