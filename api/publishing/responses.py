"""What readers and publishers have to say of the list, as the published list carries it beside what it is about."""

from collections.abc import Iterable, Mapping
from typing import Any

from api.outlets.reports import Contested, Reply

Json = dict[str, Any]


def contested_rows(contested: Iterable[Contested]) -> list[Json]:
    """Claims in doubt, in the order given. A mark ends by itself: clients show it on the days from `from` to before `to`."""
    return [{"claim": each.claim, "from": str(each.start), "to": str(each.end), "report": each.report} for each in contested]


def reply_rows(replies: Iterable[Reply], outlets: Mapping[str, Json]) -> list[Json]:
    """Replies to what is listed (`outlets` as they are published), each signed with the name of the publisher of its day."""
    return [
        {
            "outlet": each.outlet,
            "about": each.about,
            "text": each.text,
            "publisher": _publisher(outlets[each.outlet], each.on.isoformat()),
            "domain": each.domain,
            "date": each.on.isoformat(),
        }
        for each in sorted(replies, key=lambda each: (each.outlet, each.about))
        if each.outlet in outlets
    ]


def _publisher(outlet: Json, day: str) -> str:
    """Of several all; the outlet's own name where nobody is listed."""
    period = next(each for each in reversed(outlet["periods"]) if each["from"] is None or each["from"] <= day)
    names = dict.fromkeys(owner["name"] for owner in period["owners"] if owner["interest"] == "publisher")
    return ", ".join(names) or str(outlet["name"])
