"""Who the page's own structured data (JSON-LD, microdata, RDFa Lite) put in which role."""

import json
import re
from collections.abc import Iterator
from typing import Any

from api.annotating.evidence.addresses import Resolver
from api.annotating.evidence.items import SYNTAXES, Node, read
from api.annotating.evidence.shape import Entity
from api.annotating.evidence.tables import ARTICLE_TYPES, LIMITS, ROLES
from api.annotating.evidence.text import collapsed, day, lower, well_formed
from api.annotating.evidence.tree import Element, Tree
from api.annotating.evidence.zones import Layout

_ARTICLES = frozenset(ARTICLE_TYPES)
_SEPARATORS = re.compile("[/#:]")
_MARKS = re.compile(r'"(?:[^"\\]|\\.)*"|[\[{]|[\]}]', re.DOTALL)

class Structured:
    """What the page's own article nodes say; `addresses` are those of the page: where it stands, its canonical and og:url."""

    def __init__(self, tree: Tree, layout: Layout | None, addresses: list[str], absolute: Resolver) -> None:
        self._absolute = absolute
        self._here = {_bare(address) for address in addresses}
        nodes = [node for document in _documents(tree) for node in _top(document)]
        self._sources = [(self._own(nodes), _named(nodes))]
        if layout:
            for syntax in SYNTAXES:
                items = read(tree, syntax)
                articles = [node for element, node in items if layout.frames(element)]
                self._sources.append((self._own(articles), _named([node for _, node in items])))

    def published(self) -> str | None:
        dates = (_first_string(node.get("datePublished")) for articles, _ in self._sources for node in articles)
        return next((found for date in dates if (found := day(date))), None)

    def entities(self) -> list[Entity]:
        """By node, then by role, in the order of the page; none twice."""
        found: list[Entity] = []
        for articles, named in self._sources:
            for role, value in _in_roles(articles):
                entity = self._entity(role, value, named)
                if entity and entity not in found:
                    found.append(entity)
                if len(found) == LIMITS["entities"]:
                    return found
        return found

    def _own(self, nodes: list[Node]) -> list[Node]:
        """The article nodes that say they stand here; the only one if none says so."""
        articles = [node for node in nodes if not _ARTICLES.isdisjoint(_types(node))]
        own = [node for node in articles if not self._here.isdisjoint(self._places(node))]
        return own or (articles if len(articles) == 1 else [])

    def _entity(self, role: str, value: Any, named: dict[str, Node]) -> Entity | None:
        if isinstance(value, str):
            value = {"name": value}
        if not isinstance(value, dict):
            return None
        if "name" not in value and isinstance(value.get("@id"), str):
            value = named.get(value["@id"], value)
        name = collapsed(well_formed(_first_string(value.get("name")))[: LIMITS["content"]])
        address = _first_string(value.get("url"))
        url = self._absolute(address) if address else None
        return {"type": next(iter(_types(value)), ""), "role": role, "name": name, "url": url} if name or url else None

    def _places(self, node: Node) -> set[str]:
        """The addresses the node says it stands at."""
        places = [node.get("@id"), *_listed(node.get("url"))]
        for value in _listed(node.get("mainEntityOfPage")):
            places += [value.get("@id"), *_listed(value.get("url"))] if isinstance(value, dict) else [value]
        hrefs = (self._absolute(place) for place in places if isinstance(place, str) and place)
        return {_bare(href) for href in hrefs if href}


def _in_roles(nodes: list[Node]) -> Iterator[tuple[str, Any]]:
    return ((role, value) for node in nodes for role in ROLES for value in _listed(node.get(role)))


def _named(nodes: list[Node]) -> dict[str, Node]:
    """What a reference by `@id` may mean: nodes, and who stands in their roles, where they have a name or an address."""
    values = (value for _, value in _in_roles(nodes) if isinstance(value, dict))
    named: dict[str, Node] = {}
    for node in (*nodes, *values):
        if isinstance(node.get("@id"), str) and ("name" in node or "url" in node):
            named.setdefault(node["@id"], node)
    return named


def _bare(address: str) -> str:
    """An address without scheme, fragment and closing slash: enough to know a page by."""
    return address.partition("#")[0].partition("://")[2].removesuffix("/")


def _documents(tree: Tree) -> list[Any]:
    texts = [text for element, text in tree.recorded if _is_data(element)][: LIMITS["scripts"]]
    return [document for text in texts if (document := _decoded(text)) is not None]


def _is_data(element: Element) -> bool:
    return element.name == "script" and collapsed(lower(element.attribute("type").partition(";")[0])) == "application/ld+json"


def _decoded(text: str) -> Any:
    """Strict JSON of bounded size and depth, or None."""
    if len(text) > LIMITS["script"] or _depth(text) > LIMITS["nesting"]:
        return None
    try:
        # numbers say nothing here, and long ones are costly to read as integers
        return json.loads(text, parse_int=float, parse_constant=_refused)
    except ValueError:
        return None


def _refused(constant: str) -> None:
    raise ValueError(f"{constant} is no JSON")


def _depth(text: str) -> int:
    depth = deepest = 0
    for mark in _MARKS.finditer(text):
        character = mark.group()[0]
        depth += (character in "[{") - (character in "]}")
        deepest = max(deepest, depth)
    return deepest


def _top(document: Any) -> Iterator[Node]:
    """The nodes that may speak of the page: on the top, in a graph, or a top node's main entity. Lists' items are not."""
    for node in _listed(document):
        if isinstance(node, dict):
            members = [member for member in _listed(node.get("@graph")) if isinstance(member, dict)]
            for each in [node, *members]:
                yield each
                yield from (entity for entity in _listed(each.get("mainEntity")) if isinstance(entity, dict))


def _types(node: Node) -> list[str]:
    return [_SEPARATORS.split(kind)[-1] for kind in _listed(node.get("@type")) if isinstance(kind, str)]


def _listed(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [] if value is None else [value]


def _first_string(value: Any) -> str:
    return next((each for each in _listed(value) if isinstance(each, str)), "")
