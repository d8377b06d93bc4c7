"""What is counted, in tables of Markdown: they read as well in a terminal."""

from collections.abc import Iterable, Iterator, Sequence

from api.outlets.records import Records
from api.upkeep.coverage import FACETS, RESEARCH, Coverage
from api.upkeep.staleness import Due

STATUSES = ("established", "assessed", "disputed", "changing")

Row = Sequence[str | int]


def coverage_tables(counted: Coverage, records: Records) -> Iterator[tuple[str, str]]:
    """Each table with its title."""
    yield "The list", table(("what", "how many"), counted.totals.items())
    rows = ([facet, *(_part(counted.research[facet][state], counted.totals["outlets"]) for state in RESEARCH)] for facet in FACETS)
    yield "Outlets by what is known today", table(("facet", *(state.replace("-", " ") for state in RESEARCH)), rows)
    yield "Labels today", table(("label", *STATUSES), _labels(counted, records))
    claims = ((kind, every, _part(checked, every)) for kind, (every, checked) in counted.claims.items())
    yield "Claims compared with their source", table(("kind", "claims", "checked"), claims)
    head = ("", "country", "outlets", "control label", *FACETS, "claims checked")
    yield "Countries and territories", table(head, _countries(counted))
    oldest = ((each.ref, each.kind, str(each.confirmed)) for each in counted.oldest)
    yield "Oldest confirmations", table(("claim", "kind", "last confirmed"), oldest)


def stale_table(due: Iterable[Due]) -> str:
    """What is due, oldest first."""
    return table(("since", "file", "what", "why"), ((str(each.since), each.file, each.ref, each.why) for each in due))


def _labels(counted: Coverage, records: Records) -> Iterator[Row]:
    for key in sorted(records.vocabulary.labels, key=lambda key: records.vocabulary.labels[key].order):
        yield [key, *(counted.labels[key, status] for status in STATUSES)]


def _countries(counted: Coverage) -> Iterator[Row]:
    for each in counted.countries:
        answered = (each.answered[facet] for facet in FACETS)
        yield [each.code, each.name, each.outlets, each.control_labels, *answered, _part(each.checked, each.claims)]


def _part(part: int, whole: int) -> str:
    return f"{part:,} ({part / whole:.0%})" if whole else "0"


def table(head: Sequence[str], rows: Iterable[Row]) -> str:
    """A table whose columns are as wide as what is in them; numbers stand to the right."""
    cells = [list(head), *([f"{cell:,}" if isinstance(cell, int) else cell for cell in row] for row in rows)]
    widths = [max(3, *(len(row[place]) for row in cells)) for place in range(len(head))]
    right = [place > 0 and all(row[place][:1].isdigit() for row in cells[1:]) for place in range(len(head))]

    def line(row: Sequence[str]) -> str:
        columns = zip(row, widths, right, strict=True)
        padded = (cell.rjust(width) if on_right else cell.ljust(width) for cell, width, on_right in columns)
        return f"| {' | '.join(padded)} |"

    ruler = ["-" * (width - on_right) + ":" * on_right for width, on_right in zip(widths, right, strict=True)]
    return "\n".join([line(cells[0]), line(ruler), *(line(row) for row in cells[1:])])
