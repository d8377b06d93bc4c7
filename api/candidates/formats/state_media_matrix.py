"""The state media matrix: a table of state media with company, asset, address and a code (columns `Country`, `Media company`,
`Main assets`, `URL`, `Typology`). Only who publishes what and where is proposed; the code is a lead to the assessor's own page, and
accounts are left out, since many of them are none."""

from api.candidates.formats.rows import rows
from api.candidates.statements import Statement, Subject, plain_host
from api.outlets.model import Source

_NEEDED = ("Country", "Media company", "Main assets", "URL", "Typology")


def read(content: bytes, name: str, source: Source) -> list[Subject]:
    """A subject a row. Raises BadImport."""
    found = []
    for line, row in rows(content, name, _NEEDED):
        if not row["Main assets"] and not row["Media company"]:
            continue
        locator = f"{row['Country']}: {row['Media company']}: {row['Main assets']}"
        said = [Statement("publisher", row["Media company"], locator)] if row["Media company"] else []
        host = plain_host(row["URL"])
        if row["URL"] and host is None:
            said.append(Statement("lead", f"address on another's host: {row['URL']}", f"line {line}"))
        if row["Typology"]:
            said.append(Statement("lead", f"coded {row['Typology']}: read the assessor's own page", f"line {line}"))
        title = row["Main assets"].partition(":")[2].strip() or row["Main assets"] or row["Media company"]
        found.append(Subject(title, source, host=host, country=row["Country"] or None, statements=tuple(said)))
    return found
