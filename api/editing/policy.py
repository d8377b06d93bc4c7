"""Who may change what, how many others must agree, and who may judge reports. `POLICY` and the conditions above it are all of it;
`cases` and `conditions` say what its words mean."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from api.editing.cases import Case, about_a_living_person, about_anything, about_control, about_standing, key_of_claim
from api.editing.conditions import Refusal, has_declared, is_not_involved, is_not_paid_by_the_state, is_not_the_author, states_of
from api.editing.differences import Part
from api.outlets.dates import Day
from api.outlets.people import Person, Role
from api.outlets.proposals import Proposal
from api.outlets.records import Records
from api.outlets.revisions import RecordKey

Condition = Callable[[Person, Case, Day], Refusal | None]

MAY_PROPOSE: frozenset[Role] = frozenset({"contributor", "editor", "reviewer"})
MAY_REVIEW: frozenset[Role] = frozenset({"reviewer"})
MAY_TRIAGE: frozenset[Role] = frozenset({"editor", "reviewer"})

OF_AUTHORS: tuple[Condition, ...] = (has_declared, is_not_involved)
OF_REVIEWERS: tuple[Condition, ...] = (has_declared, is_not_the_author, is_not_involved)
# as for a change of what the report is about
OF_TRIAGE: tuple[Condition, ...] = (has_declared, is_not_involved)


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


def may_triage(person: Person, outlet: str, about: Iterable[str], records: Records, today: Day) -> Refusal | None:
    """Why the person may not judge a report of this outlet (its id) about these claims or labels; None where they may.

    What is said of a party concerns all its outlets.
    """
    keys = {RecordKey("outlets", outlet), *filter(None, map(key_of_claim, about))}
    case = Case("", frozenset(keys), records, records)
    return _refusal(person, case, today, MAY_TRIAGE, OF_TRIAGE)


@dataclass(frozen=True)
class Asked:
    """What the policy asks for one claim or field: the rules that fit it, how many must approve it, and by which states (codes)
    those may not be paid."""

    key: RecordKey
    part: Part
    rules: tuple[Rule, ...]
    approvals: int
    not_paid_by: tuple[str, ...]


def asked_for(case: Case) -> list[Asked]:
    """What the policy asks, claim by claim; the last rule is named only where no other fits."""
    found = []
    for key, part in case.parts():
        rules = tuple(rule for rule in POLICY[:-1] if rule.applies(case, key, part)) or POLICY[-1:]
        states = {
            state for rule in rules if is_not_paid_by_the_state in rule.reviewer for state in states_of(case, key, part)
        }
        found.append(Asked(key, part, rules, max(rule.approvals for rule in rules), tuple(sorted(states))))
    return found


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
