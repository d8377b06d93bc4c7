"""A new password in a form."""

from collections.abc import Mapping

from api.errors import BadRequest


def chosen_password(form: Mapping[str, str]) -> str:
    """What was typed twice. Raises BadRequest where it differs."""
    if form.get("password", "") != form.get("again", ""):
        raise BadRequest("The two passwords differ.", where="again", mend="Type the same one twice.")
    return form.get("password", "")
