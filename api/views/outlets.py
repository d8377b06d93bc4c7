"""`/v1/outlets` and `/v1/parties`: the records behind the labels."""

from typing import Any

from flask import Blueprint, Response, request

from api.annotating.index import Index
from api.annotating.present import period_on, replies_of, rows_on
from api.errors import NotFound
from api.views import answers
from api.views.services import Current, Services

_PAGE = 100

Json = dict[str, Any]


def outlet_views(services: Services) -> Blueprint:
    """Outlets and parties as recorded."""
    views = Blueprint("outlets", __name__)

    @views.get("/v1/outlets")
    def search() -> Response:
        current = services.lists.current()
        asked = {name: request.args.get(name, "").strip() for name in ("q", "country", "label", "cursor")}
        rows = (_summary(current, key) for key in sorted(current.document["outlets"]))
        found = [row for row in rows if _fits(row, asked, current)]
        shown = found[:_PAGE]
        more = shown[-1]["id"] if len(found) > _PAGE else None
        return answers.json({"outlets": shown, "next": more, "list": _version(current)})

    def _summary(current: Current, key: str) -> Json:
        entry = current.document["outlets"][key]
        today = services.today().isoformat()
        labels = rows_on(current.index, period_on(entry, today)["labels"], today)
        fields = {name: entry[name] for name in ("name", "domain", "country", "kind", "status")}
        return {"id": key, **fields, "labels": labels}

    @views.get("/v1/outlets/<key>")
    def outlet(key: str) -> Response:
        current = services.lists.current()
        record = current.records["outlets"].get(key)
        if record is None:
            raise NotFound(f"no outlet '{key}' is listed", where="id", mend="search /v1/outlets?q=")
        index, today = current.index, services.today().isoformat()
        periods = [_period(index, period, today) for period in current.document["outlets"][key]["periods"]]
        said = {"outlet": record, "periods": periods, "replies": replies_of(index, key), "list": _version(current)}
        return answers.json(said)

    @views.get("/v1/parties/<key>")
    def party(key: str) -> Response:
        current = services.lists.current()
        record = current.records["parties"].get(key)
        if record is None:
            raise NotFound(f"no party '{key}' is listed", where="id", mend="follow `owners` of an outlet")
        publishes = [
            name
            for name, outlet in current.records["outlets"].items()
            if any(claim["party"] == key for claim in outlet.get("published_by", ()))
        ]
        return answers.json({"party": record, "publishes": publishes, "list": _version(current)})

    return views


def _fits(row: Json, asked: dict[str, str], current: Current) -> bool:
    wanted = asked["q"].casefold()
    names = [row["id"], row["name"], row["domain"] or ""]
    names += [name["text"] for name in current.records["outlets"][row["id"]].get("names", ())]
    return (
        row["id"] > asked["cursor"]
        and (not wanted or any(wanted in name.casefold() for name in names))
        and (not asked["country"] or row["country"] == asked["country"])
        and (not asked["label"] or any(label["id"] == asked["label"] for label in row["labels"]))
    )


def _period(index: Index, period: Json, today: str) -> Json:
    return {**period, **{kind: rows_on(index, period[kind], today) for kind in ("labels", "owners", "designations")}}


def _version(current: Current) -> Json:
    return {"version": current.manifest["version"]}
