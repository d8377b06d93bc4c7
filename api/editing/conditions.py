"""What the policy asks of a person, and why somebody does not fulfil it."""

from collections.abc import Iterator
from dataclasses import dataclass

from api.editing.cases import Case, about_control
from api.editing.differences import Part
from api.errors import MastheadError
from api.outlets.dates import Day
from api.outlets.facts import STATE_TYPES
from api.outlets.model import Outlet
from api.outlets.people import Person
from api.outlets.revisions import RecordKey


@dataclass(frozen=True)
class Refusal:
    """Why somebody may not: which condition, in words, and what would help."""

    condition: str
    why: str
    mend: str


class AgainstPolicy(MastheadError):
    """What the policy does not let this person do."""

    def __init__(self, refusal: Refusal) -> None:
        super().__init__(refusal.why, mend=refusal.mend)
        self.refusal = refusal


def has_declared(person: Person, case: Case, today: Day) -> Refusal | None:
    """They have said which employers and posts they have or had in five years, or that there were none."""
    if person.declared is None:
        return Refusal("has-declared", "you have not declared your employers and posts", "declare them, or that there are none")
    return None


def is_not_the_author(person: Person, case: Case, today: Day) -> Refusal | None:
    """Nobody reviews what they wrote."""
    if person.id == case.author:
        return Refusal("is-not-the-author", "you wrote this", "another reviewer has to look at it")
    return None


# what two outlets have in common that are competitors
COMPETITORS_SHARE = ("country", "kind")


def is_not_involved(person: Person, case: Case, today: Day) -> Refusal | None:
    """They have declared no employer or post, lasting or ended within five years of today, that is one of the outlets concerned, a
    publisher or owner of one at any time, or a competitor: an outlet, or the publisher of an outlet, that shares with one of the
    outlets concerned all that `COMPETITORS_SHARE` names."""
    markets = {_market(outlet): outlet for outlet in case.outlets}
    concerned = {outlet.id for outlet in case.outlets}
    for tie in (each for each in person.declarations if each.weighs(today)):
        if not concerned.isdisjoint(tie.outlets) or not case.parties.isdisjoint(tie.parties):
            why = f"you declared {tie.body}, which is concerned"
            return Refusal("is-not-involved", why, "leave it to somebody without ties to it")
        for outlet in case.before.outlets.values():
            theirs = outlet.id in tie.outlets or any(claim.party in tie.parties for claim in outlet.published_by)
            if theirs and (rival := markets.get(_market(outlet))):
                why = f"you declared {tie.body}, and {outlet.name} is a competitor of {rival.name}"
                return Refusal("is-not-involved", why, "leave it to somebody without ties to either")
    return None


def _market(outlet: Outlet) -> tuple[str, ...]:
    return tuple(getattr(outlet, field) for field in COMPETITORS_SHARE)


def is_not_paid_by_the_state(person: Person, case: Case, today: Day) -> Refusal | None:
    """Where it is found that a state or its bodies control, or do not, they are not paid by that state, nor were within five years.
    A finding that names nobody is of the state in whose country the record is."""
    states = {state for key, part in case.parts() if about_control(case, key, part) for state in states_of(case, key, part)}
    for tie in (each for each in person.declarations if each.weighs(today)):
        if tie.country and tie.country.upper() in states:
            why = f"you declared {tie.body}, paid by the state whose control this is about"
            return Refusal("is-not-paid-by-the-state", why, "a reviewer not paid by that state has to look at it")
    return None


def states_of(case: Case, key: RecordKey, part: Part) -> Iterator[str]:
    for row in (part.before, part.after):
        if row is None:
            continue
        ref = row.get("by") or row.get("state") or row.get("body")
        party = case.party(ref) if ref else None
        if ref is None:
            yield case.country_of(key)
        elif ref.startswith("state:"):
            yield ref[6:]
        elif party and party.type in STATE_TYPES:
            yield party.country.upper()
        elif party:
            yield from (claim.state[6:] for claim in party.leads_state)
