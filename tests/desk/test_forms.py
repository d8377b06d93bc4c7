"""A record goes into a form and comes out the same, whatever is in it."""

from collections.abc import Iterator
from typing import Any

import pytest

from api.outlets.model import Outlet, Party
from api.storage.yaml_lists import read_records
from api.views.desk.forms import Field, Group, document_of, form_of, name_of
from api.views.desk.meanings import HINTS, MEANINGS
from tests.outlets.build import DATA, claim, outlet, party, published_by


def fields(group: Group) -> Iterator[Field]:
    yield from group.fields
    for inner in group.groups:
        yield from fields(inner)


def values(model: type[Outlet] | type[Party], document: dict[str, Any], extra: tuple[str, ...] = ()) -> dict[str, str]:
    return {each.name: each.value for each in fields(form_of(model, document, extra))}


def dumped(record: Outlet | Party) -> dict[str, Any]:
    return record.model_dump(mode="json", by_alias=True, exclude_defaults=True)


def test_every_record_of_the_list_comes_out_of_its_form_as_it_went_in() -> None:
    records, _ = read_records(DATA)
    listed: list[Outlet | Party] = [*records.outlets.values(), *records.parties.values()]
    for record in listed:
        assert type(record).model_validate(document_of(values(type(record), dumped(record)))) == record


def test_an_empty_row_is_shown_where_asked_and_is_no_row_when_left_empty() -> None:
    record = dumped(party("paper-ltd", ownership=[claim("o1", owner="north", interest="shareholding")]))
    shown = values(Party, record, ("ownership",))
    assert shown["ownership.1.owner"] == ""
    assert document_of(shown) == document_of(values(Party, record))
    assert document_of({**shown, "ownership.1.owner": "south"})["ownership"][1] == {"owner": "south"}


def test_every_explanation_stands_beside_its_field_and_explains_all_its_choices() -> None:
    lists = ("names", "channels", "channels.0.sources", "published_by", "control", "ownership", "ownership.0.share", "funding")
    shown = [
        *fields(form_of(Outlet, {}, (*lists, "published_by.0.sources"))),
        *fields(form_of(Party, {}, (*lists, "funding.0.sources"))),
    ]
    explained = {each.name.split(".")[-1]: each.meanings for each in shown if each.meanings}
    assert explained == MEANINGS
    assert {each.name.split(".")[-1]: each.hint for each in shown if each.hint} == HINTS


def test_rows_keep_their_order_beyond_nine_and_gaps_close() -> None:
    names = {f"names.{number}.text": f"Name {number}" for number in (11, 2, 0, 10)}
    assert [row["text"] for row in document_of(names)["names"]] == ["Name 0", "Name 2", "Name 10", "Name 11"]


def test_sources_come_first_and_have_their_key() -> None:
    shown = form_of(Party, dumped(party("paper-ltd")))
    assert shown.groups[0].name == "sources"
    assert document_of({"sources.0.key": "law", "sources.0.title": "Act"}) == {"sources": {"law": {"title": "Act"}}}


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("published_by.0.party", "party"),
        ("published_by.0.basis", "choice"),
        ("published_by.0.note", "long"),
        ("part_of", "outlet"),
        ("kind", "choice"),
        ("published_by.0.from", "text"),
    ],
)
def test_each_field_has_the_input_that_fits_it(name: str, kind: str) -> None:
    record = dumped(outlet(published_by=[published_by("paper-ltd")]))
    assert {each.name: each.kind for each in fields(form_of(Outlet, record))}[name] == kind


def test_a_finding_leads_to_its_field() -> None:
    document: dict[str, Any] = {"sources": {"law": {}, "report": {}}}
    assert name_of(("ownership", 0, "owner"), document) == "ownership.0.owner"
    assert name_of(("sources", "report", "url"), document) == "sources.1.url"


def test_what_a_crafted_form_sends_is_no_error_of_ours() -> None:
    assert document_of({"a": "x", "a.b": "y", "..": "z", "names.0": "n"})["a"] == "x"
