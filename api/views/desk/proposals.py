"""The queue of proposals, and one proposal: what it changes, what follows, what others say, and the next step."""

from collections.abc import Callable
from typing import get_args

from flask import Blueprint, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from api.editing.differences import Difference
from api.editing.policy import approvals_missing, may_publish, may_review
from api.editing.proposing import comment, propose, submit, withdraw
from api.editing.reviewing import publish, review
from api.errors import BadRequest, MastheadError
from api.outlets.proposals import OPEN, Proposal, ProposalState, Verdict
from api.views.desk.access import current_person, permission
from api.views.desk.services import DeskServices
from api.views.desk.texts import difference_of_texts


def proposal_views(services: DeskServices) -> Blueprint:
    """`/desk/proposals`."""
    views = Blueprint("desk_proposals", __name__, url_prefix="/desk/proposals")
    _looking(views, services)
    _changing(views, services)
    _judging(views, services)
    return views


def _looking(views: Blueprint, services: DeskServices) -> None:
    @views.get("")
    @permission("read-desk")
    def queue() -> str:
        asked = request.args.get("state", "")
        states: frozenset[ProposalState] = frozenset({asked}) if asked in get_args(ProposalState) else OPEN  # type: ignore[arg-type]
        mine = current_person().id if "mine" in request.args else None
        proposals = services.queue.listed(states=states, author=mine)
        names = services.names(*(each.author for each in proposals))
        return render_template("desk/proposals.html", proposals=proposals, names=names, states=get_args(ProposalState), asked=asked)

    @views.get("/<int:number>")
    @permission("read-desk")
    def proposal(number: int) -> str:
        return _page(services, services.desk.proposals.get(number))


def _changing(views: Blueprint, services: DeskServices) -> None:
    @views.post("/<int:number>/comment")
    @permission("comment")
    def say(number: int) -> Response:
        return _then(number, lambda: comment(services.desk, current_person(), number, request.form.get("text", "")), "said")

    @views.post("/<int:number>/submit")
    @permission("propose")
    def send(number: int) -> Response:
        return _then(number, lambda: submit(services.desk, current_person(), number), "")

    @views.post("/<int:number>/withdraw")
    @permission("propose")
    def take_back(number: int) -> Response:
        return _then(number, lambda: withdraw(services.desk, current_person(), number), "withdrawn")

    @views.post("/<int:number>/adopt")
    @permission("propose")
    def adopt(number: int) -> Response:
        """Take the merged texts where others changed the same records."""
        return _then(number, lambda: _adopt(services, number), "merged; look at it again")


def _judging(views: Blueprint, services: DeskServices) -> None:
    @views.post("/<int:number>/review")
    @permission("review")
    def judge(number: int) -> Response:
        verdict: Verdict = request.form.get("verdict", "")  # type: ignore[assignment]
        if verdict not in get_args(Verdict):
            raise BadRequest("no such verdict", where="verdict", mend="approve, request-changes or reject")
        edition, text = request.form.get("edition", 0, int), request.form.get("text", "")
        return _then(number, lambda: review(services.desk, current_person(), number, edition, verdict, comment=text), "reviewed")

    @views.post("/<int:number>/publish")
    @permission("publish")
    def put_before_readers(number: int) -> Response:
        def step() -> None:
            published = publish(services.desk, current_person(), number)
            reasons = "; ".join(published.assessment.reasons) or "it was not published"
            flash(to_readers(services.publish) if published.revision else reasons, "done")

        return _then(number, step, "")


def to_readers(publish: Callable[[], str]) -> str:
    """Publish the list; what came of it in words. A failure leaves readers the list they have, and says so."""
    try:
        return publish()
    except MastheadError as error:
        return f"The change is kept, but readers still have the list of before: {error}"


def _then(number: int, step: object, done: str) -> Response:
    """Take a step, say what came of it, and show the proposal."""
    assert callable(step)
    try:
        step()
        if done:
            flash(done.capitalize() + ".", "done")
    except MastheadError as error:
        flash(str(error), "problem")
    return redirect(url_for("desk_proposals.proposal", number=number))


def _adopt(services: DeskServices, number: int) -> None:
    kept = services.desk.proposals.get(number)
    overtaken = {each.key: each for each in services.desk.assess(kept.changes, kept.author).overtaken}
    changes = []
    for change in kept.changes:
        merged = overtaken[change.key].adopted() if change.key in overtaken else change
        if merged is None:
            raise BadRequest(f"{change.key}: both changed the same", where=str(change.key), mend="edit the record and decide")
        changes.append(merged)
    propose(services.desk, current_person(), kept.reason, changes, of=number, edition=kept.edition)


def _page(services: DeskServices, kept: Proposal) -> str:
    person, today = current_person(), services.today()
    assessment = services.desk.assess(kept.changes, kept.author) if kept.state in OPEN else None
    case = assessment.case if assessment else None
    people = (kept.author, *(each.reviewer for each in kept.reviews), *(each.author for each in kept.comments))
    return render_template(
        "desk/proposal.html",
        proposal=kept,
        assessment=assessment,
        differences=case.differences if case else _differences_of(services, kept),
        preview=assessment.preview() if assessment else [],
        missing=approvals_missing(kept, case) if case else 0,
        refusal=may_review(person, case, today) if case else None,
        no_publishing=may_publish(person, case, today) if case else None,
        names=services.names(*people),
        is_author=person.id == kept.author,
        open=kept.state in OPEN,
    )


def _differences_of(services: DeskServices, kept: Proposal) -> list[Difference]:
    """Of a closed proposal: against the texts its author started from."""
    return [difference_of_texts(services, change.key, change.before, change.after) for change in kept.changes]
