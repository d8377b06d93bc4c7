"""Employers and posts that people at the desk declare."""

import datetime

import pytest
import sqlalchemy as sa

from api.errors import BadRequest
from api.outlets.dates import FuzzyDate
from api.outlets.people import Declaration
from api.people.register import declaration
from tests.desk.newsroom import Newsroom


@pytest.fixture
def newsroom(engine: sa.Engine) -> Newsroom:
    return Newsroom.over(engine)


def test_declarations_are_kept_and_whole_on_the_day_they_were_said_to_be(newsroom: Newsroom) -> None:
    jane = newsroom.person("Jane")
    post = declaration(
        {"body": "Press officer, Ministry", "outlets": "paper, herald", "parties": "ministry", "country": "GB",
         "start": "2019-04", "to": "2021"}
    )  # fmt: skip
    newsroom.people.register.declare(jane.id, [post])
    kept = newsroom.people.person(jane.id)
    assert kept.declarations == (post,)
    assert (post.outlets, post.parties, post.country) == (("paper", "herald"), ("ministry",), "gb")
    assert kept.declared == datetime.date(2026, 11, 22)
    newsroom.people.register.declare(jane.id, [])
    assert newsroom.people.person(jane.id).declarations == ()
    assert newsroom.people.person(jane.id).declared == datetime.date(2026, 11, 22)


@pytest.mark.parametrize(
    ("change", "where"),
    [
        ({"body": ""}, "body"),
        ({"body": "a" * 301}, "body"),
        ({"country": "gbr"}, "country"),
        ({"country": "1a"}, "country"),
        ({"start": ""}, "start"),
        ({"start": "last year"}, "start"),
        ({"to": "2021-13"}, "to"),
        ({"to": "2018"}, "to"),
    ],
)
def test_a_declaration_that_is_none_names_the_field(change: dict[str, str], where: str) -> None:
    with pytest.raises(BadRequest) as raised:
        declaration({"body": "Editor, The Paper", "start": "2019", **change})
    assert (raised.value.where, bool(raised.value.mend)) == (where, True)


@pytest.mark.parametrize(
    ("to", "on", "weighs"),
    [
        (None, "2040-01-01", True),
        ("2021", "2026-12-31", True),
        ("2021", "2027-01-01", False),
        ("2021-06-15", "2026-06-15", True),
        ("2021-06-15", "2026-06-16", False),
        ("2024-02-29", "2029-02-28", True),
        ("2024-02-29", "2029-03-01", False),
    ],
)
def test_a_post_weighs_for_five_years_after_it_can_have_ended(to: str | None, on: str, weighs: bool) -> None:
    post = Declaration("1", "Editor", (), (), None, FuzzyDate.parse("2010"), FuzzyDate.parse(to) if to else None)
    assert post.weighs(datetime.date.fromisoformat(on)) == weighs


def test_a_person_declares_and_removes_by_the_form_and_may_say_that_there_is_nothing(newsroom: Newsroom) -> None:
    jane = newsroom.person("Jane")
    browser = newsroom.browser(jane)
    assert "not even that there is nothing" in browser.get("/desk/account").text
    browser.post("/desk/account/declarations")
    assert newsroom.people.person(jane.id).declared == datetime.date(2026, 11, 22)
    browser.post("/desk/account/declarations", body="Editor, The Paper", outlets="paper", start="2020")
    kept = newsroom.people.person(jane.id).declarations
    assert [(each.body, each.outlets, str(each.start)) for each in kept] == [("Editor, The Paper", ("paper",), "2020")]
    wrong = browser.post("/desk/account/declarations", body="Editor, Other", start="soon")
    assert (wrong.status_code, 'value="Editor, Other"' in wrong.text) == (400, True)
    browser.post(f"/desk/account/declarations/{kept[0].id}/remove")
    assert newsroom.people.person(jane.id).declarations == ()
