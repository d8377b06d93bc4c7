"""The conditions that rules are made of. Each returns the sets of claims that establish it; none means "not established",
which is never "established that not". The first line of each docstring is the condition in the words of `docs/labels.md`.

In the control facet only checked claims count: an unchecked finding makes no label and disputes none.
"""

import itertools
from collections.abc import Callable, Iterator

from api.outlets.claims import Assessment, Control, Funding, Ownership, Remit, Searched
from api.outlets.facts import PERSON_TYPES, Facts
from api.outlets.holdings import INFLUENCE
from api.outlets.support import PRIMARY, Stated, Support

Condition = Callable[[Facts], list[Support]]

STATE_MONEY = frozenset({"appropriation", "direct-subsidy", "state-advertising", "public-contract"})
_MAJORITY = frozenset({"sole", "majority"})
_LEVEL_WORDS = {"sole": "at least 95 % of the money", "majority": "most of the money", "substantial": "20 to 50 % of the money"}


def _controls(facts: Facts, aspect: str, finding: str) -> Iterator[tuple[Support, Control]]:
    for support in facts.of_body("control"):
        claim = support.claims[0].claim
        if isinstance(claim, Control) and (claim.aspect, claim.finding) == (aspect, finding) and support.claims[0].checked:
            yield support, claim


def _by(support: Support, *parties: str | None) -> Support:
    return Support(support.claims, tuple(party for party in parties if party), support.words)


def _named(support: Support) -> Support:
    """With the assessor and the year of the finding as words."""
    stated = support.claims[0]
    return Support(support.claims, support.by, (("assessors", _assessor_words(stated)),))


def _assessor_words(stated: Stated) -> str:
    source = stated.sources[0] if stated.sources else None
    if isinstance(stated.claim, Assessment):
        return f"{source.publisher if source else stated.claim.scheme}, {stated.claim.edition}"
    if source is None:
        return stated.ref
    date = stated.claim.as_of or source.date or source.accessed
    return f"{source.publisher}, {date.earliest.year}" if date else source.publisher


def _outside(facts: Facts, finding: str, *, of_private: bool = True) -> list[Support]:
    """Outside findings on the editorial line, assessments and others, one for each voice; if not `of_private`, without
    those that call the outlet private."""
    voices: dict[str, Support] = {}
    for support in facts.assessments:
        claim = support.claims[0].claim
        assert isinstance(claim, Assessment)
        scheme = facts.records.vocabulary.schemes.get(claim.scheme)
        value = scheme.values.get(claim.value) if scheme else None
        fits = value and value.editorial == finding and (of_private or value.ownership != "private")
        if fits and support.claims[0].checked:
            voices.setdefault(support.claims[0].assessor, _named(_by(support, claim.by)))
    for support, control in _controls(facts, "editorial", finding):
        authority = finding == "independent" or (control.by and facts.is_public_authority(control.by))
        if control.basis in ("research", "news") and authority:
            voices.setdefault(support.claims[0].assessor, _named(_by(support, control.by)))
    return list(voices.values())


def directed_by_authority(facts: Facts) -> list[Support]:
    """A law, a decree or the outlet's own statement says that a public authority directs the editorial line."""
    return [
        _by(support, claim.by)
        for support, claim in _controls(facts, "editorial", "controlled")
        if claim.basis in ("law", "self", "register", "filing") and claim.by and facts.is_public_authority(claim.by)
    ]


def found_controlled(facts: Facts) -> list[Support]:
    """One outside assessor finds that a public authority controls the editorial line, and does not class the outlet as private."""
    return _outside(facts, "controlled", of_private=False)


def found_controlled_twice(facts: Facts) -> list[Support]:
    """Two outside assessors, independent of each other, find so, and do not class the outlet as private."""
    return [_pair(left, right) for left, right in itertools.combinations(found_controlled(facts), 2)]


def found_directed(facts: Facts) -> list[Support]:
    """One outside assessor finds that a public authority controls the editorial line."""
    return _outside(facts, "controlled")


def found_directed_twice(facts: Facts) -> list[Support]:
    """Two outside assessors, independent of each other, find that a public authority controls the editorial line."""
    return [_pair(left, right) for left, right in itertools.combinations(found_directed(facts), 2)]


def _pair(left: Support, right: Support) -> Support:
    words = " and ".join(dict(side.words)["assessors"] for side in (left, right))
    both = left & right
    return Support(both.claims, both.by, (("assessors", words),))


