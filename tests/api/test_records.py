"""Outlets, parties, published lists, health and the description of the API."""

import gzip
import hashlib
import itertools
import json
import shutil
import time
from pathlib import Path

import pytest
from openapi_spec_validator import validate

from api.app import create_app
from api.publishing.compile import compile_records
from api.schemas.openapi import OPERATIONS
from api.settings import Settings
from api.storage.published_lists import PublishedLists
from tests.api import described
from tests.api.service import Client, running
from tests.conformance import CASES, case_list, case_records, expected


def test_outlets_are_found_by_name_host_country_and_label(service: Client) -> None:
    def ids(**query: str) -> list[str]:
        return [each["id"] for each in service.get("/v1/outlets", **query).json["outlets"]]

    assert "rt" in ids()
    assert "rt" in ids(q="russia today")
    assert "rt" in ids(q="rt.com")
    assert "bbc-news" not in ids(q="rt.com")
    assert "rt" in ids(country="ru")
    assert "bbc-news" not in ids(country="ru")
    assert ids(label="no-such-label") == []
    assert "rt" not in ids(cursor="rt")


def test_an_outlet_comes_with_its_record_periods_and_sources(service: Client) -> None:
    answer = service.get("/v1/outlets/rt").json
    assert answer["outlet"]["id"] == "rt"
    periods = answer["periods"]
    assert (periods[0]["from"], periods[-1]["to"]) == (None, None)
    assert all(before["to"] == after["from"] for before, after in itertools.pairwise(periods))
    publisher = answer["outlet"]["published_by"][0]["party"]
    assert "rt" in service.get(f"/v1/parties/{publisher}").json["publishes"]


@pytest.mark.parametrize("path", ["/v1/outlets/none", "/v1/parties/none", "/v1/list/x", "/v2/lookup", "/nothing"])
def test_what_is_not_there_is_a_problem(service: Client, path: str) -> None:
    answer = service.get(path)
    assert (answer.status, answer.headers["content-type"]) == (404, "application/problem+json")


def test_a_wrong_method_is_a_problem_that_says_which_is_right(service: Client) -> None:
    answer = service.post("/v1/lookup", {})
    assert (answer.status, answer.json["status"]) == (405, 405)
    assert "GET" in answer.headers["allow"]


def test_the_manifest_leads_to_the_list_and_is_not_sent_twice(service: Client) -> None:
    manifest = service.get("/v1/list")
    again = service.send("GET", "/v1/list", headers={"If-None-Match": manifest.headers["etag"]})
    assert (again.status, again.body) == (304, b"")
    plain = service.get(f"/v1/list/{manifest.json['version']}")
    assert hashlib.sha256(plain.body).hexdigest() == manifest.json["sha256"]
    assert "immutable" in plain.headers["cache-control"]
    packed = service.send("GET", f"/v1/list/{manifest.json['version']}", headers={"Accept-Encoding": "gzip"})
    assert packed.headers["content-encoding"] == "gzip"
    assert gzip.decompress(packed.body) == plain.body


def test_every_route_is_described_and_every_answer_is_as_described(service: Client) -> None:
    description = service.get("/openapi.json").json
    validate(description)
    case = CASES / "closing-disclosure"
    page = {"url": expected(case)["address"], "html": (case / "page.html").read_text(encoding="utf-8")}
    party = service.get("/v1/outlets/rt").json["outlet"]["published_by"][0]["party"]
    asked = [
        ("get /v1/lookup", 200, service.get("/v1/lookup", url="https://rt.com/")),
        # a publisher's reply is part of the answers
        ("get /v1/lookup", 200, service.get("/v1/lookup", url="https://tass.com/")),
        ("get /v1/lookup", 400, service.get("/v1/lookup")),
        ("post /v1/annotate", 200, service.post("/v1/annotate", page)),
        ("post /v1/annotate", 422, service.post("/v1/annotate", {"url": "https://a.example/", "html": "<div>" * 100_000})),
        ("get /v1/outlets", 200, service.get("/v1/outlets")),
        ("get /v1/outlets/{id}", 200, service.get("/v1/outlets/tass")),
        ("get /v1/outlets/{id}", 404, service.get("/v1/outlets/none")),
        ("get /v1/parties/{id}", 200, service.get(f"/v1/parties/{party}")),
        ("get /v1/list", 200, service.get("/v1/list")),
        ("get /v1/list/{version}", 200, service.get("/v1/list/1")),
        ("get /v1/list/{version}", 404, service.get("/v1/list/x")),
        ("get /healthz", 200, service.get("/healthz")),
        ("get /readyz", 200, service.get("/readyz")),
    ]
    assert {call.split()[1] for call, _, _ in asked} == set(description["paths"])
    for call, status, answer in asked:
        assert answer.status == status, call
        described.check(description, call, status, answer.headers["content-type"], answer.json)
    assert [reply["about"] for reply in asked[1][2].json["outlet"]["replies"]] == ["", "state-controlled"]


def test_no_route_of_the_api_is_missing_from_the_description(tmp_path: Path) -> None:
    app = create_app(Settings(lists=tmp_path))
    routes = {rule.rule.replace("<key>", "{id}").replace("<version>", "{version}") for rule in app.url_map.iter_rules()}
    described = {operation.path for operation in OPERATIONS}
    assert {route for route in routes if route.startswith("/v1/")} == {path for path in described if path.startswith("/v1/")}


def test_without_a_list_the_service_runs_and_says_that_it_is_not_ready(tmp_path: Path) -> None:
    with running(tmp_path / "empty", tmp_path / "log") as client:
        assert client.get("/healthz").status == 200
        description = client.get("/openapi.json").json
        for path in ("/readyz", "/v1/list", "/v1/outlets"):
            answer = client.get(path)
            assert answer.status == 503
            described.check(description, f"get {path}", 503, answer.headers["content-type"], answer.json)
            assert "masthead compile" in answer.json["mend"]


def test_a_new_list_is_served_without_a_restart_and_a_damaged_one_is_not(published: Path, tmp_path: Path) -> None:
    folder = tmp_path / "lists"
    shutil.copytree(published, folder)
    lists, records = PublishedLists(folder), compile_records(case_records())
    with running(folder, tmp_path / "log") as client:
        lists.publish({**case_list(), "version": 2}, records)
        _until(client, 2)
        lists.publish({**case_list(), "version": 3}, records)
        (folder / "3.json.gz").write_bytes(b"damaged")
        time.sleep(1.5)
        assert client.get("/v1/lookup", url="https://rt.com/").json["list"] == {"version": 2}
        lists.publish({**case_list(), "version": 4}, records)
        _until(client, 4)


def _until(client: Client, version: int) -> None:
    for _ in range(100):
        if json.loads(client.get("/v1/list").body)["version"] == version:
            return
        time.sleep(0.1)
    raise AssertionError(f"list {version} is not served")
