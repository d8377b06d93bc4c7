"""For admins: who there is, what they may do, and what happened to accounts."""

from collections.abc import Callable
from http import HTTPStatus

from flask import Blueprint, Response, flash, make_response, redirect, render_template, request, url_for

from api.errors import MastheadError
from api.outlets.people import ROLES
from api.people.openid import address
from api.views.desk.access import Services, current_person, permission, visit


def people_routes(views: Blueprint, services: Services) -> None:
    """`/desk/people`, its forms, and `/desk/people/events`."""
    _person_routes(views, services)
    _one_person_routes(views, services)


def _person_routes(views: Blueprint, services: Services) -> None:
    people = services.people

    @views.get("/people")
    @permission("manage-people")
    def everyone() -> Response:
        return _page(services)

    @views.post("/people")
    @permission("manage-people")
    def add_person() -> Response:
        own = current_person()
        try:
            email = address(request.form.get("email", ""))
            added = people.register.add(request.form.get("name", ""), request.form.getlist("roles"), by=own.id)
            if email:
                people.openid.expect(added.id, email, by=own.id)
        except MastheadError as error:
            return _page(services, error)
        return _page(services, invited=(added, _invitation(people.invite(added.id, by=own.id))))

    @views.get("/people/events")
    @permission("see-audit")
    def events() -> Response:
        found = people.register.events(of=request.args.get("of") or None)
        ids = {id for each in found for id in (each.person, each.by) if id}
        page = render_template("desk/people.html", events=found, names=people.register.names(ids), error=None)
        return make_response(page)


def _one_person_routes(views: Blueprint, services: Services) -> None:
    people = services.people

    @views.post("/people/<id>/roles")
    @permission("manage-people")
    def set_roles(id: str) -> Response:
        roles = request.form.getlist("roles")
        return _done(services, "The roles are changed.", lambda by: people.register.set_roles(id, roles, by=by))

    @views.post("/people/<id>/email")
    @permission("manage-people")
    def expect_account(id: str) -> Response:
        email = request.form.get("email", "")
        return _done(services, "The account is set.", lambda by: people.openid.expect(people.person(id).id, email, by=by))

    @views.post("/people/<id>/close")
    @permission("manage-people")
    def close_account(id: str) -> Response:
        return _done(services, "The account is closed.", lambda by: people.register.close(id, by=by))

    @views.post("/people/<id>/open")
    @permission("manage-people")
    def open_account(id: str) -> Response:
        return _done(services, "The account is open.", lambda by: people.register.open(id, by=by))

    @views.post("/people/<id>/second-factor/remove")
    @permission("manage-people")
    def remove_lost_second_factor(id: str) -> Response:
        return _done(
            services, "The second factor is taken away.",
            lambda by: people.second_factor.remove(people.person(id), visit(), by=by),
        )  # fmt: skip

    @views.post("/people/<id>/invite")
    @permission("manage-people")
    def invite(id: str) -> Response:
        try:
            token = people.invite(id, by=current_person().id)
        except MastheadError as error:
            return _page(services, error)
        return _page(services, invited=(people.person(id), _invitation(token)))


def _invitation(token: str) -> str:
    return url_for("desk_people.invitation", token=token, _external=True)


def _done(services: Services, words: str, action: Callable[[str], None]) -> Response:
    """Do it in the name of who is signed in, and say so on the page anew; or show the page with what was wrong."""
    try:
        action(current_person().id)
    except MastheadError as error:
        return _page(services, error)
    flash(words, "done")
    return make_response(redirect(url_for("desk_people.everyone"), HTTPStatus.SEE_OTHER))


def _page(services: Services, error: MastheadError | None = None, **shown: object) -> Response:
    page = render_template(
        "desk/people.html", everyone=services.people.register.everyone(), identities=services.people.openid.identities(),
        roles=ROLES, error=error, today=services.clock().date(), **shown,
    )  # fmt: skip
    return make_response(page, HTTPStatus.BAD_REQUEST if error else HTTPStatus.OK)
