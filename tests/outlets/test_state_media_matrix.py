"""Every row of the state media matrix has a decision, and what it says of the list is so."""

import csv
from collections import Counter
from pathlib import Path

import pytest

from api.annotating.index import Index
from api.annotating.present import look_up
from api.outlets.dates import Day
from api.outlets.records import Records
from api.publishing.compile import compile_list
from api.storage.yaml_lists import read_records
from tests.outlets.build import DATA

TABLE = DATA.parent / "docs" / "state-media-matrix.csv"
ROWS = list(csv.DictReader(TABLE.read_text(encoding="utf-8").splitlines()))
DECISIONS = {"outlet", "shared host", "government portal", "wrong host", "closed", "duplicate", "no address"}
TODAY = Day(2026, 11, 22)


@pytest.fixture(scope="module")
def records() -> Records:
    return read_records(DATA)[0]


def test_all_1156_rows_are_decided_and_what_is_not_plainly_the_outlets_has_a_reason() -> None:
    assert len(ROWS) == 1156
    assert {row["decision"] for row in ROWS} == DECISIONS
    assert [row for row in ROWS if row["decision"] != "outlet" and not row["reason"]] == []
    assert not any(row["host"] for row in ROWS if row["decision"] == "no address")


def test_every_outlet_named_is_in_the_list(records: Records) -> None:
    assert sorted({row["outlet"] for row in ROWS if row["outlet"]} - set(records.outlets)) == []


def test_the_hosts_decided_to_be_an_outlets_resolve_to_it(records: Records) -> None:
    index = Index(compile_list(records, 1, TODAY))
    answers = Counter(
        found["outlet"] is not None and found["outlet"]["id"] == row["outlet"]
        for row in ROWS
        if row["decision"] == "outlet"
        for found in [look_up(f"https://{row['host']}/", index, None, TODAY)]
    )
    assert answers[True] / answers.total() >= 0.97


def test_no_code_of_an_assessor_is_copied() -> None:
    assert set(ROWS[0]) == {"country", "asset", "host", "decision", "outlet", "reason"}
    assert Path(TABLE).stat().st_size < 200_000
