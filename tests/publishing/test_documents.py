"""What is made from code and vocabulary says what they say."""

import json
from collections import Counter

import jsonschema
import pytest
import ryaml

from api.outlets.rules import CONTROL, FUNDING, OWNERSHIP
from api.publishing.documents import generated_documents
from api.storage.yaml_records import record_paths
from tests.outlets.build import DATA, VOCABULARY

DOCUMENTS = generated_documents(VOCABULARY)


@pytest.mark.parametrize("kind", ["outlets", "parties"])
def test_the_schema_for_editors_accepts_every_record_of_the_project(kind: str) -> None:
    schema = json.loads(DOCUMENTS[f"data/schema/{'outlet' if kind == 'outlets' else 'party'}.json"])
    jsonschema.Draft202012Validator.check_schema(schema)
    validator = jsonschema.Draft202012Validator(schema)
    for path, _ in record_paths(DATA):
        if path.parent.parent.name == kind:
            errors = list(validator.iter_errors(ryaml.loads(path.read_text(encoding="utf-8"))))
            assert errors == [], path


@pytest.mark.parametrize("wrong", [{"owner": "me"}, {"kind": "paper"}, {"country": "GB"}, {"began": "May 1990"}, {"id": "A B"}])
def test_the_schema_for_editors_refuses_what_the_loader_refuses(wrong: dict[str, str]) -> None:
    schema = json.loads(DOCUMENTS["data/schema/outlet.json"])
    right = {"id": "a", "name": "A", "country": "gb", "kind": "newspaper"}
    validator = jsonschema.Draft202012Validator(schema)
    assert validator.is_valid(right)
    assert not validator.is_valid({**right, **wrong})


def test_every_rule_and_every_label_stands_in_the_document_on_labels() -> None:
    lines = DOCUMENTS["docs/labels.md"].splitlines()
    given = Counter(rule.label for rule in (*CONTROL, *OWNERSHIP, *FUNDING))
    rows = Counter(line.split("`")[1] for line in lines if line.startswith("| `") and line.count("|") == 5)
    assert all(rows[name] == times for name, times in given.items())
    for key, label in VOCABULARY.labels.items():
        assert any(line.startswith(f"| `{key}` | {label.means} |") for line in lines)
        assert all(words in "\n".join(lines) for words in label.words.values())


def test_no_condition_of_a_rule_is_without_words() -> None:
    for rule in (*CONTROL, *OWNERSHIP, *FUNDING):
        assert all((condition.__doc__ or "").strip() for condition in (*rule.needs, *rule.unless)), rule.label
