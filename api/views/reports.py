"""Reports from readers and publishers, the page on which their senders follow them, and what everybody may see: which claims are
contested, and what was retracted."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any

from flask import Blueprint, Response, make_response, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as AnyResponse

from api.annotating.present import period_on
from api.editing.conditions import Refusal
from api.errors import MastheadError, NotFound
from api.outlets.dates import Day
from api.outlets.people import Person
from api.outlets.reports import LONGEST, REPLY_WORDS
from api.outlets.revisions import RecordKey
from api.people.visit import Visit
from api.reporting.drafts import Draft
from api.reporting.puzzle import BITS
from api.reporting.receiving import Receiving, Sending
from api.reporting.refusals import BadReport, NoSolution, TooEarly, TooManyReports
from api.reporting.retractions import History, retractions
from api.reporting.triage import Triage
from api.schemas.reports import ReportRequest
from api.views import answers
from api.views.desk.access import permission
from api.views.problems import problem, status_of
from api.views.services import Current, Lists
from api.views.subjects import domains_of, knows, subjects_of
from api.views.words import day_in_words

_STATUSES: dict[type[MastheadError], HTTPStatus] = {
    BadReport: HTTPStatus.BAD_REQUEST,
    NoSolution: HTTPStatus.BAD_REQUEST,
    TooEarly: HTTPStatus.TOO_MANY_REQUESTS,
    TooManyReports: HTTPStatus.TOO_MANY_REQUESTS,
}
_AGAIN = "This form was open for too long, or was sent already. Look it over, and send it again after 20 seconds."


@dataclass(frozen=True)
class ReportServices:
    """What requests about reports need. `read` makes a document of a record's text; `names` gives persons' names by their ids;
    `refusal` says why somebody may not judge a report of an outlet (its id) about claims; `publish` publishes the list."""

    lists: Lists
    receiving: Receiving
    triage: Triage
    history: History
    read: Callable[[RecordKey, str], Mapping[str, Any]]
    names: Callable[[Iterable[str]], Mapping[str, str]]
    refusal: Callable[[Person, str, Iterable[str]], Refusal | None]
    publish: Callable[[], str]
    today: Callable[[], Day]


def report_views(services: ReportServices) -> Blueprint:
    """`/v1/reports`, `/outlets/<id>/report`, `/reports/<token>`, `/contested/<number>`, `/retractions`."""
    views = Blueprint("reports", __name__)
    views.add_app_template_filter(day_in_words, "in_words")
    views.register_error_handler(MastheadError, _said)
    views.after_request(_keep_private)
    _calls(views, services)
    _form(views, services)
    _status(views, services)
    _for_everybody(views, services)
    return views


def _calls(views: Blueprint, services: ReportServices) -> None:
    @views.get("/v1/reports/puzzle")
    @permission("anyone")
    def puzzle() -> Response:
        return answers.json({"puzzle": services.receiving.puzzles.new(), "bits": BITS})

    @views.post("/v1/reports")
    @permission("anyone")
    def send() -> Response:
        asked = answers.body(ReportRequest)
        current = services.lists.current()
        _outlet(current, asked.outlet)
        evidence = asked.evidence.model_dump() if asked.evidence else {}
        draft = Draft(asked.outlet, asked.kind, asked.about, asked.text, asked.email, **evidence)
        sending = Sending(asked.puzzle, str(asked.solution), _network())
        token = services.receiving.receive(draft, sending, lambda about: knows(current, about))
        path = url_for("reports.status", token=token)
        answer = answers.json({"status": path}, HTTPStatus.CREATED)
        answer.headers["Location"] = path
        return answer


def _form(views: Blueprint, services: ReportServices) -> None:
    @views.get("/outlets/<key>/report")
    @permission("anyone")
    def form(key: str) -> Response:
        draft = Draft(key, request.args.get("kind", "correction"), request.args.get("about", ""))
        return page(draft, services.receiving.puzzles.new(), {}, HTTPStatus.OK)

    @views.post("/outlets/<key>/report")
    @permission("anyone")
    def send_form(key: str) -> AnyResponse:
        current = services.lists.current()
        _outlet(current, key)
        fields = {name: request.form.get(name, "") for name in vars(Draft(key)) if name != "outlet"}
        draft, puzzle = Draft(key, **fields), request.form.get("puzzle", "")
        sending = Sending(puzzle, request.form.get("solution", ""), _network(), request.form.get("website", ""), form=True)
        try:
            token = services.receiving.receive(draft, sending, lambda about: knows(current, about))
        except (BadReport, TooEarly, TooManyReports) as error:
            return page(draft, puzzle, _wrong(error), _STATUSES[type(error)])
        except NoSolution:
            return page(draft, services.receiving.puzzles.new(), {"form": _AGAIN}, HTTPStatus.BAD_REQUEST)
        return redirect(url_for("reports.status", token=token), HTTPStatus.SEE_OTHER)

    def page(draft: Draft, puzzle: str, wrong: Mapping[str, str], status: HTTPStatus) -> Response:
        current = services.lists.current()
        outlet = _outlet(current, draft.outlet)
        labels = period_on(outlet, services.today().isoformat())["labels"]
        text = render_template(
            "report.html", draft=draft, outlet=outlet, labels=labels, subjects=subjects_of(current, draft.outlet), wrong=wrong,
            puzzle=puzzle, bits=BITS, longest=LONGEST, words=REPLY_WORDS, replies=services.triage.replies(draft.outlet),
        )  # fmt: skip
        return make_response(text, status)


def _status(views: Blueprint, services: ReportServices) -> None:
    @views.get("/reports/<token>")
    @permission("anyone")
    def status(token: str) -> str:
        report, current = services.receiving.status(token), services.lists.current()
        outlet = current.document["outlets"].get(report.outlet, {"name": report.outlet})
        domains = domains_of(current, report.outlet, services.today())
        return render_template("report_status.html", report=report, outlet=outlet, domains=domains, token=token)

    @views.post("/reports/<token>/forget")
    @permission("anyone")
    def forget(token: str) -> AnyResponse:
        services.receiving.drop_address(token)
        return redirect(url_for("reports.status", token=token), HTTPStatus.SEE_OTHER)


def _for_everybody(views: Blueprint, services: ReportServices) -> None:
    @views.get("/contested/<int:number>")
    @permission("anyone")
    def contested(number: int) -> str:
        """The report of a mark: its claim and its document, never its sender or its sender's words."""
        report, current, today = services.triage.was_contested(number), services.lists.current(), services.today()
        outlet = current.document["outlets"].get(report.outlet, {"name": report.outlet})
        words = {each.ref: each.words for each in subjects_of(current, report.outlet)}
        claim, lasts = words.get(report.contests, report.contests), report.contested_until and today < report.contested_until
        return render_template("report_contested.html", report=report, outlet=outlet, claim=claim, lasts=lasts)

    @views.get("/retractions")
    @permission("anyone")
    def retracted() -> str:
        current = services.lists.current()
        found = retractions(current.records, services.history, services.read)
        return render_template("report_retractions.html", retractions=found)


