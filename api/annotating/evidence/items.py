"""Items that the page's markup describes (microdata, RDFa Lite), as nodes in the shape of JSON-LD."""

from bisect import bisect_left
from functools import cached_property
from typing import Any, NamedTuple

from api.annotating.evidence.tables import LIMITS, ROLES
from api.annotating.evidence.text import tokens
from api.annotating.evidence.tree import Element, Item, Tree

_ADDRESSES = ("url", "mainEntityOfPage")
_KEPT = frozenset((*ROLES, *_ADDRESSES, "name", "datePublished"))
_VOCABULARY = ("schema:", "https://schema.org/", "http://schema.org/")

Node = dict[str, Any]


class Syntax(NamedTuple):
    """The attributes that make an element an item, and give its types, its address and which property of an item it is."""

    item: str
    types: str
    address: str
    property: str


SYNTAXES = (Syntax("itemscope", "itemtype", "itemid", "itemprop"), Syntax("typeof", "typeof", "resource", "property"))


def read(tree: Tree, syntax: Syntax) -> list[tuple[Element, Node]]:
    """Every item with its element, in the order of the page; one that is another's property is that property's value too."""
    found: list[tuple[Element, Node]] = []
    around: list[tuple[Element, Node]] = []
    text = _Text(tree.items)
    for element in tree.marked:
        while around and around[-1][0].until < element.at:
            around.pop()
        is_item = syntax.item in element.attributes
        node = _node(element, syntax) if is_item or element.attribute(syntax.address) else None
        if around:
            for term in _terms(element.attribute(syntax.property)):
                values = around[-1][1].setdefault(term, [])
                values.append(_value(element, term, text) if node is None else node)
        if node is not None and is_item:
            found.append((element, node))
            if element.until > element.at:
                around.append((element, node))
    return found


def _node(element: Element, syntax: Syntax) -> Node:
    address = element.attribute(syntax.address)
    return {"@type": tokens(element.attribute(syntax.types))} | ({"@id": address} if address else {})


def _terms(text: str) -> list[str]:
    """The properties that are kept, of those named: in the vocabulary of schema.org, or in the page's own."""
    terms = []
    for term in tokens(text):
        prefix = next((prefix for prefix in _VOCABULARY if term.startswith(prefix)), "")
        terms.append(term[len(prefix) :])
    return [term for term in terms if term in _KEPT]


def _value(element: Element, term: str, text: "_Text") -> str | Node:
    """An address where one is asked for; who stands in a role by a link, with its address; else words."""
    href = element.attribute("href")
    if href and term in _ADDRESSES:
        return href
    words = (element.attribute("content") or element.attribute("datetime") or text.of(element))[: LIMITS["content"]]
    return {"name": words, "url": href} if href and term in ROLES else words


class _Text:
    """The text that stands in an element, as far as it is kept."""

    def __init__(self, items: list[Item]) -> None:
        self._items = items

    @cached_property
    def _places(self) -> list[int]:
        return [at for at, item in enumerate(self._items) if isinstance(item, str)]

    def of(self, element: Element) -> str:
        places, pieces, size = self._places, list[str](), 0
        for place in range(bisect_left(places, element.at), bisect_left(places, element.until)):
            if size >= LIMITS["content"]:
                break
            pieces.append(str(self._items[places[place]]))
            size += len(pieces[-1])
        return "".join(pieces)
