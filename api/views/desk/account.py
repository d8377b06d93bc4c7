"""A person's own account: password, second factor, sessions, tokens, declared interests."""

from collections.abc import Callable
from http import HTTPStatus

from flask import Blueprint, Response, flash, make_response, redirect, render_template, request, url_for

from api.errors import BadRequest, MastheadError, NotFound
from api.people.register import declaration
from api.views.desk.access import Services, current_person, current_session, permission, visit
from api.views.desk.cookies import give_session
from api.views.desk.password_forms import chosen_password, confirm


def account_routes(views: Blueprint, services: Services) -> None:
    """Each form of `/desk/account` is a route; what is shown once is in the answer, and nowhere else."""
    views.add_url_rule("/account", "account", permission("account")(lambda: _page(services)))
    _password_route(views, services)
    _second_factor_routes(views, services)
    _session_routes(views, services)
    _token_routes(views, services)
    _declaration_routes(views, services)


def _password_route(views: Blueprint, services: Services) -> None:
    people = services.people

    @views.post("/account/password")
    @permission("account")
    def change_password() -> Response:
        def change() -> str:
            own = current_person()
            confirm(services)
            people.signing_in.set_password(own, chosen_password(request.form), visit(), by=own.id, but=current_session())
            return "Your password is changed; all other browsers are signed out."

        return _done(services, change)


def _second_factor_routes(views: Blueprint, services: Services) -> None:
    people = services.people

    @views.post("/account/second-factor")
    @permission("account")
    def begin_second_factor() -> Response:
        try:
            confirm(services)
        except MastheadError as error:
            return _page(services, error)
        return _page(services, enrolment=people.second_factor.begin(current_person()))

    @views.post("/account/second-factor/confirm")
    @permission("account")
    def confirm_second_factor() -> Response:
        current_session()
        try:
            codes, token = people.second_factor.confirm(current_person(), request.form.get("code", ""), visit())
        except BadRequest as error:
            return _page(services, error, enrolment=people.second_factor.pending(current_person()))
        return give_session(_page(services, recovery_codes=codes), token)

    @views.post("/account/second-factor/remove")
    @permission("account")
    def remove_second_factor() -> Response:
        def remove() -> str:
            confirm(services)
            people.second_factor.remove(current_person(), visit(), by=current_person().id)
            return "The second factor is taken away."

        return _done(services, remove)

    @views.post("/account/recovery-codes")
    @permission("account")
    def renew_recovery_codes() -> Response:
        try:
            confirm(services)
        except MastheadError as error:
            return _page(services, error)
        return _page(services, recovery_codes=people.second_factor.renew_recovery_codes(current_person(), visit()))


def _session_routes(views: Blueprint, services: Services) -> None:
    @views.post("/account/sessions/<key>/revoke")
    @permission("account")
    def revoke_session(key: str) -> Response:
        def revoke() -> str:
            if not services.people.sessions.revoke(key, current_person().id, visit().network):
                raise NotFound("There is no such session any more.")
            return "That browser is signed out."

        return _done(services, revoke)


def _token_routes(views: Blueprint, services: Services) -> None:
    tokens = services.people.tokens

    @views.post("/account/tokens")
    @permission("use-token")
    def make_token() -> Response:
        form = request.form
        days = int(form["days"]) if form.get("days", "").isascii() and form.get("days", "").isdigit() else 0
        try:
            current_session()
            made = tokens.make(current_person(), form.get("token_name", ""), form.getlist("scopes"), days, visit().network)
        except MastheadError as error:
            return _page(services, error)
        return _page(services, token=made)

    @views.post("/account/tokens/<key>/revoke")
    @permission("account")
    def revoke_token(key: str) -> Response:
        def revoke() -> str:
            if not tokens.revoke(key, current_person().id, visit().network):
                raise NotFound("There is no such token any more.")
            return "That token is worth nothing now."

        return _done(services, revoke)


def _declaration_routes(views: Blueprint, services: Services) -> None:
    register = services.people.register

    @views.post("/account/declarations")
    @permission("account")
    def declare() -> Response:
        def add() -> str:
            own = current_person()
            added = (declaration(request.form),) if request.form.get("body") or request.form.get("start") else ()
            register.declare(own.id, (*own.declarations, *added))
            return "Your declarations are as listed, and are said to be whole today."

        return _done(services, add)

    @views.post("/account/declarations/<id>/remove")
    @permission("account")
    def remove_declaration(id: str) -> Response:
        def remove() -> str:
            own = current_person()
            register.declare(own.id, [each for each in own.declarations if each.id != id])
            return "That declaration is removed."

        return _done(services, remove)


def _done(services: Services, action: Callable[[], str]) -> Response:
    """Do it and say so on the page anew; or show the page with what was wrong."""
    try:
        flash(action(), "done")
    except MastheadError as error:
        return _page(services, error)
    return make_response(redirect(url_for("desk_people.account"), HTTPStatus.SEE_OTHER))


def _page(services: Services, error: MastheadError | None = None, **shown: object) -> Response:
    own, people = current_person(), services.people
    secrets = people.second_factor.of(own)
    page = render_template(
        "desk/account.html", own=own, session=current_session(), error=error, today=services.clock().date(),
        has_second_factor=secrets.totp is not None, recovery_left=secrets.recovery_codes, passkeys=people.passkeys.of(own.id),
        sessions=people.sessions.of(own.id), tokens=people.tokens.of(own.id), scopes=sorted(people.tokens.scopes_for(own)),
        has_password=secrets.password is not None, form=request.form if error else {}, **shown,
    )  # fmt: skip
    return make_response(page, HTTPStatus.BAD_REQUEST if error else HTTPStatus.OK)
