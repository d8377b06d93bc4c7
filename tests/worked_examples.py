"""Writes the worked examples of the documentation from what the tests run: docs/rules.md from the checks' fixtures,
docs/hard-cases.md from the hard cases. `python -m tests.worked_examples` writes them; a test compares them."""

import difflib
import inspect
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from unittest.mock import patch

import ryaml

from api.outlets.checks import CHECKS, rule_of
from api.outlets.labels import Label
from api.outlets.records import Records
from tests.checks.test_rules import FIXTURES, RULES
from tests.outlets import build, test_hard_cases
from tests.outlets.build import DATA

DOCS = DATA.parent / "docs"


def rules_page() -> str:
    """Every rule of `masthead check`: a file that fails it, what is said, and the same file mended."""
    said = {rule_of(check): inspect.getdoc(check) or "" for check in CHECKS}
    parts = [
        "# The rules of the list, each with an example",
        "Made from the checks and their tests by `python -m tests.worked_examples`."
        " Lines with `-` fail, lines with `+` are how they are mended.",
    ]
    for rule in RULES:
        parts += [f"## {rule}", *([" ".join(said[rule].split())] if rule in said else []), *_example(rule)]
    return "\n\n".join(parts) + "\n"


def _example(rule: str) -> Iterator[str]:
    findings = (FIXTURES / rule / "findings.txt").read_text(encoding="utf-8").splitlines()
    yield "`masthead check` says:"
    yield "```\n" + "\n".join(findings) + "\n```"
    for file in dict.fromkeys(line.partition(":")[0] for line in findings):
        wrong, right = (_lines(FIXTURES / rule / kind / file) for kind in ("invalid", "valid"))
        changes = list(difflib.unified_diff(wrong, right, n=3, lineterm=""))[2:]
        yield f"`{file}`:\n\n```diff\n" + "\n".join(line for line in changes or wrong if not line.startswith("@@")) + "\n```"


def _lines(path: Path) -> list[str]:
    return path.read_bytes().decode("utf-8", "replace").splitlines() if path.exists() else []


@dataclass
class Worked:
    """What one hard case asked: records, a day, and the labels that came of it."""

    asked: list[tuple[Records, str, dict[str, Label]]] = field(default_factory=list)


def hard_cases_page() -> str:
    """Every hard case of the guidelines: its records without their sources, and the labels of the days it asks about."""
    told = dict(re.findall(r"^\| ([^|]+) \| [^|]+ \| `(test_\w+)` \|$", (DATA / "GUIDELINES.md").read_text(encoding="utf-8"), re.M))
    cases = {test: case for case, test in told.items()}
    parts = [
        "# The hard cases, worked",
        "Made by `python -m tests.worked_examples` from [the tests](../tests/outlets/test_hard_cases.py) that hold each case of the"
        " [guidelines](../data/GUIDELINES.md#hard-cases): what the records say (their sources are left out),"
        " and the labels that readers see.",
    ]
    for name, test in vars(test_hard_cases).items():
        if name.startswith("test_"):
            parts += [f"## {cases[name]}", name.removeprefix("test_").replace("_", " ").capitalize() + ".", *_worked(_run(test))]
    return "\n\n".join(parts) + "\n"


def _run(test: Any) -> Worked:
    worked, real = Worked(), build.period_on

    def noted(listed: Records, name: str, day: str) -> Any:
        period = real(listed, name, day)
        worked.asked.append((listed, day, {label.id: label for label in period.labels}))
        return period

    with patch.object(build, "period_on", noted), patch.object(test_hard_cases, "period_on", noted):
        test(**{name: value for name, value in _arguments(test).items()})
    return worked


def _arguments(test: Any) -> dict[str, Any]:
    """The first row of a test that runs over several."""
    marks = getattr(test, "pytestmark", [])
    if not marks:
        return {}
    names, rows = marks[0].args[:2]
    keys = [each.strip() for each in names.split(",")] if isinstance(names, str) else list(names)
    first = rows[0]
    return dict(zip(keys, first if len(keys) > 1 else [first], strict=True))


def _worked(worked: Worked) -> Iterator[str]:
    shown = ""
    for listed, day, labels in worked.asked:
        text = "---\n".join(ryaml.dumps(document) for document in _documents(listed))
        if text != shown:
            yield f"```yaml\n{text.rstrip()}\n```"
        shown = text
        words = "; ".join(f"{label.text} ({label.status})" for label in labels.values()) or "no label"
        yield f"On {day}: {words}."


def _documents(listed: Records) -> Iterator[dict[str, Any]]:
    for record in [*listed.outlets.values(), *listed.parties.values()]:
        document = record.model_dump(mode="json", by_alias=True, exclude_defaults=True)
        document.pop("sources", None)
        yield {key: [_bare(claim) for claim in value] if isinstance(value, list) else value for key, value in document.items()}


def _bare(claim: dict[str, Any]) -> dict[str, Any]:
    kept = {key: value for key, value in claim.items() if key not in ("sources", "checked")}
    return {**kept, **({"checked": True} if "checked" in claim else {})}


PAGES = {"rules.md": rules_page, "hard-cases.md": hard_cases_page}


if __name__ == "__main__":
    for name, page in PAGES.items():
        (DOCS / name).write_text(page(), encoding="utf-8")
