"""What is wrong with a report before it is taken."""

from dataclasses import replace

import pytest

from api.reporting.drafts import Draft, findings, tidied
from tests.desk.readers import CLAIM, DRAFT, REPLY, TODAY


def known(about: str) -> bool:
    return about in (CLAIM, "state-owned")


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("text", "short"), ("text", "x" * 2001), ("text", "with \x00 in it"), ("kind", "praise"), ("about", "outlet:rt#none"),
        ("email", "not an address"), ("email", "a b@c.example"), ("email", "a@" + "b" * 260 + ".example"),
        ("title", ""), ("title", "x" * 201), ("publisher", ""), ("quote", ""), ("quote", "x" * 1001),
        ("url", ""), ("url", "javascript:alert(1)"), ("url", "https://"), ("url", "https://a b.example/"), ("url", "https://[x/"),
        ("date", "yesterday"), ("date", "2026-13"), ("date", "2027"),
    ],
)  # fmt: skip
def test_a_field_that_is_wrong_is_named_and_no_other(field: str, value: str) -> None:
    wrong = findings(replace(DRAFT, **{field: value}), known, TODAY)
    assert list(wrong) == [field]


def test_what_is_right_has_no_findings_and_evidence_and_address_are_optional() -> None:
    assert findings(DRAFT, known, TODAY) == {}
    assert findings(replace(DRAFT, date="", about="state-owned"), known, TODAY) == {}
    assert findings(Draft("rt", text="Only words, no evidence."), known, TODAY) == {}
    assert Draft("rt", text="Only words").evidence is None


def test_a_reply_has_150_words_at_most_and_a_correction_may_have_more() -> None:
    assert findings(replace(REPLY, text="word " * 150), known, TODAY) == {}
    assert list(findings(replace(REPLY, text="word " * 151), known, TODAY)) == ["text"]
    assert findings(replace(REPLY, kind="correction", text="word " * 151), known, TODAY) == {}


def test_line_breaks_of_browsers_do_not_count_twice() -> None:
    assert tidied(Draft("rt", text=" one\r\ntwo\rthree ")).text == "one\ntwo\nthree"
