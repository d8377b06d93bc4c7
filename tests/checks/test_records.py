"""Files, references, evidence and names."""

from typing import Any

import pytest

from api.outlets.checks.evidence import claim_ids_are_unique, claim_is_cited, source_is_specific
from api.outlets.checks.names import strong_name_is_unambiguous
from api.outlets.checks.references import file_is_named_for_its_record, reference_exists
from api.outlets.model import Outlet
from api.outlets.records import Finding, Records
from tests.checks.ask import TODAY, found
from tests.outlets.build import CHECKED, SOURCES, VOCABULARY, claim, outlet, party


def filed(record: Outlet, file: str) -> list[Finding]:
    return list(file_is_named_for_its_record(Records({record.id: record}, {}, VOCABULARY, {record.id: file}), TODAY))


def test_a_record_in_the_folder_of_another_country_is_told_where_to_go() -> None:
    (finding,) = filed(outlet(), "outlets/fr/paper.yaml")
    assert (finding.steps, finding.what, finding.mend) == (
        ("country",),
        "country 'gb' is not the folder 'fr'",
        "move the file to gb/",
    )
    assert filed(outlet(), "outlets/gb/paper.yaml") == []


def test_a_renamed_file_in_another_folder_is_two_findings() -> None:
    assert [finding.steps for finding in filed(outlet(), "outlets/fr/gazette.yaml")] == [("id",), ("country",)]


@pytest.mark.parametrize(("country", "known"), [("gb", True), ("int", True), ("uk", False), ("zz", False)])
def test_a_country_is_one_of_the_vocabulary(country: str, known: bool) -> None:
    words = found(reference_exists, outlet(country=country))
    assert words == ([] if known else [f"outlets/{country}/paper.yaml country: there is no country '{country}'"])


@pytest.mark.parametrize(
    ("record", "steps"),
    [
        (outlet(part_of="gone"), "part_of: there is no outlet 'gone'"),
        (outlet(successor_of="gone"), "successor_of: there is no outlet 'gone'"),
        (outlet(merged_into="gone"), "merged_into: there is no outlet 'gone'"),
        (outlet(published_by=[claim("a", party="gone")]), "published_by.0.party: there is no party 'gone'"),
        (outlet(published_by=[claim("a", party="state:ZZ")]), "published_by.0.party: there is no party 'state:ZZ'"),
        (
            outlet(brand_licence=[claim("a", licensor="gone", licensee="state:GB")]),
            "brand_licence.0.licensor: there is no party 'gone'",
        ),
        (outlet(funding=[claim("a", funder="gone", category="advertising")]), "funding.0.funder: there is no party 'gone'"),
        (
            outlet(control=[claim("a", aspect="budget", finding="controlled", by="gone")]),
            "control.0.by: there is no party 'gone'",
        ),
        (outlet(syndicates=[claim("a", outlet="gone", extent="part")]), "syndicates.0.outlet: there is no outlet 'gone'"),
        (outlet(published_by=[claim("a", "gone", party="state:GB")]), "published_by.0.sources.0.ref: there is no source 'gone'"),
        (
            outlet(channels=[{"type": "x", "value": "a", "sources": [{"ref": "one"}, {"ref": "gone"}]}]),
            "channels.0.sources.1.ref: there is no source 'gone'",
        ),
        (
            outlet(assessment=[claim("a", scheme="gone", edition="2021", value="SC", of="It")]),
            "assessment.0.scheme: there is no scheme 'gone'",
        ),
        (
            outlet(assessment=[claim("a", scheme="state-media-monitor", edition="2021", value="XX", of="It")]),
            "assessment.0.value: there is no value 'XX'",
        ),
    ],
)
def test_every_reference_leads_somewhere(record: Outlet, steps: str) -> None:
    assert found(reference_exists, record) == [f"outlets/gb/paper.yaml {steps}"]


def test_a_partys_references_lead_somewhere_too() -> None:
    body = party("body", "person", office=[claim("a", title="Mayor", of="gone")], governs=[claim("b", state="state:ZZ")])
    assert found(reference_exists, body) == [
        "parties/gb/body.yaml governs.0.state: there is no party 'state:ZZ'",
        "parties/gb/body.yaml office.0.of: there is no party 'gone'",
    ]


