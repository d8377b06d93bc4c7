"""The desk's two cookies. Over https their prefix makes them the host's own, and they go nowhere else; on one's own machine, over
http, where browsers refuse that prefix, they have plain names."""

from flask import Flask, Response, request, session
from flask.sessions import SecureCookieSessionInterface


class FormCookies(SecureCookieSessionInterface):
    """What belongs to forms and notes, signed by us: as strict over https as the cookie of the session."""

    def get_cookie_name(self, app: Flask) -> str:
        return "__Host-desk-form" if request.is_secure else "desk-form"

    def get_cookie_secure(self, app: Flask) -> bool:
        return request.is_secure


def cookie_name() -> str:
    """Of the cookie that holds the session's token."""
    return "__Host-desk" if request.is_secure else "desk"


def give_session(answer: Response, token: str) -> Response:
    """Hand the browser its token, and a new secret for its forms."""
    session.clear()
    answer.set_cookie(cookie_name(), token, secure=request.is_secure, httponly=True, samesite="Lax", path="/")
    return answer


def take_session(answer: Response) -> Response:
    """Have the browser forget both."""
    session.clear()
    answer.delete_cookie(cookie_name(), secure=request.is_secure, httponly=True, samesite="Lax", path="/")
    return answer
