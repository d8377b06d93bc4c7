"""An accepted candidate as changed records. Nothing is written here; nothing that comes of it is `checked`."""

import datetime
from dataclasses import dataclass, field
from typing import Any

from api.candidates.candidate import Candidate, Proposal
from api.candidates.proposing import slug
from api.errors import BadImport
from api.outlets.model import Outlet, Party
from api.outlets.records import Records, document_of
from api.outlets.revisions import RecordKey

# whose own word the file is; the others report
_BASIS = {"trust-txt": "self", "ads-txt": "self"}


@dataclass(frozen=True)
class Answers:
    """What a file does not say and a reviewer does. `party_types` are those of parties that are not yet in the list, by name."""

    country: str | None = None
    kind: str = "website"
    party_types: dict[str, str] = field(default_factory=dict)


def unknown_parties(candidate: Candidate) -> list[str]:
    """Names of parties for which the list needs a new record."""
    return list(dict.fromkeys(each.value for each in candidate.changes if each.kind in ("publisher", "owner") and not each.party))


def apply(candidate: Candidate, records: Records, answers: Answers) -> list[Outlet | Party]:
    """The records that change, with what is new in the candidate added to them. Raises BadImport where something is missing."""
    draft = _Draft(candidate, records, answers)
    for kind in ("host", "publisher", "account", "owner"):
        for each in (each for each in candidate.changes if each.kind == kind):
            draft.add(each)
    return draft.records()


class _Draft:
    """Records as documents while they grow."""

    def __init__(self, candidate: Candidate, records: Records, answers: Answers) -> None:
        self._candidate, self._records, self._answers = candidate, records, answers
        self._parties: dict[str, dict[str, Any]] = {}
        self._outlet = self._known_outlet() or self._new_outlet()

    def add(self, proposal: Proposal) -> None:
        """One proposal into the record it belongs to; of hosts and accounts only those nobody has."""
        if proposal.kind in ("host", "account"):
            if proposal.standing == "new" and not self._has_channel(proposal):
                self._outlet["channels"].append(self._channel(proposal))
        elif proposal.kind == "publisher":
            claim = {**self._claim(proposal, self._outlet), "party": self._party(proposal)}
            self._outlet.setdefault("published_by", []).append(claim)
        else:
            self._add_owner(proposal)

    def records(self) -> list[Outlet | Party]:
        return [Outlet.model_validate(self._outlet), *(Party.model_validate(each) for each in self._parties.values())]

    def _add_owner(self, proposal: Proposal) -> None:
        claims = self._outlet.get("published_by") or []
        publisher = next((claim["party"] for claim in claims if "to" not in claim), None)
        if publisher is None:
            where = f"candidate {self._candidate.id}"
            raise BadImport("who publishes it is not known, so its owner has no place", where=where, mend="add its publisher first")
        holder = self._document(publisher)
        share = {"share": {"exact": proposal.share}} if proposal.share is not None else {}
        claim = {**self._claim(proposal, holder), "owner": self._party(proposal), "interest": "unknownInterest", **share}
        holder.setdefault("ownership", []).append(claim)

    def _known_outlet(self) -> dict[str, Any] | None:
        key = self._candidate.outlet
        return document_of(self._records, RecordKey("outlets", key)) if key else None

    def _new_outlet(self) -> dict[str, Any]:
        candidate, country = self._candidate, self._candidate.country or self._answers.country
        key = slug(candidate.name)
        if not country or not key or not candidate.host:
            mend = "add it by hand, as in docs/editing.md"
            raise BadImport("a new outlet needs a name, a country and a host", where=f"candidate {candidate.id}", mend=mend)
        if key in self._records.outlets:
            key = f"{key}-{country}"
        return {
            "id": key,
            "name": candidate.name,
            "country": country,
            "kind": candidate.kind or self._answers.kind,
            "wikidata": candidate.wikidata,
            "names": [{"text": candidate.name, "match": "context"}],
            "channels": [{"type": "domain", "value": candidate.host, "role": "primary"}],
            "sources": {},
        }

    def _has_channel(self, proposal: Proposal) -> bool:
        return any(channel["value"] == proposal.value for channel in self._outlet["channels"])

    def _channel(self, proposal: Proposal) -> dict[str, Any]:
        if proposal.kind == "host":
            return {"type": "domain", "value": proposal.value}
        return {"type": proposal.platform, "value": proposal.value, "sources": [self._cite(proposal, self._outlet)]}

    def _claim(self, proposal: Proposal, holder: dict[str, Any]) -> dict[str, Any]:
        taken = {claim["id"] for field in holder.values() if isinstance(field, list) for claim in field if "id" in claim}
        number = next(each for each in range(1, len(taken) + 2) if f"{self._candidate.importer}-{each}" not in taken)
        dates = {"from": proposal.from_, "to": proposal.to, "as_of": proposal.as_of or self._known_to_hold(proposal)}
        return {
            "id": f"{self._candidate.importer}-{number}",
            **{key: str(date) for key, date in dates.items() if date},
            "basis": _BASIS.get(self._candidate.importer, "research"),
            "sources": [self._cite(proposal, holder)],
        }

    def _known_to_hold(self, proposal: Proposal) -> object:
        """A day on which what has no beginning surely held: the last before its end, else the day the source speaks of."""
        if proposal.from_:
            return None
        if proposal.to:
            return proposal.to.earliest - datetime.timedelta(1)
        return self._candidate.source.date or self._candidate.source.accessed

    def _cite(self, proposal: Proposal, holder: dict[str, Any]) -> dict[str, str]:
        source = self._candidate.source.model_dump(mode="json", exclude_defaults=True)
        holder.setdefault("sources", {})[self._candidate.importer] = source
        return {"ref": self._candidate.importer, "locator": proposal.locator}

    def _party(self, proposal: Proposal) -> str:
        if proposal.party:
            return proposal.party
        key, kind = slug(proposal.value), self._answers.party_types.get(proposal.value)
        if kind is None or not key:
            mend = "say its type: company, nonprofit, person, ..."
            raise BadImport(f"what '{proposal.value}' is, is not said", where=f"candidate {self._candidate.id}", mend=mend)
        if key not in self._records.parties and key not in self._parties:
            new = {"id": key, "name": proposal.value, "country": self._outlet["country"], "type": kind}
            self._parties[key] = {**new, "wikidata": proposal.wikidata}
        return key

    def _document(self, party: str) -> dict[str, Any]:
        if party not in self._parties:
            self._parties[party] = document_of(self._records, RecordKey("parties", party)) or {}
        return self._parties[party]
