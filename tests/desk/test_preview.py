"""What a change means for readers, outlet by outlet and day by day."""

import dataclasses
from typing import Any

from api.editing.preview import outlets_reaching, preview
from api.outlets.dates import Day
from api.outlets.model import Outlet, Party
from api.outlets.records import Records
from api.outlets.revisions import RecordKey
from tests.outlets.build import claim, outlet, party, published_by, records

COMPANY, FUND = RecordKey("parties", "company"), RecordKey("parties", "fund")


def owned(owner: str, **fields: Any) -> dict[str, Any]:
    return claim(f"by-{owner}", owner=owner, interest="shareholding", share={"exact": 80}, **fields)


def listed(company: Party, *more: Outlet | Party) -> Records:
    return records(
        outlet("paper", published_by=[published_by("company")]),
        outlet("gazette", published_by=[published_by("company", to="2010-01-01")]),
        outlet("other", published_by=[published_by("elsewhere")]),
        company, party("elsewhere"), party("fund"), party("ministry", "state-body", level="national"), *more,
    )  # fmt: skip


BEFORE = listed(party("company", ownership=[owned("fund")]))


def test_an_ownership_that_ends_changes_what_is_shown_from_that_day_on() -> None:
    after = listed(party("company", ownership=[owned("fund", to="2015-06-01"), owned("ministry", from_="2015-06-01")]))
    (paper,) = preview(BEFORE, after, [COMPANY])
    assert (paper.id, paper.name) == ("paper", "Paper")
    (stretch,) = paper.stretches
    assert (stretch.start, stretch.end) == (Day(2015, 6, 1), None)
    assert stretch.before and stretch.after
    assert [(owner.id, owner.of, owner.words) for owner in stretch.before.owners] == [
        ("company", "paper", "publisher"), ("fund", "company", "shareholding, 80 %"),
    ]  # fmt: skip
    assert [owner.name for owner in stretch.after.owners] == ["Company", "Ministry"]
    assert "state-owned" in [label.id for label in stretch.after.labels]
    assert "state-owned" not in [label.id for label in stretch.before.labels]


def test_an_outlet_that_was_left_earlier_is_shown_for_the_years_it_is_about() -> None:
    after = listed(party("company", ownership=[owned("fund", from_="2005-01-01")]))
    found = {each.id: [(stretch.start, stretch.end) for stretch in each.stretches] for each in preview(BEFORE, after, [COMPANY])}
    assert found == {
        "gazette": [(Day(2000, 1, 1), Day(2005, 1, 1))],
        "paper": [(Day(2000, 1, 1), Day(2005, 1, 1))],
    }


def test_a_change_that_readers_do_not_see_has_no_preview() -> None:
    after = listed(party("company", website="https://company.example/about", ownership=[owned("fund")]))
    assert preview(BEFORE, after, [COMPANY]) == []


def test_a_new_name_of_an_owner_is_seen() -> None:
    parties = {**BEFORE.parties, "fund": party("fund", name="New Fund")}
    after = dataclasses.replace(BEFORE, parties=parties)
    assert [each.id for each in preview(BEFORE, after, [FUND])] == ["gazette", "paper"]


def test_a_new_and_a_removed_outlet_are_seen_against_nothing() -> None:
    after = listed(BEFORE.parties["company"], outlet("weekly", published_by=[published_by("company")]))
    key = RecordKey("outlets", "weekly")
    (new,), (gone,) = preview(BEFORE, after, [key]), preview(after, BEFORE, [key])
    assert new.name == gone.name == "Weekly"
    assert all(stretch.before is None and stretch.after for stretch in new.stretches)
    assert all(stretch.after is None and stretch.before for stretch in gone.stretches)


def test_outlets_reach_publishers_owners_of_any_time_and_whom_their_claims_name() -> None:
    past = party("company", ownership=[owned("fund", to="2001-01-01")])
    ministry = claim("m", "law", funder="ministry", category="appropriation", level="majority")
    found = listed(past, outlet("fourth", published_by=[published_by("elsewhere")], funding=[ministry]))
    assert outlets_reaching(found, [FUND]) == {"paper", "gazette"}
    assert outlets_reaching(found, [RecordKey("parties", "ministry")]) == {"fourth"}
    assert outlets_reaching(found, [RecordKey("outlets", "other")]) == {"other"}
    assert outlets_reaching(found, [RecordKey("outlets", "unknown")]) == set()
