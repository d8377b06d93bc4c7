"""Which words are an outlet's name, and what is said of links."""

from datetime import date
from typing import Any

import pytest

from api.annotating.annotate import annotate
from api.annotating.index import Index
from tests.pages import block, page, published_list

INDEX = Index(published_list())


def found(evidence: dict[str, Any]) -> dict[str, dict[str, Any]]:
    """The annotations by outlet."""
    return {each["outlet"]: each for each in annotate(evidence, INDEX, date(2022, 3, 24))["annotations"]}


def relations(evidence: dict[str, Any]) -> dict[str, str]:
    return {outlet: each["relation"] for outlet, each in found(evidence).items()}


def names(text: str) -> list[str]:
    return [item["text"] for each in found(page(text)).values() for item in each["evidence"] if item["kind"] == "name"]


@pytest.mark.parametrize("text", ["AFP/Reuters", "dpa/Reuters", "Reuters/lhe", "(Main/Reuters)", "Reuters/AFP."])
def test_names_in_a_credit_that_a_slash_divides_are_names(text: str) -> None:
    assert "Reuters" in names(f"[x](https://www.reuters.com/1) So {text} Says")


@pytest.mark.parametrize(
    "text",
    [
        "reuters.com",
        "www.Reuters.example",
        "#Reuters",
        "@Reuters",
        "non-Reuters",
        "Reuters-owned",
        "Reuters_x",
        "x.example/Reuters",
        "x/Reuters/y",
        "/x/Reuters",
        "Reuters/x.example",
        "a@Reuters",
        "https://Reuters/x",
        "Reutersx",
        "Thomson Reuters",
        "THOMSON REUTERS",
        "R&Reuters",
    ],
)
def test_a_part_of_a_word_host_handle_or_longer_name_is_no_name(text: str) -> None:
    assert names(f"So {text} says") == []


@pytest.mark.parametrize(
    "text",
    ["Reuters", "REUTERS", "Reuters's", "(Reuters)", "“Reuters”", "Reuters.", "Reuters—the agency", "l’Reuters", "Reu\u00adters"],
)
def test_a_name_among_signs_is_one(text: str) -> None:
    assert len(names(f"So {text} says")) == 1


def test_names_in_scripts_without_spaces_need_none() -> None:
    assert names("据新华社报道") == ["新华社"]


def test_an_ordinary_word_is_a_name_beside_the_outlet_s_link_only() -> None:
    assert names("RT said so") == []
    assert names("RT said [so](https://rt.com/a)") == ["RT"]
    assert names("rt said [so](https://rt.com/a)") == []


@pytest.mark.parametrize("zone", ["article", "note", "quote", "caption"])
def test_names_are_looked_for_where_the_page_speaks(zone: str) -> None:
    assert relations(page(block("Reuters said so.", zone))) == {"reuters": "mentioned"}


@pytest.mark.parametrize("zone", ["comments", "navigation", "aside", "footer"])
def test_and_not_elsewhere(zone: str) -> None:
    assert relations(page(block("Reuters said so.", zone))) == {}


def test_links_say_their_zone_and_words() -> None:
    [item] = found(page(block("See [a report](https://rt.com/a) there", "aside")))["rt"]["evidence"]
    assert (item["kind"], item["zone"], item["text"], item["href"]) == ("link", "aside", "a report", "https://rt.com/a")
    assert item["selector"] == {"type": "TextQuoteSelector", "exact": "a report", "prefix": "See ", "suffix": " there", "block": 0}


def test_a_link_without_words_has_no_selector() -> None:
    [item] = found(page(block("[](https://rt.com/a)")))["rt"]["evidence"]
    assert (item["text"], item["selector"]) == ("", None)
