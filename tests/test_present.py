"""Annotations on the wire: the labels of the right day, sources written out."""

from datetime import date
from itertools import pairwise
from typing import Any

import pytest

from api.annotating.annotate import annotate
from api.annotating.index import Index
from api.annotating.present import present
from tests.pages import EMPTY, page, published_list

TODAY = date(2022, 3, 24)
LABEL = {"id": "state-controlled", "facet": "control", "sources": [1], "because": ["outlet:rt#c1"]}
OWNER = {"id": "ano", "of": "rt", "interest": "publisher", "sources": [0, 1]}
SOURCES = [{"title": "First"}, {"title": "Second"}]


def with_periods(*borders: str) -> Index:
    """RT with a label and an owner in the last period only."""
    document = published_list(sources=SOURCES)
    edges = [None, *borders, None]
    periods = [{"from": start, "to": end, **EMPTY} for start, end in pairwise(edges)]
    periods[-1] |= {"labels": [LABEL], "owners": [OWNER], "designations": [{"law": "A law", "sources": [0]}]}
    document["outlets"]["rt"]["periods"] = periods
    return Index(document)


def shown(index: Index, at: date | None = None, today: date = TODAY, **fields: Any) -> dict[str, Any]:
    evidence = page("Source: [RT](https://rt.com/a)", **fields)
    return present(annotate(evidence, index, today), evidence, index, at, today)


def test_the_answer_names_page_list_and_day() -> None:
    answer = shown(with_periods(), published="2022-03-20")
    assert answer["page"] == {
        "url": "https://unlisted.example/page",
        "resolved": "https://unlisted.example/page",
        "title": "A page",
        "published": "2022-03-20",
        "language": "en",
        "resembles": None,
    }
    assert (answer["as_of"], answer["list"]) == ("2022-03-20", {"version": 7})


def test_labels_and_owners_come_with_their_sources() -> None:
    [annotation] = shown(with_periods())["annotations"]
    outlet = annotation["outlet"]
    assert outlet["labels"] == [LABEL | {"sources": [SOURCES[1]]}]
    assert outlet["owners"] == [OWNER | {"sources": SOURCES}]
    assert outlet["designations"] == [{"law": "A law", "sources": [SOURCES[0]]}]
    assert {key: outlet[key] for key in ("id", "name", "domain", "country", "kind", "status")} == {
        "id": "rt",
        "name": "RT",
        "domain": "rt.com",
        "country": "int",
        "kind": "agency",
        "status": "active",
    }


@pytest.mark.parametrize(("published", "labelled"), [("2022-02-28", False), ("2022-03-01", True), ("2022-03-02", True)])
def test_labels_are_those_of_the_page_s_day(published: str, labelled: bool) -> None:
    [annotation] = shown(with_periods("2022-03-01"), published=published)["annotations"]
    assert bool(annotation["outlet"]["labels"]) is labelled


def test_what_has_changed_since_stands_beside() -> None:
    [then] = shown(with_periods("2022-03-01"), published="2022-02-28")["annotations"]
    assert then["outlet"]["today"] == {
        "as_of": "2022-03-24",
        "labels": [LABEL | {"sources": [SOURCES[1]]}],
        "owners": [OWNER | {"sources": SOURCES}],
    }
    [now] = shown(with_periods("2022-03-01"), published="2022-03-02")["annotations"]
    assert "today" not in now["outlet"]


@pytest.mark.parametrize("published", [None, "2022-03-25", "2005-12-09", "2022-02-30", "20220301", "yesterday"])
def test_a_day_that_cannot_be_is_not_taken(published: str | None) -> None:
    assert shown(with_periods(), published=published)["as_of"] == "2022-03-24"


def test_the_day_asked_for_counts() -> None:
    assert shown(with_periods(), at=date(2010, 1, 1), published="2022-03-02")["as_of"] == "2010-01-01"


def test_an_undated_copy_is_of_the_day_it_was_made() -> None:
    answer = shown(with_periods(), url="https://web.archive.org/web/20220101000000/https://unlisted.example/page")
    assert answer["as_of"] == "2022-01-01"


@pytest.mark.parametrize(
    ("url", "outlet"), [("https://rt.com.example/a", "rt"), ("https://rt.com/a", None), ("https://fog.example/", None)]
)
def test_an_unlisted_page_says_whose_address_its_own_resembles(url: str, outlet: str | None) -> None:
    assert shown(with_periods(), url=url)["page"]["resembles"] == outlet


@pytest.mark.parametrize(
    ("today", "report"), [("2022-03-19", None), ("2022-03-20", 2), ("2022-04-18", 2), ("2022-04-19", 5), ("2022-05-01", None)]
)
def test_what_rests_on_a_contested_claim_says_so_from_its_day_to_its_end(today: str, report: int | None) -> None:
    marks = [
        {"claim": "outlet:rt#c1", "from": "2022-03-20", "to": "2022-04-19", "report": 2},
        {"claim": "outlet:rt#c1", "from": "2022-04-01", "to": "2022-05-01", "report": 5},
        {"claim": "outlet:rt#c10", "from": "2022-01-01", "to": "2023-01-01", "report": 9},
    ]
    index = Index({**with_periods("2022-03-01").document, "contested": marks})
    [annotation] = shown(index, at=date(2022, 3, 2), today=date.fromisoformat(today))["annotations"]
    assert annotation["outlet"]["labels"][0].get("contested") == next((each for each in marks if each["report"] == report), None)
    assert "contested" not in annotation["outlet"]["owners"][0]
