"""Wordings by which pages attribute content: the small language of `data/attribution/*.yaml`, read into plain data.

A pattern is a run of words with these forms; it is compared word by word, folded, and is linear in the text because
nothing in it repeats without bound:

    this story              words, in this order; signs too (a backslash before ( ) [ ] { } | makes it the sign itself)
    (by|on [the] site of)   one of the alternatives
    [the]                   may be there or not
    {gap:4}                 up to four words or signs, within the sentence
    {outlet}                a listed outlet's name, or a link to it
    {link}                  a link to a listed outlet
    {number}                digits, as of a year
    {piece}                 the pattern that the file's `words` has under `piece`
    {unless:not|never}      only at the beginning: none of these words in its gaps, nor among the four words before it in
                            the sentence; those under the file's `unless` always count
"""

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any

from api.errors import BadRecord
from api.outlets.characters import Characters, table

KINDS = ("phrase", "dateline", "credit", "disclosure", "notice")
POSITIONS = ("any", "block", "start", "end", "last")
ATTRIBUTING_ZONES = ("article", "note")
LONGEST_GAP = 12
LONGEST_MATCH = 64
DEEPEST = 8

Node = str | dict[str, Any]
Sequence = list[Node]

_SIGN = re.compile(r"\\(.)|\{([^{}]*)\}|([()\[\]{}|])|([^\\()\[\]{}|]+)", re.DOTALL)
_CHOICES: dict[str, tuple[Any, ...]] = {
    "kind": KINDS,
    "position": POSITIONS,
    "relation": ("republished", "sponsored"),
    "extent": ("whole", "part"),
    "confidence": ("strong", "weak"),
    "tier": (0, 1),
}
_FIELDS = {"id", "zones", "pattern", "examples", *_CHOICES}
_DEFAULTS: dict[str, Any] = {"position": "any", "relation": "republished", "extent": "whole", "confidence": "strong", "tier": 0}


def compile_rules(attribution: Mapping[str, Any]) -> list[dict[str, Any]]:
    """The rules of every language's file (by the file's stem), as the published list carries them. Raises BadRecord."""
    return [rule for stem, document in sorted(attribution.items()) for rule in rules(document, f"attribution/{stem}.yaml")]


def rules(document: Any, where: str) -> list[dict[str, Any]]:
    """The rules of one `data/attribution/<language>.yaml` as the published list carries them. Raises BadRecord."""
    if not isinstance(document, dict) or not isinstance(document.get("rules"), list):
        raise BadRecord("no `rules` here", where=where, mend="write `language`, `words` and a list of `rules`")
    words = {name: parse(text, f"{where}: words: {name}", {}, slot=False) for name, text in document.get("words", {}).items()}
    named = {name: pattern["parts"][0] for name, pattern in words.items()}
    found = [_rule(entry, document, f"{where}: rule {number}", named) for number, entry in enumerate(document["rules"], 1)]
    for name, times in Counter(rule["id"] for rule in found).items():
        if times > 1:
            raise BadRecord(f"{times} rules are called '{name}'", where=where, mend="give each its own id")
    return found


def _rule(entry: Any, document: Mapping[str, Any], where: str, named: Mapping[str, Sequence]) -> dict[str, Any]:
    if not isinstance(entry, dict) or "id" not in entry or "kind" not in entry or "pattern" not in entry:
        raise BadRecord("a rule needs an id, a kind and a pattern", where=where, mend="add what is missing")
    where = f"{where} ({entry['id']})"
    if unknown := sorted(set(entry) - _FIELDS):
        raise BadRecord(f"'{unknown[0]}' is no field of a rule", where=where, mend=f"fields are {', '.join(sorted(_FIELDS))}")
    rule = _DEFAULTS | {key: value for key, value in entry.items() if key != "examples"}
    rule |= {"language": document["language"], "zones": list(entry.get("zones", ATTRIBUTING_ZONES))}
    for field, allowed in _CHOICES.items():
        if rule[field] not in allowed:
            raise BadRecord(f"{field} '{rule[field]}'", where=where, mend=f"one of {', '.join(map(str, allowed))}")
    if not set(rule["zones"]) <= set(ATTRIBUTING_ZONES):
        raise BadRecord("a zone that attributes nothing", where=where, mend=f"zones are {', '.join(ATTRIBUTING_ZONES)}")
    rule["pattern"] = parse(entry["pattern"], where, named)
    rule["pattern"]["unless"] = sorted({*rule["pattern"]["unless"], *_folded(document.get("unless", ()), where)})
    if rule["position"] not in ("start", "block") and any(_begins_anyhow(part) for part in rule["pattern"]["parts"]):
        raise BadRecord(
            "the pattern begins with a gap or number", where=where, mend="leave it out, or give position start or block"
        )
    return rule


def _folded(words: Sequence, where: str) -> Iterator[str]:
    for word in words:
        tokens = _characters().words(str(word))
        if len(tokens) != 1:
            raise BadRecord(f"'{word}' under `unless` is not one word", where=where, mend="give each word alone")
        yield tokens[0]


