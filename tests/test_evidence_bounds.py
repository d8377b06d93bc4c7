"""A page that would take the parser minutes is refused at once; a page that is only long or untidy is read."""

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from selectolax.lexbor import LexborHTMLParser, LexborNode

from api.annotating.evidence import extract
from api.annotating.evidence.nesting import Nesting
from api.annotating.evidence.screen import screened
from api.annotating.evidence.tables import LIMITS
from api.annotating.evidence.text import names
from api.errors import BadPage

PAGE = "https://page.example/"
PATIENCE = 5  # seconds of this process for 2 MB; without the bounds these pages take from half a minute to hours

DEEP = {
    "nested": "<div>" * 100_000,
    "nested and closed": "<div>x" * 100_000 + "</div>" * 100_000,
    "end tags in comments": "<div><!--</div>-->" * 50_000,
    "end tags in attributes": "<div><a title='</div>'></a>" * 50_000,
    "end tags in scripts": "<div><script></div></script>" * 50_000,
    "end tags in a script that hides its own": "<script><!--<script></script>" + "</div>" * 99 + "--></script>" + "<div>" * 50_000,
    "end tags out of scope": "<div><table><td></div>" * 50_000,
    "end tags of cells that are not open": "<table>" + "<div></td>" * 50_000,
    "misnested formatting": "<b><div></b>" * 50_000,
    "forms closed over what they hold": "<form><div></form>" * 50_000,
    "drawings left by a paragraph": "<svg><div><path/>" * 50_000,
    "styles in a drawing": "<svg><style><div>" + "<div>" * 50_000,
    "text areas in a template": "<template><col><textarea></textarea></template>" + "<div>" * 50_000,
    "items in items": "<li><dd>" * 50_000,
    "items in headings": "<h1><li>" * 50_000,
    "unknown elements that seem to close": "<x/>" * 50_000,
    "ruby without a ruby": "<rt>" * 50_000,
    "formatting, opened again in every paragraph": "<b><b><b><i><i><i><u><u><u>" + "<p>x" * 50_000,
    "ever other formatting": "".join(f"<div><font size={number}></div>" for number in range(50_000)),
}
LONG = {
    "unclosed items": "<ul>" + "<li>x" * 50_000,
    "unclosed cells": "<table>" + "<tr><td>x" * 50_000,
    "unclosed terms": "<dl>" + "<dt>x<dd>y" * 50_000,
    "unclosed paragraphs": "<p>x" * 50_000,
    "unclosed readings": "<ruby>x<rt>y</ruby>" * 30_000,
    "unclosed anchors": "<p><a name=x>x" * 30_000,
    "closed formatting": "<p><font color=red>x</font>" * 30_000,
    "drawings": "<p>x<svg><path d='M0'/><g/></svg>" * 20_000,
    "angle brackets": "x < y " + "<" * 1_000_000,
    "comments without end": "<p>x</p>" + "<!--" * 400_000,
    "quotes without end": "<p>x</p>" + '<a b="' * 300_000,
    "a tag without end": "<p>x</p><a" + " " * 1_000_000,
    "an attribute without end": "<p>x</p><p style='" + ";" * 1_000_000 + "'>y",
    "a selection without end": "<p>x</p><select><title></select>" + "<div>" * 50_000,
    "classes": "<p class='" + " ".join(f"c{number}-x" for number in range(100_000)) + "'>x",
    "authors in structured data": "<p>x<script type='application/ld+json'>"
    + '{"@type":"Article","author":[' + ",".join(f'"a{number}"' for number in range(50_000)) + "]}</script>",
    "items": "<p>x" + "<div itemscope itemtype=x/Article>x</div>" * 40_000,
    "properties": "<body itemscope itemtype=x/Article>" + "".join(f"<p itemprop=author>a{number}" for number in range(50_000)),
    "properties in each other": "<body itemscope itemtype=x/Article>" + "<div itemprop=author>" * 400 + "x<br>" * 200_000,
    "structured data, deep": "<p>x<script type='application/ld+json'>" + "[" * 400_000 + "</script>",
}


@pytest.mark.parametrize("name", DEEP)
def test_a_page_too_deep_is_refused_at_once(name: str) -> None:
    started = time.process_time()
    with pytest.raises(BadPage, match=r"more than 500 deep|too many formatting elements open"):
        extract(DEEP[name], PAGE)
    assert time.process_time() - started < PATIENCE


@pytest.mark.parametrize("name", LONG)
def test_a_page_that_is_only_long_is_read(name: str) -> None:
    started = time.process_time()
    assert extract(LONG[name], PAGE)["blocks"]
    assert time.process_time() - started < PATIENCE


def test_a_tag_of_forty_thousand_attributes_is_refused_at_once() -> None:
    started = time.process_time()
    with pytest.raises(BadPage, match="more than 256 attributes"):
        extract("<p " + " ".join(f"a{number}" for number in range(40_000)) + ">x", PAGE)
    assert time.process_time() - started < PATIENCE


def test_the_bound_of_attributes_is_what_it_says() -> None:
    tags = {count: "<p " + " ".join(f"a{n}='x y'" for n in range(count)) + ">x" for count in (256, 257)}
    assert extract(tags[256], PAGE)["blocks"]
    with pytest.raises(BadPage):
        extract(tags[257], PAGE)


def test_three_megabytes_are_refused_and_bytes_are_what_counts() -> None:
    for page in ("x" * 3_000_000, "я" * 1_000_001):
        with pytest.raises(BadPage, match="larger than 2,000,000 bytes") as caught:
            extract(page, PAGE)
        assert caught.value.where and caught.value.mend
    assert extract("я" * 1_000_000, PAGE)["blocks"]


def test_the_list_of_blocks_is_bounded() -> None:
    assert len(extract("<p>x" * 20_000, PAGE)["blocks"]) == LIMITS["blocks"]


NAMES = names("div p b a li ul dd dl h1 table tr td caption form button object span x-y rt ruby option svg font section i select")
TAGS = st.builds(
    "<{}{}{}>".format,
    st.sampled_from(["", "", "/"]),
    st.sampled_from(sorted(NAMES)),
    st.sampled_from(["", "", "/", " a='</div>'"]),
)
OTHERS = st.sampled_from(["x", "<!--", "-->", "<script>", "</script>", "<style>", "</style>", "<title>", "</title>"])
PIECES = st.one_of(TAGS, TAGS, OTHERS)


@settings(max_examples=400, deadline=None)
@given(st.lists(PIECES, max_size=60).map("".join))
def test_the_count_is_never_far_below_what_the_parser_builds(markup: str) -> None:
    """Rows, cells and formatting are not counted as levels of their own: at most four and all open formatting for one counted."""
    counted = _Watched()
    page = screened_with("< " * LIMITS["depth"] + markup, counted)  # enough of them that levels are counted at all
    assert depth(LexborHTMLParser(page, scripting=True).root) <= 4 * counted.deepest + counted.most_formatting + 8


class _Watched(Nesting):
    def __init__(self) -> None:
        super().__init__()
        self.deepest = self.most_formatting = 0

    def open(self, name: str) -> None:
        super().open(name)
        self.deepest = max(self.deepest, len(self._stack))
        self.most_formatting = max(self.most_formatting, self._formats)


def screened_with(markup: str, counted: Nesting) -> str:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("api.annotating.evidence.screen.Nesting", lambda: counted)
        return screened(markup)


def depth(node: LexborNode | None) -> int:
    if node is None:
        return 0
    return 1 + max((depth(child) for child in node.iter()), default=0)
