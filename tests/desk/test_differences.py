"""What a reviewer reads: the difference of two versions of a record, claim by claim."""

import copy
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from api.editing.differences import FieldChange, difference
from api.outlets.revisions import RecordKey

KEY = RecordKey("parties", "paper-ltd")
BASE: dict[str, Any] = {
    "id": "paper-ltd",
    "name": "Paper Ltd",
    "names": [{"text": "Paper", "match": "context"}],
    "channels": [{"type": "domain", "value": "paper.example", "role": "primary"}],
    "ownership": [
        {"id": "o1", "from": "2001", "owner": "north", "share": {"exact": 60.0}, "sources": [{"ref": "report", "locator": "p. 4"}]},
        {"id": "o2", "owner": "south"},
    ],
    "sources": {"report": {"title": "Report", "url": "https://paper.example/r"}},
}


def changed(path: tuple[Any, ...], value: Any) -> dict[str, Any]:
    document = copy.deepcopy(BASE)
    place: Any = document
    for step in path[:-1]:
        place = place[step]
    if value is None:
        del place[path[-1]]
    else:
        place[path[-1]] = value
    return document


@pytest.mark.parametrize(
    ("path", "value", "place", "expected"),
    [
        (("name",), "Paper Limited", "record", ("name", "Paper Ltd", "Paper Limited")),
        (("ownership", 1, "as_of"), "2020", "ownership.o2", ("as of", None, "2020")),
        (("ownership", 0, "from"), None, "ownership.o1", ("from", "2001", None)),
        (("ownership", 0, "share"), {"min": 25, "max": 50}, "ownership.o1", ("share", "60 %", "25 to 50 %")),
        (("ownership", 0, "share"), {"min": 25}, "ownership.o1", ("share", "60 %", "25 to 100 %")),
        (("ownership", 0, "sources"), [{"ref": "a"}, {"ref": "b"}], "ownership.o1", ("sources", "report, p. 4", "a; b")),
        (
            ("ownership", 1, "checked"), {"on": "2026-01-01", "copy": "live", "where": "s. 1"}, "ownership.o2",
            ("checked", None, "2026-01-01, in the live copy: s. 1"),
        ),
        (("names", 0, "match"), "strong", "names.Paper", ("match", "context", "strong")),
        (("channels", 0, "to"), "2024", "channels.domain paper.example", ("to", None, "2024")),
        (("sources", "report", "title"), "Annual report", "sources.report", ("title", "Report", "Annual report")),
    ],
)  # fmt: skip
def test_a_changed_field_is_shown_in_its_claim_with_before_and_after(
    path: tuple[Any, ...], value: Any, place: str, expected: tuple[str, str, str]
) -> None:
    (part,) = difference(KEY, BASE, changed(path, value)).parts
    assert (part.place, part.kind) == (place, "changed")
    assert part.fields == (FieldChange(expected[0], expected[0].replace(" ", "_"), *expected[1:]),)


def test_added_and_removed_rows_are_shown_whole() -> None:
    after = {**BASE, "ownership": [BASE["ownership"][0], {"id": "o3", "owner": "east"}]}
    gone, new = difference(KEY, BASE, after).parts
    assert (gone.place, gone.kind, gone.fields[1]) == ("ownership.o2", "removed", FieldChange("owner", "owner", "south", None))
    assert (new.title, new.kind, new.fields[1]) == ("ownership: o3", "added", FieldChange("owner", "owner", None, "east"))
    assert (gone.after, new.before, new.after) == (None, None, {"id": "o3", "owner": "east"})


@pytest.mark.parametrize(("before", "after", "kind"), [(None, BASE, "added"), (BASE, None, "removed")])
def test_a_new_or_removed_record_is_shown_with_all_its_parts(before: Any, after: Any, kind: str) -> None:
    found = difference(KEY, before, after)
    assert found.kind == kind
    assert {part.kind for part in found.parts} == {kind}
    assert [part.section for part in found.parts] == ["record", "names", "channels", "ownership", "ownership", "sources"]


def test_another_order_of_rows_is_a_change_of_the_record() -> None:
    (part,) = difference(KEY, BASE, {**BASE, "ownership": BASE["ownership"][::-1]}).parts
    assert part.fields == (FieldChange("order of ownership", "order of ownership", "o1; o2", "o2; o1"),)


def test_rows_of_one_name_are_all_shown() -> None:
    twice = {**BASE, "channels": [BASE["channels"][0], {**BASE["channels"][0], "from": "2020"}]}
    (part,) = difference(KEY, BASE, twice).parts
    assert (part.place, part.kind) == ("channels.domain paper.example (2)", "added")


@given(st.data())
def test_nothing_that_differs_is_left_out(data: st.DataObject) -> None:
    claims = st.lists(st.builds(lambda i, o: {"id": i, "owner": o}, st.sampled_from("abc"), st.sampled_from("xyz")), max_size=4)
    sources = st.dictionaries(st.sampled_from("st"), st.fixed_dictionaries({"title": st.sampled_from("uv")}), max_size=2)
    fields = {"id": st.just("p"), "name": st.sampled_from("nm"), "ownership": claims, "sources": sources}
    documents = st.fixed_dictionaries(fields).map(lambda every: {field: value for field, value in every.items() if value})
    before, after = data.draw(documents), data.draw(documents)
    assert (difference(KEY, before, after).parts == ()) == (before == after)
