"""Python and JavaScript give the same bytes for pages that hypothesis writes out of the vocabulary of the rules.

`MASTHEAD_FUZZ_EXAMPLES` in the environment is the number of pages (300 without it; `make fuzz` sets it).
"""

import os
from datetime import date
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from api.annotating.annotate import annotate
from api.annotating.index import Index
from api.annotating.present import present
from api.errors import BadAddress
from tests.conformance import canonical, case_list
from tests.parity.conftest import Ask

TODAY = date(2022, 3, 24)
FUZZ = settings(
    max_examples=int(os.environ.get("MASTHEAD_FUZZ_EXAMPLES", "300")),
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture, HealthCheck.data_too_large],
    derandomize="MASTHEAD_FUZZ_EXAMPLES" not in os.environ,
)
LIST = case_list()


def _words_of(node: Any) -> set[str]:
    if isinstance(node, str):
        return {node}
    inner = node.values() if isinstance(node, dict) else node if isinstance(node, list) else ()
    return {word for each in inner for word in _words_of(each)}


WORDS = sorted(_words_of([rule["pattern"]["parts"] for rule in LIST["rules"]]) - {"name", "link"})
NAMES = [row["text"] for row in LIST["names"]] + ["rt", "REUTERS", "heise.de", "#RT", "RT-owned", "ap"]
SIGNS = list(".,:;()[]\"'“”‘’«»-–—/|&@#_!?。…")
ODD = [
    "🦔",
    "👩‍👩‍👧",
    "𝒂𝒃",
    "e\u0301",
    "İstanbul",
    "ß",
    "新华社",
    "かな",
    "か\u3099",
    "ไทย",
    "한국",
    "\u00ad",
    "\u200b",
    "\u200e",
    "\u00a0",
    "Ａ",
    "K",
    "ﬁ",
    "１",
]
HOSTS = [
    *sorted(LIST["hosts"]),
    "unlisted.example",
    "rt.com.example",
    "xn--rt-iia.com",
    "127.0.0.1",
    "rt.com.",
    "a_b.example",
    "RT.com",
]

piece = st.one_of(st.sampled_from(WORDS), st.sampled_from(NAMES), st.sampled_from(SIGNS), st.sampled_from(ODD), st.text(max_size=6))
# most pieces with a space between, some glued
text = st.lists(st.tuples(piece, st.sampled_from([" ", " ", " ", "", "\u00a0"])), max_size=24).map(
    lambda pieces: "".join(word + gap for word, gap in pieces).strip()
)


@st.composite
def sentence(draw: st.DrawFn) -> str:
    """Words of one rule, more or less in order, with names in its slots: often a match, often nearly one."""
    rule = draw(st.sampled_from(LIST["rules"]))
    found: list[str] = []

    def walk(node: Any) -> None:
        if isinstance(node, str):
            found.append(node)
        elif isinstance(node, list):
            for each in node:
                walk(each)
        elif "any" in node:
            walk(draw(st.sampled_from(node["any"])))
        elif "optional" in node:
            if draw(st.booleans()):
                walk(node["optional"])
        elif "gap" in node:
            found.extend(draw(st.lists(st.sampled_from([*WORDS, "x.", "not"]), max_size=node["gap"] + 1)))
        else:
            found.append(draw(st.sampled_from(NAMES)))

    walk(rule["pattern"]["parts"])
    return (
        draw(st.sampled_from(["", "", "A note. ", "“", "We do not "]))
        + " ".join(found)
        + draw(st.sampled_from(["", ".", " (2022).", " today"]))
    )