def _outlet(current: Current, key: str) -> Mapping[str, Any]:
    found: Mapping[str, Any] | None = current.document["outlets"].get(key)
    if found is None:
        raise NotFound(f"no outlet '{key}' is listed", where="outlet", mend="search /v1/outlets?q=")
    return found


def _network() -> str:
    """Where the request comes from; it is hashed, and not kept."""
    return Visit(request.remote_addr or "").network


def _wrong(error: MastheadError) -> dict[str, str]:
    return error.wrong if isinstance(error, BadReport) else {"form": f"{error.what} {error.mend}".strip()}


def _said(error: MastheadError) -> Response:
    """Programs get a problem, people a page."""
    status = _STATUSES.get(type(error)) or status_of(error)
    if request.path.startswith("/v1/"):
        answer = problem(status, error.what, error.where, error.mend)
    else:
        answer = make_response(render_template("report_problem.html", error=error), status)
    if isinstance(error, (TooEarly, TooManyReports)):
        answer.headers["Retry-After"] = str(int(error.after.total_seconds()) + 1)
    return answer


def _keep_private(answer: Response) -> Response:
    """A report's address is all it takes to read it: it stays out of caches, referrers and search engines."""
    if not request.path.startswith(("/contested/", "/retractions")):
        answer.headers["Cache-Control"] = "no-store"
        answer.headers["Referrer-Policy"] = "no-referrer"
    if request.path.startswith("/reports/"):
        answer.headers["X-Robots-Tag"] = "noindex"
    return answer
