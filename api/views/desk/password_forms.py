"""Passwords in forms: a new one, and one's own before what a stolen session must not do."""

from collections.abc import Mapping

from flask import request

from api.errors import BadRequest
from api.views.desk.access import Services, current_person, current_session, visit


def chosen_password(form: Mapping[str, str]) -> str:
    """What was typed twice. Raises BadRequest where it differs."""
    if form.get("password", "") != form.get("again", ""):
        raise BadRequest("The two passwords differ.", where="again", mend="Type the same one twice.")
    return form.get("password", "")


def confirm(services: Services) -> None:
    """By the password in the field `current`. Raises SignInFailed, Throttled."""
    services.people.signing_in.confirm(current_person(), current_session(), request.form.get("current", ""), visit())
