"""`/v1/lookup` and `/v1/annotate` over real HTTP."""

import json

import pytest

from tests.api.service import Client
from tests.conformance import CASES, expected

CASE = CASES / "closing-disclosure"
ADDRESS = expected(CASE)["address"]
PAGE = (CASE / "page.html").read_text(encoding="utf-8")


def test_lookup_names_the_outlet_of_an_address(service: Client) -> None:
    answer = service.get("/v1/lookup", url="https://www.rt.com/news/1/", at="2022-03-23").json
    assert (answer["status"], answer["relation"], answer["as_of"]) == ("listed", "publisher", "2022-03-23")
    assert answer["outlet"]["id"] == "rt"


@pytest.mark.parametrize(
    ("url", "outlet"), [("https://rt.com.example/", "rt"), ("https://fog.example/", None), ("https://rt.com/", None)]
)
def test_lookup_says_whose_address_an_unlisted_one_resembles(service: Client, url: str, outlet: str | None) -> None:
    assert service.get("/v1/lookup", url=url).json["resembles"] == outlet
    page = service.post("/v1/annotate", {"url": url, "html": "<p>Fog.</p>"}).json["page"]
    assert page["resembles"] == outlet


@pytest.mark.parametrize("url", ["https://rt.com.example/", "https://art.com/", "https://xn--80ak6aa92e.com/"])
def test_lookup_of_another_host_is_unlisted(service: Client, url: str) -> None:
    answer = service.get("/v1/lookup", url=url).json
    assert (answer["status"], answer["outlet"]) == ("unlisted", None)


def test_annotate_separates_the_page_from_its_content(service: Client) -> None:
    answer = service.post("/v1/annotate", {"url": ADDRESS, "html": PAGE}).json
    found = {each["relation"]: each for each in answer["annotations"]}
    assert set(found) == {"publisher", "republished"}
    assert found["publisher"]["outlet"]["id"] == "libertarian-hub"
    assert found["republished"]["outlet"]["id"] == "rt"
    assert found["publisher"]["outlet"]["labels"] == []
    assert answer["as_of"] == answer["page"]["published"] == expected(CASE)["published"]
    sign = found["republished"]["evidence"][0]
    assert sign["kind"] == "disclosure"
    assert "RSS feed of RT" in sign["selector"]["exact"]


def test_evidence_sent_instead_of_html_gives_the_same_answer(service: Client) -> None:
    evidence = json.loads((CASE / "evidence.json").read_text(encoding="utf-8"))
    by_html = service.post("/v1/annotate", {"url": ADDRESS, "html": PAGE}).json
    by_evidence = service.post("/v1/annotate", {"url": ADDRESS, "evidence": evidence}).json
    assert by_evidence == by_html


def test_evidence_cannot_give_itself_another_address(service: Client) -> None:
    evidence = json.loads((CASE / "evidence.json").read_text(encoding="utf-8"))
    answer = service.post("/v1/annotate", {"url": "https://blog.example/a", "evidence": evidence}).json
    assert answer["page"]["url"] == answer["page"]["resolved"] == "https://blog.example/a"
    assert all(each["relation"] != "publisher" for each in answer["annotations"])


def test_at_overrides_the_pages_date(service: Client) -> None:
    answer = service.post("/v1/annotate", {"url": ADDRESS, "html": PAGE, "at": "2020-02-02"}).json
    assert answer["as_of"] == "2020-02-02"


@pytest.mark.parametrize(
    ("body", "status", "where"),
    [
        (b"{", 400, "body"),
        (b"[]", 400, "body"),
        (b'{"url": "https://a.example/"}', 400, "body"),
        (b'{"url": "https://a.example/", "html": "x", "more": 1}', 400, "body.more"),
        (b'{"url": "https://a.example/", "html": 5}', 400, "body.html"),
        (b'{"url": "https://a.example/", "html": "x", "at": "soon"}', 400, "body.at"),
        (b'{"url": "https://a.example/", "html": "x", "at": "2022-02-31"}', 400, "body.at"),
        (b'{"url": "no address", "html": "x"}', 400, "no address"),
        (b'{"url": "javascript:alert(1)", "html": "x"}', 400, "javascript:alert(1)"),
    ],
)
def test_a_wrong_body_is_a_problem_that_names_the_place(service: Client, body: bytes, status: int, where: str) -> None:
    answer = service.post("/v1/annotate", body)
    assert answer.headers["content-type"] == "application/problem+json"
    assert (answer.status, answer.json["status"], answer.json["where"]) == (status, status, where)
    assert answer.json["detail"]


def test_hostile_pages_are_refused_before_they_are_parsed(service: Client) -> None:
    deep = "<div>" * 100_000
    wide = "<p " + " ".join(f"a{number}=1" for number in range(40_000)) + ">"
    for html in (deep, wide):
        answer = service.post("/v1/annotate", {"url": "https://a.example/", "html": html})
        assert (answer.status, answer.headers["content-type"]) == (422, "application/problem+json")
    answer = service.post("/v1/annotate", {"url": "https://a.example/", "html": "x" * 2_000_001})
    assert answer.status == 400
    announced = {"Content-Type": "application/json", "Content-Length": str(9 * 1024 * 1024)}
    assert service.send("POST", "/v1/annotate", b"", announced).status == 413


@pytest.mark.parametrize(
    ("query", "where"),
    [({}, "url"), ({"url": "rt.com"}, "rt.com"), ({"url": "https://rt.com/", "at": "2022-13-01"}, "at")],
)
def test_a_wrong_lookup_is_a_problem(service: Client, query: dict[str, str], where: str) -> None:
    answer = service.get("/v1/lookup", **query)
    assert (answer.status, answer.json["where"]) == (400, where)


def test_extensions_and_pages_may_ask_from_anywhere(service: Client) -> None:
    headers = {"Origin": "moz-extension://1", "Access-Control-Request-Method": "POST"}
    asked = service.send("OPTIONS", "/v1/annotate", headers=headers)
    assert asked.status == 200
    assert asked.headers["access-control-allow-origin"] == "*"
    assert "POST" in asked.headers["access-control-allow-methods"]
    assert service.get("/v1/lookup", url="https://rt.com/").headers["access-control-allow-origin"] == "*"
