"""A sound list becomes the one readers get: compiled, signed, and swapped in whole."""

from collections.abc import Callable
from typing import Any, Protocol

from api.outlets.dates import Day
from api.outlets.records import Records
from api.outlets.reports import Responses
from api.publishing.compile import compile_list, compile_records
from api.publishing.signing import Signer

Json = dict[str, Any]


class Lists(Protocol):
    """Where published lists are kept."""

    def manifest(self) -> Json | None: ...
    def holds(self, document: Json, records: Json) -> bool: ...
    def next_version(self) -> int: ...
    def publish(self, document: Json, records: Json, more: Json, sign: Callable[[Json], Json] | None) -> Json: ...


def publish(
    records: Records, lists: Lists, day: Day, signer: Signer | None = None, responses: Responses | None = None
) -> tuple[Json, Json]:
    """The manifest and the list that are current afterwards: a new version where anything changed, else the one there was.

    Readers see the old list or the new one. Whatever fails, the old one stays.
    """
    known = lists.manifest()
    published = Day.fromisoformat(known["published"]) if known else day
    document = compile_list(records, known["version"] if known else 0, published, responses)
    whole = compile_records(records)
    if known is not None and lists.holds(document, whole) and known.get("key") == (signer.public if signer else None):
        return known, document
    document = {**document, "version": lists.next_version(), "published": day.isoformat()}
    return lists.publish(document, whole, {"withdrawn": withdrawn(records)}, signer.sign if signer else None), document


def withdrawn(records: Records) -> list[str]:
    """The claims that were retracted: clients drop what rests on them, even from an older list."""
    refs = [
        f"{holder}:{key}#{claim.id}"
        for holder, kind in (("outlet", records.outlets), ("party", records.parties))
        for key, record in kind.items()
        for _, claim in record.claims()
        if claim.status == "retracted"
    ]
    return sorted(refs)
