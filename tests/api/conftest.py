"""One service for all tests of the API, on the frozen list of the conformance cases."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from api.publishing.compile import compile_records
from api.storage.published_lists import PublishedLists
from tests.api.service import Client, running
from tests.conformance import case_list, case_records


@pytest.fixture(scope="session")
def published(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("lists")
    PublishedLists(folder).publish(case_list(), compile_records(case_records()))
    return folder


@pytest.fixture(scope="session")
def service(published: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Client]:
    with running(published, tmp_path_factory.mktemp("log") / "service.log") as client:
        yield client
