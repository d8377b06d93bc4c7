"""The published list: one JSON document that clients look up and annotate with. `docs/published-list.md` describes it."""

from collections.abc import Mapping
from typing import Any

from api.outlets import characters, wording
from api.outlets.checks.channels import WEB, host_of
from api.outlets.claims import Ownership, Strict
from api.outlets.dates import Day, FuzzyDate
from api.outlets.holdings import Holding
from api.outlets.labels import Label
from api.outlets.model import Channel, Outlet, Source
from api.outlets.periods import Period, periods_of
from api.outlets.platforms import account_key
from api.outlets.proclitics import written_forms
from api.outlets.records import Records
from api.outlets.reports import Responses
from api.outlets.support import Stated
from api.publishing.responses import contested_rows, reply_rows

FORMAT = 1

Json = dict[str, Any]


class Sources:
    """Each source once; labels and owners refer to it by its place."""

    def __init__(self) -> None:
        self.rows: list[Json] = []
        self._places: dict[Source, int] = {}

    def places(self, stated: tuple[Stated, ...]) -> list[int]:
        return list(dict.fromkeys(self._place(source) for each in stated for source in each.sources))

    def _place(self, source: Source) -> int:
        if source not in self._places:
            self._places[source] = len(self.rows)
            date = source.date or source.accessed
            row = {"title": source.title, "publisher": source.publisher, "url": source.url, "date": str(date) if date else None}
            self.rows.append(row)
        return self._places[source]


def compile_list(records: Records, version: int, published: Day, responses: Responses | None = None) -> Json:
    """The published list of the records (which have passed the checks), with what readers and publishers say of it.

    Raises BadRecord for a wording that cannot be read.
    """
    said = responses or Responses()
    sources = Sources()
    outlets = {key: _outlet(records, outlet, sources) for key, outlet in sorted(records.outlets.items())}
    vocabulary = records.vocabulary
    return {
        "format": FORMAT,
        "version": version,
        "published": published.isoformat(),
        "outlets": outlets,
        "contested": contested_rows(said.contested),
        "replies": reply_rows(said.replies, outlets),
        "sources": sources.rows,
        "hosts": _hosts(records),
        "accounts": _accounts(records),
        "names": _names(records),
        "rules": wording.compile_rules(records.attribution),
        "wrappers": list(records.wrappers),
        "platforms": list(records.platforms),
        "shared_hosts": list(records.shared_hosts),
        "confusables": {key: value for key, value in records.confusables.items() if key != "note"},
        "characters": characters.table(),
        "labels": {
            key: {"facet": label.facet, "order": label.order, "icon": label.icon, "means": label.means}
            for key, label in vocabulary.labels.items()
        },
        "schemes": {key: {"assessor": scheme.assessor, "url": scheme.url} for key, scheme in vocabulary.schemes.items()},
    }


def compile_records(records: Records) -> Json:
    """The records as documents, for those who ask what is behind a label."""

    def documents(kind: Mapping[str, Strict]) -> Json:
        return {key: one.model_dump(mode="json", by_alias=True, exclude_defaults=True) for key, one in sorted(kind.items())}

    return {"outlets": documents(records.outlets), "parties": documents(records.parties)}


def _outlet(records: Records, outlet: Outlet, sources: Sources) -> Json:
    primary = [channel for channel in outlet.channels if channel.role == "primary"]
    current = next((channel for channel in primary if channel.to is None), primary[-1] if primary else None)
    return {
        "name": outlet.name,
        "kind": outlet.kind,
        "country": outlet.country,
        "status": outlet.status,
        "domain": host_of(current) if current else None,
        "began": outlet.began.earliest.isoformat() if outlet.began else None,
        "part_of": outlet.part_of,
        "periods": [_period(records, outlet, period, sources) for period in periods_of(records, outlet)],
    }


