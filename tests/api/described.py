"""Answers held against the description of the API."""

from typing import Any

import jsonschema


def check(description: dict[str, Any], call: str, status: int, content_type: str, answer: Any) -> None:
    """Fail unless the answer to a call, such as `get /v1/lookup`, is one of those described."""
    method, path = call.split()
    answers = description["paths"][path][method]["responses"]
    assert str(status) in answers, f"{call} answered {status}, which is not described"
    schema = answers[str(status)]["content"][content_type.partition(";")[0]]["schema"]
    jsonschema.validate(answer, {**schema, "components": description["components"]})
