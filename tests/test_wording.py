"""The wording language, and every example of `data/attribution`."""

from datetime import date
from typing import Any

import pytest

from api.annotating.annotate import annotate
from api.annotating.index import Index
from api.errors import BadRecord
from api.outlets import wording
from api.storage.yaml_files import read_document
from tests.conformance import ROOT, case_list
from tests.pages import page

TODAY = date(2022, 3, 24)
FILES = sorted((ROOT / "data" / "attribution").glob("*.yaml"))
RULES = [(path.stem, entry) for path in FILES for entry in read_document(path)["rules"]]
EXAMPLES = [
    pytest.param(stem, entry, text, wanted, id=f"{entry['id']}-{'matches' if wanted else 'refuses'}-{number}")
    for stem, entry in RULES
    for key, wanted in (("match", True), ("refuse", False))
    for number, text in enumerate(entry["examples"][key], 1)
]


def attributed(rules: list[dict[str, Any]], text: str) -> list[str]:
    result = annotate(page(text, language=rules[0]["language"]), Index(case_list() | {"rules": rules}), TODAY)
    return [found["outlet"] for found in result["annotations"] if found["relation"] in ("republished", "sponsored")]


@pytest.mark.parametrize("stem, entry, text, wanted", EXAMPLES)
def test_example_is_read_as_it_says(stem: str, entry: dict[str, Any], text: str, wanted: bool) -> None:
    document = read_document(ROOT / "data" / "attribution" / f"{stem}.yaml")
    rules = wording.rules(document | {"rules": [entry]}, stem)
    assert bool(attributed(rules, text)) is wanted


@pytest.mark.parametrize("stem, entry", [pytest.param(stem, entry, id=entry["id"]) for stem, entry in RULES])
def test_every_wording_has_examples_of_both_kinds(stem: str, entry: dict[str, Any]) -> None:
    assert entry["examples"]["match"] and entry["examples"]["refuse"]


@pytest.mark.parametrize(
    ("pattern", "problem"),
    [
        ("a (b {outlet}", "no closing ')'"),
        ("a) {outlet}", "a ')' outside brackets"),
        ("{outlet", "a '{' without its partner"),
        ("(a|) {outlet}", "an empty alternative"),
        ("{other} {outlet}", "'{other}' is not known"),
        ("{gap:99} {outlet}", "a gap of '99'"),
        ("a word", "no {outlet}"),
        ("(by {outlet}|by us)", "no {outlet}"),
        ("[{outlet}]", "nothing at all"),
        ("{outlet} \\", "a backslash at the end"),
        ("a {gap:12} a {gap:12} a {gap:12} a {gap:12} a {gap:12} a {outlet}", "more than 64 words"),
        ("[[[[[[[[[[a]]]]]]]]]] {outlet}", "too deep"),
        ("by {unless:not} {outlet}", "'{unless:not}' is not known"),
    ],
)
def test_a_pattern_that_cannot_be_read_says_where_and_how_to_mend_it(pattern: str, problem: str) -> None:
    with pytest.raises(BadRecord) as refused:
        wording.parse(pattern, "en.yaml: rule 3")
    assert problem in refused.value.what
    assert refused.value.where == "en.yaml: rule 3" and refused.value.mend


def test_a_pattern_becomes_plain_data() -> None:
    assert wording.parse(r"{unless:no} The (story|text of) [a] {gap:2} {number} \({outlet}\) {link}", "here") == {
        "parts": [
            [
                "the",
                {"any": [["story"], ["text", "of"]]},
                {"optional": ["a"]},
                {"gap": 2},
                {"number": True},
                "(",
                {"outlet": "name"},
                ")",
                {"outlet": "link"},
            ]
        ],
        "unless": ["no"],
    }


RULE = {"id": "r", "kind": "phrase", "pattern": "by {outlet}"}


@pytest.mark.parametrize(
    "change",
    [
        {"kind": "melody"},
        {"zones": ["aside"]},
        {"position": "middle"},
        {"relation": "linked"},
        {"confidence": "certain"},
        {"tier": 7},
        {"colour": "red"},
        {"pattern": "{gap:3} by {outlet}"},
        {"pattern": "{number} by {outlet}"},
    ],
)
def test_a_rule_that_is_none_is_refused(change: dict[str, Any]) -> None:
    with pytest.raises(BadRecord) as refused:
        wording.rules({"language": "en", "rules": [RULE | change]}, "en.yaml")
    assert "en.yaml: rule 1 (r)" in refused.value.where and refused.value.mend


def test_two_rules_of_one_name_are_refused() -> None:
    with pytest.raises(BadRecord, match="2 rules are called 'r'"):
        wording.rules({"language": "en", "rules": [RULE, RULE]}, "en.yaml")


def test_words_of_a_file_stand_for_patterns() -> None:
    document = {
        "language": "en",
        "words": {"piece": "(text|story)"},
        "unless": ["not"],
        "rules": [RULE | {"pattern": "{piece} by {outlet}"}],
    }
    [rule] = wording.rules(document, "en.yaml")
    assert rule["pattern"] == {"parts": [[{"any": [["text"], ["story"]]}, "by", {"outlet": "name"}]], "unless": ["not"]}
    assert (rule["language"], rule["position"], rule["zones"], rule["tier"]) == ("en", "any", ["article", "note"], 0)
