"""What a report can be about: the outlet's labels, and the claims of it, its publishers and their owners."""

from collections.abc import Mapping
from typing import Any, NamedTuple

from api.outlets.dates import Day, FuzzyDate
from api.reporting.retractions import claims_of, said_by
from api.views.services import Current

Json = dict[str, Any]


class Subject(NamedTuple):
    """A claim and what it says, in words."""

    ref: str
    words: str


def subjects_of(current: Current, outlet: str) -> list[Subject]:
    """The claims of the outlet, and of the parties that publish it or own its publishers: those that labels are made of."""
    found = _subjects("outlet", current.records["outlets"].get(outlet, {}), current)
    for party in _chain(current, outlet):
        found += _subjects("party", current.records["parties"][party], current)
    return found


def knows(current: Current, about: str) -> bool:
    """Whether this is a label's id or a claim of the list."""
    kind, _, rest = about.partition(":")
    if not rest:
        return about in current.document["labels"]
    id, _, claim = rest.partition("#")
    record = current.records["outlets" if kind == "outlet" else "parties"].get(id) if kind in ("outlet", "party") else None
    return record is not None and any(row["id"] == claim for _, row in claims_of(record))


def domains_of(current: Current, outlet: str, today: Day) -> list[str]:
    """The domains and hosts that are the outlet's own today: where a publisher can prove who it is."""
    channels = current.records["outlets"].get(outlet, {}).get("channels", ())
    return [each["value"] for each in channels if each["type"] in ("domain", "host") and not _over(each.get("to"), today)]


def _over(end: str | None, today: Day) -> bool:
    return end is not None and FuzzyDate.parse(end).earliest <= today


def _subjects(kind: str, record: Json, current: Current) -> list[Subject]:
    return [
        Subject(f"{kind}:{record['id']}#{claim['id']}", f"{record['name']}: {section.replace('_', ' ')}: {_words(claim, current)}")
        for section, claim in claims_of(record)
    ]


def _words(claim: Mapping[str, Any], current: Current) -> str:
    parties = current.records["parties"]
    return ", ".join(
        f"{name} {parties[value]['name'] if value in parties else value}" for name, value in said_by(claim).items()
    )


def _chain(current: Current, outlet: str) -> list[str]:
    """Publishers and their owners at any time, nearest first."""
    parties, record = current.records["parties"], current.records["outlets"].get(outlet, {})
    found = list(dict.fromkeys(claim["party"] for claim in record.get("published_by", ()) if claim["party"] in parties))
    # the list grows while it is walked, by owners not met before
    for party in found:
        owners = (claim.get("owner") for claim in parties[party].get("ownership", ()))
        found += [owner for owner in dict.fromkeys(owners) if owner in parties and owner not in found]
    return found
