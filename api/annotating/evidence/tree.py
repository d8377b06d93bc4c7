"""A page's markup as one flat list: what opens, text, what closes. What is skipped or hidden is not in it."""

from dataclasses import dataclass, field

from selectolax.lexbor import LexborHTMLParser, LexborNode

from api.annotating.evidence.tables import RECORDED, SKIPPED, UNSEEN
from api.annotating.evidence.text import collapsed, ink, lower, tokens

_SKIPPED, _RECORDED, _UNSEEN = frozenset(SKIPPED), frozenset(RECORDED), frozenset(UNSEEN)


@dataclass(slots=True, eq=False)
class Element:
    """An element of the list: it opens at item `at` and closes at item `until`. `ink`, `headings`: what it holds of both."""

    name: str
    attributes: dict[str, str]
    at: int = 0
    until: int = 0
    ink: int = 0
    headings: int = 0

    def holds(self, item: int) -> bool:
        return self.at < item < self.until

    def attribute(self, name: str) -> str:
        return self.attributes.get(name, "")


Item = Element | str | None


@dataclass(slots=True)
class Tree:
    """`items`: an Element where one opens, its text, None where the last opened closes. `recorded`: what the head is read from."""

    items: list[Item] = field(default_factory=list)
    recorded: list[tuple[Element, str]] = field(default_factory=list)
    language: str = ""

    def elements(self) -> list[Element]:
        return [item for item in self.items if isinstance(item, Element)]


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
        if node.is_text_node:
            self._text(node.text_content or "")
            return False
        name = node.tag or ""
        if not node.is_element_node or (name in _SKIPPED and name not in _RECORDED):
            return False
        element = Element(name, {key: value or "" for key, value in node.attributes.items()})
        if name in _RECORDED:
            self.tree.recorded.append((element, node.text() if name in ("script", "title") else ""))
            return False
        if name == "html":
            self.tree.language = element.attribute("lang") or element.attribute("xml:lang")
        if _hidden(element) or self._folded(element):
            return False
        element.at, element.ink, element.headings = len(self.tree.items), self._ink, self._headings
        self._headings += name == "h1"
        self.tree.items.append(element)
        self._open.append(element)
        return True

    def leave(self) -> None:
        element = self._open.pop()
        element.until = len(self.tree.items)
        element.ink, element.headings = self._ink - element.ink, self._headings - element.headings
        self.tree.items.append(None)

    def _text(self, text: str) -> None:
        if text and not (self._open and _closed(self._open[-1])):
            self._ink += ink(text)
            self.tree.items.append(text)

    def _folded(self, element: Element) -> bool:
        """In a closed `details` only the first summary shows."""
        parent = self._open[-1] if self._open else None
        if parent is None or not _closed(parent):
            return False
        is_first = element.name == "summary" and self.tree.items[-1] is parent
        return not is_first


def _closed(element: Element) -> bool:
    return element.name == "details" and "open" not in element.attributes


def _hidden(element: Element) -> bool:
    """Whether the markup alone keeps the element from readers when the page opens."""
    attributes = element.attributes
    if element.name in ("html", "head", "body"):
        return False
    if element.name == "dialog" and "open" not in attributes:
        return True
    if not attributes:
        return False
    return (
        "hidden" in attributes
        or "popover" in attributes
        or ("aria-hidden" in attributes and lower(attributes["aria-hidden"]) == "true")
        or ("layout" in attributes and lower(attributes["layout"]) == "nodisplay")
        or ("style" in attributes and _undisplayed(attributes["style"]))
        or ("class" in attributes and not _UNSEEN.isdisjoint(tokens(lower(attributes["class"]))))
    )


def _undisplayed(style: str) -> bool:
    """Whether the last words of a style attribute on display or visibility hide the element."""
    said: dict[str, str] = {}
    for declaration in style.split(";"):
        name, _, value = declaration.partition(":")
        said[collapsed(lower(name))] = collapsed(lower(value).replace("!important", ""))
    return said.get("display") == "none" or said.get("visibility") in ("hidden", "collapse")
