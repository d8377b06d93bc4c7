"""The guidelines' examples are records as the program reads them, and what they point to is there."""

import re
from typing import Any

import pytest
import ryaml

from api.outlets.checks import check_records
from api.outlets.claims import Claim
from api.outlets.model import Outlet, Party, Source
from api.storage.yaml_records import canonical
from tests.checks.ask import TODAY
from tests.checks.test_rules import RULES
from tests.outlets import test_hard_cases
from tests.outlets.build import DATA, VOCABULARY, outlet, records
from tests.outlets.build import party as party_of
from tests.worked_examples import PAGES

TEXT = (DATA / "GUIDELINES.md").read_text(encoding="utf-8")
EDITING = (DATA.parent / "docs" / "editing.md").read_text(encoding="utf-8")
SOURCES, *EXAMPLES = re.findall(r"^```yaml\n(.*?)^```$", TEXT, re.MULTILINE | re.DOTALL)


def record_with(example: str) -> Outlet | Party:
    """The example in the smallest record that may hold it."""
    fields: dict[str, Any] = {**ryaml.loads(example), "sources": ryaml.loads(SOURCES)["sources"]}
    if set(fields) <= set(Outlet.model_fields):
        return outlet(**fields)
    return party_of("courier", "person" if "office" in fields else "company", **fields)


def test_the_sources_of_the_examples_are_sources() -> None:
    assert SOURCES in canonical(outlet(sources=ryaml.loads(SOURCES)["sources"]))


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda example: example.partition(":")[0])
def test_an_example_is_a_record_in_canonical_form_without_findings(example: str) -> None:
    record = record_with(example)
    assert example in canonical(record)
    found = check_records(records(record), TODAY)
    # the parties and outlets of the examples are imaginary, and a claim is no whole outlet
    assert [each for each in found if each.rule not in ("one-primary-channel", "reference-exists")] == []
    missing = [each.what for each in found if each.rule == "reference-exists"]
    assert all(what.startswith(("there is no party", "there is no outlet")) for what in missing), missing


def test_every_kind_of_claim_has_an_example() -> None:
    kinds = {field for model in (Outlet, Party) for field, info in model.model_fields.items() if _holds_claims(info.annotation)}
    assert {key for example in EXAMPLES for key in ryaml.loads(example)} == kinds


def _holds_claims(annotation: Any) -> bool:
    first = next(iter(getattr(annotation, "__args__", ())), None)
    return isinstance(first, type) and issubclass(first, Claim)


def test_every_source_of_the_examples_is_of_an_imaginary_host() -> None:
    for source in ryaml.loads(SOURCES)["sources"].values():
        assert re.fullmatch(r"https://[a-z]+\.example/.*", Source.model_validate(source).url)


def test_every_label_has_its_evidence_said() -> None:
    table = TEXT.partition("## Evidence each label needs")[2].partition("## ")[0]
    assert set(re.findall(r"`([a-z-]+)`", table)) - {"origin"} == set(VOCABULARY.labels)


def test_every_hard_case_has_its_test_and_every_test_its_case() -> None:
    told = set(re.findall(r"`(test_[a-z0-9_]+)`", TEXT))
    assert told == {name for name in vars(test_hard_cases) if name.startswith("test_")}


@pytest.mark.parametrize("name", PAGES)
def test_the_worked_examples_are_what_the_tests_run(name: str) -> None:
    assert (DATA.parent / "docs" / name).read_text(encoding="utf-8") == PAGES[name](), "run `python -m tests.worked_examples`"


def test_every_link_within_the_project_leads_somewhere() -> None:
    for path in (DATA / "GUIDELINES.md", DATA.parent / "docs" / "editing.md"):
        text = path.read_text(encoding="utf-8")
        titles = [line.lstrip("# ").lower() for line in text.splitlines() if line.startswith("#")]
        headings = {re.sub(r"[^a-z0-9 -]", "", title).replace(" ", "-") for title in titles}
        for target in re.findall(r"\]\(([^)]+)\)", text):
            name, _, anchor = target.partition("#")
            assert name.startswith("https://") or (path.parent / name).exists(), target
            assert name or anchor in headings, target


def test_every_rule_is_told_to_editors() -> None:
    table = EDITING.partition("## What the checks look for")[2].partition("\n## ")[0]
    assert sorted(re.findall(r"^\| `([a-z-]+)` \|", table, re.MULTILINE)) == RULES


def test_the_records_that_editors_are_shown_pass_the_checks() -> None:
    stake, courier = re.findall(r"^```yaml\n(.*?)^```$", EDITING, re.MULTILINE | re.DOTALL)
    owners = {key: party_of(key) for key in ("sample-family", "north-fund")}
    company = party_of("courier-media-ltd", **ryaml.loads(stake), sources=ryaml.loads(SOURCES)["sources"])
    record = Outlet.model_validate(ryaml.loads(courier))
    assert stake in canonical(company)
    assert canonical(record) == courier
    assert check_records(records(record, company, *owners.values()), TODAY) == []
