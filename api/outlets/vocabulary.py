"""The closed vocabularies under `data/vocabulary/`: states, assessors' schemes, labels and their texts."""

from typing import Literal

from pydantic import Field

from api.outlets.claims import Facet, Slug, Strict, Text


class State(Strict):
    """A state, or a territory with an authority of its own: `name` as readers know it, `formal` as it calls itself."""

    name: Text
    formal: Text


class SchemeValue(Strict):
    """What a scheme's value says on each axis; an axis it does not speak of is absent."""

    means: Text
    editorial: Literal["controlled", "independent"] | None = None
    governance: Literal["controlled", "independent"] | None = None
    funding: Literal["state-majority", "not-state-majority"] | None = None
    ownership: Literal["private"] | None = None


class Scheme(Strict):
    """A published classification by an outside assessor."""

    assessor: Text
    url: Text
    values: dict[str, SchemeValue]


class LabelText(Strict):
    """A label: its facet, its place in the order shown, its icon, the rule in plain words, and the words readers see."""

    facet: Facet
    order: int
    icon: Slug
    means: Text
    words: dict[str, Text] = Field(default_factory=dict)


class Vocabulary(Strict):
    states: dict[str, State]
    schemes: dict[Slug, Scheme]
    labels: dict[Slug, LabelText]
