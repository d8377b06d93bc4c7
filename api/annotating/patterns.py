"""Wordings of the published list, compiled and matched.

A pattern becomes a small program of steps; matching walks (step, token) pairs depth first and remembers those that led
nowhere, so each pair is looked at once: the cost of one try is bounded by the pattern, and the whole linear in the text.
Of several ways to match, the first counts: alternatives in their order, optional words there rather than not, short gaps
before long ones, links and long names before short ones.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple, Protocol

ACCEPT, WORD, EITHER, ANY, NUMBER, SLOT = range(6)

Step = tuple[int, Any, Any]
_State = tuple[int, int, Any]


class Slot(NamedTuple):
    """An outlet named or linked in a text: the tokens up to `end`; whether by a link, by a name that nothing else has."""

    end: int
    outlet: str
    linked: bool
    strong: bool


class Match(NamedTuple):
    """Tokens `start` to `end` (exclusive) and the slots passed."""

    start: int
    end: int
    slots: tuple[Slot, ...]


@dataclass(frozen=True)
class Part:
    """One sequence of a pattern: its steps, what can stand at its beginning, and sets of words of each of which it holds one.

    The beginning matters where a match may start anywhere; such a pattern begins with words or outlets (`wording.rules`).
    """

    steps: tuple[Step, ...]
    needs: tuple[frozenset[str], ...]
    first_words: frozenset[str]
    first_slot: bool
    first_any: bool


@dataclass
class _Writer:
    """Writes steps from last to first; each knows its successor. Gaps do not pass the words in `barred`."""

    barred: frozenset[str]
    steps: list[Step] = field(default_factory=list)

    def add(self, kind: int, argument: Any, following: Any) -> int:
        self.steps.append((kind, argument, following))
        return len(self.steps) - 1

    def sequence(self, nodes: Sequence[Any], following: int) -> int:
        for node in reversed(nodes):
            following = self.node(node, following)
        return following

    def node(self, node: Any, following: int) -> int:
        if isinstance(node, str):
            return self.add(WORD, node, following)
        if "outlet" in node:
            return self.add(SLOT, node["outlet"] == "link", following)
        if "number" in node:
            return self.add(NUMBER, None, following)
        if "any" in node:
            return self.choice([self.sequence(inner, following) for inner in node["any"]])
        if "optional" in node:
            return self.choice([self.sequence(node["optional"], following), following])
        after = following
        for _ in range(node["gap"]):
            following = self.add(EITHER, after, self.add(ANY, self.barred, following))
        return following

    def choice(self, ways: list[int]) -> int:
        first = ways[-1]
        for way in reversed(ways[:-1]):
            first = self.add(EITHER, way, first)
        return first


def compile_part(sequence: Sequence[Any], barred: frozenset[str]) -> Part:
    """The program of one sequence of a pattern's AST; it begins at its last step."""
    writer = _Writer(barred)
    writer.sequence(sequence, writer.add(ACCEPT, None, None))
    firsts = _firsts(writer.steps)
    return Part(
        tuple(writer.steps),
        tuple(_needs(sequence)),
        frozenset(argument for kind, argument, _ in firsts if kind == WORD),
        any(kind == SLOT for kind, _, _ in firsts),
        any(kind == ANY for kind, _, _ in firsts),
    )


def _needs(sequence: Sequence[Any]) -> Iterator[frozenset[str]]:
    for node in sequence:
        if isinstance(node, str):
            yield frozenset((node,))
        elif "any" in node:
            inner = [next(_needs(way), None) for way in node["any"]]
            if None not in inner:
                yield frozenset[str]().union(*(need for need in inner if need))


def _firsts(steps: Sequence[Step]) -> list[Step]:
    found, todo, seen = [], [len(steps) - 1], set()
    while todo:
        place = todo.pop()
        if place in seen:
            continue
        seen.add(place)
        kind, argument, following = steps[place]
        if kind == EITHER:
            todo += [argument, following]
        else:
            found.append(steps[place])
    return found


class Readable(Protocol):
    """What a pattern is matched against."""

    @property
    def words(self) -> Sequence[str]:
        """The folded tokens."""

    def slots(self, at: int) -> Sequence[Slot]:
        """The outlets named or linked from this token on, the preferred first."""

    def closes_sentence(self, at: int) -> bool:
        """Whether a sentence ends with this token."""


def match_at(part: Part, text: Readable, start: int, ends_well: Callable[[int], bool]) -> Match | None:
    """The first match that begins at token `start` and whose end `ends_well` accepts."""
    seen: set[tuple[int, int]] = set()
    # (step, token, the slots so far as a linked list)
    todo: list[_State] = [(len(part.steps) - 1, start, None)]
    while todo:
        state = todo.pop()
        place, at, passed = state
        if (place, at) in seen:
            continue
        seen.add((place, at))
        if part.steps[place][0] != ACCEPT:
            todo.extend(_onward(part.steps[place], text, at, passed))
        elif ends_well(at):
            return Match(start, at, _in_order(passed))
    return None


def _onward(step: Step, text: Readable, at: int, passed: Any) -> Iterable[_State]:
    """The states after a step, the preferred last."""
    kind, argument, following = step
    if kind == EITHER:
        return (following, at, passed), (argument, at, passed)
    if at >= len(text.words):
        return ()
    if kind == SLOT:
        return [(following, slot.end, (slot, passed)) for slot in reversed(text.slots(at)) if slot.linked or not argument]
    return ((following, at + 1, passed),) if _passes(kind, argument, text, at) else ()


def _passes(kind: int, argument: Any, text: Readable, at: int) -> bool:
    """Whether a step of one token goes past this one."""
    word = text.words[at]
    if kind == WORD:
        return bool(word == argument)
    if kind == NUMBER:
        return word.isascii() and word.isdigit()
    return word not in argument and not text.closes_sentence(at)


def _in_order(passed: Any) -> tuple[Slot, ...]:
    found = []
    while passed is not None:
        slot, passed = passed
        found.append(slot)
    return tuple(reversed(found))
