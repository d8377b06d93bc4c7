"""Bounds a page before it is parsed, in one linear pass, and leaves out what is no evidence.

The cost of parsing grows with the square of attributes in a tag, of elements in each other and of unclosed formatting, so a
small page can take minutes. What is left out here (comments, scripts, drawings, ...) is what could make this pass and the parser
read the same text differently: the parser never sees it.
"""

import re

from api.annotating.evidence.nesting import Nesting
from api.annotating.evidence.tables import LIMITS
from api.annotating.evidence.text import lower, names, well_formed
from api.errors import BadPage

_TOKEN = re.compile(
    r"""<(?:
        (?P<comment> !--(?:-?>|.*?(?:--!?>|\Z)) )
      | (?P<bogus> [!?][^>]*(?:>|\Z) | /(?![A-Za-z])[^>]*(?:>|\Z) )
      | (?P<slash> /?) (?P<name> [A-Za-z][^\t\n\f\r />]*)
        (?P<attributes> (?: [\t\n\f\r /]+
          | (?: =[^\t\n\f\r />=]* | [^\t\n\f\r />=]+ )
            (?: [\t\n\f\r ]*=[\t\n\f\r ]* (?: "[^"]*(?:"|\Z) | '[^']*(?:'|\Z) | [^\t\n\f\r >"'][^\t\n\f\r >]* )? )? )*+ )
        (?P<end> >|\Z)
    )""",
    re.VERBOSE | re.DOTALL,
)
_ATTRIBUTE = re.compile(
    r"""(?: =[^\t\n\f\r />=]* | [^\t\n\f\r />=]+ )
        (?: [\t\n\f\r ]*=[\t\n\f\r ]* (?: "[^"]*(?:"|\Z) | '[^']*(?:'|\Z) | [^\t\n\f\r >"'][^\t\n\f\r >]* )? )?+""",
    re.VERBOSE,
)
_ROOM = 2 * LIMITS["attributes"]  # characters: fewer cannot be too many attributes
# text up to their own end tag, whatever stands in it
_RAW = ("iframe", "noembed", "noframes", "noscript", "script", "style", "textarea", "title", "xmp")
_RAW_ENDS = {name: re.compile(rf"</{name}(?=[\t\n\f\r />])", re.IGNORECASE) for name in _RAW}
_DATA = re.compile(r"ld\+json", re.IGNORECASE)
_LEFT_OUT = ("math", "select", "svg", "template")
_FOREIGN = ("math", "svg")
_HTML_IN_FOREIGN = ("annotation-xml", "desc", "foreignobject", "title")
# a start tag of these ends a drawing that was not closed, or a selection
_BREAKOUT = {
    **dict.fromkeys(
        _FOREIGN,
        names(
            "b big blockquote body br center code dd div dl dt em embed h1 h2 h3 h4 h5 h6 head hr i img li listing menu meta "
            "nobr ol p pre ruby s small span strike strong sub sup table tt u ul var"
        ),
    ),
    "select": frozenset(("input", "keygen", "select", "textarea")),
    "template": frozenset(),
}
_NOTHING = "<!---->"  # keeps its neighbours apart: what stood on both sides must not become a tag
_STAND_IN = "<img>"  # has on the elements around it the effect that a drawing or selection has, and no content


def screened(html: str) -> str:
    """The markup without what is no evidence. Raise BadPage where a bound is passed, naming it."""
    if len(html) > LIMITS["bytes"] or len(html.encode("utf-8", "surrogatepass")) > LIMITS["bytes"]:
        raise _beyond(f"is larger than {LIMITS['bytes']:,} bytes")
    html, since, at = well_formed(html), 0, 0
    kept: list[str] = []
    # fewer tags than levels allowed need no count
    nesting = Nesting() if html.count("<") > LIMITS["depth"] else None
    while token := _TOKEN.search(html, at):
        start, at, instead = token.start(), token.end(), None
        slash, name, attributes, end = token.group("slash", "name", "attributes", "end")
        name = lower(name or "")
        if not name:  # a comment, or what is read as one
            instead = None if lower(token[0]).startswith("<!doctype") else _NOTHING
        elif not end or (name == "plaintext" and not slash):
            at, instead = len(html), ""
        elif name in _LEFT_OUT:
            at = at if slash else _past(html, token, name)
            instead = _NOTHING if slash or name == "template" else _STAND_IN
        elif name == "frameset":
            instead = ""
        else:
            _check_attributes(attributes)
            if name in _RAW_ENDS and not slash:
                start, at = at, _raw_end(html, name, at)
                instead = None if _is_read(name, attributes, html[start:at]) else ""
            elif nesting:
                (nesting.close if slash else nesting.open)(name)
        if instead is not None:
            kept += (html[since:start], instead)
            since = at
    kept.append(html[since:])
    return "".join(kept)


def _check_attributes(attributes: str) -> None:
    if len(attributes) > _ROOM and sum(1 for _ in _ATTRIBUTE.finditer(attributes)) > LIMITS["attributes"]:
        raise _beyond(f"has a tag with more than {LIMITS['attributes']} attributes")


def _raw_end(html: str, name: str, at: int) -> int:
    end = _RAW_ENDS[name].search(html, at)
    return end.start() if end else len(html)


def _is_read(name: str, attributes: str, text: str) -> bool:
    """Titles, and structured data without what may keep a script from ending at its end tag."""
    is_data = name == "script" and bool(_DATA.search(attributes))
    return name == "title" or (is_data and not ("<!--" in text and "<script" in lower(text)))


def _past(html: str, opening: re.Match[str], name: str) -> int:
    """Where a drawing, selection or template ends."""
    at, depth, in_html = opening.end(), 1, 0
    if name in _FOREIGN and _closes_itself(opening):
        return at
    while depth and (token := _TOKEN.search(html, at)):
        inner = lower(token["name"] or "")
        opens = inner and not token["slash"]
        if opens and not in_html and inner in _BREAKOUT[name]:
            return token.start()
        at = token.end()
        closes_itself = name in _FOREIGN and opens and _closes_itself(token)
        if inner == name and not closes_itself:
            depth += 1 if opens else -1
        elif inner in _HTML_IN_FOREIGN and name in _FOREIGN and not closes_itself:
            in_html = max(0, in_html + (1 if opens else -1))
        elif opens and name not in _FOREIGN and inner in _RAW_ENDS:
            at = _raw_end(html, inner, at)
    return at if not depth else len(html)


def _closes_itself(token: re.Match[str]) -> bool:
    """Whether the tag ends in a slash that is no part of an attribute's value."""
    attributes = token["attributes"]
    ends = (attribute.end() for attribute in _ATTRIBUTE.finditer(attributes))
    return attributes.endswith("/") and max(ends, default=0) < len(attributes)


def _beyond(what: str) -> BadPage:
    return BadPage(f"the page {what}", where="html", mend="send the page's own markup, or its evidence instead of its markup")
