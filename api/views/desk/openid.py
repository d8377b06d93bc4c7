"""Signing in with the organisation's account: to its provider, and back."""

from flask import Blueprint, Response, request, session, url_for

from api.errors import MastheadError, ServiceUnavailable
from api.people.permissions import ANYONE
from api.people.provider import account_of
from api.people.refusals import SignInFailed, Throttled
from api.views.desk.access import Services, permission, visit
from api.views.desk.openid_client import OpenIdClient
from api.views.desk.sign_in_pages import admitted, asked_for, page

# of the form's cookie: what somebody wanted before they left
_LEFT = "left_for_provider"


def openid_routes(views: Blueprint, services: Services) -> None:
    """A form that leads to the provider, and the address it sends people back to. None where no provider is set."""
    provider, openid = services.openid, services.people.openid
    if provider is None:
        return
    client = OpenIdClient(provider, openid)

    @views.post("/sign-in/organisation")
    @permission(ANYONE)
    def leave_for_provider() -> Response:
        try:
            openid.attempt(visit())
            session[_LEFT] = {"next": asked_for(), "invitation": request.form.get("invitation", "")}
            return client.redirect(url_for("desk_people.back_from_provider", _external=True))
        except Throttled as error:
            return page("sign_in", error)
        except ServiceUnavailable as error:
            openid.forgive(visit())
            return page("sign_in", error)

    @views.get("/sign-in/organisation/back")
    @permission(ANYONE)
    def back_from_provider() -> Response:
        left = session.pop(_LEFT, {})
        wanted = left.get("next", "")
        try:
            account = account_of(client.claims(), provider)
            token = openid.sign_in(account, visit(), left.get("invitation", ""))
        except (SignInFailed, ServiceUnavailable) as error:
            return page("sign_in", _noted(error), next=wanted)
        return admitted(services.people, token, wanted)

    def _noted(error: MastheadError) -> MastheadError:
        """What to say: that they have to wait, where it was too many failures."""
        try:
            openid.failed(error.what, visit(), theirs=isinstance(error, SignInFailed))
        except Throttled as throttled:
            return throttled
        return error
