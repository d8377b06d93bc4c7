"""How deep the elements of a page stand in each other, counted from its tags alone, never less than the parser will find."""

from collections import defaultdict

from api.annotating.evidence.tables import LIMITS
from api.annotating.evidence.text import names
from api.errors import BadPage

# https://html.spec.whatwg.org/multipage/parsing.html, "stack of open elements"
_UNCOUNTED = names(
    "area base basefont bgsound body br col embed frame head hr html image img input keygen link meta param source track wbr "
    "iframe noembed noframes noscript script style textarea title xmp"
)
_FORMATTING = names("a b big code em font i nobr s small strike strong tt u")
_TABLE_PARTS = names("caption colgroup tbody td tfoot th thead tr")
_SCOPES = names("applet marquee object table")
_HEADINGS = names("h1 h2 h3 h4 h5 h6")
_RUBY = names("rb rp rt rtc")
_OPTIONS = frozenset(("option",))
_CLOSE_P = _HEADINGS | names(
    "address article aside blockquote center dd details dialog dir div dl dt fieldset figcaption figure footer form header hgroup "
    "li listing main menu nav ol p pre search section summary ul"
)
_SPECIAL = (_CLOSE_P | _SCOPES | {"button"}) - {"dialog"}
_STOPS_ITEMS = _SPECIAL - {"address", "div", "p"}
_LIMIT_OF_WORK = 200_000


class Nesting:
    """Follows open elements as the parser does, and where that is intricate counts one too many rather than one too few.

    Formatting elements are counted apart: the parser opens them again in every block until they are closed.
    """

    def __init__(self) -> None:
        self._stack: list[str] = []
        self._at: defaultdict[str, list[int]] = defaultdict(list)
        self._special: list[int] = []
        self._stops: list[int] = []
        self._scopes: list[int] = []
        self._formatting: defaultdict[str, int] = defaultdict(int)
        self._formats = self._work = 0

    def open(self, name: str) -> None:
        """Count a start tag. Raise BadPage beyond the bounds."""
        self._reopen()
        if name in _FORMATTING:
            self._format(name)
        elif name in _TABLE_PARTS:
            if self._at["table"]:
                self._cut(self._last("table") + 1)
        elif name not in _UNCOUNTED and not (name == "form" and self._at["form"]):
            self._close_implied(name)
            self._push(name)

    def close(self, name: str) -> None:
        """Count an end tag."""
        self._reopen()
        if name in _FORMATTING:
            if self._formatting[name]:
                self._formatting[name] -= 1
                self._formats -= 1
        elif self._at[name]:
            at = self._last(name)
            if name == "form":  # the form is closed, what was opened in it is not
                self._stack[at] = ""
                self._at["form"].pop()
            elif at >= self._barrier(name):
                self._cut(at)

    def _format(self, name: str) -> None:
        if name not in ("a", "nobr") or not self._formatting[name]:
            self._formatting[name] += 1
            self._formats += 1
            if self._formats > LIMITS["depth"]:
                raise _too_deep()

    def _reopen(self) -> None:
        self._work += self._formats
        if self._work > _LIMIT_OF_WORK:
            raise BadPage("the page leaves too many formatting elements open", where="html", mend="close b, i, font and the like")

    def _close_implied(self, name: str) -> None:
        """Close what a start tag of this name closes."""
        top = self._stack[-1] if self._stack else ""
        if name in ("dd", "dt", "li"):
            at = self._last("li") if name == "li" else max(self._last("dd"), self._last("dt"))
            if at >= max(0, _tail(self._stops)):
                self._cut(at)
        elif any(name in family and top in family for family in (_HEADINGS, _OPTIONS, _RUBY if self._at["ruby"] else ())):
            self._cut(len(self._stack) - 1)
        if name in _CLOSE_P and self._last("p") > max(_tail(self._scopes), self._last("button")):
            self._cut(self._last("p"))

    def _barrier(self, name: str) -> int:
        """The index below which an end tag of this name closes nothing."""
        if name == "table":
            return 0
        scope = _tail(self._scopes)
        if name == "li":
            return max(scope, self._last("ol"), self._last("ul"))
        if name == "p":
            return max(scope, self._last("button"))
        return scope if name in _SPECIAL or name == "dialog" else _tail(self._special)

    def _push(self, name: str) -> None:
        at = len(self._stack)
        if at >= LIMITS["depth"]:
            raise _too_deep()
        self._stack.append(name)
        self._at[name].append(at)
        for family, indices in ((_SPECIAL, self._special), (_STOPS_ITEMS, self._stops), (_SCOPES, self._scopes)):
            if name in family:
                indices.append(at)

    def _cut(self, size: int) -> None:
        for name in self._stack[size:]:
            if name:
                self._at[name].pop()
        del self._stack[size:]
        for indices in (self._special, self._stops, self._scopes):
            while indices and indices[-1] >= size:
                indices.pop()

    def _last(self, name: str) -> int:
        return _tail(self._at[name])


def _tail(indices: list[int]) -> int:
    return indices[-1] if indices else -1


def _too_deep() -> BadPage:
    what = f"the page has elements more than {LIMITS['depth']} deep"
    return BadPage(what, where="html", mend="send the page's evidence instead of its markup")
