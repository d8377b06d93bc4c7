"""The editors' queue of reports: triage, answers, the claim in doubt, the proof of a publisher's domain."""

from collections.abc import Callable

from flask import Blueprint, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from api.editing.conditions import AgainstPolicy
from api.errors import BadRequest, Conflict, MastheadError
from api.outlets.reports import PROOF_PLACES, REPORT_STATES, WAITING, Report, ReportState
from api.reporting.triage import NEXT
from api.views.desk.access import current_person, permission
from api.views.desk.proposals import to_readers
from api.views.reports import ReportServices
from api.views.subjects import domains_of, subjects_of

_PAGE = 50
_STATUSES: dict[type[MastheadError], int] = {AgainstPolicy: 403, BadRequest: 400, Conflict: 409}


def reports_queue_views(services: ReportServices) -> Blueprint:
    """`/desk/reports`."""
    views = Blueprint("desk_reports", __name__, url_prefix="/desk/reports")
    _looking(views, services)
    _judging(views, services)
    _replies(views, services)
    return views


def _looking(views: Blueprint, services: ReportServices) -> None:
    @views.get("")
    @permission("triage")
    def queue() -> str:
        asked = request.args.get("state", "")
        states: frozenset[ReportState] = frozenset({asked}) if asked in REPORT_STATES else WAITING
        reports = services.triage.queue(states, request.args.get("before", type=int))
        outlets = services.lists.current().document["outlets"]
        return render_template(
            "desk/reports.html", reports=reports, outlets=outlets, counts=services.triage.counts(), states=REPORT_STATES,
            asked=asked, more=len(reports) == _PAGE,
        )  # fmt: skip

    @views.get("/<int:number>")
    @permission("triage")
    def report(number: int) -> str:
        return _page(services, services.triage.report(number))


def _judging(views: Blueprint, services: ReportServices) -> None:
    @views.post("/<int:number>")
    @permission("triage")
    def move(number: int) -> Response | tuple[str, int]:
        form = request.form

        def step() -> str:
            state: ReportState = form.get("state", "")  # type: ignore[assignment]
            contests = _contests() if state == "triaged" else ""
            reported = services.triage.report(number).outlet
            if contests and contests not in (each.ref for each in subjects_of(services.lists.current(), reported)):
                what = "this is no claim of the outlet, its publishers or their owners, or no more"
                raise BadRequest(what, where="contests", mend="choose another")
            person = current_person().id
            services.triage.move(number, _seen(), person, state, answer=form.get("answer", ""), contests=contests)
            return f"The report is {state}."

        return _then(services, number, step)


def _replies(views: Blueprint, services: ReportServices) -> None:
    @views.post("/<int:number>/confirm")
    @permission("triage")
    def confirm(number: int) -> Response | tuple[str, int]:
        def step() -> str:
            domain, place = request.form.get("domain", ""), request.form.get("place", "")
            reported = services.triage.report(number)
            if domain not in domains_of(services.lists.current(), reported.outlet, services.today()):
                raise BadRequest("this domain is not the outlet’s", where="domain", mend="choose one of its domains")
            if place not in PROOF_PLACES:
                raise BadRequest("say where it was found", where="place", mend="file or dns")
            services.triage.confirm(number, _seen(), current_person().id, domain, place)
            return f"The reply stands: {domain} is proved."

        return _then(services, number, step)

    @views.post("/<int:number>/take-down")
    @permission("triage")
    def take_down(number: int) -> Response | tuple[str, int]:
        def step() -> str:
            services.triage.take_down(number, _seen(), current_person().id, request.form.get("why", ""))
            return "The reply is taken down."

        return _then(services, number, step)


def _contests() -> str:
    return request.form.get("contests", "")


def _seen() -> int:
    return request.form.get("seen", -1, int)


def _then(services: ReportServices, number: int, step: Callable[[], str]) -> Response | tuple[str, int]:
    """The report after the step; the list is published if readers see something else now. Where the step failed, or the person is
    involved: the form as it was filled in, beside the report as it is now."""
    before = services.triage.report(number)
    try:
        if refusal := services.refusal(current_person(), before.outlet, (before.about, before.contests, _contests())):
            raise AgainstPolicy(refusal)
        done = step()
    except (AgainstPolicy, BadRequest, Conflict) as error:
        return _page(services, services.triage.report(number), error), _STATUSES[type(error)]
    if services.triage.report(number).seen_by_readers != before.seen_by_readers:
        done = f"{done} {to_readers(services.publish)}"
    flash(done, "done")
    return redirect(url_for("desk_reports.report", number=number), 303)


def _page(services: ReportServices, report: Report, error: MastheadError | None = None) -> str:
    current = services.lists.current()
    return render_template(
        "desk/reports_one.html",
        report=report,
        outlet=current.document["outlets"].get(report.outlet),
        subjects=subjects_of(current, report.outlet),
        domains=domains_of(current, report.outlet, services.today()),
        steps=NEXT[report.state],
        names=services.names(each.by for each in report.steps),
        filled=request.form,
        refusal=services.refusal(current_person(), report.outlet, (report.about, report.contests)),
        error=error,
    )
