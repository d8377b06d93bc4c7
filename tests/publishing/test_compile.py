"""The published list has the shape that clients in both languages read, and says nothing that it should not."""

import json
from collections.abc import Iterator
from itertools import pairwise
from typing import Any

import orjson
import pytest

from api.outlets.dates import Day
from api.outlets.records import Records
from api.outlets.reports import Contested, Reply, Responses
from api.publishing.compile import compile_list, compile_records
from tests.outlets.build import SOURCES, VOCABULARY, claim, outlet, party, records

PUBLISHED = Day(2026, 11, 22)
TOP = [
    *("accounts", "characters", "confusables", "contested", "format", "hosts", "labels", "names", "outlets", "platforms"),
    *("published", "replies", "rules", "schemes", "shared_hosts", "sources", "version", "wrappers"),
]
_EDGE = ("id", "of", "interest", "share", "controlling", "name", "type", "checked")
X = {"id": "x", "hosts": ["x.com"], "paths": ["/{account}"]}
YOUTUBE = {"id": "youtube", "hosts": ["youtube.com"], "paths": ["/channel/{account}"], "case_sensitive": True}


def held(name: str, owner: str, **fields: Any) -> dict[str, Any]:
    return claim(name, owner=owner, interest="shareholding", share={"exact": 80}, **fields)


def listed() -> Records:
    """A broadcaster sold by a family to a state in an unknown month of 2013, and a magazine of which little is known."""
    news = outlet(
        "news",
        began="1990-05",
        names=[
            {"text": "World News", "match": "strong"},
            {"text": "News", "match": "context"},
            {"text": "The News", "match": "never"},
        ],
        channels=[
            {"type": "domain", "value": "old.example", "role": "primary", "to": "2015-06"},
            {"type": "domain", "value": "news.example", "role": "primary", "from": "2015-06", "except": ["shop.news.example"]},
            {"type": "path", "value": "shared.example/news", "from": "2012"},
            {"type": "x", "value": "World_News", "sources": [{"ref": "one"}]},
            {"type": "youtube", "value": "UCabc", "sources": [{"ref": "one"}]},
            {"type": "feed", "value": "https://news.example/rss"},
        ],
        published_by=[claim("imprint", party="news-ltd")],
        designation=[claim("act", "law", regime="FARA", law="22 U.S.C. 611", date="2017", government="state:US", basis="law")],
    )
    company = party(
        "news-ltd",
        ownership=[
            held("sold", "family", to="2013-10"),
            held("bought", "state:GB", from_="2013-10", basis="law", sources=[{"ref": "law"}]),
        ],
        control=[
            claim("a", "one", aspect="editorial", finding="controlled", by="state:GB", basis="research", from_="2016"),
            claim("b", "two", aspect="editorial", finding="controlled", by="state:GB", basis="research", from_="2018-03-01"),
        ],
    )
    magazine = outlet("magazine", kind="magazine", channels=[{"type": "host", "value": "news.example.test", "role": "primary"}])
    # the parties' sources are equal to the outlet's: they are listed once
    return records(news, company, party("family", "family"), magazine, platforms=(X, YOUTUBE), wrappers=({"id": "w"},))


@pytest.fixture(scope="module")
def compiled() -> dict[str, Any]:
    return compile_list(listed(), 7, PUBLISHED)


def test_the_document_has_the_documented_parts_and_is_plain_json(compiled: dict[str, Any]) -> None:
    assert sorted(compiled) == TOP
    assert (compiled["format"], compiled["version"], compiled["published"]) == (1, 7, "2026-11-22")
    assert json.loads(orjson.dumps(compiled)) == compiled


def test_an_outlet_has_the_documented_fields(compiled: dict[str, Any]) -> None:
    news = {key: value for key, value in compiled["outlets"]["news"].items() if key != "periods"}
    assert news == {
        "name": "News",
        "kind": "newspaper",
        "country": "gb",
        "status": "active",
        "domain": "news.example",  # the primary channel that has not ended
        "began": "1990-05-01",
        "part_of": None,
    }
    assert list(compiled["outlets"]) == ["magazine", "news"]


def test_periods_follow_each_other_from_the_beginning_to_the_end_of_time(compiled: dict[str, Any]) -> None:
    for entry in compiled["outlets"].values():
        periods = entry["periods"]
        assert (periods[0]["from"], periods[-1]["to"]) == (None, None)
        for earlier, later in pairwise(periods):
            assert earlier["to"] == later["from"] is not None
            assert {**earlier, "from": 0, "to": 0} != {**later, "from": 0, "to": 0}
        assert [each["from"] for each in periods[1:]] == sorted({each["from"] for each in periods[1:]})
        for period in periods:
            assert sorted(period) == ["designations", "from", "labels", "owners", "research", "to"]
            assert sorted(period["research"]) == ["control", "funding", "ownership"]


