"""The editors' queue of reports, over HTTP."""

import pytest

from api.outlets.dates import FuzzyDate
from api.outlets.people import Declaration
from tests.desk.readers import CLAIM, DRAFT, EVIDENCE, REPLY, AtDesk, Readers


def test_an_editor_triages_marks_and_answers_and_the_sender_sees_it(readers: Readers) -> None:
    number = readers.send()
    jane = readers.editor("Jane")
    with readers.serving() as client:
        desk = AtDesk.of(readers, client, jane)
        assert f"/desk/reports/{number}" in desk.get("/desk/reports").text
        page = desk.get(f"/desk/reports/{number}").text
        assert "The shares are held by somebody else." in page
        assert f'<option value="{CLAIM}" selected>' in page
        assert client.get(f"/contested/{number}").status == 404
        assert desk.post(f"/desk/reports/{number}", seen="0", state="triaged", contests=CLAIM).status == 303
        # readers have it at once, and see the evidence, but neither the sender nor their words
        mark = {"claim": CLAIM, "from": "2026-11-22", "to": "2026-12-22", "report": number}
        assert readers.lists.current().document["contested"] == [mark]
        contested = client.get(f"/contested/{number}")
        assert "Contested since 22 November 2026: a report with evidence is being looked at." in contested.text
        assert EVIDENCE["url"] in contested.text
        assert not any(private in contested.text for private in (DRAFT.email, DRAFT.text, "jane@", "Jane"))
        assert "no-store" not in contested.headers.get("cache-control", "")
        late = desk.post(f"/desk/reports/{number}", seen="0", state="declined", answer="What I typed.")
        assert (late.status, "in between" in late.text, "What I typed." in late.text) == (409, True, True)
        wrong = desk.post(f"/desk/reports/{number}", seen="1", state="answered", answer="")
        assert (wrong.status, "has to be told why" in wrong.text) == (400, True)
        assert desk.post(f"/desk/reports/{number}", seen="1", state="answered", answer="Put <b>right</b>.").status == 303
        assert readers.lists.current().document["contested"] == []
        assert "It is contested no more." in client.get(f"/contested/{number}").text
        assert "Jane" in desk.get(f"/desk/reports/{number}").text
        assert "None." in desk.get("/desk/reports").text
        assert f"/desk/reports/{number}" in desk.get("/desk/reports?state=answered").text


def test_a_claim_that_is_not_in_the_list_cannot_be_marked(readers: Readers) -> None:
    number = readers.send()
    with readers.serving() as client:
        desk = AtDesk.of(readers, client, readers.editor("Jane"))
        desk.get(f"/desk/reports/{number}")
        # nor one of an outlet that the report is not about
        for claim in ("outlet:rt#none", "outlet:bbc-news#p1"):
            assert desk.post(f"/desk/reports/{number}", seen="0", state="triaged", contests=claim).status == 400
        assert readers.triage.report(number).state == "new"


def test_an_editor_confirms_a_domain_of_the_outlet_and_the_reply_is_shown_until_it_is_taken_down(readers: Readers) -> None:
    number = readers.send(REPLY)
    with readers.serving() as client:
        desk = AtDesk.of(readers, client, readers.editor("Jane"))
        assert readers.triage.report(number).challenge in desk.get(f"/desk/reports/{number}").text
        other = desk.post(f"/desk/reports/{number}/confirm", seen="0", domain="bbc.com", place="file")
        assert (other.status, "not the outlet’s" in other.text) == (400, True)
        assert desk.post(f"/desk/reports/{number}/confirm", seen="0", domain="rt.com", place="guess").status == 400
        assert REPLY.text not in client.get("/outlets/rt/report").text
        assert desk.post(f"/desk/reports/{number}/confirm", seen="0", domain="rt.com", place="file").status == 303
        assert REPLY.text in client.get("/outlets/rt/report").text
        (reply,) = readers.lists.current().document["replies"][-1:]
        assert (reply["text"], reply["publisher"], reply["date"]) == (REPLY.text, "ANO TV-Novosti", "2026-11-22")
        assert "Take it down" in desk.get(f"/desk/reports/{number}").text
        assert desk.post(f"/desk/reports/{number}/take-down", seen="1", why="").status == 400
        assert desk.post(f"/desk/reports/{number}/take-down", seen="1", why="Its publisher took it back.").status == 303
        assert readers.lists.current().document["replies"] == []
        assert REPLY.text not in client.get("/outlets/rt/report").text
        assert "Take it down" not in desk.get(f"/desk/reports/{number}").text


def test_who_worked_for_the_outlet_or_a_competitor_judges_none_of_its_reports(readers: Readers) -> None:
    number, reply = readers.send(), readers.send(REPLY)
    tie = Declaration("d1", "a desk of theirs", ("rt",), (), None, FuzzyDate.parse("2024"), None)
    with readers.serving() as client:
        desk = AtDesk.of(readers, client, readers.editor("Jane", tie))
        desk.get("/desk/account")
        page = desk.get(f"/desk/reports/{number}").text
        assert "you declared a desk of theirs, which is concerned" in page
        assert DRAFT.email not in page
        assert "<form" not in page.partition("<main")[2]
        for path, fields in (
            (f"{number}", {"state": "triaged", "contests": CLAIM}),
            (f"{reply}/confirm", {"domain": "rt.com", "place": "file"}),
            (f"{reply}/take-down", {"why": "It is wrong."}),
        ):
            assert desk.post(f"/desk/reports/{path}", seen="0", **fields).status == 403
    assert readers.triage.counts() == {"new": 2}


@pytest.mark.parametrize("role", ["reader", "contributor", "admin", None])
def test_who_may_not_triage_sees_no_report_and_moves_none(readers: Readers, role: str | None) -> None:
    number = readers.send()
    with readers.serving() as client:
        desk = AtDesk(client, "none", {})
        if role:
            desk = AtDesk.of(readers, client, readers.newsroom.person("Jane", role))
            desk.get("/desk/account")
        for path in ("/desk/reports", f"/desk/reports/{number}"):
            answer = desk.get(path)
            assert answer.status in (303, 403)
            assert DRAFT.email not in answer.text
        assert desk.post(f"/desk/reports/{number}", seen="0", state="closed").status in (400, 401, 403)
    assert readers.triage.report(number).state == "new"


def test_a_form_of_the_queue_from_elsewhere_is_refused(readers: Readers) -> None:
    number = readers.send()
    with readers.serving() as client:
        desk = AtDesk.of(readers, client, readers.editor("Jane"))
        assert desk.post(f"/desk/reports/{number}", seen="0", state="closed").status == 400
    assert readers.triage.report(number).state == "new"
