"""Tables with a head line, as CSV. Each reader of a table says which columns it needs."""

import csv
import io
from collections.abc import Iterator

from api.errors import BadImport


def rows(content: bytes, name: str, needed: tuple[str, ...]) -> Iterator[tuple[int, dict[str, str]]]:
    """Each row with its line, cells trimmed. Raises BadImport where a needed column is missing or the text is not UTF-8."""
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise BadImport("the table is not UTF-8", where=f"{name}:{line}", mend="save it as UTF-8") from error
    reader = csv.DictReader(io.StringIO(text), strict=True)
    try:
        missing = [column for column in needed if column not in (reader.fieldnames or ())]
        if missing:
            raise BadImport(f"no column {', '.join(missing)}", where=f"{name}:1", mend=f"the head line needs {', '.join(needed)}")
        for row in reader:
            if None in row:
                where = f"{name}:{reader.line_num}"
                raise BadImport("the row has more cells than the head", where=where, mend="quote cells with commas")
            yield reader.line_num, {key: (value or "").strip() for key, value in row.items()}
    except csv.Error as error:
        where = f"{name}:{reader.line_num + 1}"
        raise BadImport(f"it is no CSV: {error}", where=where, mend="quote cells that hold quotes") from error
