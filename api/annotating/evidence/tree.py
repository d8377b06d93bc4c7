"""A page's markup as one flat list: what opens, text, what closes. What is skipped or hidden is not in it."""

from dataclasses import dataclass, field

from selectolax.lexbor import LexborHTMLParser, LexborNode

from api.annotating.evidence.tables import MARKS, RECORDED, SKIPPED, UNSEEN
from api.annotating.evidence.text import collapsed, lower, runs_to_spaces, tokens

_SKIPPED, _RECORDED, _UNSEEN, _MARKS = frozenset(SKIPPED), frozenset(RECORDED), frozenset(UNSEEN), frozenset(MARKS)


_HIDING = frozenset(("aria-hidden", "class", "hidden", "layout", "popover", "style"))
_TELLING = _HIDING | _MARKS
_TEXT = "-text"  # what the parser calls a text; a comment has no name


@dataclass(slots=True, eq=False)
class Element:
    """An element of the list: it opens at item `at` and closes at item `until`. `ink`, `headings`: what it holds of both."""

    name: str
    attributes: dict[str, str | None]
    at: int = 0
    until: int = 0
    ink: int = 0
    headings: int = 0

    def holds(self, item: int) -> bool:
        return self.at < item < self.until

    def attribute(self, name: str) -> str:
        return self.attributes.get(name) or ""


Item = Element | str | None


@dataclass(slots=True)
class Tree:
    """`items`: an Element where one opens, its text (runs of white space are one space), None where the last opened closes.

    `elements`: those that open. `recorded`: what the head is read from, with its text. `marked`: of both, those that describe
    items or their properties.
    """

    items: list[Item] = field(default_factory=list)
    elements: list[Element] = field(default_factory=list)
    recorded: list[tuple[Element, str]] = field(default_factory=list)
    marked: list[Element] = field(default_factory=list)
    language: str = ""


def read(html: str) -> Tree:
    """Parse screened markup as a browser that runs scripts does, and flatten it."""
    flat = _Flattening()
    path: list[LexborNode] = []
    node = LexborHTMLParser(html, scripting=True).root
    while node is not None:
        if flat.enter(node):
            path.append(node)
            following = node.first_child
        else:
            following = node.next if path else None
        while following is None and path:
            flat.leave()
            parent = path.pop()
            following = parent.next if path else None
        node = following
    return flat.tree


class _Flattening:
    def __init__(self) -> None:
        self.tree = Tree()
        self._open: list[Element] = []
        self._ink = self._headings = 0

    def enter(self, node: LexborNode) -> bool:
        """Take the node into the list; whether its children follow."""
        name = node.tag
        if name == _TEXT:
            self._text(node.text_content or "")
            return False
        if not name or (name in _SKIPPED and name not in _RECORDED):
            return False
        attributes = node.attributes
        element = Element(name, attributes)
        if name in _RECORDED:
            element.at = element.until = len(self.tree.items)
            self.tree.recorded.append((element, node.text() if name in ("script", "title") else ""))
            self._mark(element)
            return False
        if name == "html":
            self.tree.language = element.attribute("lang") or element.attribute("xml:lang")
        is_telling = name == "dialog" or not _TELLING.isdisjoint(attributes)
        if is_telling and _hidden(element):
            return False
        if self._open and self._open[-1].name == "details" and self._folded(element):
            return False
        element.at, element.ink, element.headings = len(self.tree.items), self._ink, self._headings
        self._headings += name == "h1"
        self.tree.items.append(element)
        self.tree.elements.append(element)
        self._open.append(element)
        if is_telling:
            self._mark(element)
        return True

    def leave(self) -> None:
        element = self._open.pop()
        element.until = len(self.tree.items)
        element.ink, element.headings = self._ink - element.ink, self._headings - element.headings
        self.tree.items.append(None)

    def _mark(self, element: Element) -> None:
        if not _MARKS.isdisjoint(element.attributes):
            self.tree.marked.append(element)

    def _text(self, text: str) -> None:
        if text and not (self._open and self._open[-1].name == "details" and _closed(self._open[-1])):
            spaced = runs_to_spaces(text)
            self._ink += len(spaced) - spaced.count(" ")
            self.tree.items.append(spaced)

    def _folded(self, element: Element) -> bool:
        """In a closed `details` only the first summary shows."""
        is_first = element.name == "summary" and self.tree.items[-1] is self._open[-1]
        return _closed(self._open[-1]) and not is_first


def _closed(details: Element) -> bool:
    return "open" not in details.attributes


def _hidden(element: Element) -> bool:
    """Whether the markup alone keeps the element from readers when the page opens."""
    attributes = element.attributes
    if element.name in ("html", "head", "body"):
        return False
    if element.name == "dialog" and "open" not in attributes:
        return True
    return (
        "hidden" in attributes
        or "popover" in attributes
        or ("aria-hidden" in attributes and lower(element.attribute("aria-hidden")) == "true")
        or ("layout" in attributes and lower(element.attribute("layout")) == "nodisplay")
        or ("style" in attributes and _undisplayed(element.attribute("style")))
        or ("class" in attributes and not _UNSEEN.isdisjoint(tokens(lower(element.attribute("class")))))
    )


def _undisplayed(style: str) -> bool:
    """Whether the last words of a style attribute on display or visibility hide the element."""
    said: dict[str, str] = {}
    for declaration in style.split(";"):
        name, _, value = declaration.partition(":")
        said[collapsed(lower(name))] = collapsed(lower(value).replace("!important", ""))
    return said.get("display") == "none" or said.get("visibility") in ("hidden", "collapse")
