"""When claims hold. A fuzzy date is one unknown day, so a day near it may lie in either of two worlds."""

import itertools
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from api.outlets.claims import Claim
from api.outlets.dates import Day, FuzzyDate

# A date as written in one file: equal fuzzy dates of a file are the same unknown day.
Event = tuple[str, FuzzyDate]
# Worlds are told apart by which of the events in doubt have happened.
World = Mapping[Event, bool]

_MOST_IN_DOUBT = 4


def has_happened(event: Event, day: Day, world: World) -> bool:
    """Whether the event's day is `day` or earlier; the world decides where the date leaves it open."""
    date = event[1]
    if day >= date.latest:
        return True
    if day < date.earliest:
        return False
    return world[event]


def holds(claim: Claim, file: str, day: Day, world: World) -> bool:
    """Whether the claim covers `day`: `from` (or surely `as_of`) is past, `to` is not; a retracted claim never does."""
    if claim.status == "retracted":
        return False
    if claim.from_ is not None:
        if not has_happened((file, claim.from_), day, world):
            return False
    elif claim.as_of is None or day < claim.as_of.latest:
        return False
    return claim.to is None or not has_happened((file, claim.to), day, world)


def events_of(claim: Claim, file: str) -> Iterator[Event]:
    yield from ((file, date) for date in (claim.from_, claim.to) if date is not None)


def borders_of(claim: Claim) -> Iterator[Day]:
    """The days on which the answer of `holds` can change."""
    for date in (claim.from_, claim.to):
        if date is not None:
            yield from (date.earliest, date.latest)
    if claim.from_ is None and claim.as_of is not None:
        yield claim.as_of.latest


def worlds(events: Iterable[Event], day: Day) -> list[World]:
    """Every way the events in doubt on `day` can have turned out; of very many, none, all, and each one alone."""
    doubtful = sorted({event for event in events if event[1].earliest <= day < event[1].latest})
    if len(doubtful) <= _MOST_IN_DOUBT:
        choices = list(itertools.product((False, True), repeat=len(doubtful)))
    else:
        alone = [tuple(i == j for j in range(len(doubtful))) for i in range(len(doubtful))]
        choices = [(False,) * len(doubtful), (True,) * len(doubtful), *alone]
    return [dict(zip(doubtful, choice, strict=True)) for choice in choices]


@dataclass(frozen=True)
class Span:
    """From one day to another, the second exclusive; None is open."""

    start: Day | None
    end: Day | None
