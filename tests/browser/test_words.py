"""What the card says of every standing and state, drawn in the browser from views written by hand."""

import json
from collections.abc import Iterator

import pytest

from tests.browser.driver import Browser, Json, Tab

TODAY = "2026-11-22"
FACETS = ("control", "ownership", "funding")


@pytest.fixture
def page(browser: Browser) -> Iterator[Tab]:
    """A page of the extension, where its drawing can be asked for."""
    tab = browser.open(f"{browser.origin}/popup/popup.html?tab=0")
    yield tab
    tab.close()


def card(page: Tab, outlet: Json, as_of: str = TODAY) -> str:
    """The words of the card of a page published by this outlet."""
    filled = {"id": "courier", "name": "Courier", "domain": None, "country": "fr", "kind": "newspaper", "status": "active",
              "labels": [], "owners": [], "research": dict.fromkeys(FACETS, "found")} | outlet  # fmt: skip
    publisher = {"relation": "publisher", "message": "line_publisher", "outlet": filled, "evidence": [], "appearances": 0}
    view = {"page": {"url": "https://courier.example/"}, "asOf": as_of, "asOfIs": "published", "today": TODAY, "version": 7,
            "line": None, "badge": None, "origins": [], "publisher": publisher, "others": []}  # fmt: skip
    draw = f"MastheadCard.draw({json.dumps(view)}, async () => true)"
    words: str = page.evaluate(f"(document.getElementById('main').replaceChildren({draw}), document.body.innerText)")
    return words


def label(**more: Json) -> dict[str, Json]:
    """A control label."""
    return {"id": "x", "facet": "control", "text": "Public-service media: France", "status": "established", "checked": True,
            "icon": "public", "means": "A law sets a remit.", "sources": []} | more  # fmt: skip


def owner(**more: Json) -> dict[str, Json]:
    """An edge of the chain."""
    return {"id": "a", "name": "A Ltd", "type": "company", "of": "courier", "interest": "publisher", "share": None,
            "controlling": "unknown", "sources": [], "checked": True} | more  # fmt: skip


@pytest.mark.parametrize("facet", FACETS)
def test_no_two_states_of_research_are_said_alike(page: Tab, facet: str) -> None:
    states = ("not-researched", "withheld", "none-found", "found")
    said = [card(page, {"research": dict.fromkeys(FACETS, "found") | {facet: state}}) for state in states]
    assert len(set(said)) == len(states)
    assert "Listed, not researched yet." in said[0]
    assert all("Researched" in words for words in said[1:])
    assert not any("Not listed" in words for words in said)


@pytest.mark.parametrize(
    ("status", "said"),
    [("established", "two independent sources say so"), ("assessed", "One outside assessor, named here, found this."),
     ("disputed", "Another source contradicts it."), ("changing", "the exact day is not known")],
)  # fmt: skip
def test_the_standing_of_a_label_is_said(page: Tab, status: str, said: str) -> None:
    assert said in card(page, {"labels": [label(status=status)]})


def test_an_unchecked_label_is_said_to_be_unchecked(page: Tab) -> None:
    assert "Not yet checked." in card(page, {"labels": [label(checked=False)]})
    assert "Not yet checked." not in card(page, {"labels": [label()]})


def test_a_label_confirmed_long_ago_says_when(page: Tab) -> None:
    old = label(confirmed="2024-11-21")
    assert "Last confirmed 21 November 2024." in card(page, {"labels": [old]})
    assert "Last confirmed" not in card(page, {"labels": [label(confirmed="2024-11-22")]})


def test_todays_answer_stands_beside_that_of_the_day(page: Tab) -> None:
    today = {"as_of": TODAY, "labels": [label(text="State-controlled: France", status="disputed")], "owners": []}
    words = card(page, {"labels": [label()], "today": today}, as_of="2019-05-01")
    assert "As of 1 May 2019, the day of publication this page gives." in words
    assert "Today, 22 November 2026" in words
    assert "State-controlled: France (disputed)" in words
    none = card(page, {"labels": [label()], "today": today | {"labels": []}}, as_of="2019-05-01")
    assert "No labels." in none