def test_a_retired_id_leads_to_one_in_use_and_is_none_itself() -> None:
    redirects = {"old-paper": "paper", "older-paper": "old-paper", "paper": "paper"}
    assert found(reference_exists, outlet(), redirects=redirects) == [
        "redirects.yaml older-paper: there is no outlet or party 'old-paper'",
        "redirects.yaml paper: 'paper' is not retired: a record has it",
    ]


def test_the_body_an_assessor_names_need_be_no_party() -> None:
    record = outlet(assessment=[claim("a", scheme="state-media-monitor", edition="2021", value="SC", of="The paper's holding")])
    assert found(reference_exists, record) == []


def test_a_claims_id_is_its_own_among_all_lists_of_its_file_but_not_among_files() -> None:
    twice = outlet(published_by=[claim("a", party="body")], remit=[claim("a", kind="public-service", set_by="law")])
    assert found(claim_ids_are_unique, twice) == ["outlets/gb/paper.yaml remit.0.id: two claims have the id 'a'"]
    assert found(claim_ids_are_unique, outlet("one", published_by=[claim("a", party="b")]), party("b", listing=[])) == []


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"sources": []}, "has no source"),
        ({"checked": {"on": "2026-01-01", "copy": "live"}}, "is checked, but does not say where"),
        ({"checked": CHECKED}, None),
        ({"checked": {"on": "2026-01-01", "copy": "live"}, "sources": [{"ref": "one"}, {"ref": "two", "locator": "p. 4"}]}, None),
    ],
)
def test_a_claim_has_a_source_and_a_checked_one_a_place_in_it(fields: dict[str, Any], words: str | None) -> None:
    listed = found(claim_is_cited, outlet(published_by=[{**claim("a", party="body", checked=False), **fields}]))
    assert [words in each for each in listed if words] == ([True] if words else [])
    assert bool(listed) is bool(words)


@pytest.mark.parametrize(
    "url", ["https://example.com/report", "https://www.example.org/", "http://localhost:8000/x", "https://TODO/", "https://[foo/"]
)
def test_a_placeholder_or_a_broken_address_is_no_source(url: str) -> None:
    words = found(source_is_specific, outlet(sources={"one": {**SOURCES["one"], "url": url}}))
    assert [each.split(":")[0] for each in words] == ["outlets/gb/paper.yaml sources.one.url"]


def test_an_address_with_letters_of_any_script_is_a_source() -> None:
    url = "https://президент.рф/документы/1?поиск=да"
    assert found(source_is_specific, outlet(sources={"one": {**SOURCES["one"], "url": url}})) == []


def names(*texts: str, match: str = "strong", key: str = "paper") -> Outlet:
    return outlet(key, names=[{"text": text, "match": match} for text in texts])


@pytest.mark.parametrize("name", ["RT", "AP", "Time", "dpa", "1843"])
def test_a_short_single_word_is_never_strong(name: str) -> None:
    assert len(found(strong_name_is_unambiguous, names(name))) == 1
    assert found(strong_name_is_unambiguous, names(name, match="context")) == []


@pytest.mark.parametrize("name", ["Reuters", "RT International", "RT.com", "新华社", "ТАСС", "Le Monde"])
def test_a_name_of_its_own_may_be_strong(name: str) -> None:
    assert found(strong_name_is_unambiguous, names(name)) == []


@pytest.mark.parametrize("other", ["Le Monde", "LE MONDE", "Le  Monde"])
@pytest.mark.parametrize("match", ["strong", "context", "never"])
def test_a_name_that_two_outlets_have_is_strong_in_neither(other: str, match: str) -> None:
    words = found(strong_name_is_unambiguous, names("Le Monde"), names(other, match=match, key="world"))
    assert words[0] == "outlets/gb/paper.yaml names.0.match: 'Le Monde' is also a name of world"
    assert len(words) == (2 if match == "strong" else 1)


def test_accents_are_compared_however_they_are_encoded() -> None:
    assert len(found(strong_name_is_unambiguous, names("El Pa\u00eds"), names("El Pai\u0301s", key="other"))) == 2


def test_an_outlet_may_have_one_name_twice_in_two_languages() -> None:
    assert found(strong_name_is_unambiguous, names("Deutsche Welle", "Deutsche Welle")) == []
