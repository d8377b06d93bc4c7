"""The editors' queue of reports, over HTTP."""

import pytest
import sqlalchemy as sa

from tests.desk.readers import CLAIM, DRAFT, REPLY, AtDesk, Readers


@pytest.fixture
def readers(engine: sa.Engine) -> Readers:
    return Readers.of(engine)


def test_an_editor_triages_marks_and_answers_and_the_sender_sees_it(readers: Readers) -> None:
    number = readers.send()
    jane = readers.newsroom.person("Jane", "editor")
    with readers.serving() as client:
        desk = AtDesk.of(readers, client, jane)
        assert f"/desk/reports/{number}" in desk.get("/desk/reports").text
        page = desk.get(f"/desk/reports/{number}").text
        assert "The shares are held by somebody else." in page
        assert f'<option value="{CLAIM}" selected>' in page
        assert desk.post(f"/desk/reports/{number}", seen="0", state="triaged", contests=CLAIM).status == 303
        assert readers.triage.contested(readers.newsroom.clock()) == {CLAIM}
        late = desk.post(f"/desk/reports/{number}", seen="0", state="declined", answer="What I typed.")
        assert (late.status, "in between" in late.text, "What I typed." in late.text) == (409, True, True)
        wrong = desk.post(f"/desk/reports/{number}", seen="1", state="answered", answer="")
        assert (wrong.status, "has to be told why" in wrong.text) == (400, True)
        assert desk.post(f"/desk/reports/{number}", seen="1", state="answered", answer="Put <b>right</b>.").status == 303
        assert "Jane" in desk.get(f"/desk/reports/{number}").text
        assert "None." in desk.get("/desk/reports").text
        assert f"/desk/reports/{number}" in desk.get("/desk/reports?state=answered").text


def test_a_claim_that_is_not_in_the_list_cannot_be_marked(readers: Readers) -> None:
    number = readers.send()
    with readers.serving() as client:
        desk = AtDesk.of(readers, client, readers.newsroom.person("Jane", "editor"))
        desk.get(f"/desk/reports/{number}")
        assert desk.post(f"/desk/reports/{number}", seen="0", state="triaged", contests="outlet:rt#none").status == 400
        assert readers.triage.report(number).state == "new"


def test_an_editor_confirms_a_domain_of_the_outlet_and_the_reply_is_shown(readers: Readers) -> None:
    number = readers.send(REPLY)
    with readers.serving() as client:
        desk = AtDesk.of(readers, client, readers.newsroom.person("Jane", "editor"))
        assert readers.triage.report(number).challenge in desk.get(f"/desk/reports/{number}").text
        other = desk.post(f"/desk/reports/{number}/confirm", seen="0", domain="bbc.com", place="file")
        assert (other.status, "not the outlet’s" in other.text) == (400, True)
        assert desk.post(f"/desk/reports/{number}/confirm", seen="0", domain="rt.com", place="guess").status == 400
        assert REPLY.text not in client.get("/outlets/rt/report").text
        assert desk.post(f"/desk/reports/{number}/confirm", seen="0", domain="rt.com", place="file").status == 303
        assert REPLY.text in client.get("/outlets/rt/report").text


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
        desk = AtDesk.of(readers, client, readers.newsroom.person("Jane", "editor"))
        assert desk.post(f"/desk/reports/{number}", seen="0", state="closed").status == 400
    assert readers.triage.report(number).state == "new"
