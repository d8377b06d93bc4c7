"""The queue of candidates: what other people's data says beside what the list says, for an editor to take over or to refuse."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Protocol, get_args

from flask import Blueprint, flash, redirect, render_template, request, url_for
from pydantic import ValidationError
from werkzeug.wrappers import Response

from api.candidates.applying import Answers, apply, unknown_parties
from api.candidates.candidate import Candidate, Decision
from api.candidates.reviewing import SIGNS, words_of
from api.editing.assessing import Assessment
from api.editing.proposing import propose, remark, submit, withdraw
from api.errors import BadImport, Conflict, MastheadError
from api.outlets.dates import FuzzyDate
from api.outlets.model import OutletKind, PartyType
from api.outlets.records import document_of_record, key_of_record
from api.outlets.revisions import Change
from api.views.desk.access import current_person, permission, require
from api.views.desk.services import DeskServices

_PAGE = 50


class CandidateStore(Protocol):
    """The queue, as `api.storage.sql.candidates` keeps it."""

    def get(self, importer: str, id_: str) -> Candidate: ...
    def decide(self, seen: Candidate, decided: Candidate) -> None: ...
    def count(self, words: str = "", *, decision: str = "open") -> int: ...
    def listed(self, words: str = "", *, decision: str = "open", skip: int = 0, limit: int = 50) -> list[Candidate]: ...


@dataclass(frozen=True)
class Following:
    """What would follow from a candidate: changes with what is said of them, or why there are none yet."""

    assessment: Assessment | None
    problem: str


def candidate_views(services: DeskServices, candidates: CandidateStore) -> Blueprint:
    """`/desk/candidates`."""
    views = Blueprint("desk_candidates", __name__, url_prefix="/desk/candidates")

    @views.get("")
    @permission("sift-candidates")
    def queue() -> str:
        words, page = request.args.get("q", "")[:200], max(1, request.args.get("page", 1, int))
        asked = request.args.get("decision", "open")
        decision = asked if asked in get_args(Decision) else "open"
        count = candidates.count(words, decision=decision)
        return render_template(
            "desk/candidates.html", words=words, page=page, count=count, pages=-(-count // _PAGE), asked=decision,
            decisions=get_args(Decision),
            found=candidates.listed(words, decision=decision, skip=(page - 1) * _PAGE, limit=_PAGE),
        )  # fmt: skip

    @views.get("/<importer>/<id>")
    @permission("sift-candidates")
    def candidate(importer: str, id: str) -> str:
        return _page(services, candidates.get(importer, id), request.args)

    @views.post("/<importer>/<id>/accept")
    @permission("sift-candidates")
    def accept(importer: str, id: str) -> Response | str:
        require("propose")
        seen = candidates.get(importer, id)
        try:
            number = _accept(services, candidates, seen)
        except MastheadError as error:
            return _page(services, seen, request.form, str(error))
        return redirect(url_for("desk_proposals.proposal", number=number))

    @views.post("/<importer>/<id>/reject")
    @permission("sift-candidates")
    def reject(importer: str, id: str) -> Response | str:
        seen = candidates.get(importer, id)
        try:
            reason = remark(request.form.get("reason", ""), "reason", needed=True)
            candidates.decide(_open(seen), _decided(services, seen, "rejected", reason))
        except MastheadError as error:
            return _page(services, seen, request.form, str(error))
        flash(f"{seen.name} is rejected.", "done")
        return redirect(url_for("desk_candidates.queue"))

    return views


def _accept(services: DeskServices, candidates: CandidateStore, seen: Candidate) -> int:
    """The proposal that comes of it, with who accepts as its author; sent to review if nothing is against it. It is kept before the
    decision: whatever fails in between, the candidate is still there, or its proposal is. Raises MastheadError."""
    person, changes = current_person(), _changes(services, _open(seen), request.form)
    reason = request.form.get("reason", "").strip() or f"{seen.source.title}, {seen.source.publisher}: {seen.name}"
    number = propose(services.desk, person, reason, changes).proposal.number
    try:
        candidates.decide(seen, _decided(services, seen, "accepted", f"proposal {number}"))
    except Conflict:
        withdraw(services.desk, person, number)
        raise
    sent = submit(services.desk, person, number)
    flash("Sent to review." if sent.proposal.state == "submitted" else "Kept as a draft: something is against it.", "done")
    return number


def _open(seen: Candidate) -> Candidate:
    if seen.decision != "open":
        raise Conflict(f"it is {seen.decision} already", where=f"candidate {seen.id}", mend="look at the next")
    return seen


def _decided(services: DeskServices, seen: Candidate, decision: Decision, reason: str) -> Candidate:
    day = FuzzyDate.parse(services.today().isoformat())
    said = f"{reason} ({current_person().name})"
    return seen.model_copy(update={"decision": decision, "decided": day, "reason": said})


def _changes(services: DeskServices, seen: Candidate, form: Mapping[str, str]) -> list[Change]:
    """The changed records, as the candidate and the answers in the form make them. Raises BadImport, BadRecord."""
    listed = services.desk.now()
    types = {name: form.get(f"type.{place}", "company") for place, name in enumerate(unknown_parties(seen))}
    answers = Answers(form.get("country") or None, form.get("kind") or "website", types)
    try:
        found = [(key_of_record(each), document_of_record(each)) for each in apply(seen, listed.records, answers)]
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(map(str, first["loc"]))
        raise BadImport(first["msg"].removeprefix("Value error, "), where=where, mend="add it by hand") from error
    return [Change(key, listed.digests.get(key), services.desk.text_of(key, document)) for key, document in found]


def _page(services: DeskServices, seen: Candidate, form: Mapping[str, str], said: str = "") -> str:
    records = services.desk.now().records
    following = _following(services, seen, form) if seen.decision == "open" else Following(None, "")
    return render_template(
        "desk/candidate.html",
        candidate=seen,
        said=said,
        lines=[(SIGNS[each.standing], each.standing, words_of(each, records), each.beside) for each in seen.proposals],
        assessment=following.assessment,
        problem=following.problem,
        unknown=unknown_parties(seen),
        types=get_args(PartyType),
        kinds=get_args(OutletKind),
        countries=sorted(records.vocabulary.states),
        filled=form,
    )


def _following(services: DeskServices, seen: Candidate, form: Mapping[str, str]) -> Following:
    try:
        return Following(services.desk.assess(_changes(services, seen, form), current_person().id), "")
    except MastheadError as error:
        return Following(None, str(error))
