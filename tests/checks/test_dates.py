"""Dates must make sense together: ends after starts, nothing from the future, no source that knew what came later."""

from typing import Any

import pytest

from api.outlets.checks.dates import as_of_is_not_after_its_source, claim_is_dated, dates_are_in_order, dates_are_past
from tests.checks.ask import found
from tests.outlets.build import SOURCES, claim, outlet, party


def published(source: str = "filing", **fields: Any) -> dict[str, Any]:
    return claim("p1", source, party="body", checked=False, **fields)


@pytest.mark.parametrize(
    ("start", "end", "fits"),
    [
        ("2015", "2015", True),  # within one year, the days unknown
        ("2015-06", "2015", True),
        ("2015-06-01", "2015-06-02", True),
        ("2015-06-01", "2015-06-01", False),  # `to` is exclusive: it would hold on no day
        ("2015-06-01", "2015-05", False),
        ("2016", "2015", False),
    ],
)
def test_an_end_comes_after_its_start(start: str, end: str, fits: bool) -> None:
    words = found(dates_are_in_order, outlet(published_by=[published(from_=start, to=end)]))
    assert bool(words) is not fits
    assert all(each.startswith("outlets/gb/paper.yaml published_by.0.to:") for each in words)


def test_a_claim_is_not_confirmed_after_its_end() -> None:
    late = published(from_=None, as_of="2020-01-01", to="2015")
    assert len(found(dates_are_in_order, outlet(published_by=[late]))) == 1


def test_outlets_and_channels_end_after_they_begin() -> None:
    channel = {"type": "domain", "value": "a.example", "from": "2010", "to": "2009"}
    words = found(dates_are_in_order, outlet(began="1990", ended="1980", channels=[channel]))
    assert [each.split(":")[0].split()[1] for each in words] == ["ended", "channels.0.to"]


def test_no_date_is_yet_to_come_but_the_end_of_a_claim() -> None:
    sources = {"one": {**SOURCES["one"], "date": "2026-11-23"}, "two": {**SOURCES["two"], "accessed": "2030"}}
    act = claim("act", regime="FARA", law="Act", government="state:US", date="2027", basis="designation", to="2099")
    looked = claim("look", facet="ownership", where="register", on="2026-12", result="none-found")
    checked = claim("seen", party="body", checked=False, from_=None, as_of="2026-12-24")
    checked["checked"] = {"on": "2026-11-23", "copy": "live"}
    channel = {"type": "domain", "value": "a.example", "from": "2027", "to": "2028"}
    record = outlet(
        sources=sources, designation=[act], searched=[looked], published_by=[checked], channels=[channel], ended="2027"
    )  # fmt: skip
    assert sorted(each.split(":")[0].split()[1] for each in found(dates_are_past, record)) == [
        *("channels.0.from", "channels.0.to", "designation.0.date", "ended"),
        *("published_by.0.as_of", "published_by.0.checked", "searched.0.on", "sources.one.date", "sources.two.accessed"),
    ]


@pytest.mark.parametrize("day", ["2026-11-22", "2026-11", "2026"])
def test_today_and_a_span_that_has_begun_are_past(day: str) -> None:
    assert found(dates_are_past, outlet(began=day)) == []


@pytest.mark.parametrize(
    ("as_of", "fits"),
    [("2020-01-01", True), ("2020-01-02", False), ("2020", True), ("2020-01", True), ("2020-02", False), ("2019", True)],
)
def test_a_source_confirms_no_day_after_its_own(as_of: str, fits: bool) -> None:
    words = found(as_of_is_not_after_its_source, outlet(published_by=[published(from_=None, as_of=as_of)]))
    assert bool(words) is not fits


def test_the_latest_of_several_sources_decides_and_an_undated_one_counts_by_the_day_it_was_read() -> None:
    undated = {"title": "About", "publisher": "Paper", "url": "https://paper.test/about", "accessed": "2024-05-01"}
    sources = {**SOURCES, "about": undated}

    def words(*cited: str) -> list[str]:
        held = {**published(from_=None, as_of="2022-01-01"), "sources": [{"ref": each} for each in cited]}
        return found(as_of_is_not_after_its_source, outlet(published_by=[held], sources=sources))

    assert (len(words("filing")), len(words("filing", "about")), len(words("about"))) == (1, 0, 0)
    assert words("missing") == []  # another rule's finding


def test_a_start_after_the_source_is_an_announcement() -> None:
    (words,) = found(as_of_is_not_after_its_source, outlet(published_by=[published(from_="2020-07-01")]))
    assert words == "outlets/gb/paper.yaml published_by.0.from: from 2020-07-01 is later than its latest source (2020-01-01)"


def test_claims_of_parties_are_held_to_dates_too() -> None:
    body = party("body", ownership=[claim("own", owner="state:GB", from_=None)])
    assert found(claim_is_dated, body) == ["parties/gb/body.yaml ownership.0: claim 'own' has no date"]
