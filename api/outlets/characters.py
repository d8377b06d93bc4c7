"""The character table both engines read, and the tokeniser that reads it.

Regular expression classes and case folding differ between Python and JavaScript, so neither engine uses its own: Python's
`unicodedata` writes this table once, when the list is compiled, and it travels in the published list as `characters`.
"""

import re
import unicodedata
from collections.abc import Iterable
from functools import cache
from typing import Any, NamedTuple

_FULL_WIDTH = range(0xFF01, 0xFF5F)
_FULL_WIDTH_OFFSET = 0xFEE0
_ZERO_WIDTH_SPACE = 0x200B
# scripts written without spaces between words, and Hangul, whose particles follow the name without one
_UNSPACED = (
    "CJK UNIFIED", "CJK COMPATIBILITY IDEOGRAPH", "IDEOGRAPHIC", "HIRAGANA", "KATAKANA", "HALFWIDTH KATAKANA", "HENTAIGANA",
    "BOPOMOFO", "HANGUL SYLLABLE", "THAI ", "LAO ", "KHMER ", "MYANMAR ", "YI SYLLABLE", "TANGUT", "NUSHU",
)  # fmt: skip
_PUNCTUATION = {
    "'": "\u2018\u2019\u201a\u201b\u2032\u2039\u203a`\u00b4",
    '"': "\u201c\u201d\u201e\u201f\u2033\u00ab\u00bb",
    "-": "\u2010\u2011\ufe63",
    "\u2014": "\u2012\u2013\u2015\u2212\u2e3a\u2e3b\ufe58",
}
# Turkish tells dotted from dotless i; names are compared without
_LETTERS = {"i": "\u0130\u0131"}
_FOLDED = {char: plain for group in (_PUNCTUATION, _LETTERS) for plain, variants in group.items() for char in variants}


@cache
def table() -> dict[str, Any]:
    """The character table, the same for every call on one Python; do not change what it returns.

    Returns `{unicode, word, single, mark, space, ignore, fold}`: the first is a version, `fold` a flat list of runs
    `first, last, step, offset`, the others flat lists of inclusive ranges `first, last`; all numbers are code points.
    """
    assigned = [
        (point, char, category)
        for point, char in ((point, chr(point)) for point in range(0x110000))
        if (category := unicodedata.category(char)) not in ("Cn", "Co", "Cs")
    ]
    return {
        "unicode": unicodedata.unidata_version,
        "word": _ranges(point for point, _, category in assigned if category[0] in "LMN"),
        "single": _ranges(point for point, char, category in assigned if _is_single(char, category)),
        "mark": _ranges(point for point, _, category in assigned if category[0] == "M"),
        "space": _ranges(point for point, _, category in assigned if _is_space(point, category)),
        "ignore": _ranges(point for point, _, category in assigned if category == "Cf" and not _is_space(point, category)),
        "fold": _fold_runs([(point, ord(_fold_one(char)) - point) for point, char, _ in assigned]),
    }


def _is_single(char: str, category: str) -> bool:
    return (category[0] == "L" or category == "Nl") and unicodedata.name(char, "").startswith(_UNSPACED)


def _is_space(point: int, category: str) -> bool:
    return category in ("Zs", "Zl", "Zp", "Cc") or point == _ZERO_WIDTH_SPACE


def _ranges(points: Iterable[int]) -> list[int]:
    """Ascending code points as a flat list of inclusive ranges."""
    found: list[int] = []
    for point in points:
        if found and found[-1] == point - 1:
            found[-1] = point
        else:
            found += [point, point]
    return found


def _fold_one(char: str) -> str:
    """The one code point that `char` is compared as."""
    if char in _FOLDED:
        return _FOLDED[char]
    if ord(char) in _FULL_WIDTH:
        return _fold_one(chr(ord(char) - _FULL_WIDTH_OFFSET))
    return next((folded for folded in (char.casefold(), char.lower()) if len(folded) == 1), char)


def _fold_runs(moves: list[tuple[int, int]]) -> list[int]:
    """Runs of evenly spaced code points that move by one offset (capital and small letters often alternate)."""
    runs: list[list[int]] = []
    for point, offset in moves:
        if not offset:
            continue
        if runs and runs[-1][3] == offset:
            first, last, step, _ = runs[-1]
            if point - last in ((1, 2) if first == last else (step,)):
                runs[-1][1:3] = [point, point - last]
                continue
        runs.append([point, point, 1, offset])
    return [number for run in runs for number in run]


class Tokens(NamedTuple):
    """A text's tokens: folded words and signs, their code point spans, and whether no white space stands before each."""

    words: list[str]
    spans: list[tuple[int, int]]
    glued: list[bool]


