"""Which part of a page is its article, and in which zone each element stands."""

import functools
import re
from collections.abc import Iterator
from dataclasses import dataclass

from api.annotating.evidence.shape import Zone
from api.annotating.evidence.tables import CONTENT_WORDS, ELEMENT_ZONES, LIMITS, RANKS, ROLE_ZONES, WORD_ZONES
from api.annotating.evidence.text import lower, tokens
from api.annotating.evidence.tree import Element, Tree

_ZONED_NAMES = frozenset((*ELEMENT_ZONES, "article", "header"))
_ZONED_BY = frozenset(("class", "id", "role"))
_HIGHEST = max(RANKS.values())
_BEFORE_CAPITAL = re.compile("(?<=[a-z0-9])(?=[A-Z])")
_SEPARATORS = re.compile("[^A-Za-z0-9\u0080-\U0010ffff]+")


def _any_of(words: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile(f"-(?:{'|'.join(words)})-")


_ZONE_WORDS = tuple((zone, _any_of(words)) for zone, words in WORD_ZONES)
_CONTENT = _any_of(CONTENT_WORDS)


@dataclass(frozen=True, slots=True)
class Layout:
    """`scope`: the main part of the page; `root`: the article in it; both are the body where nothing says more."""

    scope: Element
    root: Element

    def outside(self, item: int) -> Zone | None:
        """The zone of what stands in no zone element outside the root: what leads up to the article is a note on it."""
        return "note" if self.scope.holds(item) and item < self.root.at else None

    def frames(self, element: Element) -> bool:
        """Whether the element is the article, stands around it, or holds most of it."""
        root = self.root
        return element is root or element.holds(root.at) or (root.holds(element.at) and self._is_most(element))

    def zone(self, element: Element, within: Zone | None) -> Zone | None:
        """The zone of an element that opens in the zone `within`; None outside of all zones."""
        if element is self.root:
            return "article"
        if element.holds(self.root.at) or (within and RANKS[within] == _HIGHEST) or _is_plain(element):
            return within
        own = self._own_zone(element)
        return own if own and (within is None or RANKS[own] > RANKS[within]) else within

    def _own_zone(self, element: Element) -> Zone | None:
        inside = self.root.holds(element.at)
        zone = _role_zone(element) or ELEMENT_ZONES.get(element.name)
        if zone is None:
            zone = _word_zone(element)
            # a wrapper of most of the article is no part beside it, whatever its class says
            if zone and zone != "comments" and inside and self._is_most(element):
                zone = None
        if zone is None and inside and _is_article(element) and not self._is_most(element):
            return "aside"
        if zone is None and element.name == "header" and not element.headings:
            in_main = self.scope.name != "body" and self.scope.holds(element.at)
            return None if in_main or (inside and self.root.name != "body") else "navigation"
        if zone == "footer" and inside and self.root.name != "body":
            return "note"
        return zone

    def _is_most(self, element: Element) -> bool:
        return 2 * element.ink > self.root.ink


def layout(tree: Tree) -> Layout | None:
    """None for a document without a body."""
    elements = tree.elements
    body = next((element for element in elements if element.name == "body"), None)
    if body is None:
        return None
    scope = next((element for element in elements if element.name == "main" or _role(element) == "main"), body)
    within = [element for element in elements if scope.holds(element.at)]
    root = _article(scope, within) or (scope if scope is not body else _content(body, within)) or body
    return Layout(scope, root)


def _article(scope: Element, within: list[Element]) -> Element | None:
    """The one article with a main heading, or else the one that holds most of the text."""
    candidates = list(_articles(scope, within))
    headed = [element for element in candidates if element.headings]
    if len(headed) == 1:
        return headed[0]
    return next((element for element in candidates if 2 * element.ink > scope.ink), None)


def _articles(scope: Element, within: list[Element]) -> Iterator[Element]:
    """Outermost articles that stand in no other zone."""
    passed = -1
    for element in within:
        if element.at < passed or _is_plain(element):
            continue
        is_article = _is_article(element)
        zone = _role_zone(element) or (None if is_article else ELEMENT_ZONES.get(element.name))
        if zone is None and not element.headings and 2 * element.ink <= scope.ink:
            zone = _word_zone(element)
        if is_article and zone is None:
            yield element
        if is_article or zone:
            passed = element.until


def _content(body: Element, within: list[Element]) -> Element | None:
    """The innermost element that calls itself the content and holds most of the page's text."""
    found = None
    for element in within:
        if 2 * element.ink > body.ink and _is_content(element):
            found = element
    return found


def _is_article(element: Element) -> bool:
    return element.name == "article" or _role(element) == "article"


def _is_content(element: Element) -> bool:
    if "articlebody" in tokens(lower(element.attribute("itemprop"))):
        return True
    return any(_says_content(token) for token in _names(element))


def _is_plain(element: Element) -> bool:
    """Whether nothing on the element makes it an article or gives it a zone: the common case, told cheaply."""
    return element.name not in _ZONED_NAMES and "-" not in element.name and _ZONED_BY.isdisjoint(element.attributes)


def _role(element: Element) -> str:
    roles = tokens(lower(element.attribute("role"))) if "role" in element.attributes else []
    return roles[0] if roles else ""


def _role_zone(element: Element) -> Zone | None:
    return ROLE_ZONES.get(_role(element)) if "role" in element.attributes else None


def _names(element: Element) -> list[str]:
    """What the element is called: its own name if it is a custom element's, the tokens of class, then of id."""
    attributes = element.attributes
    own = element.name if "-" in element.name else ""
    if not own and "class" not in attributes and "id" not in attributes:
        return []
    return tokens(f"{own} {element.attribute('class')} {element.attribute('id')}")[: LIMITS["tokens"]]


def _word_zone(element: Element) -> Zone | None:
    return next((zone for token in _names(element) if (zone := _token_zone(token))), None)


@functools.lru_cache(maxsize=8192)
def _token_zone(token: str) -> Zone | None:
    words = _words(token)
    return next((zone for zone, pattern in _ZONE_WORDS if pattern.search(words)), None)


@functools.lru_cache(maxsize=8192)
def _says_content(token: str) -> bool:
    return bool(_CONTENT.search(_words(token)))


def _words(token: str) -> str:
    """`ArticleFooter_links` as `-article-footer-links-`; a token too long to be a name as nothing."""
    if len(token) > LIMITS["token"]:
        return ""
    return lower(_SEPARATORS.sub("-", f"-{_BEFORE_CAPITAL.sub('-', token)}-"))
