"""A candidate: what a file says of one outlet, beside what the list says. Kept as a YAML file until somebody has decided."""

from typing import Annotated, Literal

from pydantic import Field

from api.candidates.statements import Kind
from api.outlets.claims import Slug, Strict, Text
from api.outlets.dates import Date
from api.outlets.model import Source

# new: the list says nothing of it; known: it says the same; differs: it says something else
Standing = Literal["new", "known", "differs"]
Decision = Literal["open", "accepted", "rejected"]


class Proposal(Strict):
    """One statement, brought to the list's words: `party` is the id it was taken for, `beside` what the list says of the same."""

    kind: Kind
    value: Text
    standing: Standing
    locator: Text
    party: Slug | None = None
    platform: Text | None = None
    wikidata: Text | None = None
    from_: Annotated[Date | None, Field(alias="from")] = None
    to: Date | None = None
    as_of: Date | None = None
    share: float | None = None
    beside: Text | None = None


class Candidate(Strict):
    """What one file says of one outlet. `outlet` is the one of the list that has its host or its name."""

    id: Slug
    importer: Slug
    name: Text
    outlet: Slug | None = None
    host: Text | None = None
    country: Text | None = None
    kind: Text | None = None
    wikidata: Text | None = None
    source: Source
    proposals: tuple[Proposal, ...] = ()
    leads: tuple[Text, ...] = ()
    decision: Decision = "open"
    decided: Date | None = None
    reason: Text | None = None

    @property
    def changes(self) -> tuple[Proposal, ...]:
        """What would change the list."""
        return tuple(each for each in self.proposals if each.standing != "known")
