"""`/healthz`, `/readyz`, `/metrics`, `/openapi.json`: what operators and programs ask."""

from flask import Blueprint, Response
from prometheus_client import CONTENT_TYPE_LATEST, generate_latest

from api.schemas.openapi import describe
from api.views import answers
from api.views.services import Services


def health_views(services: Services) -> Blueprint:
    views = Blueprint("health", __name__)
    description = describe(services.version, services.operations)

    @views.get("/healthz")
    def healthz() -> Response:
        return answers.json({"status": "ok"})

    @views.get("/readyz")
    def readyz() -> Response:
        version = services.lists.current().manifest["version"]
        return answers.json({"status": f"ok, list {version}"})

    @views.get("/metrics")
    def metrics() -> Response:
        return Response(generate_latest(), content_type=CONTENT_TYPE_LATEST)

    @views.get("/openapi.json")
    def openapi() -> Response:
        return answers.json(description)

    return views
