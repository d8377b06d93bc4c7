"""What a page is found to say of its origin, and what it is not."""

import copy
import time
from datetime import date
from typing import Any

import pytest

from api.annotating.annotate import MOST_ANNOTATIONS, MOST_EVIDENCE, annotate
from api.annotating.index import Index
from api.errors import BadAddress, BadList
from tests.pages import block, metadata, page, published_list, structured

TODAY = date(2022, 3, 24)
INDEX = Index(published_list())


def found(evidence: dict[str, Any]) -> dict[str, dict[str, Any]]:
    """The annotations by outlet."""
    return {each["outlet"]: each for each in annotate(evidence, INDEX, TODAY)["annotations"]}


def relations(evidence: dict[str, Any]) -> dict[str, str]:
    return {outlet: each["relation"] for outlet, each in found(evidence).items()}


def origins(evidence: dict[str, Any]) -> dict[str, tuple[str, str]]:
    """Confidence and extent of each outlet whose content the page says it carries."""
    return {key: (each["confidence"], each["extent"]) for key, each in found(evidence).items() if each["relation"] == "republished"}


# whose page


def test_the_address_alone_makes_a_publisher_and_surely() -> None:
    result = annotate(page(url="https://www.rt.com/news"), INDEX, TODAY)
    [publisher] = result["annotations"]
    assert (publisher["relation"], publisher["confidence"], publisher["step"], publisher["extent"]) == (
        "publisher",
        "certain",
        0,
        "whole",
    )
    assert publisher["evidence"] == [
        {"kind": "address", "zone": None, "text": "https://www.rt.com/news", "selector": None, "href": "https://www.rt.com/news"}
    ]
    assert result["resolved"] == {"url": "https://www.rt.com/news", "wrapper": None, "captured": None}


def test_no_page_without_a_page_s_address() -> None:
    with pytest.raises(BadAddress):
        annotate(page(url="about:blank"), INDEX, TODAY)


def test_a_list_of_another_format_is_refused() -> None:
    with pytest.raises(BadList):
        Index({"format": 2})


# what the head says


def test_a_canonical_address_elsewhere_is_the_page_s_word_for_its_origin() -> None:
    assert origins(page(canonical="https://www.reuters.com/a")) == {"reuters": ("strong", "whole")}
    assert origins(page(canonical="https://unlisted.example/other")) == {}
    assert relations(page(url="https://rt.com/amp", canonical="https://www.rt.com/")) == {"rt": "publisher"}


@pytest.mark.parametrize("role", ["publisher", "sourceOrganization", "provider", "author"])
def test_structured_data_name_an_origin_by_its_address(role: str) -> None:
    assert origins(page(structured=structured(role, "whoever", "https://reuters.com/"))) == {"reuters": ("strong", "whole")}


@pytest.mark.parametrize(
    ("role", "name", "confidence"),
    [
        ("sourceOrganization", "Reuters", "strong"),
        ("provider", "reuters", "strong"),
        ("provider", "RT", "weak"),
        ("author", "AFP", "weak"),
        ("publisher", "Reuters", "weak"),
    ],
)
def test_or_by_its_whole_name(role: str, name: str, confidence: str) -> None:
    assert [each[0] for each in origins(page(structured=structured(role, name))).values()] == [confidence]


@pytest.mark.parametrize(
    "entries",
    [
        structured("provider", "The Times"),
        structured("provider", "rt"),
        structured("provider", "Reuters Institute"),
        structured("citation", "Reuters", "https://reuters.com/"),
        structured("author", "Reuters", type_="Person"),
        structured("publisher", "Reuters", "https://unlisted.example/"),
    ],
)
def test_a_shared_or_longer_name_or_another_role_names_none(entries: list[dict[str, str | None]]) -> None:
    assert origins(page(structured=entries)) == {}


def test_a_name_the_site_gives_to_itself_is_no_origin() -> None:
    assert origins(page(structured=structured("provider", "Russia Today"), metadata=metadata("og:site_name", "RT"))) == {}


