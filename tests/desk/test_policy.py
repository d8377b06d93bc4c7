"""The policy, as a table: who may propose and review what, and how many must approve it."""

from typing import Any

import pytest

from api.editing.cases import Case
from api.editing.policy import (
    MAY_PROPOSE,
    MAY_REVIEW,
    MAY_TRIAGE,
    POLICY,
    approvals_needed,
    may_propose,
    may_publish,
    may_revert,
    may_review,
    may_triage,
    rules_for,
)
from api.outlets.dates import Day, FuzzyDate
from api.outlets.model import Outlet, Party
from api.outlets.people import ROLES, Declaration, Person, Role
from api.outlets.records import Records
from api.outlets.revisions import RecordKey
from api.people.permissions import PERMISSIONS
from tests.outlets.build import claim, outlet, party, published_by, records

TODAY = Day(2026, 11, 22)

OWNED = claim("o1", owner="fund")
PERSONAL = claim("o2", owner="jo-public")
BUDGET = claim("c2", aspect="budget", finding="independent")
ASSESSED = claim("a1", scheme="s", edition="2024", value="v", of="Paper")
FINDING = claim("c1", aspect="editorial", finding="controlled", by="ministry")


def world(**replaced: Outlet | Party | None) -> Records:
    """A list of some outlets and parties; each can be replaced or left out by its id, with underscores."""
    entries: dict[str, Outlet | Party | None] = {
        "paper": outlet("paper", published_by=[published_by("company")], control=[FINDING]),
        "rival": outlet("rival", published_by=[published_by("rival-ltd")]),
        "radio": outlet("radio", kind="broadcaster", published_by=[published_by("radio-ltd")]),
        "abroad": outlet("abroad", country="fr", published_by=[published_by("abroad-sa")]),
        "company": party("company", ownership=[OWNED, PERSONAL, claim("o0", owner="old-owner", to="2001-01-01")]),
        **{name: party(name) for name in ("rival-ltd", "radio-ltd", "abroad-sa", "fund", "old-owner")},
        "jo-public": party("jo-public", "person"),
        "late-owner": party("late-owner", "person", ended="1990"),
        "ministry": party("ministry", "state-body", country="xk", level="national"),
        "ruling-party": party("ruling-party", "political-party", leads_state=[claim("l1", "law", state="state:CN")]),
    }
    entries |= {name.replace("_", "-"): entry for name, entry in replaced.items()}
    return records(*(entry for entry in entries.values() if entry))


def case(key: str, after: Records, before: Records | None = None) -> Case:
    kind, _, id_ = key.partition("/")
    return Case("jane", frozenset({RecordKey(kind, id_)}), before or world(), after)  # type: ignore[arg-type]


def company(*ownership: dict[str, Any], **fields: Any) -> Party:
    return party("company", ownership=ownership, **fields)


def paper(**fields: Any) -> Outlet:
    return outlet("paper", **{"published_by": [published_by("company")], "control": [FINDING], **fields})


STANDING = "dispute or retraction"
REST = (PERSONAL, claim("o0", owner="old-owner", to="2001-01-01"))


@pytest.mark.parametrize(
    ("key", "after", "kinds", "approvals"),
    [
        ("outlets/paper", world(paper=paper(name="The Paper")), [], 1),
        ("outlets/paper", world(paper=paper(channels=[{"type": "domain", "value": "paper.example"}])), [], 1),
        ("outlets/paper", world(paper=paper(published_by=[published_by("fund")])), [], 1),
        ("outlets/paper", world(paper=paper(control=[])), ["control", STANDING], 2),
        ("outlets/paper", world(paper=paper(control=[FINDING, BUDGET])), ["control"], 2),
        ("outlets/paper", world(paper=paper(remit=[claim("r1", "law", kind="public-service", set_by="law")])), ["control"], 2),
        ("outlets/paper", world(paper=paper(assessment=[ASSESSED])), ["control"], 2),
        ("parties/fund", world(fund=party("fund", leads_state=[claim("l", "law", state="state:GB")])), ["control"], 2),
        ("parties/fund", world(fund=party("fund", governs=[claim("g", "law", state="state:GB")])), ["control"], 2),
        ("parties/company", world(company=company({**OWNED, "share": {"exact": 20}}, *REST)), [], 1),
        ("parties/company", world(company=company(OWNED, {**PERSONAL, "to": "2020"}, REST[1])), ["living person"], 2),
        ("parties/company", world(company=company(claim("o1", owner="jo-public"), *REST)), ["living person"], 2),
        ("parties/company", world(company=company(claim("o1", owner="late-owner"), *REST)), [], 1),
        ("parties/jo-public", world(jo_public=party("jo-public", "person", name="Jo")), ["living person"], 2),
        ("parties/new", world(new=party("new", "family")), ["living person"], 2),
        ("parties/late-owner", world(late_owner=party("late-owner", "person", ended="1991")), [], 1),
        ("parties/company", world(company=company({**OWNED, "status": "disputed"}, *REST)), [STANDING], 2),
        ("parties/company", world(company=company({**OWNED, "status": "retracted"}, *REST)), [STANDING], 2),
        ("parties/company", world(company=company(*REST)), [STANDING], 2),
        ("parties/company", world(company=company(OWNED, *REST, claim("o9", owner="fund", status="disputed"))), [STANDING], 2),
    ],
)  # fmt: skip
def test_the_kinds_of_a_change_say_how_many_must_approve(key: str, after: Records, kinds: list[str], approvals: int) -> None:
    changed = case(key, after)
    assert [rule.kind for rule in rules_for(changed)] == [*kinds, "anything else"]
    assert approvals_needed(changed) == approvals


