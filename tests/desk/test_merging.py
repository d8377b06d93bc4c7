"""Two people's changes of one record, from one base."""

import copy
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from api.editing.exchange import incoming
from api.editing.merging import merge
from api.outlets.revisions import RecordKey

BASE: dict[str, Any] = {
    "id": "paper-ltd",
    "name": "Paper Ltd",
    "type": "company",
    "ownership": [{"id": "o1", "owner": "north", "from": "2001"}, {"id": "o2", "owner": "south", "from": "2005"}],
    "sources": {"report": {"title": "Report", "url": "https://paper.example/r"}},
}


def changed(**paths: Any) -> dict[str, Any]:
    return {**copy.deepcopy(BASE), **paths}


def test_changes_of_different_fields_and_claims_come_together() -> None:
    ours = changed(ownership=[{"id": "o1", "owner": "north", "from": "2001", "to": "2013"}, BASE["ownership"][1]])
    theirs = changed(name="Paper Limited", ownership=[*BASE["ownership"], {"id": "o3", "owner": "east", "from": "2013"}])
    merged, conflicts = merge(BASE, ours, theirs)
    assert conflicts == []
    assert merged == {
        **BASE,
        "name": "Paper Limited",
        "ownership": [ours["ownership"][0], BASE["ownership"][1], {"id": "o3", "owner": "east", "from": "2013"}],
    }


def test_one_claim_changed_in_two_ways_is_a_conflict_at_its_place_and_ours_stays() -> None:
    ours = changed(ownership=[{"id": "o1", "owner": "north", "from": "2002"}, BASE["ownership"][1]])
    theirs = changed(ownership=[{"id": "o1", "owner": "north", "from": "2003"}, BASE["ownership"][1]])
    merged, conflicts = merge(BASE, ours, theirs)
    assert conflicts == ["ownership.o1.from"]
    assert merged == ours


def test_a_claim_removed_here_and_changed_there_is_a_conflict() -> None:
    ours = changed(ownership=[BASE["ownership"][1]])
    theirs = changed(ownership=[{"id": "o1", "owner": "west", "from": "2001"}, BASE["ownership"][1]])
    assert merge(BASE, ours, theirs)[1] == ["ownership.o1"]


def test_a_claim_removed_here_and_left_there_is_removed() -> None:
    assert merge(BASE, changed(ownership=[BASE["ownership"][1]]), BASE)[0] == changed(ownership=[BASE["ownership"][1]])


def test_a_source_added_on_both_sides_under_one_key_is_a_conflict_only_if_it_differs() -> None:
    other = {"title": "Other", "url": "https://paper.example/o"}
    ours, theirs = changed(sources={**BASE["sources"], "new": other}), changed(sources={**BASE["sources"], "new": other})
    assert merge(BASE, ours, theirs) == (ours, [])
    theirs["sources"]["new"] = {**other, "title": "Another"}
    assert merge(BASE, ours, theirs)[1] == ["sources.new.title"]


def test_names_and_channels_are_told_apart_by_what_they_are() -> None:
    base = {"names": [{"text": "Paper", "match": "context"}], "channels": [{"type": "domain", "value": "a.example"}]}
    ours = {"names": [{"text": "Paper", "match": "strong"}], "channels": base["channels"]}
    moved = [{"type": "domain", "value": "b.example"}]
    theirs = {"names": [*base["names"], {"text": "The Paper", "match": "strong"}], "channels": moved}
    assert merge(base, ours, theirs) == ({"names": [*ours["names"], theirs["names"][1]], "channels": theirs["channels"]}, [])


def test_a_record_removed_on_one_side_and_changed_on_the_other_is_a_conflict() -> None:
    assert merge(BASE, None, changed(name="New")) == (None, ["the record"])
    assert merge(BASE, None, BASE) == (None, [])
    assert merge(BASE, changed(name="New"), None)[1] == ["the record"]


@given(st.data())
def test_one_sided_changes_are_taken_and_merging_is_the_same_from_both_sides(data: st.DataObject) -> None:
    claims = st.lists(st.builds(lambda i, o: {"id": i, "owner": o}, st.sampled_from("abcd"), st.sampled_from("xyz")), max_size=4)
    documents = st.builds(lambda name, rows: {"id": "p", "name": name, "ownership": rows}, st.sampled_from(["n", "m"]), claims)
    base, ours, theirs = (data.draw(documents) for _ in range(3))
    assert merge(base, ours, base) == (ours, [])
    assert merge(base, base, theirs) == (theirs, [])
    assert bool(merge(base, ours, theirs)[1]) == bool(merge(base, theirs, ours)[1])


@pytest.mark.parametrize("base", [{}, {RecordKey("parties", "p"): BASE}])
def test_files_without_a_base_conflict_where_they_differ_and_with_one_they_win(base: dict[RecordKey, Any]) -> None:
    key, new = RecordKey("parties", "p"), RecordKey("parties", "q")
    found = incoming(base, {key: BASE}, {key: changed(name="New"), new: BASE})
    assert found.changes == ({new: BASE} if not base else {key: changed(name="New"), new: BASE})
    assert found.conflicts == ({key: ["name"]} if not base else {})
