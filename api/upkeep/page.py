"""The coverage as a page of the documentation."""

from api.outlets.records import Records
from api.upkeep.coverage import Coverage
from api.upkeep.tables import coverage_tables

_PICTURES = {
    "The list": (),
    "Outlets by what is known today": (("coverage-research.svg", "Outlets by research state, a bar for each facet"),),
    "Claims compared with their source": (("coverage-checked.svg", "Claims of each kind, and how many are checked"),),
    "Countries and territories": (("coverage-countries.svg", "Outlets of the forty countries with most of them"),),
}


def coverage_page(counted: Coverage, records: Records) -> str:
    """Markdown for docs/coverage.md; its pictures are those of `plots`."""
    parts = [
        "# What the list covers",
        f"Counted on {counted.day.isoformat()} by `masthead stats --page docs/coverage.md`; `masthead stats` counts anew. What the"
        " words mean: [labels](labels.md), [guidelines](../data/GUIDELINES.md).",
    ]
    for title, table in coverage_tables(counted, records):
        parts.append(f"## {title}")
        parts += [f"![{words}](images/{name})" for name, words in _PICTURES.get(title, ())]
        parts.append(table)
    parts += ["## Without an outlet", f"{len(counted.missing)} of the codes in the vocabulary: {', '.join(counted.missing)}."]
    return "\n\n".join(parts) + "\n"
