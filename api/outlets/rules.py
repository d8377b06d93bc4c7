"""The rules, as a table: a label is given where every condition it needs is established. `docs/labels.md` is made from it."""

from dataclasses import dataclass
from typing import Literal

from api.outlets import conditions as when
from api.outlets.conditions import Condition, funded_by, ownerless_top, top_of_type

# How a label stands: by the finding's own rule, or `by-basis`: established where no claim lacks a primary or second source.
Standing = Literal["established", "assessed", "disputed", "by-basis"]


@dataclass(frozen=True)
class Rule:
    """`label` where all of `needs` are established and not all of `unless` are."""

    label: str
    needs: tuple[Condition, ...]
    unless: tuple[Condition, ...] = ()
    standing: Standing = "by-basis"
    # which of the label's words are shown; by default those of its status
    words: str = ""


_INDEPENDENT_BY_LAW = (when.public_remit, when.independence_in_law)

# One control label is shown: the first rule that applies.
CONTROL = (
    Rule("state-directed-private", (when.found_directed_twice, when.private_controller), standing="established"),
    Rule("state-directed-private", (when.found_directed, when.private_controller), standing="assessed"),
    Rule("state-controlled", (when.directed_by_authority,), standing="established"),
    Rule("state-controlled", (when.found_controlled_twice,), unless=_INDEPENDENT_BY_LAW, standing="established"),
    Rule("state-controlled", (when.found_controlled_twice,), standing="assessed"),
    Rule("state-controlled", (when.found_controlled,), unless=_INDEPENDENT_BY_LAW, standing="assessed"),
    Rule("public-service", (*_INDEPENDENT_BY_LAW, when.found_controlled), standing="disputed"),
    Rule("public-service", (*_INDEPENDENT_BY_LAW, when.found_independent), standing="established"),
    Rule("state-linked", (when.majority_state_money, *_INDEPENDENT_BY_LAW), words="independent-by-law"),
    Rule("state-linked", (when.majority_state_money,)),
    Rule("state-linked", (when.state_governance, *_INDEPENDENT_BY_LAW), words="independent-by-law"),
    Rule("state-linked", (when.state_governance,)),
)

# Of the other facets every label that applies is shown.
OWNERSHIP = (
    Rule("state-owned", (when.state_owns_publisher,)),
    Rule("public-body", (top_of_type("statutory-corporation", "public-university"),), unless=(when.state_controls_publisher,)),
    Rule("listed-company", (when.listed_in_chain,)),
    Rule("private-company", (when.known_private_holders,), unless=(when.listed_in_chain,)),
    Rule("individual-owner", (top_of_type("person"),)),
    Rule("family-owned", (top_of_type("family"),)),
    Rule("investment-fund", (top_of_type("investment-fund"),)),
    Rule("nonprofit", (ownerless_top("nonprofit"),)),
    Rule("trust-owned", (ownerless_top("trust"),)),
    Rule("employee-owned", (top_of_type("employee-body"),)),
    Rule("cooperative", (top_of_type("cooperative"),)),
    Rule("party-owned", (top_of_type("political-party", "party-foundation"),)),
    Rule("church-owned", (top_of_type("religious-body"),)),
    Rule("no-published-owner", (when.nothing_found_in_registers, when.no_owner_named)),
)

FUNDING = (
    Rule("state-budget", (funded_by("appropriation", "direct-subsidy", "public-contract"),)),
    Rule("licence-fee", (funded_by("licence-fee"),)),
    Rule("state-advertising", (funded_by("state-advertising"),)),
    Rule("advertising", (funded_by("advertising"),)),
    Rule("reader-funded", (funded_by("subscriptions"),)),
    Rule("foundation-funded", (funded_by("philanthropy", "endowment"),)),
    Rule("donation-funded", (funded_by("small-donations"),)),
    Rule("government-grants", (funded_by("government-grant"),)),
    Rule("owner-subsidised", (funded_by("owner-subsidy"),)),
)
