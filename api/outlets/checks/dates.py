"""Dates must make sense together, and speak of the past."""

from collections.abc import Iterator

from api.outlets.checks.references import claims_with_steps
from api.outlets.claims import Designation, Searched
from api.outlets.dates import Day, FuzzyDate
from api.outlets.model import Outlet
from api.outlets.records import Finding, Records, Steps


def claim_is_dated(records: Records, today: Day) -> Iterator[Finding]:
    """Every claim says from when it holds, or as of when its source says so."""
    for file, record in records.each():
        for steps, claim in claims_with_steps(record):
            if claim.from_ is None and claim.as_of is None:
                mend = "add `from` where the source gives the start, else `as_of` (not later than the source)"
                yield Finding(file, steps, "claim-is-dated", f"claim '{claim.id}' has no date", mend)


def dates_are_in_order(records: Records, today: Day) -> Iterator[Finding]:
    """`from` comes before `to`, `began` before `ended`."""
    for file, record in records.each():
        spans: list[tuple[Steps, FuzzyDate | None, FuzzyDate | None]] = [
            ((*steps, "to"), claim.from_ or claim.as_of, claim.to) for steps, claim in claims_with_steps(record)
        ]
        if isinstance(record, Outlet):
            spans.append((("ended",), record.began, record.ended))
            spans += [(("channels", place, "to"), each.from_, each.to) for place, each in enumerate(record.channels)]
        for steps, start, end in spans:
            if start and end and start.earliest >= end.latest:
                what = f"it ends ({end}) before it starts ({start}), or on that day"
                yield Finding(file, steps, "dates-are-in-order", what, "`to` is the first day on which it no longer holds")


def dates_are_past(records: Records, today: Day) -> Iterator[Finding]:
    """No source, check or claim is of a day to come: what is announced has not happened. A claim's `to` may be: a charter
    or a budget is set to end."""
    for file, record in records.each():
        dates: list[tuple[Steps, FuzzyDate | None]] = []
        for key, source in getattr(record, "sources", {}).items():
            dates += [(("sources", key, "date"), source.date), (("sources", key, "accessed"), source.accessed)]
        for steps, claim in claims_with_steps(record):
            dates += [((*steps, "from"), claim.from_), ((*steps, "as_of"), claim.as_of)]
            dates += [((*steps, "checked"), claim.checked.on)] if claim.checked else []
            dates += [((*steps, "on"), claim.on)] if isinstance(claim, Searched) else []
            dates += [((*steps, "date"), claim.date)] if isinstance(claim, Designation) else []
        dates += [(("ended",), getattr(record, "ended", None))]
        if isinstance(record, Outlet):
            dates += [(("began",), record.began)]
            for place, channel in enumerate(record.channels):
                dates += [(("channels", place, "from"), channel.from_), (("channels", place, "to"), channel.to)]
        for steps, date in dates:
            if date and date.earliest > today:
                yield Finding(file, steps, "dates-are-past", f"{date} is yet to come", "only what has happened is claimed")


def as_of_is_not_after_its_source(records: Records, today: Day) -> Iterator[Finding]:
    """A source cannot confirm a day after it was published (or, undated, read)."""
    for file, record in records.each():
        sources = getattr(record, "sources", {})
        for steps, claim in claims_with_steps(record):
            said = [sources[each.ref].date or sources[each.ref].accessed for each in claim.sources if each.ref in sources]
            latest = max((date.latest for date in said if date), default=None)
            for field, date in (("as_of", claim.as_of), ("from", claim.from_)):
                if date and latest and date.earliest > latest:
                    what = f"{field} {date} is later than its latest source ({latest})"
                    yield Finding(
                        file, (*steps, field), "as-of-is-not-after-its-source", what, "take the source's date, or a later source"
                    )
