"""The list's wordings, ready to be looked for in a page's blocks."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from api.annotating.blocks import Block
from api.annotating.patterns import Match, Part, compile_part, match_at

# a newer list may have kinds that this version does not know how to show: it leaves them out
KINDS = frozenset(("phrase", "dateline", "credit", "disclosure", "notice"))
# how many blocks of the article at its end, with the notes that follow, are its close; how many blocks are its head, where
# datelines stand: further down the same words are those of a list of items
LAST_BLOCKS = 3
FIRST_BLOCKS = 8
# signs that may stand before the first word of a block whose start is looked at
MOST_SIGNS = 3
MOST_MATCHES = 20
# how far before a wording a word that turns its sense around is looked for
TURNS_WITHIN = 4
FALLBACK = "en"


@dataclass(frozen=True)
class Wording:
    """One rule of the list."""

    rule: Mapping[str, Any]
    parts: tuple[Part, ...]
    unless: frozenset[str]

    @property
    def from_start(self) -> bool:
        return self.rule["position"] in ("start", "block")

    @property
    def to_end(self) -> bool:
        return self.rule["position"] in ("end", "block")


class Wordings:
    """All rules of one list, by language."""

    def __init__(self, rules: Iterable[Mapping[str, Any]]) -> None:
        self._all = [_compile(rule) for rule in rules if rule["kind"] in KINDS]
        self._spoken = {wording.rule["language"] for wording in self._all}
        self._sets: dict[str, WordingSet] = {}

    def of(self, language: str | None) -> "WordingSet":
        """The rules for a page that declares this language: its own, because what is a dateline in one language is a plain
        aside in another; of a language without rules the English ones, and all where none is declared."""
        declared = (language or "").replace("_", "-").partition("-")[0].lower()
        key = declared if declared in self._spoken or not declared else FALLBACK
        if key not in self._sets:
            self._sets[key] = WordingSet(each for each in self._all if not key or each.rule["language"] == key)
        return self._sets[key]


class WordingSet:
    """The rules for one page, by a word that each needs."""

    def __init__(self, wordings: Iterable[Wording]) -> None:
        self._wordings = list(wordings)
        self._by_word: dict[str, list[int]] = {}
        self._always: list[int] = []
        for number, wording in enumerate(self._wordings):
            needs = [need for part in wording.parts for need in part.needs]
            if needs:
                for word in min(needs, key=len):
                    self._by_word.setdefault(word, []).append(number)
            else:
                self._always.append(number)

    def matches(self, block: Block, before: int, after: int) -> Iterator[tuple[Wording, list[Match]]]:
        """Each wording that the block holds, with its matches; so many blocks that count stand before and after it."""
        words = block.word_places.keys()
        for wording in self._possible(words):
            if not _applies(wording.rule, block.zone, before, after):
                continue
            if any(need.isdisjoint(words) for part in wording.parts for need in part.needs):
                continue
            found = [_matches(wording, part, block) for part in wording.parts]
            if all(found):
                yield wording, [match for matches in found for match in matches]

    def _possible(self, words: Iterable[str]) -> list[Wording]:
        """The wordings, in their order, of which one needed word is there."""
        numbers = {number for word in words for number in self._by_word.get(word, ())}
        return [self._wordings[number] for number in sorted(numbers.union(self._always))]


def _compile(rule: Mapping[str, Any]) -> Wording:
    unless = frozenset(rule["pattern"]["unless"])
    return Wording(rule, tuple(compile_part(part, unless) for part in rule["pattern"]["parts"]), unless)


def _applies(rule: Mapping[str, Any], zone: str, before: int, after: int) -> bool:
    if zone not in rule["zones"]:
        return False
    head, close = before < FIRST_BLOCKS, after < LAST_BLOCKS
    if rule["kind"] == "dateline":
        return head
    if rule["position"] == "last":
        return close
    return head or close or rule["kind"] != "credit"


def _starts(wording: Wording, part: Part, block: Block) -> Sequence[int]:
    """The tokens at which a match can begin, in order."""
    if wording.from_start:
        most = min(MOST_SIGNS, len(block.words) - 1)
        first_word = next((at for at in range(most + 1) if not block.only_signs(at, at + 1)), most)
        return range(first_word + 1)
    found = {place for word in part.first_words for place in block.word_places.get(word, ())}
    return sorted(found.union(block.slot_places) if part.first_slot else found)


def _matches(wording: Wording, part: Part, block: Block) -> list[Match]:
    """Matches of one part from left to right, none inside another."""

    def ends_well(end: int) -> bool:
        return not wording.to_end or block.only_signs(end, len(block.words))

    found: list[Match] = []
    free = 0
    for start in _starts(wording, part, block):
        if start < free or _turned(wording, block, start):
            continue
        match = match_at(part, block, start, ends_well)
        if match is not None and not block.is_quoted(start):
            found.append(match)
            free = match.end
        if len(found) == MOST_MATCHES or (found and wording.from_start):
            break
    return found


def _turned(wording: Wording, block: Block, start: int) -> bool:
    """Whether a word shortly before, in the same sentence, turns the sense of the wording around."""
    if not wording.unless:
        return False
    first = max(block.sentence(start, start + 1)[0], start - TURNS_WITHIN)
    return not wording.unless.isdisjoint(block.words[first:start])