def _period(records: Records, outlet: Outlet, period: Period, sources: Sources) -> Json:
    publishers = [_publisher(records, outlet, party, stated, sources) for party, stated in period.publishers]
    return {
        "from": period.start.isoformat() if period.start else None,
        "to": period.end.isoformat() if period.end else None,
        "labels": [_label(label, sources) for label in period.labels],
        "owners": publishers + [_owner(records, edge, sources) for edge in period.owners],
        "research": dict(period.research),
        "designations": [_designation(records, stated, sources) for stated in period.designations],
    }


def _label(label: Label, sources: Sources) -> Json:
    return {
        "id": label.id,
        "facet": label.facet,
        "text": label.text,
        "status": label.status,
        "checked": label.checked,
        "by": list(label.by),
        "because": [stated.ref for stated in label.because],
        "sources": sources.places(label.because),
        "confirmed": label.confirmed.isoformat(),
    }


def _publisher(records: Records, outlet: Outlet, party: str, stated: Stated, sources: Sources) -> Json:
    edge = {"id": party, "of": outlet.id, "interest": "publisher", "share": None, "controlling": "unknown"}
    return {**edge, **_edge_words(records, party, stated, sources)}


def _owner(records: Records, edge: Holding, sources: Sources) -> Json:
    claim: Ownership = edge.claim
    share = claim.share.model_dump(exclude_none=True) if claim.share else None
    words = {"id": edge.owner, "of": edge.held, "interest": claim.interest, "share": share, "controlling": claim.controlling}
    return {**words, **_edge_words(records, edge.owner, edge.stated, sources)}


def _edge_words(records: Records, party: str, stated: Stated, sources: Sources) -> Json:
    return {
        "name": records.party_name(party, formal=True),
        "type": records.party_type(party),
        "because": [stated.ref],
        "sources": sources.places((stated,)),
        "checked": stated.checked,
        "since": str(stated.claim.from_) if stated.claim.from_ else None,
    }


def _designation(records: Records, stated: Stated, sources: Sources) -> Json:
    claim = stated.claim.model_dump(mode="json")
    return {
        "regime": claim["regime"],
        "law": claim["law"],
        "date": claim["date"],
        "government": records.party_name(claim["government"]),
        "because": [stated.ref],
        "sources": sources.places((stated,)),
    }


def _dates(channel: Channel) -> Json:
    """Whose address it is is answered generously: from the first possible day to the last."""

    def edge(date: FuzzyDate | None, day: str) -> str | None:
        return getattr(date, day).isoformat() if date else None

    return {"from": edge(channel.from_, "earliest"), "to": edge(channel.to, "latest")}


def _hosts(records: Records) -> dict[str, list[Json]]:
    hosts: dict[str, list[Json]] = {}
    for key, outlet in sorted(records.outlets.items()):
        for channel in outlet.channels:
            if channel.type in WEB:
                path = channel.value[len(host_of(channel)) :].rstrip("/") or None
                row = {"outlet": key, "type": channel.type, "path": path, "except": list(channel.except_)}
                hosts.setdefault(host_of(channel), []).append({**row, **_dates(channel), "role": channel.role})
    return dict(sorted(hosts.items()))


def _accounts(records: Records) -> dict[str, list[Json]]:
    platforms = {platform["id"]: platform for platform in records.platforms}
    accounts: dict[str, list[Json]] = {}
    for key, outlet in sorted(records.outlets.items()):
        for channel in outlet.channels:
            if channel.type not in (*WEB, "feed", "app"):
                account = account_key(platforms.get(channel.type, {"id": channel.type}), channel.value)
                row = {"outlet": key, **_dates(channel), "role": channel.role}
                accounts.setdefault(account, []).append(row)
    return dict(sorted(accounts.items()))


def _names(records: Records) -> list[Json]:
    """Names of mode `never` too: they shield the text from shorter names inside them ("Thomson Reuters" is not Reuters)."""
    return [
        {"text": form, "match": name.match, "outlet": key}
        for key, outlet in sorted(records.outlets.items())
        for name in outlet.names
        for form in written_forms(name.text)
    ]