def test_a_dispute_that_is_settled_needs_as_many_as_one_that_is_opened() -> None:
    disputed = world(company=company({**OWNED, "status": "disputed"}, *REST))
    assert approvals_needed(case("parties/company", world(), disputed)) == 2


def test_the_table_asks_two_for_what_can_harm_and_one_for_the_rest() -> None:
    assert {rule.kind: rule.approvals for rule in POLICY} == {
        "control": 2, "living person": 2, "dispute or retraction": 2, "anything else": 1,
    }  # fmt: skip


# persons

RENAMED = world(paper=paper(name="The Paper"))
PLAIN = case("outlets/paper", RENAMED)
CONTROL = case("outlets/paper", world(paper=paper(control=[])))


def person(*ties: Declaration, name: str = "john", roles: frozenset[Role] = frozenset({"reviewer"}), **fields: Any) -> Person:
    return Person(name, name.title(), roles, **{"declarations": ties, "declared": TODAY, **fields})


def tie(
    *, outlets: tuple[str, ...] = (), parties: tuple[str, ...] = (), country: str | None = None, to: str | None = None
) -> Declaration:
    return Declaration("d1", "the body", outlets, parties, country, FuzzyDate.parse("2010"), FuzzyDate.parse(to) if to else None)


def refused(refusal: Any) -> str | None:
    assert refusal is None or (refusal.why and refusal.mend)
    return refusal.condition if refusal else None


@pytest.mark.parametrize("role", ROLES)
def test_roles_are_those_of_the_desks_permissions(role: Role) -> None:
    one = person(roles=frozenset({role}))
    assert (refused(may_propose(one, PLAIN, TODAY)) is None) == (role in PERMISSIONS["propose"]) == (role in MAY_PROPOSE)
    assert (may_triage(one, "paper", (), world(), TODAY) is None) == (role in PERMISSIONS["triage"]) == (role in MAY_TRIAGE)
    for permission, asked in (("review", may_review), ("publish", may_publish), ("revert", may_revert)):
        assert (refused(asked(one, PLAIN, TODAY)) is None) == (role in PERMISSIONS[permission]) == (role in MAY_REVIEW)


def test_nobody_reviews_their_own_change_but_may_publish_it_once_others_approved() -> None:
    author = person(name="jane")
    assert refused(may_review(author, PLAIN, TODAY)) == "is-not-the-author"
    assert refused(may_publish(author, PLAIN, TODAY)) is None
    assert refused(may_revert(author, PLAIN, TODAY)) is None


@pytest.mark.parametrize("asked", [may_propose, may_review, may_publish, may_revert])
def test_who_has_not_declared_or_is_no_longer_active_may_nothing(asked: Any) -> None:
    assert refused(asked(person(declared=None), PLAIN, TODAY)) == "has-declared"
    assert refused(asked(person(active=False), PLAIN, TODAY)) == "has-the-role"


