"""Python and JavaScript give the same bytes for pages that are written out of the vocabulary of the rules.

`MASTHEAD_FUZZ_EXAMPLES` in the environment is the number of pages of each sort (500 without it; `make fuzz` sets it).
"""

import os
from datetime import date
from random import Random
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from api.annotating.annotate import annotate
from api.annotating.index import Index
from api.annotating.present import present
from api.errors import BadAddress
from tests.conformance import canonical
from tests.parity import crowded
from tests.parity import vocabulary as v
from tests.parity.conftest import Ask

TODAY = date(2022, 3, 24)
REFUSED = '{"bad_address":true}'
FUZZ = settings(
    max_examples=int(os.environ.get("MASTHEAD_FUZZ_EXAMPLES", "500")),
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture, HealthCheck.data_too_large],
    derandomize="MASTHEAD_FUZZ_EXAMPLES" not in os.environ,
)

piece = st.one_of(*(st.sampled_from(pieces) for pieces in (v.WORDS, v.NAMES, v.SIGNS, v.ODD)), st.text(max_size=6))
# most pieces with a space between, some glued
text = st.lists(st.tuples(piece, st.sampled_from([" ", " ", " ", "", "\u00a0"])), max_size=24).map(
    lambda pieces: "".join(word + gap for word, gap in pieces).strip()
)
address = st.one_of(
    st.builds("{}{}{}".format, st.sampled_from(["https://", "http://"]), st.sampled_from(v.HOSTS), st.sampled_from(v.TAILS)),
    st.builds("{}{}".format, st.sampled_from(v.PLATFORMS), st.sampled_from(v.ACCOUNTS)),
    st.builds("{}{}".format, st.sampled_from(v.WRAPPERS), st.sampled_from(v.WRAPPED)),
    st.sampled_from(v.CROOKED),
    st.text(max_size=12),
)


@st.composite
def block(draw: st.DrawFn) -> dict[str, Any]:
    words = draw(text)
    links = []
    for href in draw(st.lists(address, max_size=3)):
        start = draw(st.integers(0, len(words)))
        links.append({"href": href, "start": start, "end": draw(st.integers(start, len(words))), "rel": ""})
    return {"zone": draw(st.sampled_from(v.ZONES)), "text": words, "links": links}


named = st.one_of(st.sampled_from(v.NAMES), text)
entry = st.fixed_dictionaries({"name": st.sampled_from(v.METADATA), "content": st.one_of(named, address)})
entity = st.fixed_dictionaries({
    "type": st.sampled_from(v.TYPES),
    "role": st.sampled_from(v.ROLES),
    "name": st.one_of(st.none(), named),
    "url": st.one_of(st.none(), address),
})  # fmt: skip
small_page = st.fixed_dictionaries({
    "url": address,
    "canonical": st.one_of(st.none(), address),
    "language": st.sampled_from([None, "en", "de-AT", "ru", "zh-Hans", "el", "fr_CA"]),
    "title": text,
    "published": st.sampled_from(v.DAYS),
    "metadata": st.lists(entry, max_size=3),
    "structured": st.lists(entity, max_size=3),
    "blocks": st.lists(block(), max_size=8),
})  # fmt: skip


def compare(ask: Ask, index: Index, evidence: dict[str, Any], at: str | None) -> None:
    try:
        result = annotate(evidence, index, TODAY)
    except BadAddress:
        assert ask("annotate", evidence=evidence, today=TODAY.isoformat()) == REFUSED
        return
    assert ask("annotate", evidence=evidence, today=TODAY.isoformat()) == canonical(result)
    shown = present(result, evidence, index, date.fromisoformat(at) if at else None, TODAY)
    assert ask("present", evidence=evidence, at=at, today=TODAY.isoformat()) == canonical(shown)


@FUZZ
@given(evidence=small_page, at=st.sampled_from([None, "2021-05-06"]))
def test_small_pages_are_annotated_alike(ask: Ask, index: Index, evidence: dict[str, Any], at: str | None) -> None:
    compare(ask, index, evidence, at)


@FUZZ
@given(random=st.randoms(use_true_random=True))
def test_crowded_pages_are_annotated_alike(ask: Ask, index: Index, random: Random) -> None:
    compare(ask, index, crowded.page(random), None)


@FUZZ
@given(text=st.one_of(text, st.text(max_size=40)))
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
        assert ask("resolve", url=url, day=TODAY.isoformat()) == REFUSED
        return
    captured = found.captured.isoformat() if found.captured else None
    answer = {"url": found.url, "wrapper": found.wrapper, "captured": captured, "outlet": found.outlet}
    assert ask("resolve", url=url, day=TODAY.isoformat()) == canonical(answer)
