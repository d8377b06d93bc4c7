"""`/v1/lookup` and `/v1/annotate`: whose address, whose page, whose content."""

import datetime

from flask import Blueprint, Response, request

from api.annotating.annotate import annotate
from api.annotating.evidence import extract
from api.annotating.present import look_up, present
from api.errors import BadRequest
from api.schemas.annotation import AnnotateRequest
from api.views import answers
from api.views.services import Services


def annotating_views(services: Services) -> Blueprint:
    """The two calls a reader's tools make."""
    views = Blueprint("annotating", __name__)

    @views.get("/v1/lookup")
    def lookup() -> Response:
        url = request.args.get("url")
        if not url:
            raise BadRequest("the address is missing", where="url", mend="ask /v1/lookup?url=https://…")
        return answers.json(look_up(url, services.lists.current().index, answers.day("at"), services.today()))

    @views.post("/v1/annotate")
    def annotate_page() -> Response:
        asked = answers.body(AnnotateRequest)
        index, today = services.lists.current().index, services.today()
        evidence = asked.evidence.model_dump() if asked.evidence else extract(asked.html or "", asked.url)
        # whose address it is is asked of the request's address, whatever the evidence says of itself
        evidence = {**evidence, "url": asked.url}
        at = datetime.date.fromisoformat(asked.at) if asked.at else None
        return answers.json(present(annotate(evidence, index, today), evidence, index, at, today))

    return views
