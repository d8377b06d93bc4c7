"""The composition root: settings in, an application out."""

import importlib.metadata

from flask import Flask, Response, request
from werkzeug.middleware.proxy_fix import ProxyFix

from api.clock import today
from api.schemas.openapi import OPERATIONS, Operation
from api.settings import Settings
from api.storage.published_lists import PublishedLists
from api.views.annotating import annotating_views
from api.views.health import health_views
from api.views.lists import SwappedLists
from api.views.outlets import outlet_views
from api.views.problems import register_problems
from api.views.published_list import list_views
from api.views.services import Services
from api.views.site import site_views
from api.views.words import Words

_LARGEST_BODY = 8 * 1024 * 1024
# our pages hold nothing of anybody else's, and nobody else's pages hold ours: not the button that publishes, for one
_GUARD = {
    "Content-Security-Policy": "default-src 'self'; object-src 'none'; base-uri 'none'; frame-ancestors 'none'",
    "Referrer-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
}


def create_app(settings: Settings, operations: tuple[Operation, ...] = OPERATIONS) -> Flask:
    """The read API and the page to try it. Starts without a list; asking anything of it is then answered with 503. `operations` are
    those that /openapi.json describes."""
    app = Flask(__name__, static_folder="views/static", template_folder="views/templates")
    app.config["MAX_CONTENT_LENGTH"] = _LARGEST_BODY
    if settings.proxies:
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=settings.proxies, x_proto=settings.proxies)  # type: ignore[method-assign]
    lists = SwappedLists(PublishedLists(settings.lists))
    services = Services(lists, Words.read(settings.messages), today, importlib.metadata.version("masthead"), operations)
    for views in (annotating_views, outlet_views, list_views, health_views, site_views):
        app.register_blueprint(views(services))
    register_problems(app)
    app.after_request(_allow_any_origin)
    app.after_request(_guard)
    return app


def _guard(answer: Response) -> Response:
    """What browsers shall not do with our answers, unless a view says otherwise."""
    for name, value in _GUARD.items():
        answer.headers.setdefault(name, value)
    return answer


def _allow_any_origin(answer: Response) -> Response:
    """Public data, no cookies: any page or extension may read it."""
    if request.path.startswith("/v1/") or request.path == "/openapi.json":
        answer.headers["Access-Control-Allow-Origin"] = "*"
        answer.headers["Access-Control-Allow-Headers"] = "Content-Type"
        answer.headers["Access-Control-Allow-Methods"] = "GET, POST, OPTIONS"
    return answer
