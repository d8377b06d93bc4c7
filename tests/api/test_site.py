"""The page to try Masthead without installing it: forms and answers as a browser without JavaScript sends and gets them."""

from urllib.parse import urlencode

from tests.api.service import Client
from tests.conformance import CASES, expected

CASE = CASES / "closing-disclosure"
FORM = "application/x-www-form-urlencoded"


def test_the_example_says_whose_content_it_is(service: Client) -> None:
    answer = service.get("/", example="")
    assert answer.status == 200
    assert "This page says its content is from RT." in answer.text
    assert "As of 23 March 2022" in answer.text
    assert "republish the RSS feed from RT" in answer.text
    assert answer.text.index('aria-label="RT"') < answer.text.index('aria-label="Libertarian Hub"')


def test_a_pasted_page_is_answered_and_not_kept(service: Client) -> None:
    form = {"url": expected(CASE)["address"], "html": (CASE / "page.html").read_text(encoding="utf-8")}
    answer = service.post("/", urlencode(form).encode(), FORM)
    assert "This page says its content is from RT." in answer.text
    assert "<textarea" in answer.text
    assert "Two barges were waiting" not in answer.text
    assert "set-cookie" not in answer.headers


def test_an_address_alone_is_looked_up_and_says_so(service: Client) -> None:
    answer = service.get("/", url="https://www.rt.com/news/")
    assert "The address of this page is RT’s." in answer.text
    assert "never fetches the page" in answer.text


def test_an_unlisted_page_is_not_called_clean(service: Client) -> None:
    answer = service.get("/", url="https://blog.example/")
    assert "Not listed" in answer.text
    assert "That says nothing about who owns, funds or controls it." in answer.text


def test_a_look_alike_is_said_to_be_one_and_no_more(service: Client) -> None:
    answer = service.get("/", url="https://rt.com.example/news/")
    assert "Not listed. Its address resembles that of RT." in answer.text
    assert "That says nothing about who owns, funds or controls it." in answer.text


def test_bad_input_is_answered_with_words_and_keeps_what_was_typed(service: Client) -> None:
    answer = service.post("/", urlencode({"url": "nonsense <b>", "html": "<p>kept</p>"}).encode(), FORM)
    assert answer.status == 400
    assert "That did not work" in answer.text
    assert "nonsense &lt;b&gt;" in answer.text
    assert "&lt;p&gt;kept&lt;/p&gt;" in answer.text
    assert "<b>" not in answer.text


def test_what_a_page_says_is_shown_as_text(service: Client) -> None:
    page = "<title>x</title><article><h1>H</h1><p>Source: <b>RT</b> &lt;script&gt;alert(1)&lt;/script&gt; https://www.rt.com</p></article>"
    answer = service.post("/", urlencode({"url": "https://blog.example/", "html": page}).encode(), FORM)
    assert "<script>alert" not in answer.text
