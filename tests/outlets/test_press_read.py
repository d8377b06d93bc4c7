"""What the table of the press people read says of the list is so."""

import csv
import re

from api.storage.yaml_lists import read_records
from tests.outlets.build import DATA

DOCS = DATA.parent / "docs"
ROWS = list(csv.DictReader((DOCS / "press-read.csv").read_text(encoding="utf-8").splitlines()))


def test_every_outlet_named_is_in_the_list_and_the_others_have_a_reason() -> None:
    listed = {row["outlet"] for row in ROWS if row["outlet"]}
    assert sorted(listed - set(read_records(DATA)[0].outlets)) == []
    assert [row for row in ROWS if not row["outlet"] and not row["where"]] == []
    assert all(row["ranking"] and row["publisher"] and row["url"].startswith("http") for row in ROWS)


def test_the_page_counts_what_the_table_has() -> None:
    """In the order of the table's countries."""
    page = (DOCS / "press-read.md").read_text(encoding="utf-8")
    counts = [(int(names), int(listed)) for names, listed in re.findall(r"\| (\d+) \| (\d+) \|$", page, re.MULTILINE)]
    groups = [[row for row in ROWS if row["country"] == country] for country in dict.fromkeys(row["country"] for row in ROWS)]
    assert counts == [(len(rows), len({row["outlet"] for row in rows if row["outlet"]})) for rows in groups]
    assert len(counts) >= 45
    large = [listed for (_, listed), rows in zip(counts, groups, strict=True) if rows[0]["country"] in ("us", "gb")]
    assert min(large) >= 25
