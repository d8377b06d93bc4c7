"""Wikidata, as its query service answers in SPARQL 1.1 JSON. docs/importing.md has the query.

One row is one statement of one item. Variables: item, itemLabel, website, country (ISO 3166-1 alpha-2), property (`P127` owned by,
`P749` parent organisation, `P123` publisher, `P137` operator, or one of the accounts below), value, valueLabel, valueWebsite, and
of the qualifiers start, end, pointInTime (each with ...Precision: 9 a year, 10 a month, 11 a day) and share (0 to 1).
"""

from typing import Any

import orjson

from api.candidates.statements import Kind, Statement, Subject, plain_host
from api.errors import BadImport
from api.outlets.dates import FuzzyDate
from api.outlets.model import Source

_PARTIES: dict[str, Kind] = {"P127": "owner", "P749": "owner", "P123": "publisher", "P137": "publisher"}
_ACCOUNTS = {
    "P2002": "x", "P2013": "facebook", "P2397": "youtube", "P3789": "telegram", "P2003": "instagram", "P7085": "tiktok",
    "P3185": "vk",
}  # fmt: skip
_PRECISION = {"9": 4, "10": 7, "11": 10}
_ENTITY = "http://www.wikidata.org/entity/"


def read(content: bytes, name: str, source: Source) -> list[Subject]:
    """The items of the answer with their statements; qualifiers are kept. Raises BadImport."""
    try:
        rows = orjson.loads(content)["results"]["bindings"]
        read_rows = [{key: str(cell["value"]) for key, cell in row.items()} for row in rows]
    except (orjson.JSONDecodeError, KeyError, TypeError, AttributeError) as error:
        mend = "save the answer of the query service as JSON (application/sparql-results+json)"
        raise BadImport("this is no SPARQL result in JSON", where=name, mend=mend) from error
    items: dict[str, list[tuple[int, dict[str, str]]]] = {}
    for number, row in enumerate(read_rows, 1):
        if not row.get("item", "").startswith(_ENTITY):
            raise BadImport(f"row {number} has no `item`", where=name, mend="ask with the query of docs/importing.md")
        items.setdefault(row["item"].removeprefix(_ENTITY), []).append((number, row))
    return [_subject(item, rows, name, source) for item, rows in items.items()]


def _subject(item: str, rows: list[tuple[int, dict[str, str]]], name: str, source: Source) -> Subject:
    first = rows[0][1]
    title = f"{first.get('itemLabel', item)} ({item})"
    own = source.model_copy(update={"url": f"https://www.wikidata.org/wiki/{item}", "title": title})
    found = [statement for number, row in rows if (statement := _statement(row, item, f"{name}: row {number}"))]
    return Subject(
        first.get("itemLabel", item),
        own,
        host=plain_host(first.get("website", "")),
        country=first.get("country", "").lower() or None,
        wikidata=item,
        statements=tuple(dict.fromkeys(found)),
    )


def _statement(row: dict[str, str], item: str, where: str) -> Statement | None:
    code = row.get("property", "").rpartition("/")[2]
    value = row.get("value", "")
    if code in _ACCOUNTS and value:
        return Statement("account", value, f"{item}, {code}", platform=_ACCOUNTS[code])
    if code not in _PARTIES or not value:
        return None
    return Statement(
        _PARTIES[code],
        row.get("valueLabel") or value.removeprefix(_ENTITY),
        f"{item}, {code}",
        host=plain_host(row.get("valueWebsite", "")),
        wikidata=value.removeprefix(_ENTITY) if value.startswith(_ENTITY) else None,
        start=_date(row, "start", where),
        end=_date(row, "end", where),
        as_of=_date(row, "pointInTime", where),
        share=_share(row, where),
    )


def _date(row: dict[str, str], field: str, where: str) -> FuzzyDate | None:
    """To the precision the item gives; without one, 1 January is taken for a year."""
    text = row.get(field, "")
    if not text:
        return None
    if text.startswith("-") or "T" not in text:
        raise BadImport(f"`{field}` is no date: {text}", where=where, mend="leave the variable unbound where there is none")
    day = text.lstrip("+").partition("T")[0]
    guessed = "9" if day.endswith("-01-01") else "11"
    length = _PRECISION.get(row.get(f"{field}Precision", guessed))
    try:
        return FuzzyDate.parse(day[:length]) if length else None
    except ValueError as error:
        raise BadImport(f"`{field}` is no date: {text}", where=where, mend="see the query of docs/importing.md") from error


def _share(row: dict[str, str], where: str) -> float | None:
    """Wikidata gives proportions from 0 to 1; ours are percent."""
    text: Any = row.get("share")
    if text is None:
        return None
    try:
        share = float(text)
    except ValueError:
        share = -1.0
    if not 0 <= share <= 1:
        raise BadImport(f"`share` is no proportion: {text}", where=where, mend="ask for P1107 as it is, from 0 to 1")
    return round(share * 100, 4)
