"""Changing a record: a form of its fields, checked as it is filled in, with what would change for readers.

With scripts (htmx) the same route answers with the parts of the page that changed; without them, with the page.
"""

import dataclasses
from collections.abc import Iterator
from typing import Any

from flask import Blueprint, redirect, render_template, request, url_for
from pydantic import ValidationError
from werkzeug.wrappers import Response

from api.editing.proposing import Proposed, propose
from api.errors import BadRecord, BadRequest, MastheadError
from api.outlets.proposals import Proposal
from api.outlets.revisions import Change, RecordKey
from api.views.desk.access import current_person, permission
from api.views.desk.form_page import FOLLOWS, Filled, Unreadable, choices, page_of
from api.views.desk.forms import document_of, name_of
from api.views.desk.listing import found
from api.views.desk.services import DeskServices

# fields of the page itself, not of the record
_OWN = ("csrf_token", "do", "reason", "before", "proposal", "edition", "extra", "found")


def editing_views(services: DeskServices) -> Blueprint:
    """`/desk/<kind>/<id>/edit` and `/desk/new/<kind>`."""
    views = Blueprint("desk_edit", __name__, url_prefix="/desk")

    @views.get("/<any(outlets, parties):kind>/<id>/edit")
    @permission("propose")
    def edit(kind: Any, id: str) -> str:
        return page_of(services, _begun(services, RecordKey(kind, id)))

    @views.get("/new/<any(outlets, parties):kind>")
    @permission("propose")
    def new(kind: Any) -> str:
        number, edition = _proposal_asked(services)
        return page_of(services, Filled(RecordKey(kind, ""), {}, None, "", number, edition, _first_rows(kind)))

    @views.post("/<any(outlets, parties):kind>/<id>/edit")
    @views.post("/new/<any(outlets, parties):kind>")
    @permission("propose")
    def change(kind: Any, id: str = "") -> str | Response:
        filled, do, in_part = _filled(RecordKey(kind, id)), request.form.get("do", "check"), "HX-Request" in request.headers
        if do.startswith("add:"):
            filled = dataclasses.replace(filled, extra=tuple(dict.fromkeys((*filled.extra, do.removeprefix("add:")))))
            return page_of(services, filled, part=do.removeprefix("add:") if in_part else "")
        try:
            proposed = _keep(services, filled, do) if do in ("draft", "submit") else None
            if proposed and (do == "draft" or proposed.proposal.state == "submitted"):
                return redirect(url_for("desk_proposals.proposal", number=proposed.proposal.number))
            assessment = proposed.assessment if proposed else services.desk.assess(_changes(services, filled), current_person().id)
        except MastheadError as error:
            return page_of(services, filled, problem=error, part=FOLLOWS if in_part else "")
        return page_of(services, _kept_in(filled, proposed), assessment, part=FOLLOWS if in_part else "")

    @views.get("/pick/<any(parties, outlets):kind>")
    @permission("propose")
    def pick(kind: Any) -> str:
        """The records a field may name, for the letters that stand in it: whatever the field is called."""
        words = next(iter(request.args.values()), "")[:200]
        return render_template("desk/_choices.html", choices=choices(services.desk.now().records, kind, words))

    return views


def _begun(services: DeskServices, key: RecordKey) -> Filled:
    """The record as the proposal asked for has it, else as the list does."""
    number, edition = _proposal_asked(services)
    listed = services.desk.now()
    proposed = _change_in(services, number, key)
    if proposed and proposed.after is not None:
        document = dict(services.desk.documents_of({key: proposed.after})[key])
        return Filled(key, document, proposed.before, _proposal(services, number).reason, number, edition, ())
    return Filled(key, found(listed.records, key), listed.digests.get(key), "", number, edition, ())


def _proposal_asked(services: DeskServices) -> tuple[int | None, int | None]:
    number = request.args.get("proposal", type=int)
    return (number, _proposal(services, number).edition) if number else (None, None)


def _proposal(services: DeskServices, number: int | None) -> Proposal:
    return services.desk.proposals.get(number or 0)


def _change_in(services: DeskServices, number: int | None, key: RecordKey) -> Change | None:
    changes = _proposal(services, number).changes if number else ()
    return next((change for change in changes if change.key == key), None)


def _first_rows(kind: str) -> tuple[str, ...]:
    return ("sources", "names", "channels", "published_by") if kind == "outlets" else ("sources", "ownership")


def _filled(key: RecordKey) -> Filled:
    form = request.form
    document = document_of({name: value for name, value in form.items() if name not in _OWN})
    return Filled(
        RecordKey(key.kind, key.id or str(document.get("id", ""))),
        document,
        form.get("before") or None,
        form.get("reason", ""),
        form.get("proposal", type=int),
        form.get("edition", type=int),
        tuple(name for name in form.get("extra", "").split(",") if name),
        tuple(name for name in form.get("found", "").split(",") if name),
    )


def _kept_in(filled: Filled, proposed: Proposed | None) -> Filled:
    """After a draft was kept the form goes on with it."""
    if proposed is None:
        return filled
    return dataclasses.replace(filled, proposal=proposed.proposal.number, edition=proposed.proposal.edition)


def _changes(services: DeskServices, filled: Filled) -> list[Change]:
    """This change beside the others of its proposal. Raises BadRecord, BadRequest naming the field."""
    kept = _proposal(services, filled.proposal).changes if filled.proposal else ()
    others = [change for change in kept if change.key != filled.key]
    return [*others, Change(filled.key, filled.before, _text(services, filled))]


def _text(services: DeskServices, filled: Filled) -> str:
    try:
        return services.desk.text_of(filled.key, filled.document)
    except ValidationError as error:
        raise Unreadable(dict(_faults(error, filled))) from error
    except BadRecord as error:
        raise BadRequest(error.what, where=error.where, mend=error.mend) from error


def _faults(error: ValidationError, filled: Filled) -> Iterator[tuple[str, str]]:
    """The fields that cannot be read, and why."""
    for each in error.errors():
        steps = [step for step in each["loc"] if not str(step).startswith(("tagged", "function"))]
        yield name_of(steps, filled.document) or "the record", each["msg"].removeprefix("Value error, ")


def _keep(services: DeskServices, filled: Filled, do: str) -> Proposed:
    return propose(
        services.desk, current_person(), filled.reason, _changes(services, filled),
        of=filled.proposal, edition=filled.edition, submit=do == "submit",
    )  # fmt: skip