@pytest.mark.parametrize(
    ("name", "content", "confidence"),
    [
        ("syndication-source", "https://www.reuters.com/a", "strong"),
        ("original-source", "https://www.reuters.com/a", "strong"),
        ("dc.source", "https://www.reuters.com/a", "strong"),
        ("dc.source", "Reuters", "weak"),
        ("source", "Agence France-Presse", "weak"),
        ("article:publisher", "https://www.reuters.com/", "weak"),
        ("syndication-source", "Reuters", "strong"),
        ("syndication-source", "RT", "weak"),
    ],
)
def test_metadata_name_an_origin(name: str, content: str, confidence: str) -> None:
    assert [each[0] for each in origins(page(metadata=metadata(name, content))).values()] == [confidence]


@pytest.mark.parametrize(
    ("name", "content"), [("description", "Reuters"), ("syndication-source", "our own"), ("source", "The Times")]
)
def test_other_metadata_do_not(name: str, content: str) -> None:
    assert origins(page(metadata=metadata(name, content))) == {}


def test_a_house_s_own_head_makes_no_sister_an_origin_but_its_words_do() -> None:
    head = structured("provider", "Example Sister", "https://sister.example/") + structured("publisher", "Example Group")
    assert origins(page(url="https://daughter.example/", structured=head, canonical="https://group.example/")) == {}
    words = page("This article was originally published by Example Sister.", url="https://daughter.example/")
    assert origins(words) == {"sister": ("strong", "whole")}


# what the text says


@pytest.mark.parametrize("zone", ["quote", "caption", "comments", "navigation", "aside", "footer"])
def test_other_zones_attribute_nothing(zone: str) -> None:
    evidence = page(block("This article was originally published by [RT](https://rt.com/).", zone))
    assert relations(evidence) == {"rt": "linked"}


def test_an_outlet_never_republishes_itself() -> None:
    own = page("BERNE, March 21 (Reuters) - A train.", "Source: Reuters", url="https://reuters.com/a")
    assert relations(own) == {"reuters": "publisher"}


def test_a_link_within_the_page_s_own_outlet_hides_no_name() -> None:
    evidence = page("By [Reuters](https://times.example/tag/reuters)", url="https://times.example/a")
    assert origins(evidence) == {"reuters": ("strong", "whole")}


def test_a_shared_name_attributes_with_a_link_only() -> None:
    assert origins(page("This article was originally published in The Times.")) == {}
    linked = page("This article was originally published in [The Times](https://othertimes.example/a).")
    assert origins(linked) == {"other-times": ("strong", "whole")}
    assert origins(page("This article was first published in The Times. See [here](https://times.example/a).")) == {
        "times": ("strong", "whole")
    }


def test_a_credit_by_an_ordinary_word_alone_is_weak() -> None:
    assert origins(page("Source: RT")) == {"rt": ("weak", "whole")}
    assert origins(page("Source: [RT](https://rt.com/a)")) == {"rt": ("strong", "whole")}
    assert origins(page("Source: Reuters")) == {"reuters": ("strong", "whole")}


def test_origins_are_numbered_outward() -> None:
    evidence = page(
        "OSLO, March 3 (Reuters) - A phone box.",
        "This article first appeared on [RT](https://rt.com/a).",
        "Additional reporting by AFP.",
    )
    steps = {outlet: (each["step"], each["extent"]) for outlet, each in found(evidence).items()}
    assert steps == {"rt": (1, "whole"), "reuters": (2, "whole"), "afp": (2, "part")}


def test_a_closing_wording_counts_at_the_close_only() -> None:
    closing, other = "Additional reporting by Reuters.", "Another paragraph."
    assert origins(page(other, closing, other, other)) == {"reuters": ("strong", "part")}
    assert origins(page(closing, other, other, other)) == {}
    notes = [block("Posted in World", "note")] * 5
    assert origins(page(other, other, other, closing, *notes)) == {"reuters": ("strong", "part")}


