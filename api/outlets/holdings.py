"""Who controls whom through holdings, on one day: majorities summed over everything a party controls, to a fixpoint."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from api.outlets.claims import Ownership
from api.outlets.support import Stated, Support

# Interests that carry votes when nothing more precise is stated (BODS 0.4: votingRights, shareholding).
_VOTING = ("votingRights", "shareholding")


@dataclass(frozen=True)
class Holding:
    """One ownership claim as an edge: `owner` holds in `held`."""

    owner: str
    held: str
    stated: Stated
    claim: Ownership = field(compare=False)


class Holdings:
    """The holdings that hold on one day in one world."""

    def __init__(self, holdings: Iterable[Holding]) -> None:
        self._by_held: dict[str, list[Holding]] = {}
        for holding in holdings:
            self._by_held.setdefault(holding.held, []).append(holding)

    def of(self, party: str) -> list[Holding]:
        """What is held in `party`, as recorded."""
        return self._by_held.get(party, [])

    def upward(self, party: str) -> Iterator[Holding]:
        """Every holding from `party` to its ultimate owners, nearest first, each once."""
        seen, level = {party}, [party]
        while level:
            edges = [edge for held in level for edge in self.of(held)]
            yield from edges
            level = list(dict.fromkeys(edge.owner for edge in edges if edge.owner not in seen))
            seen.update(level)

    def controlled_by(self, owner: str) -> dict[str, Support]:
        """Every party that `owner` controls, alone or through what it controls, with the claims that show it.

        A controls B where a source names control (`controlling: yes`), or where A and all that A controls surely hold
        over 50 % of B's votes. `founder` and `member` carry no votes, so alone they never control.
        """
        controlled: dict[str, Support] = {owner: Support((), (owner,))}
        grew = True
        while grew:
            grew = False
            for held, edges in self._by_held.items():
                if held not in controlled and (support := _control(edges, controlled)):
                    controlled[held] = support
                    grew = True
        del controlled[owner]
        return controlled

    def controllers(self, party: str) -> dict[str, Support]:
        """Every party that controls `party`, nearest first, with the claims that show it."""
        owners = dict.fromkeys(edge.owner for edge in self.upward(party) if edge.owner != party)
        found = ((owner, self.controlled_by(owner).get(party)) for owner in owners)
        return {owner: support for owner, support in found if support}

    def ultimate(self, party: str) -> dict[str, Support]:
        """The controllers of `party` that nobody outside their own circle controls."""
        controllers = self.controllers(party)
        tops = {}
        for owner, support in controllers.items():
            above = self.controllers(owner)
            if all(owner in self.controllers(other) for other in above):
                tops[owner] = support
        return tops


# what gives a say without being a share: who appoints a board or acts as trustee controls, and does not own
INFLUENCE = frozenset({
    "appointmentOfBoard", "otherInfluenceOrControl", "seniorManagingOfficial", "trustee", "protector", "boardMember", "boardChair",
    "rightsGrantedByContract", "conditionalRightsGrantedByContract", "nominee", "nominator", "founder", "member",
})  # fmt: skip


def _control(edges: list[Holding], controlled: dict[str, Support]) -> Support | None:
    """The claims by which parties already `controlled` control the party these edges lead to; None if they do not surely."""
    held = [edge for edge in edges if edge.owner in controlled and edge.claim.controlling != "no"]
    for edge in sorted(held, key=lambda edge: edge.claim.interest in INFLUENCE):
        if edge.claim.controlling == "yes":
            return _with_path([edge], controlled)
    used: list[Holding] = []
    votes = 0.0
    for edge in sorted(_votes(held), key=_least, reverse=True):
        used.append(edge)
        votes += _least(edge)
        if votes > 50:
            return _with_path(used, controlled)
    return None


def _votes(edges: list[Holding]) -> Iterator[Holding]:
    """Of each owner its voting rights, or where only shares are stated its shares; never both added."""
    for owner in dict.fromkeys(edge.owner for edge in edges):
        own = [edge for edge in edges if edge.owner == owner and edge.claim.share]
        for interest in _VOTING:
            if fitting := [edge for edge in own if edge.claim.interest == interest]:
                yield max(fitting, key=_least)
                break


def _least(edge: Holding) -> float:
    return edge.claim.share.least if edge.claim.share else 0.0


def _with_path(edges: list[Holding], controlled: dict[str, Support]) -> Support:
    support = Support(tuple(edge.stated for edge in edges))
    for edge in edges:
        support = support & Support(controlled[edge.owner].claims)
    return support
