"""A page's evidence together with what the list says of its addresses."""

from collections.abc import Mapping, Sequence
from datetime import date
from functools import cached_property
from typing import Any

from api.annotating.blocks import Block, Link
from api.annotating.index import Index
from api.errors import BadAddress
from api.outlets.addresses import plain_host
from api.outlets.resolver import Resolution

ATTRIBUTING_ZONES = frozenset(("article", "note"))
NAMING_ZONES = frozenset(("article", "note", "quote", "caption"))


class Page:
    """One visit: the page's evidence, the list, and the day. Raises BadAddress where the page has no page's address."""

    def __init__(self, evidence: Mapping[str, Any], index: Index, today: date) -> None:
        self.evidence = evidence
        self.index = index
        self.resolved: Resolution = index.resolve(evidence["url"], today)
        self.day = self.resolved.captured or today
        self._outlets: dict[str, str | None] = {}
        self._undivided: dict[str, bool] = {}

    @property
    def publisher(self) -> str | None:
        return self.resolved.outlet

    def outlet_of(self, href: str | None) -> str | None:
        """The outlet whose address this is on the day of the visit; None for unlisted and unreadable ones."""
        if href is None:
            return None
        host = plain_host(href)
        if host is not None and self.index.resolver.is_foreign(host):
            return None
        key = self._key(href, host)
        if key not in self._outlets:
            try:
                self._outlets[key] = self.index.resolve(href, self.day).outlet
            except BadAddress:
                self._outlets[key] = None
        return self._outlets[key]

    def _key(self, href: str, host: str | None) -> str:
        """The part of an address that decides whose it is: of most links the host, and a page links few hosts."""
        if host is None:
            return href
        if host not in self._undivided:
            self._undivided[host] = self.index.resolver.is_undivided(host)
        return host if self._undivided[host] else href

    @cached_property
    def blocks(self) -> Sequence[Block]:
        """Blocks that name a listed outlet or link another than the page's. The rest attribute nothing."""
        names, characters = self.index.names, self.index.characters
        found = []
        for number, block in enumerate(self.evidence["blocks"]):
            links = tuple(
                Link(link["href"], link["start"], link["end"], outlet)
                for link in block["links"]
                # a link within the page's own outlet says nothing: the agency in a byline often leads to the site's own list
                if (outlet := self.outlet_of(link["href"])) and outlet != self.publisher
            )
            if links or (block["zone"] in NAMING_ZONES and names.may_hold(characters.words(block["text"]))):
                found.append(Block(number, block["zone"], block["text"], links, names, characters))
        return found

    @cached_property
    def after(self) -> Mapping[int, int]:
        """How many blocks of the article come after each block that can attribute, by its number."""
        found: dict[int, int] = {}
        article = 0
        for number, block in reversed(list(enumerate(self.evidence["blocks"]))):
            if block["zone"] in ATTRIBUTING_ZONES:
                found[number] = article
                article += block["zone"] == "article"
        return found

    @cached_property
    def before(self) -> Mapping[int, int]:
        """How many blocks that can attribute come before each of them."""
        return {number: place for place, number in enumerate(sorted(self.after))}
