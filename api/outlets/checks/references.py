"""Names of other things must lead somewhere."""

import functools
from collections.abc import Iterator
from pathlib import PurePosixPath
from typing import Any

from pydantic import BaseModel

from api.outlets.claims import Assessment, Claim
from api.outlets.dates import Day
from api.outlets.model import Outlet, Record
from api.outlets.records import Finding, Records, Steps

_PARTY_FIELDS = ("party", "licensor", "licensee", "owner", "funder", "by", "body", "government", "state", "of")
_OUTLET_FIELDS = ("part_of", "successor_of", "merged_into")


def file_is_named_for_its_record(records: Records, today: Day) -> Iterator[Finding]:
    """File name = id, folder = country."""
    for file, record in records.each():
        path = PurePosixPath(file)
        if path.stem != record.id:
            mend = f"rename the file to {record.id}.yaml, or set id: {path.stem}"
            yield Finding(file, ("id",), "file-is-named-for-its-record", f"id '{record.id}' is not the file's name", mend)
        if path.parent.name != record.country:
            what = f"country '{record.country}' is not the folder '{path.parent.name}'"
            yield Finding(file, ("country",), "file-is-named-for-its-record", what, f"move the file to {record.country}/")


def reference_exists(records: Records, today: Day) -> Iterator[Finding]:
    """Countries, parties, outlets, sources, schemes and their values that are referred to are there."""
    yield from _redirects(records)
    for file, record in records.each():
        sources: dict[str, Any] = getattr(record, "sources", {})
        if record.country != "int" and record.country.upper() not in records.vocabulary.states:
            mend = "a code of data/vocabulary/states.yaml in small letters, as in `gb`, or `int`"
            yield _dangling(file, ("country",), f"country '{record.country}'", mend)
        yield from _outlet_references(records, file, record)
        for steps, holder in _cited(record):
            for place, cited in enumerate(holder.sources):
                if cited.ref not in sources:
                    at = (*steps, "sources", place, "ref")
                    yield _dangling(file, at, f"source '{cited.ref}'", "add it under `sources`")
        for steps, claim in claims_with_steps(record):
            yield from _claim_references(records, file, steps, claim)


def _redirects(records: Records) -> Iterator[Finding]:
    """A retired id leads to one in use."""
    known = {*records.outlets, *records.parties}
    for old, new in records.redirects.items():
        if new not in known:
            yield _dangling("redirects.yaml", (old,), f"outlet or party '{new}'", "lead to an id that is in use")
        if old in known:
            mend = "remove the line, or give the record another id"
            yield Finding("redirects.yaml", (old,), "reference-exists", f"'{old}' is not retired: a record has it", mend)


def claims_with_steps(record: Record) -> Iterator[tuple[Steps, Any]]:
    """Each claim of a record with the way to it, for findings."""
    counts: dict[str, int] = {}
    for field, claim in record.claims():
        counts[field] = counts.get(field, -1) + 1
        yield (field, counts[field]), claim


def referred(record: Record) -> Iterator[str]:
    """The ids of parties and outlets that the record refers to."""
    yield from (value for field in fields_among(type(record), _OUTLET_FIELDS) if (value := getattr(record, field)) is not None)
    for _, claim in record.claims():
        for field in fields_among(type(claim), (*_PARTY_FIELDS, "outlet")):
            if (value := getattr(claim, field)) is not None:
                yield value


@functools.cache
def fields_among(model: type[BaseModel], names: tuple[str, ...]) -> tuple[str, ...]:
    """Those of the names that are fields of the model."""
    return tuple(name for name in names if name in model.model_fields)


def _cited(record: Record) -> Iterator[tuple[Steps, Any]]:
    yield from claims_with_steps(record)
    if isinstance(record, Outlet):
        yield from ((("channels", place), channel) for place, channel in enumerate(record.channels))


def _claim_references(records: Records, file: str, steps: Steps, claim: Claim) -> Iterator[Finding]:
    if isinstance(claim, Assessment):
        scheme = records.vocabulary.schemes.get(claim.scheme)
        if scheme is None:
            yield _dangling(file, (*steps, "scheme"), f"scheme '{claim.scheme}'", "see data/vocabulary/schemes.yaml")
        elif claim.value not in scheme.values:
            yield _dangling(file, (*steps, "value"), f"value '{claim.value}'", f"one of {', '.join(scheme.values)}")
    for field in fields_among(type(claim), _PARTY_FIELDS):
        value = getattr(claim, field)
        # an assessment's `of` is the body as its assessor names it
        if value is not None and not (isinstance(claim, Assessment) and field == "of") and not records.has_party(value):
            yield _dangling(file, (*steps, field), f"party '{value}'", "add its file under data/parties, or mend the name")
    outlet = getattr(claim, "outlet", None)
    if outlet is not None and outlet not in records.outlets:
        yield _dangling(file, (*steps, "outlet"), f"outlet '{outlet}'", "add its file under data/outlets, or mend the name")


def _outlet_references(records: Records, file: str, record: Record) -> Iterator[Finding]:
    for field in fields_among(type(record), _OUTLET_FIELDS):
        value = getattr(record, field)
        if value is not None and value not in records.outlets:
            yield _dangling(file, (field,), f"outlet '{value}'", "add its file under data/outlets, or mend the name")


def _dangling(file: str, steps: Steps, what: str, mend: str) -> Finding:
    return Finding(file, steps, "reference-exists", f"there is no {what}", mend)
