"""A table of one's own. Columns: `name`, `host`, and where known `country`, `kind`, `publisher`, `owner`, `share`, `from`, `to`,
`as_of`, `locator`, and of the row's own source `source_title`, `source_publisher`, `source_url`, `source_date`."""

from api.candidates.formats.rows import rows
from api.candidates.statements import Statement, Subject, plain_host
from api.errors import BadImport
from api.outlets.dates import FuzzyDate
from api.outlets.model import Source


def read(content: bytes, name: str, source: Source) -> list[Subject]:
    """A subject a row. Raises BadImport."""
    return [_subject(row, f"{name}:{line}", source) for line, row in rows(content, name, ("name", "host"))]


def _subject(row: dict[str, str], where: str, source: Source) -> Subject:
    host = plain_host(row["host"])
    if not row["name"] or (row["host"] and host is None):
        raise BadImport("a row needs a name and a bare host", where=where, mend="write `courier.example`, without a path")
    locator = row.get("locator") or f"row of {row['name']}"
    start, end, as_of = (_date(row, column, where) for column in ("from", "to", "as_of"))
    said = []
    if row.get("publisher"):
        said.append(Statement("publisher", row["publisher"], locator, start=start, end=end, as_of=as_of))
    if row.get("owner"):
        share = _share(row, where)
        said.append(Statement("owner", row["owner"], locator, start=start, end=end, as_of=as_of, share=share))
    own = {key: row[f"source_{key}"] for key in ("title", "publisher", "url") if row.get(f"source_{key}")}
    dated = {"date": _date(row, "source_date", where), "accessed": None} if row.get("source_date") else {}
    return Subject(
        row["name"],
        source.model_copy(update={**own, **dated}),
        host=host,
        country=row.get("country", "").lower() or None,
        kind=row.get("kind") or None,
        statements=tuple(said),
    )


def _date(row: dict[str, str], column: str, where: str) -> FuzzyDate | None:
    if not row.get(column):
        return None
    try:
        return FuzzyDate.parse(row[column])
    except ValueError as error:
        raise BadImport(f"`{column}` is no date: {row[column]}", where=where, mend="write 2013, 2013-10 or 2013-10-01") from error


def _share(row: dict[str, str], where: str) -> float | None:
    if not row.get("share"):
        return None
    try:
        share = float(row["share"].rstrip("% "))
    except ValueError:
        share = -1.0
    if not 0 <= share <= 100:
        raise BadImport(f"`share` is no percentage: {row['share']}", where=where, mend="write 62.5 for 62.5 %")
    return share
