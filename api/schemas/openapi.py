"""The OpenAPI 3.1 description, made from the wire shapes and one table of operations."""

from dataclasses import dataclass
from typing import Any

from pydantic import BaseModel
from pydantic.json_schema import models_json_schema

from api.schemas.annotation import AnnotateAnswer, AnnotateRequest, LookupAnswer
from api.schemas.records import Health, Manifest, OutletAnswer, OutletPage, PartyAnswer, Problem
from api.schemas.reports import PuzzleAnswer, ReportAnswer, ReportRequest


@dataclass(frozen=True)
class Parameter:
    """A query or path parameter, always a string."""

    name: str
    place: str
    means: str
    required: bool = False


@dataclass(frozen=True)
class Operation:
    """A call of the API; `answer` None is the published list itself, described in docs/published-list.md."""

    method: str
    path: str
    summary: str
    answer: type[BaseModel] | None
    parameters: tuple[Parameter, ...] = ()
    body: type[BaseModel] | None = None
    problems: tuple[int, ...] = ()
    status: int = 200


_AT = Parameter("at", "query", "Answer as of this day (YYYY-MM-DD); default today.")

OPERATIONS = (
    Operation(
        "get", "/v1/lookup", "Whose address is it?", LookupAnswer,
        (Parameter("url", "query", "The address.", True), _AT), problems=(400, 503),
    ),
    Operation(
        "post", "/v1/annotate", "Whose page, and whose content?", AnnotateAnswer,
        body=AnnotateRequest, problems=(400, 413, 422, 503),
    ),
    Operation(
        "get", "/v1/outlets", "Search the outlets.", OutletPage,
        (
            Parameter("q", "query", "Part of a name, an id or a host."),
            Parameter("country", "query", "Two-letter code in lower case, or int."),
            Parameter("label", "query", "A label that the outlet has today."),
            Parameter("cursor", "query", "`next` of the page before."),
        ),
        problems=(400, 503),
    ),
    Operation(
        "get", "/v1/outlets/{id}", "An outlet: record, periods, claims, sources.", OutletAnswer,
        (Parameter("id", "path", "The outlet's id.", True),), problems=(404, 503),
    ),
    Operation(
        "get", "/v1/parties/{id}", "A party: record, holdings, what it publishes.", PartyAnswer,
        (Parameter("id", "path", "The party's id.", True),), problems=(404, 503),
    ),
    Operation("get", "/v1/list", "The manifest of the current published list (ETag).", Manifest, problems=(503,)),
    Operation(
        "get", "/v1/list/{version}", "A published list, whole; it never changes.", None,
        (Parameter("version", "path", "The version, from a manifest.", True),), problems=(404,),
    ),
    Operation("get", "/healthz", "The service runs.", Health),
    Operation("get", "/readyz", "The service can answer.", Health, problems=(503,)),
)  # fmt: skip

# where there is a desk to read them
REPORT_OPERATIONS = (
    Operation("get", "/v1/reports/puzzle", "A puzzle: each report is sent with one that was solved.", PuzzleAnswer),
    Operation(
        "post", "/v1/reports", "Send a correction, or a publisher's reply.", ReportAnswer,
        body=ReportRequest, problems=(400, 404, 413, 429, 503), status=201,
    ),
)  # fmt: skip


def describe(version: str, operations: tuple[Operation, ...]) -> dict[str, Any]:
    """The whole description of these operations as a JSON object."""
    shapes = {model for operation in operations for model in (operation.answer, operation.body) if model} | {Problem}
    ordered = sorted(shapes, key=lambda model: model.__name__)
    _, definitions = models_json_schema(
        [(model, "validation") for model in ordered], ref_template="#/components/schemas/{model}", by_alias=True
    )
    paths: dict[str, dict[str, Any]] = {}
    for operation in operations:
        paths.setdefault(operation.path, {})[operation.method] = _operation(operation)
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "Masthead",
            "version": version,
            "summary": "Who owns, funds and controls the source of what you read, with the evidence, as of its day.",
            "license": {"name": "MIT (code), CC BY 4.0 (list)", "url": "https://creativecommons.org/licenses/by/4.0/"},
        },
        "paths": paths,
        "components": {"schemas": definitions["$defs"]},
    }


def _operation(operation: Operation) -> dict[str, Any]:
    schema = _ref(operation.answer) if operation.answer else {"type": "object"}
    answer = {"description": "The answer.", "content": {"application/json": {"schema": schema}}}
    described: dict[str, Any] = {
        "operationId": operation.method + "".join(part.strip("{}").title() for part in operation.path.split("/")),
        "summary": operation.summary,
        "responses": {str(operation.status): answer, **{str(status): _problem() for status in operation.problems}},
    }
    if operation.parameters:
        described["parameters"] = [_parameter(parameter) for parameter in operation.parameters]
    if operation.body:
        described["requestBody"] = {"required": True, "content": {"application/json": {"schema": _ref(operation.body)}}}
    return described


def _parameter(parameter: Parameter) -> dict[str, Any]:
    return {
        "name": parameter.name,
        "in": parameter.place,
        "description": parameter.means,
        "required": parameter.required,
        "schema": {"type": "string"},
    }


def _problem() -> dict[str, Any]:
    return {"description": "What went wrong.", "content": {"application/problem+json": {"schema": _ref(Problem)}}}


def _ref(model: type[BaseModel]) -> dict[str, str]:
    return {"$ref": f"#/components/schemas/{model.__name__}"}
