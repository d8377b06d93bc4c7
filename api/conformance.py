"""Conformance cases: pages with what must be said of them, over a small frozen list of their own. See `tests/cases/README.md`."""

import json
import tempfile
from datetime import date
from pathlib import Path
from typing import Any

from api.annotating.annotate import annotate
from api.annotating.evidence import PageEvidence, extract
from api.annotating.index import Index
from api.errors import BadRecord, NotFound
from api.outlets.records import Records
from api.outlets.reports import Contested, Reply, Responses
from api.publishing.compile import compile_list
from api.storage.whole_files import write_whole
from api.storage.yaml_files import read_document
from api.storage.yaml_lists import read_records

Json = dict[str, Any]

# any day will do: the list of the cases is frozen
PUBLISHED = date(2022, 1, 1)
_SHARED = ("vocabulary", "attribution", "wrappers.yaml", "platforms.yaml", "shared_hosts.yaml", "confusables.yaml")


class Cases:
    """The cases in `folder`, read with the vocabulary, wordings and addresses of `data`."""

    def __init__(self, folder: Path, data: Path) -> None:
        self.folder = folder
        self._data = data

    def folders(self) -> list[Path]:
        return sorted(path.parent for path in self.folder.glob("*/page.html"))

    def records(self) -> Records:
        """The frozen list's outlets and parties. Raises BadRecord where one cannot be read."""
        with tempfile.TemporaryDirectory() as name:
            joined = Path(name)
            for own in ("outlets", "parties"):
                (joined / own).symlink_to(self.folder / "list" / own)
            for shared in _SHARED:
                (joined / shared).symlink_to(self._data / shared)
            records, findings = read_records(joined)
        for finding in findings:
            raise BadRecord(finding.what, where=str(self.folder / "list" / finding.file), mend=finding.mend)
        return records

    def published(self) -> Json:
        """The published list of the cases, with what is said of it. Raises BadRecord."""
        return compile_list(self.records(), 1, PUBLISHED, self.responses())

    def responses(self) -> Responses:
        """The claims that are contested, and the publishers' replies, by `list/responses.yaml`."""
        kept = read_document(self.folder / "list" / "responses.yaml")
        contested = (Contested(row["claim"], _day(row["from"]), _day(row["to"]), row["report"]) for row in kept["contested"])
        replies = (Reply(**{**row, "on": _day(row["on"])}) for row in kept["replies"])
        return Responses(tuple(contested), tuple(replies))

    def write(self, name: str) -> list[Path]:
        """Write what extractor and engine say of a case, for a person to read; never the expectation. Raises NotFound."""
        case = self.folder / name
        if not (case / "page.html").exists():
            raise NotFound(f"there is no case '{name}'", where=str(case), mend="write its page.html and expected.yaml first")
        answers = {"evidence.json": evidence_of(case), "annotations.json": annotated(case, Index(self.published()))}
        for file, answer in answers.items():
            write_whole(case / file, f"{canonical(answer)}\n".encode())
        return [case / file for file in answers]


def _day(value: object) -> date:
    return date.fromisoformat(str(value))


def expected(case: Path) -> Json:
    """What a person wrote down of the case. Raises BadRecord."""
    document: Json = read_document(case / "expected.yaml")
    return document


def evidence_of(case: Path) -> PageEvidence:
    return extract((case / "page.html").read_text(encoding="utf-8"), expected(case)["address"])


def annotated(case: Path, index: Index) -> Json:
    """What the page is annotated with on the day of the visit that the expectation names."""
    return annotate(evidence_of(case), index, date.fromisoformat(expected(case)["at"]))


def fits(found: Json, wanted: Json) -> bool:
    """Whether the annotation has all that is expected of it, with the sentence in evidence of that kind."""
    fields = ("relation", "outlet", "confidence", "extent", "step")
    if any(field in wanted and found[field] != wanted[field] for field in fields):
        return False
    kinds = [item for item in found["evidence"] if item["kind"] == wanted.get("kind", item["kind"])]
    return any(wanted.get("sentence", "") in item["text"] for item in kinds)


def canonical(value: Any) -> str:
    """Canonical JSON (RFC 8785) of what evidence and annotations hold: no key has a character beyond ASCII."""
    return json.dumps(_plain(value), ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def _plain(value: Any) -> Any:
    """Numbers as ECMAScript writes them: 51.0 is 51."""
    if isinstance(value, dict):
        return {key: _plain(each) for key, each in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(each) for each in value]
    return int(value) if isinstance(value, float) and value.is_integer() else value
