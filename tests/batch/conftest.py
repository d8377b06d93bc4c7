"""The command in a process of its own, on the frozen list of the conformance cases, over pages of those cases."""

import json
from pathlib import Path
from typing import Any

import pytest

from api.publishing.compile import compile_records
from api.storage.published_lists import PublishedLists
from tests.batch.command import Command
from tests.conformance import case_folders, case_list, case_records, expected


@pytest.fixture(scope="session")
def published(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("lists")
    PublishedLists(folder).publish(case_list(), compile_records(case_records()))
    return folder


@pytest.fixture
def command(published: Path, tmp_path: Path) -> Command:
    return Command(published, tmp_path)


@pytest.fixture(scope="session")
def pages() -> list[dict[str, Any]]:
    """Requests for some of the cases' pages."""
    cases = case_folders()[:24]
    return [{"url": expected(case)["address"], "html": (case / "page.html").read_text(encoding="utf-8")} for case in cases]


@pytest.fixture(scope="session")
def many(pages: list[dict[str, Any]], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An input that keeps two workers busy for some seconds; every fiftieth record is bad."""
    path = tmp_path_factory.mktemp("input") / "many.ndjson"
    lines = [json.dumps(pages[number % len(pages)]) for number in range(750)]
    lines[49::50] = ['{"url": "nowhere"}'] * len(lines[49::50])
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path