def parse(text: str | list[str], where: str, named: Mapping[str, Sequence] | None = None, *, slot: bool = True) -> dict[str, Any]:
    """A pattern as data: `{"parts": [sequence, ...], "unless": [word, ...]}`; several parts all match, in any order.

    A sequence is a list of words (folded strings) and of `{"any": [sequence, ...]}`, `{"optional": sequence}`,
    `{"gap": most}`, `{"number": true}`, `{"outlet": "name" | "link"}`. Raises BadRecord, with what to mend, for anything else.
    """
    texts = [text] if isinstance(text, str) else list(text)
    parts: list[Sequence] = []
    unless: list[str] = []
    for part in texts:
        reader = _Reader(part, where, named or {})
        sequence = reader.sequence(0)
        reader.finish()
        unless += reader.unless
        parts.append(sequence)
        if _longest(sequence) > LONGEST_MATCH:
            raise BadRecord(f"the pattern can match more than {LONGEST_MATCH} words", where=where, mend="shorten its gaps")
        if slot and _shortest(sequence) == 0:
            raise BadRecord("the pattern matches nothing at all", where=where, mend="make one of its words required")
    if slot and not any(_has_slot(part) for part in parts):
        raise BadRecord("the pattern has no {outlet}", where=where, mend="say where the outlet's name stands")
    return {"parts": parts, "unless": unless}


@cache
def _characters() -> Characters:
    return Characters(table())


class _Reader:
    """Reads one pattern from left to right."""

    def __init__(self, text: str, where: str, named: Mapping[str, Sequence]) -> None:
        self._where = where
        self._named = named
        self._text = text
        self._signs = list(self._split(text))
        self._at = 0
        self.unless: list[str] = []

    def _split(self, text: str) -> Iterator[tuple[str, str]]:
        """(kind, content): kind is `words`, `braces`, or the sign itself."""
        for match in _SIGN.finditer(text):
            escaped, braces, sign, words = match.groups()
            if sign is not None:
                if sign in "{}":
                    raise self._error(f"a '{sign}' without its partner", f"write \\{sign} for the sign itself")
                yield sign, sign
            elif braces is not None:
                yield "braces", braces.strip()
            else:
                yield "words", words if escaped is None else escaped
        if text.replace("\\\\", "").endswith("\\"):
            raise self._error("a backslash at the end", "write the sign it stands before")

    def _error(self, what: str, mend: str) -> BadRecord:
        return BadRecord(f"{what} in '{self._text}'", where=self._where, mend=mend)

    def finish(self) -> None:
        if self._at < len(self._signs):
            sign = self._signs[self._at][1]
            raise self._error(f"a '{sign}' outside brackets", f"write \\{sign} for the sign itself")

    def sequence(self, depth: int) -> Sequence:
        if depth > DEEPEST:
            raise self._error("brackets too deep", f"at most {DEEPEST} levels")
        found: Sequence = []
        while self._at < len(self._signs):
            kind, content = self._signs[self._at]
            if kind in ")]|":
                break
            self._at += 1
            if kind == "words":
                found += _characters().words(content)
            elif kind == "braces":
                found += self._braces(content)
            elif kind == "(":
                found.append({"any": self._alternatives(")", depth)})
            else:
                inner = self._alternatives("]", depth)
                found.append({"optional": inner[0] if len(inner) == 1 else [{"any": inner}]})
        return found

    def _alternatives(self, closing: str, depth: int) -> list[Sequence]:
        found = [self.sequence(depth + 1)]
        while self._at < len(self._signs) and self._signs[self._at][0] == "|":
            self._at += 1
            found.append(self.sequence(depth + 1))
        if self._at >= len(self._signs) or self._signs[self._at][0] != closing:
            raise self._error(f"no closing '{closing}'", f"add '{closing}'")
        self._at += 1
        if not all(found):
            raise self._error("an empty alternative", "use [ ] for what may be missing")
        return found

    def _braces(self, content: str) -> Sequence:
        name, _, value = content.partition(":")
        if content == "outlet":
            return [{"outlet": "name"}]
        if content == "link":
            return [{"outlet": "link"}]
        if content == "number":
            return [{"number": True}]
        if name == "gap" and value.isascii() and value.isdigit() and 1 <= int(value) <= LONGEST_GAP:
            return [{"gap": int(value)}]
        if name == "gap":
            raise self._error(f"a gap of '{value}'", f"a number from 1 to {LONGEST_GAP}")
        if name == "unless" and self._at == 1:
            self.unless = [word for choice in value.split("|") for word in _characters().words(choice)]
            return []
        if content in self._named:
            return list(self._named[content])
        raise self._error(
            f"'{{{content}}}' is not known", "outlet, link, number, gap:N, a name of `words`; unless: at the beginning"
        )


def _longest(sequence: Sequence) -> int:
    return sum(_length(node, max, 1) for node in sequence)


def _shortest(sequence: Sequence) -> int:
    return sum(_length(node, min, 0) for node in sequence)


def _length(node: Node, choose: Any, full: int) -> int:
    """How many tokens a node takes, at most (`full` 1) or at least (`full` 0); a slot counts as one."""
    if isinstance(node, str) or "outlet" in node or "number" in node:
        return 1
    if "any" in node:
        return int(choose(sum(_length(inner, choose, full) for inner in sequence) for sequence in node["any"]))
    if "gap" in node:
        return int(node["gap"]) * full
    return full * sum(_length(inner, choose, full) for inner in node["optional"])


def _has_slot(sequence: Sequence) -> bool:
    """Whether every way through the pattern passes an outlet."""
    return any(
        "outlet" in node or ("any" in node and all(_has_slot(inner) for inner in node["any"]))
        for node in sequence
        if isinstance(node, dict)
    )


def _begins_anyhow(sequence: Sequence) -> bool:
    for node in sequence:
        if isinstance(node, str) or "outlet" in node:
            return False
        if "gap" in node or "number" in node:
            return True
        if "any" in node:
            return any(_begins_anyhow(inner) for inner in node["any"])
        if _begins_anyhow(node["optional"]):
            return True
    return False
