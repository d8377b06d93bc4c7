"""Looking at the list: search, and one record with its claims, what follows from them, and its history."""

from typing import Any, get_args

from flask import Blueprint, render_template, request

from api.editing.searching import Checked, Query, search
from api.errors import NotFound
from api.outlets.model import Outlet, Party
from api.outlets.periods import periods_of
from api.outlets.records import Records, document_of
from api.outlets.revisions import RecordKey
from api.views.desk.access import permission
from api.views.desk.services import DeskServices

MODELS: dict[str, type[Outlet] | type[Party]] = {"outlets": Outlet, "parties": Party}
_SHOWN = 100


def listing_views(services: DeskServices) -> Blueprint:
    """`/desk/list` and the records."""
    views = Blueprint("desk_list", __name__, url_prefix="/desk")

    @views.get("/list")
    @permission("read-desk")
    def listed() -> str:
        records = services.desk.now().records
        query = _query()
        hits = search(records, services.labels(), query)
        return render_template(
            "desk/list.html",
            query=query,
            hits=hits[:_SHOWN],
            count=len(hits),
            labels=sorted(records.vocabulary.labels, key=lambda key: records.vocabulary.labels[key].order),
            countries=sorted({record.country for _, record in records.each()}),
        )

    @views.get("/<any(outlets, parties):kind>/<id>")
    @permission("read-desk")
    def record(kind: Any, id: str) -> str:
        listed, key = services.desk.now(), RecordKey(kind, id)
        document = found(listed.records, key)
        revisions = services.revisions.revisions(of=key)
        return render_template(
            "desk/record.html",
            key=key,
            document=document,
            sections=[(name, rows) for name, rows in document.items() if isinstance(rows, list)],
            own=[(name, value) for name, value in document.items() if not isinstance(value, (list, dict))],
            periods=_periods(listed.records, key),
            revisions=revisions,
            proposals=services.queue.listed(of=key),
            names=services.names(*(each.author for each in revisions)),
            party_name=lambda ref: listed.records.party_name(ref) if listed.records.has_party(ref) else ref,
        )

    return views


def found(records: Records, key: RecordKey) -> dict[str, Any]:
    """The record as its file has it. Raises NotFound."""
    document = document_of(records, key)
    if document is None:
        raise NotFound(f"there is no {key}", where=str(key), mend="look for it at /desk/list")
    return document


def _periods(records: Records, key: RecordKey) -> list[Any]:
    """Newest first; of parties none."""
    return periods_of(records, records.outlets[key.id])[::-1] if key.kind == "outlets" else []


def _query() -> Query:
    checked = request.args.get("checked", "")
    return Query(
        request.args.get("q", "")[:200],
        request.args.get("country", ""),
        request.args.get("label", ""),
        checked if checked in get_args(Checked) else "",  # type: ignore[arg-type]
    )