@pytest.mark.parametrize("asked", [may_propose, may_review, may_publish, may_revert])
@pytest.mark.parametrize(
    ("declared", "key", "after", "involved"),
    [
        (tie(outlets=("paper",)), "outlets/paper", RENAMED, True),
        (tie(parties=("company",)), "outlets/paper", RENAMED, True),
        (tie(parties=("fund",)), "outlets/paper", RENAMED, True),
        # an owner of then
        (tie(parties=("old-owner",)), "outlets/paper", RENAMED, True),
        # competitors: an outlet of the same country and kind, or who publishes one
        (tie(outlets=("rival",)), "outlets/paper", RENAMED, True),
        (tie(parties=("rival-ltd",)), "outlets/paper", RENAMED, True),
        (tie(outlets=("radio",)), "outlets/paper", RENAMED, False),
        (tie(outlets=("abroad",)), "outlets/paper", RENAMED, False),
        (tie(parties=("ministry",)), "outlets/paper", RENAMED, False),
        (tie(), "outlets/paper", RENAMED, False),
        # five years
        (tie(outlets=("paper",), to="2021-11-22"), "outlets/paper", RENAMED, True),
        (tie(outlets=("paper",), to="2021-11-21"), "outlets/paper", RENAMED, False),
        (tie(outlets=("rival",), to="2021"), "outlets/paper", RENAMED, True),
        (tie(outlets=("rival",), to="2020"), "outlets/paper", RENAMED, False),
        # a party: the outlets it publishes or owns, and their competitors
        (tie(outlets=("paper",)), "parties/fund", world(fund=party("fund", name="New")), True),
        (tie(outlets=("rival",)), "parties/fund", world(fund=party("fund", name="New")), True),
        (tie(parties=("fund",)), "parties/fund", world(fund=party("fund", name="New")), True),
        (tie(outlets=("radio",)), "parties/fund", world(fund=party("fund", name="New")), False),
        # one that has the outlet only by the change
        (tie(parties=("radio-ltd",)), "outlets/paper", world(paper=paper(published_by=[published_by("radio-ltd")])), True),
        # one that the change takes out of the chain
        (tie(parties=("fund",)), "parties/company", world(company=company(*REST)), True),
    ],
)
def test_employers_and_posts_of_five_years_keep_out_of_outlets_and_their_competitors(
    asked: Any, declared: Declaration, key: str, after: Records, involved: bool
) -> None:
    assert refused(asked(person(declared), case(key, after), TODAY)) == ("is-not-involved" if involved else None)


@pytest.mark.parametrize(
    ("declared", "condition"),
    [
        (tie(outlets=("paper",)), "is-not-involved"),
        (tie(parties=("old-owner",)), "is-not-involved"),
        (tie(outlets=("rival",)), "is-not-involved"),
        (tie(parties=("rival-ltd",), to="2021-11-22"), "is-not-involved"),
        (tie(parties=("rival-ltd",), to="2021-11-21"), None),
        (tie(outlets=("radio", "abroad"), parties=("ministry",)), None),
    ],
)
def test_nobody_judges_reports_about_an_outlet_they_worked_for_in_five_years_or_a_competitor(
    declared: Declaration, condition: str | None
) -> None:
    assert refused(may_triage(person(declared), "paper", ("outlet:paper#c1", "state-owned"), world(), TODAY)) == condition
    assert refused(may_triage(person(declared), "an-outlet-no-more", (), world(), TODAY)) is None
    assert refused(may_triage(person(declared, declared=None), "paper", (), world(), TODAY)) == "has-declared"


def test_a_report_about_an_owner_concerns_all_its_outlets() -> None:
    records = world(sister=outlet("sister", country="fr", published_by=[published_by("company")]))
    at_sister = person(tie(outlets=("sister",)))
    assert refused(may_triage(at_sister, "paper", ("outlet:paper#c1", ""), records, TODAY)) is None
    assert refused(may_triage(at_sister, "paper", ("party:company#o1",), records, TODAY)) == "is-not-involved"


@pytest.mark.parametrize(
    ("country", "finding", "kept_out"),
    [
        ("RU", claim("c2", aspect="editorial", finding="controlled", by="state:RU"), True),
        ("ru", claim("c2", aspect="editorial", finding="controlled", by="state:RU"), True),
        ("FR", claim("c2", aspect="editorial", finding="controlled", by="state:RU"), False),
        # a body of the state, a party that leads it
        ("XK", claim("c2", aspect="governance", finding="controlled", by="ministry"), True),
        ("CN", claim("c2", aspect="editorial", finding="controlled", by="ruling-party"), True),
        ("GB", claim("c2", aspect="editorial", finding="controlled", by="fund"), False),
        # nobody named: the state of the outlet's country
        ("GB", claim("c2", aspect="editorial", finding="independent"), True),
        ("FR", claim("c2", aspect="editorial", finding="independent"), False),
        (None, claim("c2", aspect="editorial", finding="independent"), False),
    ],
)
def test_a_finding_of_control_is_reviewed_by_nobody_that_state_pays(country: str | None, finding: Any, kept_out: bool) -> None:
    changed, paid = case("outlets/paper", world(paper=paper(control=[FINDING, finding]))), person(tie(country=country))
    expected = "is-not-paid-by-the-state" if kept_out else None
    assert refused(may_review(paid, changed, TODAY)) == refused(may_revert(paid, changed, TODAY)) == expected
    assert refused(may_propose(paid, changed, TODAY)) is None


def test_who_that_state_paid_longer_ago_or_for_other_changes_may_review() -> None:
    changed = case("outlets/paper", world(paper=paper(control=[])))
    assert refused(may_review(person(tie(country="XK")), changed, TODAY)) == "is-not-paid-by-the-state"
    assert refused(may_review(person(tie(country="XK", to="2020")), changed, TODAY)) is None
    assert refused(may_review(person(tie(country="XK")), PLAIN, TODAY)) is None
