"""Who may change what, and how many others must agree. `POLICY` is all of it; what follows says what its words mean."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from api.editing.differences import Difference, Part, difference
from api.editing.preview import chain_of
from api.errors import MastheadError
from api.outlets.dates import Day
from api.outlets.facts import PERSON_TYPES, STATE_TYPES
from api.outlets.model import Outlet, Party
from api.outlets.people import Person, Role
from api.outlets.proposals import Proposal
from api.outlets.records import Records, document_of, record_of
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


@dataclass(frozen=True)
class Case:
    """A change as the policy sees it: its author (id of a person), its records, and the whole list before and after it."""

    author: str
    keys: frozenset[RecordKey]
    before: Records
    after: Records

    @cached_property
    def differences(self) -> list[Difference]:
        pairs = ((key, document_of(self.before, key), document_of(self.after, key)) for key in sorted(self.keys))
        return [difference(*pair) for pair in pairs if pair[1] != pair[2]]

    @cached_property
    def outlets(self) -> list[Outlet]:
        """The outlets among the records, and those that a party among them publishes or owns, at any time."""
        parties = {key.id for key in self.keys if key.kind == "parties"}
        return [
            outlet
            for records in (self.before, self.after)
            for outlet in records.outlets.values()
            if RecordKey("outlets", outlet.id) in self.keys or not parties.isdisjoint(chain_of(records, outlet))
        ]

    @cached_property
    def parties(self) -> frozenset[str]:
        """The parties among the records, and the publishers and owners of the outlets concerned, at any time."""
        chains = [chain_of(records, outlet) for records in (self.before, self.after) for outlet in self.outlets]
        return frozenset(key.id for key in self.keys if key.kind == "parties").union(*chains)

    def parts(self) -> Iterator[tuple[RecordKey, Part]]:
        yield from ((each.key, part) for each in self.differences for part in each.parts)

    def party(self, ref: str) -> Party | None:
        return self.after.parties.get(ref) or self.before.parties.get(ref)

    def country_of(self, key: RecordKey) -> str:
        for records in (self.after, self.before):
            if record := record_of(records, key):
                return record.country.upper()
        return ""


# kinds of change


def about_control(case: Case, key: RecordKey, part: Part) -> bool:
    """Who decides: findings, remits, assessments, who leads or governs a state."""
    return part.section in ("control", "remit", "assessment", "leads_state", "governs")


def about_a_living_person(case: Case, key: RecordKey, part: Part) -> bool:
    """The record of a person or family, or a claim that names one; a person whose record has `ended` lives no more."""
    named = {key.id} if key.kind == "parties" else set()
    for row in (part.before, part.after):
        named |= {value for value in (row or {}).values() if isinstance(value, str)}
    found = (case.party(each) for each in named)
    return any(each is not None and each.type in PERSON_TYPES and each.ended is None for each in found)


def about_standing(case: Case, key: RecordKey, part: Part) -> bool:
    """A claim becomes disputed or retracted or accepted again, or is taken out altogether."""
    if "basis" not in {**(part.before or {}), **(part.after or {})}:
        return False
    return part.after is None or _standing(part.before) != _standing(part.after)


def _standing(claim: Mapping[str, Any] | None) -> str:
    return str((claim or {}).get("status", "accepted"))


def about_anything(case: Case, key: RecordKey, part: Part) -> bool:
    """Every change."""
    return True


# conditions


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
    states = {state for key, part in case.parts() if about_control(case, key, part) for state in _states_of(case, key, part)}
    for tie in (each for each in person.declarations if each.weighs(today)):
        if tie.country and tie.country.upper() in states:
            why = f"you declared {tie.body}, paid by the state whose control this is about"
            return Refusal("is-not-paid-by-the-state", why, "a reviewer not paid by that state has to look at it")
    return None


def _states_of(case: Case, key: RecordKey, part: Part) -> Iterator[str]:
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


# the policy

Condition = Callable[[Person, Case, Day], Refusal | None]

MAY_PROPOSE: frozenset[Role] = frozenset({"contributor", "editor", "reviewer"})
MAY_REVIEW: frozenset[Role] = frozenset({"reviewer"})

OF_AUTHORS: tuple[Condition, ...] = (has_declared, is_not_involved)
OF_REVIEWERS: tuple[Condition, ...] = (has_declared, is_not_the_author, is_not_involved)


@dataclass(frozen=True)
class Rule:
    """A kind of change, how many must approve it, and what its author and its reviewers must fulfil."""

    kind: str
    applies: Callable[[Case, RecordKey, Part], bool]
    approvals: int
    author: tuple[Condition, ...]
    reviewer: tuple[Condition, ...]


POLICY = (
    Rule("control", about_control, 2, OF_AUTHORS, (*OF_REVIEWERS, is_not_paid_by_the_state)),
    Rule("living person", about_a_living_person, 2, OF_AUTHORS, OF_REVIEWERS),
    Rule("dispute or retraction", about_standing, 2, OF_AUTHORS, OF_REVIEWERS),
    Rule("anything else", about_anything, 1, OF_AUTHORS, OF_REVIEWERS),
)


def rules_for(case: Case) -> list[Rule]:
    """The rules that apply to a change: each that fits one of its parts, and always the last."""
    parts = list(case.parts())
    return [rule for rule in POLICY if rule is POLICY[-1] or any(rule.applies(case, key, part) for key, part in parts)]


def may_propose(person: Person, case: Case, today: Day) -> Refusal | None:
    """Why the person may not propose this change; None where they may."""
    return _refusal(person, case, today, MAY_PROPOSE, [each for rule in rules_for(case) for each in rule.author])


def may_review(person: Person, case: Case, today: Day) -> Refusal | None:
    """Why the person may not review this change; None where they may."""
    return _refusal(person, case, today, MAY_REVIEW, [each for rule in rules_for(case) for each in rule.reviewer])


def may_publish(person: Person, case: Case, today: Day) -> Refusal | None:
    """Why the person may not put an approved change before readers; its author may, if they are a reviewer."""
    return _refusal(person, case, today, MAY_REVIEW, OF_AUTHORS)


def may_revert(person: Person, case: Case, today: Day) -> Refusal | None:
    """Why the person may not undo a revision: they must be a reviewer without ties, and may undo what they wrote themselves."""
    conditions = [each for rule in rules_for(case) for each in rule.reviewer if each is not is_not_the_author]
    return _refusal(person, case, today, MAY_REVIEW, conditions)


def approvals_needed(case: Case) -> int:
    return max(rule.approvals for rule in rules_for(case))


def approvals_missing(proposal: Proposal, case: Case) -> int:
    """How many more must approve the texts as they are now."""
    return max(0, approvals_needed(case) - len(set(proposal.approvals) - {proposal.author}))


def _refusal(person: Person, case: Case, today: Day, roles: frozenset[Role], conditions: Iterable[Condition]) -> Refusal | None:
    if not person.active or roles.isdisjoint(person.roles):
        return Refusal("has-the-role", "you do not have the role for it", f"it takes the role {' or '.join(sorted(roles))}")
    refusals = (condition(person, case, today) for condition in dict.fromkeys(conditions))
    return next((refusal for refusal in refusals if refusal), None)
