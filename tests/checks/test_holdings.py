"""Holdings must be possible: shares within a whole on every day, and no party that controls itself."""

from typing import Any

import pytest

from api.outlets.checks.holdings import no_circle_of_control, shares_fit_in_a_whole
from api.outlets.model import Party
from tests.checks.ask import found
from tests.outlets.build import claim, party


def held(name: str, owner: str, percent: float | None = None, **fields: Any) -> dict[str, Any]:
    share = {"share": {"exact": percent}} if percent is not None else {}
    return claim(name, owner=owner, **{"interest": "shareholding", **share, **fields})


def excess(*holdings: dict[str, Any]) -> list[str]:
    return found(shares_fit_in_a_whole, party("body", ownership=list(holdings)))


def test_capital_and_votes_are_counted_apart() -> None:
    assert excess(held("a", "x", 60), held("b", "y", 60, interest="votingRights")) == []
    assert excess(held("a", "x", 60), held("b", "y", 60)) == [
        "parties/gb/body.yaml ownership.1: on 2000-01-01 the shares of shareholding add up to 120 %"
    ]


def test_a_share_moves_on_the_day_one_holding_ends_and_the_next_begins() -> None:
    assert excess(held("old", "x", 100, to="2014-01-01"), held("new", "y", 100, from_="2014-01-01")) == []
    assert len(excess(held("old", "x", 100, to="2014-01-02"), held("new", "y", 100, from_="2014-01-01"))) == 1


@pytest.mark.parametrize(("end", "start"), [("2013-10", "2013-10"), ("2013", "2013-10-05"), ("2013-10", "2013")])
def test_an_overlap_that_an_unknown_day_leaves_open_is_none(end: str, start: str) -> None:
    assert excess(held("old", "x", 100, to=end), held("new", "y", 100, from_=start)) == []


def test_of_a_band_only_what_is_certain_counts_and_rounding_is_forgiven() -> None:
    assert excess(held("a", "x", share={"min": 50, "max": 75}), held("b", "y", share={"min": 50, "max": 75})) == []
    assert excess(held("a", "x", 33.4), held("b", "y", 33.4), held("c", "z", 33.4)) == []
    assert len(excess(held("a", "x", share={"min": 50.6}), held("b", "y", 50))) == 1


def test_a_retracted_or_disputed_share_is_not_certain() -> None:
    for status in ("retracted", "disputed"):
        assert excess(held("a", "x", 100), held("b", "y", 60, status=status)) == []


def test_shares_last_seen_on_different_days_are_summed_from_the_later_day() -> None:
    first, second = ({"from_": None, "as_of": day} for day in ("2010-05-01", "2015-05-01"))
    assert excess(held("a", "x", 60, **first), held("b", "y", 60, **second)) == [
        "parties/gb/body.yaml ownership.1: on 2015-05-01 the shares of shareholding add up to 120 %"
    ]


def test_every_party_with_too_large_shares_is_found_once() -> None:
    bodies = [party(name, ownership=[held("a", "x", 90), held("b", "y", 90), held("c", "z", 90)]) for name in ("one", "two")]
    assert [words.partition(" ")[0] for words in found(shares_fit_in_a_whole, *bodies)] == [
        "parties/gb/one.yaml",
        "parties/gb/two.yaml",
    ]


def circle(**closing: Any) -> list[Party]:
    """Three companies; the last holding, from `c` back to `a`, is as `closing` says."""
    return [
        party("a", ownership=[held("up", "b", 80)]),
        party("b", ownership=[held("up", "c", 30, controlling="yes")]),
        party("c", ownership=[held("up", "a", **closing)]),
    ]


@pytest.mark.parametrize(
    ("closing", "closed"),
    [
        ({"percent": 51}, True),
        ({"percent": 10, "controlling": "yes"}, True),
        ({"percent": 10}, False),  # a cross-holding
        ({"percent": 60, "controlling": "no"}, False),  # a source says it does not control
        ({"percent": 60, "interest": "founder"}, False),
        ({"percent": 60, "status": "retracted"}, False),
        ({"percent": 60, "status": "disputed"}, False),
        ({"share": {"min": 25, "max": 75}}, False),
    ],
)
def test_only_control_makes_a_circle(closing: dict[str, Any], closed: bool) -> None:
    parties = [words.partition(" ")[0][11:-5] for words in found(no_circle_of_control, *circle(**closing))]
    assert parties == (["a", "b", "c"] if closed else [])


def test_control_that_ended_before_the_other_began_makes_no_circle() -> None:
    def turned(day: str) -> list[str]:
        left = party("left", ownership=[held("up", "right", 60, to="2014-01-01")])
        right = party("right", ownership=[held("up", "left", 60, from_=day)])
        return found(no_circle_of_control, left, right)

    assert turned("2014-01-01") == []
    assert turned("2013-12-31") == [
        "parties/gb/left.yaml ownership: on 2013-12-31 'left' controls itself through its owners",
        "parties/gb/right.yaml ownership: on 2013-12-31 'right' controls itself through its owners",
    ]


def test_a_company_that_controls_itself_is_the_smallest_circle_and_a_state_is_none() -> None:
    assert len(found(no_circle_of_control, party("a", ownership=[held("own", "a", 60)]))) == 1
    assert found(no_circle_of_control, party("a", ownership=[held("own", "state:GB", 100)])) == []


def test_a_party_below_a_circle_is_not_in_it() -> None:
    below = party("below", ownership=[held("up", "a", 100)])
    assert len(found(no_circle_of_control, *circle(percent=51), below)) == 3