address = st.one_of(
    st.builds(
        "{}://{}{}".format,
        st.sampled_from(["https", "http"]),
        st.sampled_from(HOSTS),
        st.sampled_from(["", "/", "/a/b?c=d#e", "/ä%20%zz", ":8080/x"]),
    ),
    st.builds(
        "https://{}{}".format,
        st.sampled_from(["x.com/", "t.me/s/", "t.me/", "twitter.com/", "www.youtube.com/@", "m.facebook.com/profile.php?id="]),
        st.sampled_from(["RT_com", "rtnews", "AP", "%41P", "%ff", "ap/status/1"]),
    ),
    st.builds(
        "https://{}{}".format,
        st.sampled_from(
            [
                "web.archive.org/web/20220301120000/",
                "web.archive.org/web/2022id_/",
                "web.archive.org/web/",
                "archive.ph/2022.03.01-120000/",
                "translate.google.com/translate?sl=ru&u=",
                "webcache.googleusercontent.com/search?q=cache:",
                "www.google.com/amp/s/",
                "web.archive.org/web/20990101000000/",
                "12ft.io/",
                "cdn.ampproject.org/c/s/",
            ]
        ),
        st.sampled_from(
            [
                "https://www.rt.com/news/",
                "rt.com/x",
                "https%3A%2F%2Frt.com%2F%ff",
                "http:/tass.com/",
                "mailto:a@b",
                "web.archive.org/web/2021/rt.com",
            ]
        ),
    ),
    st.sampled_from(
        [
            "https://www-rt-com.translate.goog/news?_x_tr_sl=ru&a=b",
            "https://my--site-rt-com.translate.goog/",
            "nonsense",
            "mailto:a@rt.com",
            "https://www.rt.com\\@evil.example/",
            "https://user:pw@rt.com/",
            "https://[::1]/",
            "https://bücher.example/",
            "//rt.com",
        ]
    ),
    st.text(max_size=12),
)


@st.composite
def block(draw: st.DrawFn) -> dict[str, Any]:
    words = draw(st.one_of(text, sentence(), st.tuples(text, sentence()).map(" ".join)))
    zones = ["article", "article", "article", "note", "quote", "caption", "comments", "navigation", "aside", "footer"]
    links = []
    for href in draw(st.lists(address, max_size=3)):
        start = draw(st.integers(0, len(words)))
        links.append({"href": href, "start": start, "end": draw(st.integers(start, len(words))), "rel": ""})
    return {"zone": draw(st.sampled_from(zones)), "text": words, "links": links}


some_name = st.one_of(st.sampled_from(NAMES), text)
evidence = st.fixed_dictionaries(
    {
        "url": address,
        "canonical": st.one_of(st.none(), address),
        "language": st.none(),
        "title": text,
        "published": st.sampled_from([None, "2022-03-20", "1900-01-01", "2999-01-01", "2022-02-30", "nonsense"]),
        "metadata": st.lists(
            st.fixed_dictionaries(
                {
                    "name": st.sampled_from(
                        ["syndication-source", "original-source", "dc.source", "author", "copyright", "og:site_name", "x"]
                    ),
                    "content": st.one_of(some_name, address),
                }
            ),
            max_size=3,
        ),
        "structured": st.lists(
            st.fixed_dictionaries(
                {
                    "type": st.sampled_from(["Organization", "Person", "NewsMediaOrganization"]),
                    "role": st.sampled_from(["publisher", "sourceOrganization", "provider", "author", "funder"]),
                    "name": st.one_of(st.none(), some_name),
                    "url": st.one_of(st.none(), address),
                }
            ),
            max_size=3,
        ),
        "blocks": st.lists(block(), max_size=8),
    }
)


@FUZZ
@given(evidence=evidence, at=st.sampled_from([None, "2021-05-06"]))
def test_pages_are_annotated_alike(ask: Ask, index: Index, evidence: dict[str, Any], at: str | None) -> None:
    try:
        result = annotate(evidence, index, TODAY)
    except BadAddress:
        assert ask("annotate", evidence=evidence, today=TODAY.isoformat()) == '{"bad_address":true}'
        return
    assert ask("annotate", evidence=evidence, today=TODAY.isoformat()) == canonical(result)
    shown = present(result, evidence, index, date.fromisoformat(at) if at else None, TODAY)
    assert ask("present", evidence=evidence, at=at, today=TODAY.isoformat()) == canonical(shown)


@FUZZ
@given(text=st.one_of(text, sentence(), st.text(max_size=40)))
def test_text_is_tokenised_alike(ask: Ask, index: Index, text: str) -> None:
    tokens = index.characters.tokens(text)
    assert ask("tokens", text=text) == canonical({"words": tokens.words, "spans": tokens.spans, "glued": tokens.glued})
    assert index.characters.words(text) == tokens.words


@FUZZ
@given(url=address)
def test_addresses_are_resolved_alike(ask: Ask, index: Index, url: str) -> None:
    try:
        found = index.resolve(url, TODAY)
    except BadAddress:
        assert ask("resolve", url=url, day=TODAY.isoformat()) == '{"bad_address":true}'
        return
    captured = found.captured.isoformat() if found.captured else None
    answer = {"url": found.url, "wrapper": found.wrapper, "captured": captured, "outlet": found.outlet}
    assert ask("resolve", url=url, day=TODAY.isoformat()) == canonical(answer)