def test_owners_are_said_with_holding_share_and_day(page: Tab) -> None:
    chain = [
        owner(),
        owner(id="b", name="B Trust", type="trust", of="a", interest="shareholding", share={"exact": 51.5}, controlling="yes"),
        owner(id="c", name="C", type="person", of="a", interest="votingRights", share={"min": 20, "max": 25}, since="2013-10"),
        owner(id="d", name="D", type="state-body", of="b", interest=None, checked=False),
    ]
    words = card(page, {"owners": chain}).replace("\u00a0", " ")
    assert "company · publisher of Courier" in words
    assert "trust · shareholder of A Ltd · 51.5 % · controls it" in words
    assert "person · holds votes in A Ltd · 20 to 25 % · since October 2013" in words
    assert "state body · owner of B Trust · not yet checked" in words


def test_owners_that_hold_each_other_are_drawn_once(page: Tab) -> None:
    chain = [owner(), owner(id="b", name="B", of="a", interest="shareholding"), owner(of="b", interest="shareholding")]
    lines = [line.strip() for line in card(page, {"owners": chain}).splitlines()]
    assert (lines.count("A Ltd"), lines.count("B")) == (1, 1)


def test_each_source_is_listed_once_with_its_day(page: Tab) -> None:
    law = {"title": "Broadcasting Act", "publisher": "Parliament", "url": "https://law.example/", "date": "1996"}
    report = {"title": "Monitor 2024", "publisher": "An institute", "url": "https://report.example/", "date": "2024-09-30"}
    words = card(page, {"labels": [label(sources=[law, report])], "owners": [owner(sources=[report])]})
    assert words.count("Broadcasting Act") == 1
    assert "Parliament, 1996" in words
    assert "An institute, 30 September 2024" in words
    assert "[1–2]" in words
    assert "[2]" in words


def test_an_act_of_a_government_is_shown_as_its_act(page: Tab) -> None:
    act = {"regime": "Foreign mission", "law": "22 U.S.C. 4301", "date": "2020-02-18", "government": "United States", "sources": []}
    words = card(page, {"designations": [act]})
    assert "United States: Foreign mission (22 U.S.C. 4301), 18 February 2020" in words
    assert "No label follows from it." in words


def test_words_of_the_list_never_become_markup(page: Tab) -> None:
    words = card(page, {"name": "<img src=x onerror=alert(1)>", "labels": [label(text="<b>bold</b>")]})
    assert "<img src=x onerror=alert(1)>" in words
    assert "<b>bold</b>" in words


def test_a_source_that_is_no_web_address_is_no_link(page: Tab) -> None:
    source = {"title": "A trap", "publisher": "P", "url": "javascript:alert(1)", "date": None}
    assert "A trap" in card(page, {"labels": [label(sources=[source])]})
    assert page.evaluate("document.querySelectorAll('main a').length") == 0


CONTESTED = {"from": "2026-11-20", "report": 12, "link": "https://desk.example/contested/12"}


def test_what_is_contested_says_since_when_and_leads_to_the_report(page: Tab) -> None:
    labels = [label(contested=CONTESTED), label(id="y", text="Licence fee")]
    words = card(page, {"labels": labels, "owners": [owner(contested=CONTESTED)]})
    sentence = "Contested since 20 November 2026: a report with evidence is being looked at. See the report"
    assert words.count(sentence) == 2
    link = "document.querySelector('.contested a')"
    assert page.evaluate(f"[{link}.href, {link}.rel, {link}.target]") == [CONTESTED["link"], "noopener noreferrer", "_blank"]
    without = card(page, {"labels": [label(contested={**CONTESTED, "link": None})]})
    assert "is being looked at." in without
    assert "See the report" not in without


def test_a_reply_is_the_publisher_s_words_and_never_markup(page: Tab) -> None:
    text = 'We are <b onclick="x()">independent</b>.\n<script>document.title = "taken"</script> & so on'
    reply = {"about": "x", "text": text, "publisher": "Courier SA", "domain": "courier.example", "date": "2026-11-20"}
    words = card(page, {"labels": [label(replies=[reply])], "replies": [{**reply, "text": "All in all, thanks.", "about": ""}]})
    assert words.count("Reply of the publisher, Courier SA, 20 November 2026") == 2
    assert words.count("The publisher’s own words, shown as they were sent. It proved that it has courier.example.") == 2
    assert text in words
    assert words.index("What its publisher says") < words.index("All in all, thanks.")
    assert page.evaluate("document.querySelectorAll('.reply b, .reply script').length") == 0
    assert page.evaluate("document.title") != "taken"
