"""A record as a form and back. The fields come from the models, so a new field of a claim is in the form at once.

A field's name is the way to its value: `ownership.0.owner`, `ownership.0.sources.1.ref`. Empty fields are left out of the document;
a row of a list whose fields are all empty is no row. Of `sources`, a map, each row has its key in `sources.0.key`.
"""

import re
import types
import typing
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from pydantic import BaseModel
from pydantic.fields import FieldInfo

from api.views.desk.meanings import HINTS, MEANINGS

Document = dict[str, Any]

# fields that name a party or an outlet: they are picked from what the list has
_PARTY = {"party", "licensor", "licensee", "owner", "funder", "by", "body", "government", "state"}
_OUTLET = {"part_of", "successor_of", "merged_into", "outlet"}
_LONG = {"note", "where"}
# one input holds several, between commas
_SEVERAL = {"except"}
# the order in which a person works: evidence first
_FIRST = ("id", "name", "country", "kind", "type", "sources")


@dataclass(frozen=True)
class Field:
    """One input: `kind` is text, long, choice, party or outlet; `hint` what it asks for; `meanings` of choices, all or none."""

    name: str
    label: str
    kind: str
    value: str = ""
    options: tuple[str, ...] = ()
    required: bool = False
    hint: str = ""
    meanings: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Group:
    """Fields and groups under one heading. `rows` where more of the same may be added under `name`."""

    name: str
    label: str
    fields: tuple[Field, ...] = ()
    groups: tuple["Group", ...] = field(default=())
    rows: bool = False


def form_of(model: type[BaseModel], document: Mapping[str, Any], extra: Sequence[str] = ()) -> Group:
    """The form of a record. In each list named in `extra` one more, empty row is shown."""
    return _group(model, document, "", "", frozenset(extra))


def document_of(values: Mapping[str, str]) -> Document:
    """The document that the fields of a form hold."""
    tree: Document = {}
    for name in sorted(values, key=_order):
        value = values[name].strip()
        if value:
            _put(tree, name.split("."), value)
    plain: Document = _lists(tree)
    if isinstance(plain.get("sources"), list):
        plain["sources"] = {row.pop("key", f"source-{place}"): row for place, row in enumerate(plain["sources"], 1)}
    return plain


def name_of(steps: Sequence[str | int], document: Mapping[str, Any]) -> str:
    """The name of the field, or of the group, at which a check found something."""
    parts = [str(step) for step in steps]
    if parts[:1] == ["sources"] and len(parts) > 1:
        keys = list(document.get("sources", {}))
        parts[1] = str(keys.index(parts[1])) if parts[1] in keys else parts[1]
    return ".".join(parts)


def _order(name: str) -> list[tuple[int, str]]:
    return [(int(part), "") if part.isdigit() else (-1, part) for part in name.split(".")]


def _put(tree: Document, path: list[str], value: str) -> None:
    for part in path[:-1]:
        tree = tree.setdefault(part, {})
        if not isinstance(tree, dict):
            return
    tree[path[-1]] = [part.strip() for part in value.split(",") if part.strip()] if path[-1] in _SEVERAL else value


def _lists(value: Any) -> Any:
    """Mappings whose keys are numbers are lists, in their order, without gaps."""
    if not isinstance(value, dict):
        return value
    inner = {key: _lists(each) for key, each in value.items()}
    if inner and all(key.isdigit() for key in inner):
        return [inner[key] for key in sorted(inner, key=int)]
    return inner


def _group(model: type[BaseModel], document: Mapping[str, Any], path: str, label: str, extra: frozenset[str]) -> Group:
    fields: list[Field] = []
    groups: list[Group] = []
    for name, info in sorted(model.model_fields.items(), key=lambda item: _rank(item[0])):
        key = info.alias or name
        place, value = f"{path}{key}", document.get(key)
        inner, many, mapped = _shape(info)
        if inner is None:
            fields.append(_field(place, key, info, value))
        elif many or mapped:
            groups.append(_rows(inner, value, place, key, extra, mapped=mapped))
        else:
            groups.append(_group(inner, value or {}, f"{place}.", _words(key), extra))
    return Group(path.rstrip("."), label, tuple(fields), tuple(groups))


def _rows(inner: type[BaseModel], value: Any, place: str, key: str, extra: frozenset[str], *, mapped: bool) -> Group:
    """The rows of a list or map, each a group."""
    rows: list[tuple[str, Mapping[str, Any]]] = list(value.items()) if mapped and value else [("", row) for row in value or ()]
    rows += [("", {})] if place in extra else []
    groups = []
    for number, (row_key, row) in enumerate(rows):
        group = _group(inner, row, f"{place}.{number}.", f"{_words(key)} {number + 1}", extra)
        own = (Field(f"{place}.{number}.key", "key", "text", row_key, required=True),) if mapped else ()
        groups.append(Group(group.name, group.label, own + group.fields, group.groups))
    return Group(place, _words(key), (), tuple(groups), rows=True)


def _shape(info: FieldInfo) -> tuple[type[BaseModel] | None, bool, bool]:
    """The model inside a field, and whether there are many of it: in a list, or in a map."""
    for part in _parts(info.annotation):
        origin, arguments = typing.get_origin(part), typing.get_args(part)
        inner = next((each for each in arguments if isinstance(each, type) and issubclass(each, BaseModel)), None)
        if origin in (tuple, list) and inner:
            return inner, True, False
        if origin is dict and inner:
            return inner, False, True
        if isinstance(part, type) and issubclass(part, BaseModel):
            return part, False, False
    return None, False, False


def _parts(annotation: Any) -> Iterator[Any]:
    """The annotation, or the sides of a union without None."""
    if typing.get_origin(annotation) in (typing.Union, types.UnionType):
        yield from (each for each in typing.get_args(annotation) if each is not type(None))
    else:
        yield annotation


def _field(place: str, key: str, info: FieldInfo, value: Any) -> Field:
    options = tuple(option for part in _parts(info.annotation) for option in _options(part))
    kind = "choice" if options else "party" if key in _PARTY else "outlet" if key in _OUTLET else "long" if key in _LONG else "text"
    shown = "" if value is None else ", ".join(value) if isinstance(value, (list, tuple)) else str(value)
    meanings = {option: MEANINGS.get(key, {}).get(option, "") for option in options}
    if not all(meanings.values()):
        meanings = {}
    return Field(place, _words(key), kind, shown, options, info.is_required(), HINTS.get(key, ""), meanings)


def _options(part: Any) -> tuple[str, ...]:
    if typing.get_origin(part) is typing.Annotated:
        part = typing.get_args(part)[0]
    return typing.get_args(part) if typing.get_origin(part) is typing.Literal else ()


def _rank(name: str) -> int:
    return _FIRST.index(name) if name in _FIRST else len(_FIRST)


def _words(key: str) -> str:
    return re.sub(r"_", " ", key).strip()