class Characters:
    """Tokenises and folds by a character table."""

    def __init__(self, document: dict[str, Any]) -> None:
        words, singles = _pairs(document["word"]), _pairs(document["single"])
        ignored = _pairs(document["ignore"])
        spaces = _pairs(document["space"])
        joined = _Class(_without(words, singles) + ignored)
        word = _Class(_without(words, singles))
        single, mark = _Class(singles), _Class(_pairs(document["mark"]) + ignored)
        # white space and ignored characters are no tokens; every other character that is no letter or number is one
        self._token = re.compile(
            f"(?:{word.one}){joined.many}|(?:{single.one}){mark.many}|[^{_escape(spaces + ignored)}]", re.DOTALL
        )
        self._spaced = re.compile(f"[{_escape(spaces)}]")
        self._is_word = re.compile(f"{word.one}|{single.one}")
        self._is_run = re.compile(word.one)
        self._map: dict[int, int | None] = {point: None for first, last in ignored for point in range(first, last + 1)}
        self._drop = dict(self._map)
        fold = document["fold"]
        for first, last, step, offset in zip(fold[::4], fold[1::4], fold[2::4], fold[3::4], strict=True):
            self._map.update((point, point + offset) for point in range(first, last + 1, step))
        self._small = {char for char in map(chr, filter(None, self._map.values())) if char > "9" and self.is_word(char)}
        self._folded = _Folded(self._map)
        # most English text: folding first, all at once, is faster and the same, for no ASCII character is ignored or composed
        self._ascii_fold = {point: to for point, to in self._map.items() if point < 0x80}
        letters = "".join(re.escape(chr(point)) for point in range(0x80) if self.is_word(chr(point)))
        blank = "".join(re.escape(chr(point)) for point in range(0x80) if self._spaced.match(chr(point)))
        self._ascii_token = re.compile(f"[{letters}]+|[^{blank}]")

    def words(self, text: str) -> list[str]:
        """The folded tokens alone: a fraction of the cost of `tokens`."""
        if text.isascii():
            return self._ascii_token.findall(text.translate(self._ascii_fold))
        folded = self._folded
        return [folded[token] for token in self._token.findall(text)]

    def tokens(self, text: str) -> Tokens:
        """The tokens with their places in `text`."""
        words, spans, glued = [], [], []
        before = 0
        for match in self._token.finditer(text):
            start, end = match.span()
            words.append(self._folded[match[0]])
            spans.append((start, end))
            glued.append(before > 0 and (start == before or not self._spaced.search(text, before, start)))
            before = end
        return Tokens(words, spans, glued)

    def exact(self, token: str) -> str:
        """The token with its case kept, as names of match mode `context` are compared; signs are folded all the same."""
        if self.is_word(token):
            return unicodedata.normalize("NFC", token).translate(self._drop)
        return self._folded[token]

    def is_word(self, token: str) -> bool:
        """Whether the token is of letters and numbers rather than a sign."""
        return bool(self._is_word.match(token))

    def is_run(self, token: str) -> bool:
        """Whether the token is a word of a script that sets words apart: its neighbours then belong to it or do not."""
        return bool(self._is_run.match(token))

    def is_small(self, char: str) -> bool:
        """Whether the character is a small letter that has a capital."""
        return char in self._small


class _Folded(dict[str, str]):
    """Folded forms by token; bounded, since pages choose the tokens."""

    _MOST = 50_000

    def __init__(self, mapping: dict[int, int | None]) -> None:
        super().__init__()
        self._mapping = mapping

    def __missing__(self, token: str) -> str:
        folded = unicodedata.normalize("NFC", token).translate(self._mapping)
        if len(self) >= self._MOST:
            self.clear()
        self[token] = folded
        return folded


class _Class:
    """Regular expressions for one character, and for many, of a set of ranges.

    `re` looks characters of the basic plane up in a bit map but walks ranges beyond it one by one, also for every
    character that is not in the set: those stand behind a look at the plane.
    """

    def __init__(self, ranges: list[tuple[int, int]]) -> None:
        near = _escape([(first, min(last, 0xFFFF)) for first, last in ranges if first <= 0xFFFF])
        far = _escape([(max(first, 0x10000), last) for first, last in ranges if last > 0xFFFF])
        beyond = f"[\U00010000-\U0010ffff](?<=[{far}])" if far else ""
        self.one = f"[{near}]" + (f"|{beyond}" if far else "")
        self.many = f"[{near}]*" + (f"(?:{beyond}[{near}]*)*" if far else "")


def _pairs(flat: list[int]) -> list[tuple[int, int]]:
    return list(zip(flat[::2], flat[1::2], strict=True))


def _without(ranges: list[tuple[int, int]], removed: list[tuple[int, int]]) -> list[tuple[int, int]]:
    left = {point for first, last in ranges for point in range(first, last + 1)}
    left -= {point for first, last in removed for point in range(first, last + 1)}
    found: list[tuple[int, int]] = []
    for point in sorted(left):
        if found and found[-1][1] == point - 1:
            found[-1] = (found[-1][0], point)
        else:
            found.append((point, point))
    return found


def _escape(ranges: list[tuple[int, int]]) -> str:
    return "".join(f"{re.escape(chr(first))}-{re.escape(chr(last))}" for first, last in ranges)
