"""Finding records at the desk."""

import pytest

from api.editing.searching import Query, search
from tests.outlets.build import claim, outlet, party, published_by, records

LISTED = records(
    outlet(
        "le-monde",
        country="fr",
        names=[{"text": "Le Monde", "match": "context"}],
        channels=[{"type": "domain", "value": "lemonde.fr", "role": "primary"}],
        published_by=[published_by("editrice")],
    ),
    outlet(
        "sina",
        country="cn",
        names=[{"text": "新浪网", "match": "strong"}],
        published_by=[published_by("sina-ltd", checked=False)],
    ),
    party("editrice", country="fr", ownership=[claim("o1", owner="monde-libre"), claim("o2", owner="staff", checked=False)]),
    party("monde-libre", country="fr"),
    party("sina-ltd", country="cn"),
    party("staff", country="fr"),
)
LABELS = {"le-monde": frozenset({"nonprofit"}), "sina": frozenset({"listed-company"})}


@pytest.mark.parametrize(
    ("query", "found"),
    [
        (Query("monde"), ["outlets/le-monde", "parties/editrice", "parties/monde-libre"]),
        (Query("LE MÓNDE"), ["outlets/le-monde"]),
        (Query("lemonde.fr"), ["outlets/le-monde"]),
        (Query("新浪"), ["outlets/sina"]),
        (Query("editrice", country="fr"), ["outlets/le-monde", "parties/editrice"]),
        (Query(label="listed-company"), ["outlets/sina"]),
        (Query(country="cn"), ["outlets/sina", "parties/sina-ltd"]),
        (Query(checked="none"), ["outlets/sina"]),
        (Query(checked="some"), ["parties/editrice"]),
        (Query(checked="all"), ["outlets/le-monde"]),
        (Query("monde", label="listed-company"), []),
        (Query("nobody"), []),
    ],
)
def test_what_is_asked_is_found_and_nothing_else(query: Query, found: list[str]) -> None:
    assert sorted(str(hit.key) for hit in search(LISTED, LABELS, query)) == found


def test_records_whose_name_begins_so_come_before_those_that_only_name_it() -> None:
    assert str(search(LISTED, LABELS, Query("monde"))[0].key) == "parties/monde-libre"
    assert [str(hit.key) for hit in search(LISTED, LABELS, Query("editrice"))] == ["parties/editrice", "outlets/le-monde"]


def test_without_a_question_everything_is_listed() -> None:
    assert len(search(LISTED, LABELS, Query())) == 6