def period(compiled: dict[str, Any], day: str, name: str = "news") -> dict[str, Any]:
    fitting: list[dict[str, Any]] = [
        each
        for each in compiled["outlets"][name]["periods"]
        if (each["from"] or "0") <= day and (each["to"] is None or day < each["to"])
    ]
    assert len(fitting) == 1
    return fitting[0]


def test_each_day_has_the_labels_and_owners_of_that_day(compiled: dict[str, Any]) -> None:
    def labels(day: str) -> dict[str, str]:
        return {label["id"]: label["status"] for label in period(compiled, day)["labels"]}

    assert labels("1999-12-31") == {}
    assert labels("2013-09-30") == {"family-owned": "established"}
    assert labels("2013-10-15") == {"state-linked": "changing", "state-owned": "changing", "family-owned": "changing"}
    assert labels("2017-01-01")["state-controlled"] == "assessed"
    assert labels("2018-03-01")["state-controlled"] == "established"
    assert [owner["id"] for owner in period(compiled, "2013-09-30")["owners"]] == ["news-ltd", "family"]
    assert [owner["id"] for owner in period(compiled, "2014-01-01")["owners"]] == ["news-ltd", "state:GB"]


def test_a_label_and_an_owner_say_what_made_them(compiled: dict[str, Any]) -> None:
    now = period(compiled, "2026-11-22")
    label = next(each for each in now["labels"] if each["id"] == "state-owned")
    assert {**label, "sources": [compiled["sources"][place]["title"] for place in label["sources"]]} == {
        "id": "state-owned",
        "facet": "ownership",
        "text": "State-owned: United Kingdom",
        "status": "established",
        "checked": True,
        "by": ["state:GB"],
        "because": ["outlet:news#imprint", "party:news-ltd#bought"],
        "sources": ["Accounts", "Act"],
        "confirmed": label["confirmed"],
    }
    publisher, owner = now["owners"]
    assert {key: publisher[key] for key in (*_EDGE, "because")} == {
        **{"id": "news-ltd", "of": "news", "interest": "publisher", "share": None, "controlling": "unknown"},
        **{"name": "News-Ltd", "type": "company", "checked": True, "because": ["outlet:news#imprint"]},
    }
    assert {key: owner[key] for key in (*_EDGE, "because")} == {
        **{"id": "state:GB", "of": "news-ltd", "interest": "shareholding", "share": {"exact": 80}, "controlling": "unknown"},
        **{"name": owner["name"], "type": "state", "checked": True, "because": ["party:news-ltd#bought"]},
    }


def citations(compiled: dict[str, Any]) -> Iterator[list[int]]:
    for entry in compiled["outlets"].values():
        for each in entry["periods"]:
            for part in ("labels", "owners", "designations"):
                yield from (one["sources"] for one in each[part])


def test_sources_are_cited_by_their_place_and_each_stands_once_and_is_cited(compiled: dict[str, Any]) -> None:
    cited = {place for places in citations(compiled) for place in places}
    assert cited == set(range(len(compiled["sources"])))
    assert len({json.dumps(source) for source in compiled["sources"]}) == len(compiled["sources"])
    assert all(list(source) == ["title", "publisher", "url", "date"] for source in compiled["sources"])


def test_every_claim_that_a_label_rests_on_is_in_the_records(compiled: dict[str, Any]) -> None:
    whole = compile_records(listed())
    known = {
        f"{kind.removesuffix('s') if kind == 'outlets' else 'party'}:{key}#{one['id']}"
        for kind, entries in whole.items()
        for key, entry in entries.items()
        for value in entry.values()
        if isinstance(value, list)
        for one in value
        if "id" in one
    }
    for entry in compiled["outlets"].values():
        for each in entry["periods"]:
            for part in (*each["labels"], *each["owners"], *each["designations"]):
                assert part["because"] and set(part["because"]) <= known


def test_a_designation_names_the_government_and_its_act(compiled: dict[str, Any]) -> None:
    (act,) = period(compiled, "2026-11-22")["designations"]
    assert {key: act[key] for key in ("regime", "law", "date", "government", "because")} == {
        "regime": "FARA",
        "law": "22 U.S.C. 611",
        "date": "2017",
        "government": "United States",
        "because": ["outlet:news#act"],
    }


