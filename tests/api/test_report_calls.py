"""`/v1/reports`, the form of each outlet without JavaScript, and the page on which senders follow their reports."""

import re
from typing import Any
from urllib.parse import urlencode

import pytest
import sqlalchemy as sa
from openapi_spec_validator import validate

from api.reporting.limits import PER_NETWORK
from api.schemas.openapi import OPERATIONS, REPORT_OPERATIONS, describe
from tests.api import described
from tests.api.service import Answer, Client
from tests.desk.conftest import database, engine, postgresql, prototypes  # noqa: F401  (fixtures)
from tests.desk.readers import CLAIM, DRAFT, EVIDENCE, FORM, Readers, solution_of

PROBLEM = "application/problem+json"
FILLED = {"kind": "correction", "about": CLAIM, "text": DRAFT.text, "email": DRAFT.email, **EVIDENCE}


@pytest.fixture
def readers(engine: sa.Engine) -> Readers:  # noqa: F811
    return Readers.of(engine)


def solved(client: Client) -> dict[str, Any]:
    given = client.get("/v1/reports/puzzle").json
    return {"puzzle": given["puzzle"], "solution": int(solution_of(given["puzzle"]))}


def report(client: Client, **fields: Any) -> dict[str, Any]:
    body = {"outlet": "rt", "about": CLAIM, "text": DRAFT.text, "evidence": EVIDENCE, "email": DRAFT.email}
    return {**body, **solved(client), **fields}


def opened(client: Client) -> str:
    """The puzzle of a form that is open now."""
    found = re.search(r'name="puzzle" value="([^"]+)"', client.get("/outlets/rt/report").text)
    assert found
    return found[1]


def send_form(client: Client, **fields: str) -> Answer:
    return client.send("POST", "/outlets/rt/report", urlencode({**FILLED, **fields}).encode(), FORM)


def test_a_report_is_kept_and_its_page_says_so(readers: Readers) -> None:
    with readers.serving() as client:
        answer = client.post("/v1/reports", report(client))
        assert (answer.status, answer.headers["location"]) == (201, answer.json["status"])
        page = client.get(answer.json["status"])
        assert "Nobody has read it yet." in page.text
        assert DRAFT.text in page.text
        assert (page.headers["cache-control"], page.headers["referrer-policy"]) == ("no-store", "no-referrer")
        assert page.headers["x-robots-tag"] == "noindex"
        assert "set-cookie" not in page.headers


@pytest.mark.parametrize(
    ("wrong", "where"),
    [
        ({"text": ""}, "text"), ({"text": "x" * 2001}, "body.text"), ({"text": 7}, "body.text"), ({"kind": "praise"}, "body.kind"),
        ({"about": "outlet:rt#none"}, "about"), ({"about": "no-such-label"}, "about"), ({"about": "x" * 171}, "body.about"),
        ({"email": "nobody"}, "email"), ({"evidence": {"title": "x"}}, "body.evidence.publisher"),
        ({"evidence": {**EVIDENCE, "url": "ftp://x.example/"}}, "url"), ({"evidence": {**EVIDENCE, "date": "2999"}}, "date"),
        ({"more": 1}, "body.more"), ({"solution": -1}, "body.solution"), ({"puzzle": "mine"}, "puzzle"),
    ],
)  # fmt: skip
def test_bad_input_is_a_problem_that_names_its_field_and_is_not_kept(readers: Readers, wrong: dict[str, Any], where: str) -> None:
    with readers.serving() as client:
        answer = client.post("/v1/reports", report(client, **wrong))
    assert (answer.status, answer.headers["content-type"], answer.json["where"]) == (400, PROBLEM, where)
    assert readers.triage.counts() == {}


def test_no_body_no_object_and_no_outlet_are_problems(readers: Readers) -> None:
    with readers.serving() as client:
        assert [client.post("/v1/reports", body).status for body in (b"", b"[]", b'"x"', b"{", b'{"a": "\\ud800"}')] == [400] * 5
        answer = client.post("/v1/reports", report(client, outlet="nobody"))
        assert (answer.status, answer.headers["content-type"]) == (404, PROBLEM)


def test_a_call_without_the_work_is_refused(readers: Readers) -> None:
    with readers.serving() as client:
        body = report(client)
        answer = client.post("/v1/reports", {**body, "solution": body["solution"] + 1})
        assert (answer.status, answer.json["where"]) == (400, "solution")
        assert client.post("/v1/reports", body).status == 201
        assert client.post("/v1/reports", body).json["where"] == "puzzle"


def test_who_sends_too_many_is_told_when_there_is_room_again(readers: Readers) -> None:
    with readers.serving() as client:
        assert [client.post("/v1/reports", report(client)).status for _ in range(PER_NETWORK)] == [201] * PER_NETWORK
        answer = client.post("/v1/reports", report(client))
        assert answer.status == 429
        described.check(describe("1", REPORT_OPERATIONS), "post /v1/reports", 429, answer.headers["content-type"], answer.json)
        assert int(answer.headers["retry-after"]) == 12 * 3600 + 1
        form = send_form(client, **{name: str(value) for name, value in solved(client).items()})
        assert (form.status, "Too many reports" in form.text, DRAFT.text in form.text) == (429, True, True)


