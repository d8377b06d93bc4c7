"""One node process for all parity tests."""

import json
import shutil
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from api.annotating.index import Index
from tests.conformance import case_list

Ask = Callable[..., str]


@pytest.fixture(scope="session")
def ask() -> Iterator[Ask]:
    """Put a question to the JavaScript engine over the cases' list; its answer is canonical JSON."""
    node = shutil.which("node")
    assert node, "node is not installed: the JavaScript engine cannot be compared with the Python one"
    script = Path(__file__).with_name("engine.js")
    with subprocess.Popen([node, str(script)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, encoding="utf-8") as process:
        assert process.stdin and process.stdout

        def put(question: str, **arguments: Any) -> str:
            assert process.stdin and process.stdout
            process.stdin.write(json.dumps({"ask": question, **arguments}) + "\n")
            process.stdin.flush()
            return process.stdout.readline().rstrip("\n")

        put("list", list=case_list())
        yield put
        process.stdin.close()


@pytest.fixture(scope="session")
def index() -> Index:
    return Index(case_list())
