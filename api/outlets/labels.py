"""Labels, derived from the facts of one day in one world by the table of rules. Labels are never stored with records."""

from collections.abc import Iterable
from dataclasses import dataclass

from api.outlets.claims import Assessment, Control, Facet
from api.outlets.conditions import Condition
from api.outlets.dates import Day
from api.outlets.facts import PERSON_TYPES, Facts
from api.outlets.rules import CONTROL, FUNDING, OWNERSHIP, Rule
from api.outlets.support import Stated, Support, every


@dataclass(frozen=True)
class Label:
    """A label of one day: what readers see, how it stands, whom it names, and the claims that made it, best support first."""

    id: str
    facet: Facet
    text: str
    status: str
    checked: bool
    by: tuple[str, ...]
    because: tuple[Stated, ...]
    confirmed: Day

    @property
    def key(self) -> tuple[str, tuple[str, ...]]:
        """What makes it the same label in another world or period."""
        return self.id, self.by


def derive(facts: Facts) -> list[Label]:
    """All labels of the day: at most one of control, then every one that applies, in the order of the tables."""
    control = next((label for rule in CONTROL if (label := _apply([rule], facts))), None)
    labels = [control] if control else []
    for table in (OWNERSHIP, FUNDING):
        names = dict.fromkeys(rule.label for rule in table)
        found = (_apply([rule for rule in table if rule.label == name], facts) for name in names)
        labels += [label for label in found if label]
    return labels


def _apply(rules: Iterable[Rule], facts: Facts) -> Label | None:
    """The label of the first rule that applies; None if none does."""
    for rule in rules:
        if rule.unless and _established(rule.unless, facts):
            continue
        supports = [support for support in _established(rule.needs, facts) if _may_speak(rule, support, facts)]
        if supports:
            return _label(rule, supports, facts)
    return None


def _established(conditions: tuple[Condition, ...], facts: Facts) -> list[Support]:
    return every([condition(facts) for condition in conditions])


def _may_speak(rule: Rule, support: Support, facts: Facts) -> bool:
    """Unchecked claims alone make no statement about a person and none that an owner is missing (control: see conditions)."""
    if rule.label == "no-published-owner":
        return support.checked
    if any(facts.records.party_type(party) in PERSON_TYPES for party in support.by):
        return any(stated.checked for stated in support.claims if getattr(stated.claim, "owner", None) in support.by)
    return True


def _label(rule: Rule, supports: list[Support], facts: Facts) -> Label:
    text = facts.records.vocabulary.labels[rule.label]
    best = sorted(supports, key=lambda support: (_in_dispute(support, facts), not support.checked))
    status = _status(rule, best, facts)
    form = text.words.get(rule.words or status) or text.words["established"]
    return Label(
        rule.label,
        text.facet,
        _capitalised(form.format_map(_words(best[0], facts))),
        status,
        any(support.checked for support in supports),
        best[0].by,
        tuple(dict.fromkeys(stated for support in best for stated in support.claims)),
        min(stated.confirmed for stated in best[0].claims),
    )


def _capitalised(text: str) -> str:
    return text[:1].upper() + text[1:]


def _words(support: Support, facts: Facts) -> dict[str, str]:
    named = support.by[0] if support.by else f"state:{facts.outlet.country.upper()}"
    body = _body(named, facts) if facts.records.has_party(named) else facts.outlet.name
    country = body if named.startswith("state:") else _country_of(named, facts)
    return {"body": body, "country": country, "owner": body, **dict(support.words)}


def _body(party: str, facts: Facts) -> str:
    """The body first, then its country, unless the name says it."""
    name, country = facts.records.party_name(party), _country_of(party, facts)
    return name if party.startswith("state:") or country in name else f"{name}, {country}"


def _country_of(party: str, facts: Facts) -> str:
    if party.startswith("state:"):
        return facts.records.party_name(party)
    code = facts.records.parties[party].country.upper()
    state = facts.records.vocabulary.states.get(code)
    return state.name if state else facts.records.party_name(party)


def _status(rule: Rule, supports: list[Support], facts: Facts) -> str:
    if rule.standing == "disputed" or all(_in_dispute(support, facts) for support in supports):
        return "disputed"
    if rule.standing != "by-basis":
        return rule.standing
    return "established" if any(support.firm for support in supports) else "assessed"


def _in_dispute(support: Support, facts: Facts) -> bool:
    """Whether the support holds a claim that is disputed, or contradicted by one that may contradict it."""
    return any(stated.claim.status == "disputed" or _contradicted(stated, facts) for stated in support.claims)


def _contradicted(stated: Stated, facts: Facts) -> bool:
    """Findings about practice contradict each other. A law's word or the outlet's own disputes none, and an unchecked
    claim disputes no checked one."""
    finding = _finding(stated, facts)
    if finding is None:
        return False
    others = [support.claims[0] for support in (*facts.assessments, *facts.of_body("control"))]
    opposite = {"controlled": "independent", "independent": "controlled"}[finding]
    return any(
        _finding(other, facts) == opposite and (other.checked or not stated.checked)
        for other in others
        if other.assessor != stated.assessor
    )


def _finding(stated: Stated, facts: Facts) -> str | None:
    """What an outside source found of the editorial line; None for anything else."""
    claim = stated.claim
    if isinstance(claim, Assessment):
        scheme = facts.records.vocabulary.schemes.get(claim.scheme)
        value = scheme.values.get(claim.value) if scheme else None
        return value.editorial if value else None
    if isinstance(claim, Control) and claim.aspect == "editorial" and claim.basis in ("research", "news"):
        return claim.finding
    return None