def found_independent(facts: Facts) -> list[Support]:
    """An outside assessor finds the editorial line independent."""
    return _outside(facts, "independent")


def public_remit(facts: Facts) -> list[Support]:
    """A law or charter sets a public-service remit."""
    found = []
    for support in facts.of_body("remit"):
        claim = support.claims[0].claim
        if isinstance(claim, Remit) and support.claims[0].checked:
            found.append(_by(support, claim.body))
    return found


def independence_in_law(facts: Facts) -> list[Support]:
    """A law or charter says that the editorial line is independent."""
    return [Support(support.claims) for support, claim in _controls(facts, "editorial", "independent") if claim.basis == "law"]


def private_controller(facts: Facts) -> list[Support]:
    """A register or filing shows that the publisher is controlled by a private party, and by no public authority."""
    found = []
    for publisher, link in facts.publishers.items():
        controllers = facts.holdings.controllers(publisher)
        if any(facts.is_public_authority(owner) for owner in controllers):
            continue
        found += [Support((link, *support.claims)) for support in controllers.values() if support.primary]
    return found


def majority_state_money(facts: Facts) -> list[Support]:
    """A budget, account or law shows most of the money to be the state's: appropriation, subsidy, advertising or contracts."""
    return [
        Support(support.claims, (claim.funder,) if claim.funder else (), (("way", "Mainly state-financed"),))
        for support, claim in _funding(facts, STATE_MONEY)
        if claim.level in _MAJORITY and claim.basis in PRIMARY and support.claims[0].checked
    ]


def state_governance(facts: Facts) -> list[Support]:
    """A public authority governs the publisher: it holds most votes, or a law or statute lets it appoint the majority."""
    found = [
        Support(support.claims, (claim.by,) if claim.by else (), (("way", "State-governed"),))
        for support, claim in _controls(facts, "governance", "controlled")
        if claim.basis in PRIMARY and claim.by and facts.is_public_authority(claim.by)
    ]
    for support in state_controls_publisher(facts):
        if any(stated.checked for stated in support.claims[1:]):
            found.append(Support(support.claims, support.by, (("way", "State-governed"),)))
    return found


def state_controls_publisher(facts: Facts) -> list[Support]:
    """A public authority is the publisher, or holds over half of its votes through any chain, or a source names its control."""
    found = []
    for publisher, link in facts.publishers.items():
        found += [Support((link, *said), (publisher,)) for said in _says_it_is_an_authority(facts, publisher)]
        for owner, support in facts.holdings.controllers(publisher).items():
            if facts.is_public_authority(owner):
                claims = (link, *support.claims, *facts.leads_state(owner))
                found.append(Support(claims, (owner,)))
                break
    return found


def state_owns_publisher(facts: Facts) -> list[Support]:
    """The same, and at every step by owning: who only appoints the board, or controls in another way, is not called the owner."""
    return [
        support
        for support in state_controls_publisher(facts)
        if not any(isinstance(each.claim, Ownership) and each.claim.interest in INFLUENCE for each in support.claims)
    ]


def _says_it_is_an_authority(facts: Facts, publisher: str) -> Iterator[tuple[Stated, ...]]:
    """What a record has to say so. A state, a region or a town is one by name; of a state body its type alone is nobody's word."""
    kind = facts.records.party_type(publisher)
    if kind == "state-body":
        for stated in facts.of_party(publisher, "ownership"):
            claim = stated.claim
            owned = isinstance(claim, Ownership) and claim.owner and facts.is_public_authority(claim.owner)
            if owned or (isinstance(claim, Ownership) and claim.unspecified == "none-by-law"):
                yield (stated,)
    elif facts.is_public_authority(publisher) and kind != "state-company":
        yield tuple(facts.leads_state(publisher))


def top_of_type(*types: str) -> Condition:
    """At the top of the chain of control stands {types}."""

    def at_the_top(facts: Facts) -> list[Support]:
        return [support for _, support in _tops(facts, types)]

    at_the_top.__doc__ = f"At the top of the chain of control stands a party of type {' or '.join(types)}."
    return at_the_top


