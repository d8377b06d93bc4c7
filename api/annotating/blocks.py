"""A block of a page read for attribution: tokens, sentences, listed names and links, and the slots these make."""

from bisect import bisect_left, bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from api.annotating.names import Mention, Names
from api.annotating.patterns import Slot
from api.outlets.characters import Characters, Tokens

_STOPS = frozenset(".!?…。।۔؟｡։።")
# these end a sentence without white space after them
_CLOSED_STOPS = frozenset("。｡")
_CLOSERS = frozenset("\"')]}")
_DIGITS = frozenset("0123456789")


class Link(NamedTuple):
    """A link of a block, and the listed outlet its address is of."""

    href: str
    start: int
    end: int
    outlet: str


@dataclass(eq=False)
class Block:
    """Block `number` of a page. `links` are those to listed outlets."""

    number: int
    zone: str
    text: str
    links: Sequence[Link]
    names: Names
    characters: Characters

    @cached_property
    def tokens(self) -> Tokens:
        return self.characters.tokens(self.text)

    @property
    def words(self) -> Sequence[str]:
        return self.tokens.words

    @cached_property
    def mentions(self) -> list[Mention]:
        return self.names.mentions(self.text, self.tokens)

    @cached_property
    def linked(self) -> frozenset[str]:
        """The outlets that the block links to."""
        return frozenset(link.outlet for link in self.links)

    @cached_property
    def strongly_named(self) -> frozenset[str]:
        """The outlets for which a name stands here that nothing else has."""
        return frozenset(meant for mention in self.mentions if (meant := self.meant(mention)) and mention.strong(meant))

    def meant(self, mention: Mention) -> str | None:
        """The outlet a mention is of: where two share the name, the one that the block links to."""
        outlets = mention.outlets
        if len(outlets) > 1:
            outlets = [outlet for outlet in outlets if outlet in self.linked]
        return outlets[0] if len(outlets) == 1 else None

    def slots(self, at: int) -> Sequence[Slot]:
        """The outlets named or linked from this token on: links first, then the longest."""
        return self._slots.get(at, ())

    @cached_property
    def slot_places(self) -> Sequence[int]:
        """The tokens at which an outlet is named or linked."""
        return sorted(self._slots)

    @cached_property
    def word_places(self) -> Mapping[str, Sequence[int]]:
        """The places of each word and sign."""
        found: dict[str, list[int]] = {}
        for place, word in enumerate(self.words):
            found.setdefault(word, []).append(place)
        return found

    @cached_property
    def _slots(self) -> Mapping[int, list[Slot]]:
        found: dict[int, list[Slot]] = {}
        for link in self.links:
            first = bisect_left(self.tokens.spans, (link.start, link.start))
            end = bisect_right(self.tokens.spans, link.end, key=_end_of)
            if first < end:
                found.setdefault(first, []).append(Slot(end, link.outlet, True, False))
        for mention in self.mentions:
            if outlet := self.meant(mention):
                slot = Slot(mention.end, outlet, False, mention.strong(outlet))
                found.setdefault(mention.start, []).append(slot)
        return {at: sorted(slots, key=lambda slot: (not slot.linked, -slot.end)) for at, slots in found.items()}

    def closes_sentence(self, at: int) -> bool:
        """Whether a sentence ends with this token; what closes quotes and brackets after a stop still belongs to it."""
        return at in self._stops

    @cached_property
    def _stops(self) -> frozenset[int]:
        return frozenset(at for at, word in enumerate(self.words) if word in _STOPS and self._is_stop(at))

    @cached_property
    def _sentence_starts(self) -> list[int]:
        return sorted({0} | {self._after_closers(at + 1) for at in self._stops})

    def _is_stop(self, at: int) -> bool:
        words, glued = self.words, self.tokens.glued
        following = self._after_closers(at + 1)
        if following == len(words) or words[at] in _CLOSED_STOPS:
            return True
        if glued[following]:
            return False
        return words[at] != "." or not (self._is_initial(at) or self._goes_on(following))

    def _after_closers(self, place: int) -> int:
        while place < len(self.words) and self.tokens.glued[place] and self.words[place] in _CLOSERS:
            place += 1
        return place

    def _is_initial(self, at: int) -> bool:
        """Whether the full stop follows one letter, as in "U.S. troops" or "J. Smith"."""
        before = self.words[at - 1] if at > 0 and self.tokens.glued[at] else ""
        return len(before) == 1 and before not in _DIGITS and self.characters.is_word(before)

    def _goes_on(self, place: int) -> bool:
        """Whether the token after a full stop does not begin a sentence, as in "Nov. 22" or "the Corp. said"."""
        char = self.text[self.tokens.spans[place][0]]
        return char in _DIGITS or self.characters.is_small(char)

    def sentence(self, start: int, end: int) -> tuple[int, int]:
        """The tokens of the sentence, or sentences, in which the tokens from `start` to `end` stand."""
        starts = self._sentence_starts
        following = bisect_right(starts, end - 1)
        return starts[bisect_right(starts, start) - 1], starts[following] if following < len(starts) else len(self.words)

    def characters_of(self, start: int, end: int) -> tuple[int, int]:
        """The code points from token `start` to token `end` (exclusive)."""
        return self.tokens.spans[start][0], self.tokens.spans[end - 1][1]

    def is_quoted(self, at: int) -> bool:
        """Whether the token stands inside double quotation marks (an opening one alone quotes all that follows)."""
        return bisect_left(self._quotes, at) % 2 == 1

    @cached_property
    def _quotes(self) -> list[int]:
        return [at for at, word in enumerate(self.words) if word == '"']

    def only_signs(self, start: int, end: int) -> bool:
        """Whether no word stands among these tokens."""
        return not any(self.characters.is_word(word) for word in self.words[start:end])


def _end_of(span: tuple[int, int]) -> int:
    return span[1]
