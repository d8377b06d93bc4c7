"""Errors as HTTP: one table from the error family to status, answered as problem+json (RFC 9457)."""

from http import HTTPStatus
from typing import Any

import orjson
from flask import Flask, Response, request
from werkzeug.exceptions import HTTPException

from api.errors import BadAddress, BadList, BadPage, BadRecord, BadRequest, Conflict, MastheadError, NotFound, ServiceUnavailable

STATUSES: dict[type[MastheadError], HTTPStatus] = {
    BadAddress: HTTPStatus.BAD_REQUEST,
    BadRequest: HTTPStatus.BAD_REQUEST,
    BadPage: HTTPStatus.UNPROCESSABLE_ENTITY,
    BadRecord: HTTPStatus.UNPROCESSABLE_ENTITY,
    NotFound: HTTPStatus.NOT_FOUND,
    Conflict: HTTPStatus.CONFLICT,
    BadList: HTTPStatus.SERVICE_UNAVAILABLE,
    ServiceUnavailable: HTTPStatus.SERVICE_UNAVAILABLE,
}


def problem(status: HTTPStatus, detail: str, where: str = "", mend: str = "") -> Response:
    body: dict[str, Any] = {"type": "about:blank", "title": status.phrase, "status": status.value, "detail": detail}
    body |= {name: value for name, value in (("where", where), ("mend", mend)) if value}
    return Response(orjson.dumps(body), status.value, content_type="application/problem+json")


def status_of(error: MastheadError) -> HTTPStatus:
    return STATUSES.get(type(error), HTTPStatus.INTERNAL_SERVER_ERROR)


def register_problems(app: Flask) -> None:
    """Answer every error of the API as a problem, and none with a stack trace."""

    @app.errorhandler(MastheadError)
    def _masthead(error: MastheadError) -> Response:
        return problem(status_of(error), error.what, error.where, error.mend)

    @app.errorhandler(HTTPException)
    def _http(error: HTTPException) -> Response | HTTPException:
        if error.code is None or error.code < 400:
            return error
        answer = problem(HTTPStatus(error.code), error.description or "")
        if error.code == HTTPStatus.METHOD_NOT_ALLOWED and (allowed := getattr(error, "valid_methods", None)):
            answer.headers["Allow"] = ", ".join(sorted(allowed))
        return answer

    @app.errorhandler(Exception)
    def _unforeseen(error: Exception) -> Response:
        app.logger.exception("unforeseen error at %s", request.path)
        return problem(HTTPStatus.INTERNAL_SERVER_ERROR, "This should not have happened; it is logged.")
