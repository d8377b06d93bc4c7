"""`/v1/list`: the published list for clients, which look up at home."""

from flask import Blueprint, Response, request

from api.errors import NotFound
from api.views import answers
from api.views.services import Services


def list_views(services: Services) -> Blueprint:
    """The manifest, and every version that is kept."""
    views = Blueprint("list", __name__)

    @views.get("/v1/list")
    def manifest() -> Response:
        current = services.lists.current()
        answer = answers.json(current.manifest)
        answer.set_etag(current.etag)
        answer.cache_control.max_age = 60
        answer.make_conditional(request)
        return answer

    @views.get("/v1/list/<version>")
    def version(version: str) -> Response:
        if not version.isascii() or not version.isdecimal():
            raise NotFound(f"'{version}' is no version", where="version", mend="see /v1/list")
        compressed = request.accept_encodings["gzip"] > 0
        answer = Response(services.lists.content(int(version), compressed=compressed), content_type="application/json")
        if compressed:
            answer.content_encoding = "gzip"
        answer.vary.add("Accept-Encoding")
        answer.cache_control.max_age = 31_536_000
        answer.cache_control.immutable = True
        return answer

    return views
