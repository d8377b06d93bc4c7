"""Claims in use: a claim with its holder and sources, and sets of claims that together support a label."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from api.outlets.claims import AnyClaim, Assessment
from api.outlets.dates import Day
from api.outlets.model import Source

# A document that makes the thing so, or the body's own filing or word about itself; the others report.
PRIMARY = frozenset({"register", "law", "filing", "self"})


@dataclass(frozen=True)
class Stated:
    """A claim where it stands. `holder` is `outlet:<id>` or `party:<id>`."""

    holder: str
    claim: AnyClaim = field(compare=False)
    sources: tuple[Source, ...] = field(compare=False)
    ref: str

    @classmethod
    def of(cls, holder: str, claim: AnyClaim, sources: dict[str, Source]) -> "Stated":
        cited = tuple(sources[each.ref] for each in claim.sources if each.ref in sources)
        return cls(holder, claim, cited, f"{holder}#{claim.id}")

    @property
    def checked(self) -> bool:
        return self.claim.checked is not None

    @property
    def assessor(self) -> str:
        """Who found it, as one voice: a scheme, one investigation or dataset, or the publisher of the source. What an assessor
        says besides the value of its scheme is the same voice: both are named as ids are."""
        if isinstance(self.claim, Assessment):
            return self.claim.scheme
        first = self.sources[0] if self.sources else None
        return (first.origin or re.sub(r"[^a-z0-9]+", "-", first.publisher.lower()).strip("-")) if first else self.ref

    @property
    def firm(self) -> bool:
        """Whether it needs no second voice: a primary document, or reports of two publishers that are independent."""
        return self.claim.basis in PRIMARY or len({source.origin or source.publisher for source in self.sources}) > 1

    @property
    def confirmed(self) -> Day:
        """The last day of which a source says it: for the words "last confirmed"."""
        days = [date.latest for date in (self.claim.as_of, self.claim.from_) if date]
        days += [date.latest for source in self.sources if (date := source.date or source.accessed)]
        return max(days, default=Day.min)


@dataclass(frozen=True)
class Support:
    """Claims that together suffice. `by` are the parties the label names; `words` fills its text."""

    claims: tuple[Stated, ...]
    by: tuple[str, ...] = ()
    words: tuple[tuple[str, str], ...] = ()

    def __and__(self, other: "Support") -> "Support":
        return Support(
            tuple(dict.fromkeys(self.claims + other.claims)),
            tuple(dict.fromkeys(self.by + other.by)),
            tuple(dict(self.words + other.words).items()),
        )

    @property
    def checked(self) -> bool:
        return all(stated.checked for stated in self.claims)

    @property
    def primary(self) -> bool:
        return all(stated.claim.basis in PRIMARY for stated in self.claims)

    @property
    def firm(self) -> bool:
        return all(stated.firm for stated in self.claims)


def every(supports: Iterable[Iterable[Support]]) -> list[Support]:
    """All ways to take one support of each: what a rule that needs all of several conditions rests on."""
    combined = [Support(())]
    for choices in supports:
        combined = [left & right for left in combined for right in choices]
    return combined
