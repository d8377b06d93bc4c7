"""Who stands in a role of the article by the page's microdata and RDFa Lite, by rule 7 of docs/evidence.md."""

import pytest

from tests.test_evidence import PAGE, body

ARTICLE = "<article itemscope itemtype=https://schema.org/NewsArticle><h1>h</h1><p>Words of the article.</p>{}</article>"
RDFA = "<article vocab=https://schema.org/ typeof=NewsArticle><h1>h</h1><p>Words of the article.</p>{}</article>"


def said(markup: str) -> list[tuple[str, str, str, str | None]]:
    """Type, role, name and address of who stands in a role."""
    return [(each["type"], each["role"], each["name"], each["url"]) for each in body(markup)["structured"]]


@pytest.mark.parametrize(
    ("markup", "found"),
    [
        ("<b itemprop=publisher> A\n B </b>", ("", "publisher", "A B", None)),
        ("<meta itemprop=provider content=A>", ("", "provider", "A", None)),
        ("<a itemprop=author href=/a>A</a>", ("", "author", "A", "https://page.example/a")),
        ("<link itemprop=publisher href=//a.example>", ("", "publisher", "", "https://a.example/")),
        (
            "<div itemprop='x author' itemscope itemtype='http://schema.org/Organization y'><a itemprop=url href=/a>x</a>"
            "<b itemprop=name>A</b><i itemprop=name>B</i></div>",
            ("Organization", "author", "A", "https://page.example/a"),
        ),
        ("<b itemprop=https://schema.org/publisher>A</b>", ("", "publisher", "A", None)),
    ],
)
def test_microdata_of_the_article_say_who_stands_in_a_role(markup: str, found: tuple[str, str, str, str | None]) -> None:
    assert said(ARTICLE.format(markup)) == [found]


@pytest.mark.parametrize(
    ("markup", "found"),
    [
        ("<b property=publisher>A</b>", ("", "publisher", "A", None)),
        ("<b property=schema:publisher content=A>B</b>", ("", "publisher", "A", None)),
        ("<div property=author typeof=schema:Organization><b property=name>A</b></div>", ("Organization", "author", "A", None)),
        (
            "<b property=author resource=#a></b>"
            "<p typeof=Person resource=#a><a property=url href=/a><b property=name>A</b></a></p>",
            ("Person", "author", "A", "https://page.example/a"),
        ),
    ],
)
def test_rdfa_of_the_article_says_who_stands_in_a_role(markup: str, found: tuple[str, str, str, str | None]) -> None:
    assert said(RDFA.format(markup)) == [found]


@pytest.mark.parametrize(
    "markup",
    [
        "<b itemprop=dc:publisher>A</b><b property=og:publisher>A</b><b itemprop=Publisher>A</b>",
        "<div hidden><b itemprop=publisher>A</b></div><b itemprop=publisher style='display:none'>A</b>",
        "<div itemscope itemtype=http://schema.org/Comment><b itemprop=author>A</b></div>",
        "<div itemscope itemtype=http://schema.org/NewsArticle><b itemprop=publisher>A</b></div>",
        "<b itemprop=publisher> </b>",
    ],
)
def test_what_is_not_the_article_s_own_item_stands_in_no_role(markup: str) -> None:
    assert said(ARTICLE.format(markup)) == []


def test_an_item_beside_the_article_does_not_speak_for_it_whatever_address_it_gives() -> None:
    item = f"<div itemscope itemtype=http://schema.org/Article><link itemprop=url href={PAGE}><b itemprop=publisher>A</b></div>"
    assert said(f"<main>{ARTICLE.format('')}{item}</main>") == []


def test_json_ld_microdata_and_rdfa_speak_in_this_order_and_for_themselves() -> None:
    data = '<script type=application/ld+json>{"@type": "Article", "publisher": "A", "datePublished": "2022-01-01"}</script>'
    marked = ARTICLE.format("<b itemprop=publisher>B</b><meta itemprop=publisher content=A>")
    evidence = body(data + marked.replace("<article", "<article typeof=Article").replace("<h1>", "<h1 property=creator>"))
    named = [(each["role"], each["name"]) for each in evidence["structured"]]
    assert named == [("publisher", "A"), ("publisher", "B"), ("creator", "h")]
    assert evidence["published"] == "2022-01-01"


def test_the_day_of_an_item_dates_the_page() -> None:
    time_ = "<time itemprop=datePublished datetime=2022-05-06T10:00>x</time>"
    assert body(f"<time datetime=2020-01-01>y</time>{ARTICLE.format(time_)}")["published"] == "2022-05-06"