def test_a_dateline_counts_near_the_beginning_only() -> None:
    dateline = "OSLO, March 3 (Reuters) - A phone box."
    assert origins(page(*["Text."] * 7, dateline)) == {"reuters": ("strong", "whole")}
    assert origins(page(*["Text."] * 8, dateline)) == {}


def test_a_credit_in_the_middle_is_one_item_s_of_a_list() -> None:
    credit, other = "Source: Reuters", "Another paragraph."
    assert origins(page(*[other] * 7, credit, *[other] * 9)) == {"reuters": ("strong", "whole")}
    assert origins(page(*[other] * 8, credit, *[other] * 9)) == {}


def test_the_strongest_relation_stands_with_the_other_signs_as_evidence() -> None:
    evidence = page("Reuters was there.", "This story was originally published by [Reuters](https://reuters.com/a).")
    [annotation] = found(evidence).values()
    assert annotation["relation"] == "republished"
    assert [item["kind"] for item in annotation["evidence"]] == ["phrase", "link", "name", "name"]


def test_evidence_quotes_the_sentence_where_it_stands() -> None:
    text = "🦔 Text by the U.S. desk, Nov. 3. This article was originally published by Reuters on Monday. Thanks!"
    [item] = [item for item in found(page("Other.", text))["reuters"]["evidence"] if item["kind"] == "phrase"]
    sentence = "This article was originally published by Reuters on Monday."
    start = text.index(sentence)
    assert item["text"] == sentence
    assert item["selector"] == {
        "type": "TextQuoteSelector",
        "exact": sentence,
        "prefix": text[start - 32 : start],
        "suffix": " Thanks!",
        "block": 1,
    }


# bounds


def test_evidence_is_bounded() -> None:
    evidence = page(*["[a](https://rt.com/1) Reuters"] * 50)
    assert {len(each["evidence"]) for each in found(evidence).values()} == {MOST_EVIDENCE}


def test_annotations_are_bounded_and_the_strongest_stay() -> None:
    small = published_list()
    template = small["outlets"]["rt"]
    for number in range(300):
        small["outlets"][f"o{number}"] = template
        small["hosts"][f"o{number}.example"] = [{**small["hosts"]["rt.com"][0], "outlet": f"o{number}"}]
    links = " ".join(f"[x](https://o{number}.example/)" for number in range(300))
    result = annotate(page(links, "Source: Reuters"), Index(small), TODAY)
    assert len(result["annotations"]) == MOST_ANNOTATIONS
    assert result["annotations"][0]["outlet"] == "reuters"


@pytest.mark.parametrize(
    "unit",
    [
        "this article this story originally ",
        "RT (",
        "this article RT originally published ",
        "Reuters, Reuters and ",
        '" originally published by RT ',
        "RT .) ",
        "Source: Reuters. ",
        "( Reuters ",
        "\u00a0\u00ad",
        "RT)))))))))",
    ],
)
def test_time_is_linear_in_the_text(unit: str) -> None:
    """Eight times the text takes no more than some twenty times as long, whatever it is made of."""

    def seconds(times: int) -> float:
        evidence = page(unit * times + " Reuters")
        best = 1e9
        for _ in range(3):
            start = time.perf_counter()
            annotate(evidence, INDEX, TODAY)
            best = min(best, time.perf_counter() - start)
        return best

    assert seconds(1600) < 20 * seconds(200) + 0.05


def test_annotating_changes_neither_evidence_nor_list() -> None:
    evidence, published = page("Source: Reuters", canonical="https://rt.com/a"), published_list()
    before = copy.deepcopy((evidence, published))
    annotate(evidence, Index(published), TODAY)
    assert (evidence, published) == before


def test_rules_of_kinds_not_known_are_left_out() -> None:
    rules = [{**rule, "kind": "melody"} for rule in published_list()["rules"]]
    assert annotate(page("Source: Reuters"), Index(published_list(rules=rules)), TODAY)["annotations"][0]["relation"] == "mentioned"
