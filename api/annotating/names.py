"""Names of listed outlets in text, found by a trie of their words, at a cost that does not grow with the number of names."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from api.outlets.characters import Characters, Tokens

# a name joined by one of these to a further word is a part of that word, host, handle or address
JOINS = frozenset("@#/._-&")
HANDLES = frozenset("@#")
# how many glued tokens beside a slash are looked at for signs of an address
FAR = 8


@dataclass(frozen=True)
class Name:
    """A listed name. Mode `never` is no outlet's: it keeps a shorter name inside it from being found."""

    outlet: str
    mode: str
    words: tuple[str, ...]
    exact: tuple[str, ...]
    glued: tuple[bool, ...]


@dataclass(frozen=True)
class Mention:
    """The tokens from `start` to `end` (exclusive) are the name of these outlets."""

    start: int
    end: int
    names: tuple[Name, ...]

    @property
    def outlets(self) -> list[str]:
        return sorted({name.outlet for name in self.names if name.mode != "never"})

    def strong(self, outlet: str) -> bool:
        """Whether nothing else has this name of the outlet's."""
        return any(name.outlet == outlet and name.mode == "strong" for name in self.names)


class Names:
    """The names of one list."""

    def __init__(self, rows: Iterable[Mapping[str, Any]], characters: Characters) -> None:
        self._characters = characters
        # word → next words; the key "" holds the names that end here (no token is empty)
        self._trie: dict[str, Any] = {}
        for row in rows:
            tokens = characters.tokens(row["text"])
            exact = tuple(characters.exact(row["text"][start:end]) for start, end in tokens.spans)
            name = Name(row["outlet"], row["match"], tuple(tokens.words), exact, tuple(tokens.glued[1:]))
            node = self._trie
            for word in name.words:
                node = node.setdefault(word, {})
            if name.words:
                node.setdefault("", []).append(name)

    def may_hold(self, words: list[str]) -> bool:
        """Whether some name's words stand in `words`: the quick look before offsets, case and signs are compared."""
        for place, word in enumerate(words):
            node = self._trie.get(word)
            if node is not None and ("" in node or any(True for _ in self._ends(words, place))):
                return True
        return False

    def whole(self, text: str) -> list[Name]:
        """The names that are the whole text, in their own case where they are of mode `context`."""
        tokens = self._characters.tokens(text)
        found = list(self._ends(tokens.words, 0))
        if not found or found[-1][0] != len(tokens.words):
            return []
        return [name for name in found[-1][1] if name.mode != "never" and self._agrees(name, text, tokens, 0)]

    def mentions(self, text: str, tokens: Tokens) -> list[Mention]:
        """Names in the text, leftmost and then longest, without overlap."""
        found: list[Mention] = []
        place = 0
        while place < len(tokens.words):
            mention = self._longest(text, tokens, place)
            if mention is not None:
                if mention.outlets:
                    found.append(mention)
                place = mention.end
            else:
                place += 1
        return found

    def _longest(self, text: str, tokens: Tokens, place: int) -> Mention | None:
        best: Mention | None = None
        if tokens.words[place] in self._trie and not self._joined_before(tokens, place):
            for end, names in self._ends(tokens.words, place):
                fitting = tuple(name for name in names if self._agrees(name, text, tokens, place))
                if fitting and not self._joined_after(tokens, end) and not self._between_slashes(tokens, place, end):
                    best = Mention(place, end, fitting)
        return best

    def _ends(self, words: list[str], place: int) -> Iterator[tuple[int, list[Name]]]:
        node = self._trie
        for end in range(place, len(words)):
            node = node.get(words[end])  # type: ignore[assignment]
            if node is None:
                return
            if "" in node:
                yield end + 1, node[""]

    def _agrees(self, name: Name, text: str, tokens: Tokens, place: int) -> bool:
        end = place + len(name.words)
        if tuple(tokens.glued[place + 1 : end]) != name.glued:
            return False
        if name.mode != "context":
            return True
        spans = tokens.spans[place:end]
        return all(self._characters.exact(text[start:stop]) == word for (start, stop), word in zip(spans, name.exact, strict=True))

    def _joined_before(self, tokens: Tokens, place: int) -> bool:
        """Whether what stands glued before makes the name a part of something else: a handle, a host, a path, a compound."""
        words, glued = tokens.words, tokens.glued
        if place == 0 or not glued[place] or words[place - 1] not in JOINS:
            return False
        if words[place - 1] in HANDLES:
            return True
        if place == 1 or not glued[place - 1]:
            return False
        if words[place - 1] != "/":
            return self._characters.is_run(words[place - 2])
        first = place - 2
        while first > 0 and glued[first] and first > place - FAR:
            first -= 1
        return self._is_path(tokens, first, place - 1)

    def _joined_after(self, tokens: Tokens, end: int) -> bool:
        words, glued = tokens.words, tokens.glued
        if end + 1 >= len(words) or not glued[end] or words[end] not in JOINS or not glued[end + 1]:
            return False
        if words[end] != "/":
            return self._characters.is_run(words[end + 1])
        last = end + 1
        while last < len(words) and glued[last] and last < end + FAR:
            last += 1
        return self._is_path(tokens, end + 1, last)

    def _between_slashes(self, tokens: Tokens, place: int, end: int) -> bool:
        """Whether the name is one step of a path; "/TASS/" alone between its slashes is none."""
        words, glued = tokens.words, tokens.glued
        if place == 0 or end == len(words) or not (glued[place] and glued[end] and words[place - 1] == words[end] == "/"):
            return False
        before = place > 1 and glued[place - 1] and self._characters.is_word(words[place - 2])
        after = end + 1 < len(words) and glued[end + 1] and self._characters.is_word(words[end + 1])
        return before or after

    def _is_path(self, tokens: Tokens, first: int, end: int) -> bool:
        """Whether these glued tokens beside a slash are of an address: a dot within, or another slash. "dpa/lhe" are none."""
        words = tokens.words
        return any(words[at] == "/" or (words[at] == "." and at + 1 < end) for at in range(first, end))
