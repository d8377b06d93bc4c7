"""The page to try Masthead without installing it: an address, or a page's HTML, and the card. Works without JavaScript."""

import datetime
from dataclasses import dataclass
from http import HTTPStatus
from pathlib import Path
from typing import Any

from flask import Blueprint, Response, make_response, render_template, request

from api.annotating.annotate import annotate
from api.annotating.evidence import extract
from api.annotating.present import present
from api.errors import BadRequest, MastheadError
from api.outlets.dates import Day
from api.schemas.annotation import LARGEST_PAGE
from api.views.problems import status_of
from api.views.services import Services
from api.views.words import day_in_words

_EXAMPLES = Path(__file__).parent / "examples"
_EXAMPLE_ADDRESS = "https://libertarianhub.com/2022/03/23/ferry-line-reopens-after-a-month/"

Json = dict[str, Any]


@dataclass(frozen=True)
class Asked:
    """What the form holds."""

    url: str = ""
    html: str = ""
    at: str = ""


def site_views(services: Services) -> Blueprint:
    """`/`, and nothing that changes anything."""
    views = Blueprint("site", __name__)

    @views.app_template_global("say")
    def say(key: str, *values: object) -> str:
        return services.words.say(key, *values)

    @views.app_template_global("coded")
    def coded(group: str, code: str) -> str:
        return services.words.coded(group, code)

    views.add_app_template_filter(day_in_words, "in_words")
    views.add_app_template_filter(_with_replies, "with_replies")

    @views.get("/")
    def start() -> Response:
        if "example" in request.args:
            return _answer(Asked(_EXAMPLE_ADDRESS, (_EXAMPLES / "republished.html").read_text(encoding="utf-8")))
        if url := request.args.get("url"):
            return _answer(Asked(url, at=request.args.get("at", "")))
        return _page(Asked())

    @views.post("/")
    def ask() -> Response:
        form = request.form
        return _answer(Asked(form.get("url", "").strip(), form.get("html", ""), form.get("at", "").strip()))

    def _answer(asked: Asked) -> Response:
        try:
            return _page(asked, _view(asked, services))
        except MastheadError as error:
            return _page(asked, error=error)

    def _page(asked: Asked, answer: Json | None = None, error: MastheadError | None = None) -> Response:
        status = status_of(error) if error else HTTPStatus.OK
        return make_response(render_template("try.html", asked=asked, answer=answer, error=error), status)

    return views


def _view(asked: Asked, services: Services) -> Json:
    """The annotations of what was asked, in the groups the card shows. Raises MastheadError."""
    if not asked.url:
        raise BadRequest("The address is missing.", mend="Paste the address of the page.")
    if len(asked.html) > LARGEST_PAGE:
        raise BadRequest("The page is too large.", mend=f"At most {LARGEST_PAGE:,} characters.")
    current, today = services.lists.current(), services.today()
    index = current.index
    evidence = extract(asked.html, asked.url)
    answer = present(annotate(evidence, index, today), evidence, index, _day(asked.at), today)
    found = answer["annotations"]
    return {
        **answer,
        "today": today.isoformat(),
        "origins": [each for each in found if each["relation"] in ("republished", "sponsored")],
        "publisher": next((each for each in found if each["relation"] == "publisher"), None),
        "others": [each for each in found if each["relation"] in ("linked", "mentioned")],
        "resembles": index.outlets[resembles]["name"] if (resembles := answer["page"]["resembles"]) else None,
        "icons": {key: label["icon"] for key, label in current.document["labels"].items()},
        "only_address": not asked.html,
    }


def _with_replies(outlet: Json) -> Json:
    """Each reply beside the first label that it is about, or a claim of which it is; what is about none of them is the outlet's."""
    labels = [{**label, "replies": []} for label in outlet["labels"]]
    rest: list[Json] = []
    for reply in outlet["replies"]:
        about = reply["about"]
        place = next((label for label in labels if about == label["id"] or about in label["because"]), None)
        (place["replies"] if place else rest).append(reply)
    return {**outlet, "labels": labels, "replies": rest}


def _day(text: str) -> Day | None:
    try:
        return datetime.date.fromisoformat(text) if text else None
    except ValueError as error:
        raise BadRequest(f"“{text}” is no day.", mend="Write it as 2022-03-23.") from error
