"""A small outlet list on disk for tests, with the vocabulary the project ships."""

from pathlib import Path

from api.outlets.dates import Day
from api.storage.yaml_checks import check_folder
from tests.outlets.build import DATA

TODAY = Day(2026, 11, 22)

PAPER = """\
id: paper
name: The Paper
country: gb
kind: newspaper
names:
- text: The Paper
  match: strong
- text: Paper
  match: never
channels:
- type: domain
  value: paper.example
  role: primary
published_by:
- id: imprint
  from: 2000-01-01
  basis: self
  sources:
  - ref: about
  party: paper-ltd
sources:
  about:
    title: About us
    publisher: The Paper
    url: https://paper.example/about
    accessed: 2026-10-01
"""

COMPANY = """\
id: paper-ltd
name: Paper Ltd
country: gb
type: company
"""

OUTLET_FILE = "outlets/gb/paper.yaml"
PARTY_FILE = "parties/gb/paper-ltd.yaml"


def put(folder: Path, file: str, content: str | bytes) -> Path:
    path = folder / file
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


def small_list(folder: Path) -> Path:
    """A list of one outlet and its publisher in `folder`, which passes the checks."""
    (folder / "vocabulary").mkdir(parents=True)
    for path in (DATA / "vocabulary").iterdir():
        (folder / "vocabulary" / path.name).symlink_to(path)
    put(folder, OUTLET_FILE, PAPER)
    put(folder, PARTY_FILE, COMPANY)
    return folder


def findings(folder: Path) -> list[str]:
    """What the checks find, as `file:line: rule: words`, without the mend, which every finding has."""
    found = check_folder(folder, TODAY)[1]
    assert all(each.finding.mend for each in found)
    return [f"{each.path.relative_to(folder)}:{each.line}: {each.finding.rule}: {each.finding.what}" for each in found]
