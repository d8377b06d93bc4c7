"""JSON in and out of the views."""

import datetime
from typing import TypeVar

import orjson
from flask import Response, request
from pydantic import BaseModel, ValidationError

from api.errors import BadRequest
from api.outlets.dates import Day

Model = TypeVar("Model", bound=BaseModel)


def json(value: object, status: int = 200) -> Response:
    return Response(orjson.dumps(value), status, content_type="application/json")


def body(model: type[Model]) -> Model:
    """The request's JSON body. Raises BadRequest naming the member that is wrong."""
    try:
        return model.model_validate(orjson.loads(request.get_data(cache=False)))
    except orjson.JSONDecodeError as error:
        raise BadRequest(f"the body is not JSON: {error}", where="body", mend="send an object; see /openapi.json") from error
    except ValidationError as error:
        first = error.errors(include_url=False, include_input=False)[0]
        where = ".".join(map(str, ("body", *first["loc"])))
        raise BadRequest(first["msg"].removeprefix("Value error, "), where=where, mend="see /openapi.json") from error


def day(name: str) -> Day | None:
    """A day of the query, or None without. Raises BadRequest."""
    text = request.args.get(name)
    if not text:
        return None
    try:
        return datetime.date.fromisoformat(text)
    except ValueError as error:
        raise BadRequest(f"'{text}' is no day", where=name, mend="write YYYY-MM-DD") from error
