"""Annotations as they go over the wire: with labels, owners and sources of the day the page is from."""

from collections.abc import Collection, Mapping
from datetime import date
from typing import Any

from api.annotating.index import Index

_ORIGINAL = ("publisher", "republished", "sponsored")


def present(result: Mapping[str, Any], evidence: Mapping[str, Any], index: Index, at: date | None, today: date) -> dict[str, Any]:
    """`{page, as_of, list, annotations}` for what `annotate` answered; `docs/attribution.md` gives the shape.

    The labels are those of `at`, if given; else of the page's own date, unless that is later than the visit or earlier
    than the outlet it speaks of; else of the visit: the day a wrapper copied the page, or `today`.
    """
    visit = result["resolved"]["captured"] or today.isoformat()
    as_of = at.isoformat() if at else _own_date(result, evidence, index, visit) or visit
    return {
        "page": {
            "url": evidence["url"],
            "resolved": result["resolved"]["url"],
            "title": evidence["title"],
            "published": evidence["published"],
            "language": evidence["language"],
            "resembles": _resembled(result, index),
        },
        "as_of": as_of,
        "list": {"version": index.version},
        "annotations": [
            {key: value for key, value in annotation.items() if key != "outlet"}
            | {"outlet": outlet_on(index, annotation["outlet"], as_of, today.isoformat())}
            for annotation in result["annotations"]
        ],
    }


def look_up(url: str, index: Index, at: date | None, today: date) -> dict[str, Any]:
    """Whose address it is, as of `at`, the day of a wrapper's capture, or `today`. Raises BadAddress."""
    found = index.resolve(url, today)
    as_of = (at or found.captured or today).isoformat()
    outlet = outlet_on(index, found.outlet, as_of, today.isoformat()) if found.outlet else None
    return {
        "url": url,
        "resolved": found.url,
        "as_of": as_of,
        "status": "listed" if outlet else "unlisted",
        "relation": "publisher",
        "outlet": outlet,
        "resembles": None if outlet else index.resembled(found.url),
        "list": {"version": index.version},
    }


def _resembled(result: Mapping[str, Any], index: Index) -> str | None:
    """The outlet whose address the page's own resembles, where that is nobody's that is listed."""
    if any(annotation["relation"] == "publisher" for annotation in result["annotations"]):
        return None
    return index.resembled(result["resolved"]["url"])


def _own_date(result: Mapping[str, Any], evidence: Mapping[str, Any], index: Index, visit: str) -> str | None:
    """The page's own date, where it can be true."""
    published = evidence["published"]
    if published is None or not _is_day(published) or published > visit:
        return None
    for annotation in result["annotations"]:
        began = index.outlets[annotation["outlet"]]["began"]
        if annotation["relation"] in _ORIGINAL and began is not None and published < began:
            return None
    return str(published)


def _is_day(text: str) -> bool:
    try:
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False


def outlet_on(index: Index, key: str, as_of: str, today: str) -> dict[str, Any]:
    """The outlet as it was on a day (ISO), and in `today` what has become of its labels and owners, if that differs."""
    outlet = index.outlets[key]
    then, now = period_on(outlet, as_of), period_on(outlet, today)
    found = {
        "id": key,
        "name": outlet["name"],
        "domain": outlet["domain"],
        "country": outlet["country"],
        "kind": outlet["kind"],
        "status": outlet["status"],
        "labels": rows_on(index, then["labels"], today),
        "owners": rows_on(index, then["owners"], today),
        "research": then["research"],
        "designations": rows_on(index, then["designations"], today),
        "replies": replies_of(index, key),
    }
    if (then["labels"], then["owners"]) != (now["labels"], now["owners"]):
        found["today"] = {"as_of": today, **{key: rows_on(index, now[key], today) for key in ("labels", "owners")}}
    return found


def period_on(outlet: Mapping[str, Any], day: str) -> Mapping[str, Any]:
    """The period that holds the day; periods are in order and leave no gap."""
    return next(period for period in reversed(outlet["periods"]) if period["from"] is None or period["from"] <= day)


def rows_on(index: Index, rows: list[Mapping[str, Any]], today: str) -> list[dict[str, Any]]:
    """Labels, owners or designations with their sources written out, and `contested` where a claim they rest on is in doubt today,
    whichever day they speak of."""
    found = []
    for row in rows:
        mark = _mark(index, row.get("because", ()), today)
        sourced = {**row, "sources": [index.sources[place] for place in row["sources"]]}
        found.append(sourced if mark is None else {**sourced, "contested": mark})
    return found


def _mark(index: Index, because: Collection[str], today: str) -> Mapping[str, Any] | None:
    """The first mark that holds today on one of these claims."""
    marks = (mark for mark in index.contested if mark["claim"] in because)
    return next((mark for mark in marks if mark["from"] <= today < mark["to"]), None)


def replies_of(index: Index, key: str) -> list[dict[str, Any]]:
    """What the outlet's publishers replied, in their words."""
    return [{name: value for name, value in reply.items() if name != "outlet"} for reply in index.replies if reply["outlet"] == key]
