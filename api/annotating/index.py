"""A published list, turned once into what annotating looks things up in."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from api.annotating.names import Name, Names
from api.annotating.wordings import Wordings
from api.errors import BadList
from api.outlets.characters import Characters
from api.outlets.resolver import Resolution, Resolver

FORMAT = 1


class Index:
    """The look-up index of one published list (`format` 1, as `docs/published-list.md` describes it). Raises BadList."""

    def __init__(self, document: Mapping[str, Any]) -> None:
        if document.get("format") != FORMAT:
            mend = "update Masthead, or compile the list with this version"
            raise BadList(f"the list has format {document.get('format')}; this version reads {FORMAT}", mend=mend)
        self.document = document
        self.version: int = document["version"]
        self.outlets: Mapping[str, Any] = document["outlets"]
        self.sources: list[Any] = document["sources"]
        # lists of before desks have neither
        self.contested: list[Any] = document.get("contested", [])
        self.replies: list[Any] = document.get("replies", [])
        self.characters = Characters(document["characters"])
        self.names = Names(document["names"], self.characters)
        self.wordings = Wordings(document["rules"])
        self.resolver = Resolver(document)

    def resolve(self, url: str, day: date) -> Resolution:
        """Whose address `url` is on `day`. Raises BadAddress for what is no page's address."""
        return self.resolver.resolve(url, day)

    def resembled(self, url: str) -> str | None:
        """The outlet whose address an unlisted one, out of any wrapper, resembles. Raises BadAddress."""
        return self.resolver.resembled(url)

    def named(self, text: str) -> Name | None:
        """The listed name that is the whole of `text`; None where there is none, or two outlets have it."""
        names = self.names.whole(text)
        if len({name.outlet for name in names}) != 1:
            return None
        return min(names, key=lambda name: name.mode != "strong")

    def related(self, one: str | None, other: str) -> bool:
        """Whether the two are one outlet, one is part of the other, or both of a third."""
        if one is None:
            return False
        ours, theirs = self.outlets[one]["part_of"], self.outlets[other]["part_of"]
        return other in (one, ours) or theirs == one or (ours is not None and ours == theirs)