def test_hosts_lead_to_outlets_with_generous_dates(compiled: dict[str, Any]) -> None:
    assert compiled["hosts"] == {
        "news.example": [
            {
                **{"outlet": "news", "type": "domain", "path": None, "except": ["shop.news.example"]},
                **{"from": "2015-06-01", "to": None, "role": "primary"},
            }
        ],
        "news.example.test": [
            {"outlet": "magazine", "type": "host", "path": None, "except": [], "from": None, "to": None, "role": "primary"}
        ],
        "old.example": [
            {"outlet": "news", "type": "domain", "path": None, "except": [], "from": None, "to": "2015-06-30", "role": "primary"}
        ],
        "shared.example": [
            {"outlet": "news", "type": "path", "path": "/news", "except": [], "from": "2012-01-01", "to": None, "role": "edition"}
        ],
    }


def test_accounts_are_in_small_letters_where_the_platform_tells_none_apart(compiled: dict[str, Any]) -> None:
    assert compiled["accounts"] == {
        "x:world_news": [{"outlet": "news", "from": None, "to": None, "role": "edition"}],
        "youtube:UCabc": [{"outlet": "news", "from": None, "to": None, "role": "edition"}],
    }


def test_contested_claims_and_replies_travel_with_the_list_each_reply_signed_by_the_publisher_of_its_day() -> None:
    contested = Contested("party:news-ltd#sold", Day(2026, 11, 20), Day(2026, 12, 20), 7)
    replies = [Reply(name, "", "Ours.", "news.example", PUBLISHED) for name in ("news", "magazine", "not-listed")]
    document = compile_list(listed(), 7, PUBLISHED, Responses((contested,), tuple(replies)))
    assert document["contested"] == [{"claim": "party:news-ltd#sold", "from": "2026-11-20", "to": "2026-12-20", "report": 7}]
    assert [(row["outlet"], row["publisher"]) for row in document["replies"]] == [("magazine", "Magazine"), ("news", "News-Ltd")]
    assert document["replies"][1] == {
        "outlet": "news", "about": "", "text": "Ours.", "publisher": "News-Ltd", "domain": "news.example", "date": "2026-11-22",
    }  # fmt: skip


def test_names_that_never_count_are_published_as_shields(compiled: dict[str, Any]) -> None:
    modes = {name["text"]: name["match"] for name in compiled["names"]}
    assert modes["The News"] == "never"


def test_labels_schemes_and_services_travel_with_the_list(compiled: dict[str, Any]) -> None:
    assert set(compiled["labels"]) == set(VOCABULARY.labels)
    assert all(sorted(label) == ["facet", "icon", "means", "order"] for label in compiled["labels"].values())
    assert set(compiled["schemes"]) == set(VOCABULARY.schemes)
    assert (compiled["platforms"], compiled["wrappers"], compiled["shared_hosts"]) == ([X, YOUTUBE], [{"id": "w"}], [])
    used = {label["id"] for entry in compiled["outlets"].values() for each in entry["periods"] for label in each["labels"]}
    assert used <= set(compiled["labels"])


def test_an_outlet_of_which_nothing_is_known_has_one_period_that_says_so(compiled: dict[str, Any]) -> None:
    assert compiled["outlets"]["magazine"]["periods"] == [
        {
            **{"from": None, "to": None, "labels": [], "owners": [], "designations": []},
            "research": {"control": "not-researched", "ownership": "not-researched", "funding": "not-researched"},
        }
    ]


def test_the_order_in_which_files_are_read_changes_nothing() -> None:
    one = listed()
    turned = Records(
        {key: one.outlets[key] for key in reversed(list(one.outlets))},
        {key: one.parties[key] for key in reversed(list(one.parties))},
        *(one.vocabulary, one.outlet_files, one.party_files),
        platforms=one.platforms,
        wrappers=one.wrappers,
    )
    assert orjson.dumps(compile_list(one, 1, PUBLISHED)) == orjson.dumps(compile_list(turned, 1, PUBLISHED))
    assert orjson.dumps(compile_records(one)) == orjson.dumps(compile_records(turned))


def test_records_are_published_as_they_stand_in_the_files() -> None:
    whole = compile_records(listed())
    assert whole["parties"]["family"] == {
        **{"id": "family", "name": "Family", "country": "gb", "type": "family"},
        "sources": {key: source for key, source in SOURCES.items()},
    }