def test_the_calls_are_described_and_answer_as_described(readers: Readers) -> None:
    description = describe("1", (*OPERATIONS, *REPORT_OPERATIONS))
    validate(description)
    with readers.serving() as client:
        asked = [
            ("get /v1/reports/puzzle", 200, client.get("/v1/reports/puzzle")),
            ("post /v1/reports", 201, client.post("/v1/reports", report(client))),
            ("post /v1/reports", 400, client.post("/v1/reports", {})),
            ("post /v1/reports", 404, client.post("/v1/reports", report(client, outlet="nobody"))),
        ]
        routes = {rule.rule for rule in readers.app().url_map.iter_rules() if rule.rule.startswith("/v1/")}
    assert {call.split()[1] for call, _, _ in asked} == routes == {operation.path for operation in REPORT_OPERATIONS}
    for call, status, answer in asked:
        assert answer.status == status, call
        described.check(description, call, status, answer.headers["content-type"], answer.json)


def test_the_form_works_without_javascript_for_who_takes_the_time(readers: Readers) -> None:
    with readers.serving() as client:
        puzzle = opened(client)
        early = send_form(client, puzzle=puzzle)
        assert (early.status, "wait 21 seconds" in early.text, DRAFT.text in early.text) == (429, True, True)
        assert puzzle in early.text
        readers.newsroom.clock.move(seconds=21)
        answer = send_form(client, puzzle=puzzle)
        assert answer.status == 303
        assert "Nobody has read it yet." in client.get(answer.headers["location"]).text


def test_with_a_solved_puzzle_the_form_is_taken_at_once(readers: Readers) -> None:
    with readers.serving() as client:
        puzzle = opened(client)
        assert send_form(client, puzzle=puzzle, solution=solution_of(puzzle)).status == 303


def test_the_form_comes_back_filled_in_with_what_is_wrong_beside_the_field(readers: Readers) -> None:
    with readers.serving() as client:
        answer = send_form(client, puzzle=opened(client), text="<b>no", url="nowhere", email="nobody")
    assert answer.status == 400
    for field in ("text", "url", "email"):
        assert re.search(rf'name="{field}"[^>]*aria-describedby="{field}-wrong ?"[^>]*aria-invalid="true"', answer.text), field
        assert f'id="{field}-wrong"' in answer.text
    assert 'id="title-wrong"' not in answer.text
    assert "&lt;b&gt;no" in answer.text
    assert f'<option value="{CLAIM}" selected>' in answer.text
    assert EVIDENCE["quote"] in answer.text


def test_what_fills_in_the_hidden_field_is_told(readers: Readers) -> None:
    with readers.serving() as client:
        form = client.get("/outlets/rt/report").text
        assert '<div class="trap" hidden>' in form
        answer = send_form(client, puzzle=opened(client), website="https://spam.example")
    assert (answer.status, 'id="website-wrong"' in answer.text, '<div class="trap">' in answer.text) == (400, True, True)
    assert readers.triage.counts() == {}


def test_a_form_that_was_sent_already_or_is_forged_comes_back_with_a_new_puzzle(readers: Readers) -> None:
    with readers.serving() as client:
        puzzle = opened(client)
        solution = solution_of(puzzle)
        assert send_form(client, puzzle=puzzle, solution=solution).status == 303
        for bad in (puzzle, "", "forged"):
            again = send_form(client, puzzle=bad, solution=solution)
            assert (again.status, "sent already" in again.text, DRAFT.text in again.text) == (400, True, True)
            assert f'value="{puzzle}"' not in again.text
    assert readers.triage.counts() == {"new": 1}


def test_links_to_the_form_can_say_what_it_is_about(readers: Readers) -> None:
    with readers.serving() as client:
        page = client.get("/outlets/rt/report", about="state-controlled", kind="reply").text
    assert '<option value="state-controlled" selected>' in page
    assert 'value="reply" checked' in page


def test_an_outlet_or_a_report_that_is_not_there_is_said_on_a_page(readers: Readers) -> None:
    with readers.serving() as client:
        for path in ("/outlets/nobody/report", "/reports/nothing"):
            answer = client.get(path)
            assert (answer.status, "That did not work" in answer.text) == (404, True)


def test_the_sender_deletes_the_address_on_the_page(readers: Readers) -> None:
    with readers.serving() as client:
        path = client.post("/v1/reports", report(client)).json["status"]
        assert DRAFT.email in client.get(path).text
        assert client.get(f"{path}/forget").status in (404, 405)
        assert client.send("POST", f"{path}/forget").status == 303
        page = client.get(path).text
    assert DRAFT.email not in page
    assert "None is kept." in page
    assert readers.triage.queue()[0].email is None


def test_a_publisher_is_told_what_to_put_where(readers: Readers) -> None:
    with readers.serving() as client:
        path = client.post("/v1/reports", report(client, kind="reply")).json["status"]
        page = client.get(path).text
    assert "https://rt.com/.well-known/masthead-reply.txt" in page
    assert readers.triage.queue()[0].challenge in page


def test_what_is_sent_is_shown_as_text(readers: Readers) -> None:
    evidence = {**EVIDENCE, "title": "<script>alert(1)</script>", "url": 'https://x.example/"onclick="alert(1)'}
    with readers.serving() as client:
        path = client.post("/v1/reports", report(client, text="<script>alert(2)</script>", evidence=evidence)).json["status"]
        page = client.get(path).text
    assert "<script>alert" not in page
    assert '"onclick="' not in page