def ownerless_top(*types: str) -> Condition:
    """The same, and the law leaves no room for an owner above: a chain that merely ends is not a top."""

    def at_the_top(facts: Facts) -> list[Support]:
        return [
            Support((*support.claims, stated), support.by, support.words)
            for party, support in _tops(facts, types)
            for stated in facts.of_party(party, "ownership")
            if isinstance(stated.claim, Ownership) and stated.claim.unspecified == "none-by-law"
        ]

    kinds = " or ".join(types)
    at_the_top.__doc__ = f"At the top of the chain of control stands a party of type {kinds}, which by law has no owner."
    return at_the_top


def _tops(facts: Facts, types: tuple[str, ...]) -> Iterator[tuple[str, Support]]:
    for publisher, link in facts.publishers.items():
        for party, support in (facts.holdings.ultimate(publisher) or {publisher: Support(())}).items():
            if facts.records.party_type(party) in types and not facts.is_public_authority(party):
                yield party, Support((link, *support.claims), (party,), _owner_words(facts, party, support))


def _owner_words(facts: Facts, party: str, support: Support) -> tuple[tuple[str, str], ...]:
    """The party, a person with their office, and whether it owns (most shares at every step) or only controls."""
    name = facts.records.party_name(party)
    office = facts.office_of(party) if facts.records.party_type(party) in PERSON_TYPES else ""
    shares = [stated.claim for stated in support.claims if isinstance(stated.claim, Ownership)]
    owns = all(claim.interest == "shareholding" and claim.share and claim.share.least > 50 for claim in shares)
    return ("owner", f"{name}, {office}" if office else name), ("held", "owned" if owns else "controlled")


def listed_in_chain(facts: Facts) -> list[Support]:
    """The publisher, or a company that controls it, has shares traded on an exchange."""
    found = []
    for publisher, link in facts.publishers.items():
        chain = {publisher: Support(()), **facts.holdings.controllers(publisher)}
        for party, support in chain.items():
            for listing in facts.of_party(party, "listing"):
                words = (("owner", facts.records.party_name(party)),)
                found.append(Support((link, *support.claims, listing), (party,), words))
    return found


def known_private_holders(facts: Facts) -> list[Support]:
    """Parties that are no public authority are known to hold at least half of the company at the top, and nobody controls it."""
    found = []
    for publisher, link in facts.publishers.items():
        for party, support in (facts.holdings.ultimate(publisher) or {publisher: Support(())}).items():
            private = [edge for edge in facts.holdings.of(party) if not facts.is_public_authority(edge.owner)]
            share = sum(edge.claim.share.least for edge in private if edge.claim.share)
            if facts.records.party_type(party) == "company" and share >= 50:
                words = (("owner", facts.records.party_name(party)),)
                found.append(Support((link, *support.claims, *(edge.stated for edge in private)), (party,), words))
    return found


def nothing_found_in_registers(facts: Facts) -> list[Support]:
    """The registers named were searched on the day named, and hold no owner."""
    found = []
    for searched in facts.of_body("searched"):
        claim = searched.claims[0].claim
        if isinstance(claim, Searched) and claim.facet == "ownership" and claim.result == "none-found":
            found.append(Support(searched.claims, (), (("where", claim.where), ("on", str(claim.on)))))
    return found


def no_owner_named(facts: Facts) -> list[Support]:
    """The publisher's record says that no owner was found."""
    return [
        Support((stated,))
        for publisher in facts.publishers
        for stated in facts.of_party(publisher, "ownership")
        if isinstance(stated.claim, Ownership) and stated.claim.unspecified == "not-found"
    ]


def _funding(facts: Facts, categories: frozenset[str]) -> Iterator[tuple[Support, Funding]]:
    for support in facts.of_body("funding"):
        claim = support.claims[0].claim
        if isinstance(claim, Funding) and claim.category in categories:
            yield support, claim


def funded_by(*categories: str) -> Condition:
    """{categories} make up at least a substantial part (20 %) of the money of the stated period."""

    def funded(facts: Facts) -> list[Support]:
        found = []
        for support, claim in _funding(facts, frozenset(categories)):
            if level := _LEVEL_WORDS.get(claim.level):
                period = f", {claim.period}" if claim.period else ""
                by = (claim.funder,) if claim.funder else ()
                found.append(Support(support.claims, by, (("level", f"{level}{period}"),)))
        return sorted(found, key=lambda support: list(_LEVEL_WORDS.values()).index(dict(support.words)["level"].split(",")[0]))

    funded.__doc__ = f"Money of the category {' or '.join(categories)} is at least 20 % of the stated period's."
    return funded
