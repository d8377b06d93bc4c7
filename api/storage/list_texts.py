"""The outlet list as texts, wherever they are kept: files of a folder, or rows of the history."""

import dataclasses
from collections.abc import Mapping, Set
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeVar

from pydantic import ValidationError

from api.errors import BadRecord
from api.outlets.changed import Checked, ListCatalogue, check_changed
from api.outlets.dates import Day
from api.outlets.model import Outlet, Party
from api.outlets.records import Finding, Records
from api.outlets.revisions import RecordKey
from api.storage.whole_files import write_whole
from api.storage.yaml_checks import check_parsed
from api.storage.yaml_files import parse, read_text
from api.storage.yaml_lists import with_shared
from api.storage.yaml_records import KINDS, canonical, record_files, record_in

Texts = Mapping[RecordKey, str]
Value = TypeVar("Value")


def texts_of(folder: Path) -> dict[RecordKey, str]:
    """The text of every record file. Raises BadRecord naming the file that cannot be read."""
    paths = [(kind, path) for kind in KINDS for path in record_files(folder, kind)]
    return {RecordKey(kind, path.stem): read_text(path) for kind, path in paths}  # type: ignore[arg-type]


def documents_of(texts: Texts) -> dict[RecordKey, dict[str, Any]]:
    """Each text as plain data. Raises BadRecord naming record and line."""
    return {key: parse(text, Path(str(key))) for key, text in texts.items()}


def text_of(key: RecordKey, document: Mapping[str, Any]) -> str:
    """The canonical text of a document that follows the model. Raises BadRecord."""
    findings: list[Finding] = []
    try:
        text = canonical(KINDS[key.kind].model_validate(document))
    except ValidationError as error:
        first = error.errors()[0]
        what = f"{'.'.join(map(str, first['loc']))}: {first['msg']}"
        raise BadRecord(what, where=str(key), mend="`masthead check` names every line") from error
    if record_in(text, Path(str(key)), str(key), KINDS[key.kind], findings) is None or findings:
        raise BadRecord("the record cannot be written in its canonical form", where=str(key), mend="see data/schema")
    return text


def file_of(key: RecordKey, document: Mapping[str, Any]) -> str:
    """Where the record belongs, under the folder of a list."""
    return f"{key.kind}/{document.get('country', 'int')}/{key.id}.yaml"


def check_texts(texts: Texts, folder: Path, today: Day) -> tuple[Records, list[Finding]]:
    """The records in these texts with what `folder` holds for all, and every finding: the same checks as of files."""
    read = _Read.of(texts)
    records = with_shared(folder, read.outlets, read.parties, read.outlet_files, read.party_files)
    return records, [*read.findings, *check_parsed(records, today)]


def check_change(before: ListCatalogue, texts: Mapping[RecordKey, str | None], today: Day) -> Checked:
    """The same for a change of a loaded list, None where a record goes: only what it can touch is checked."""
    read = _Read.of({key: text for key, text in texts.items() if text is not None})
    was = before.records
    outlets, parties = ({key.id for key in texts if key.kind == kind} for kind in ("outlets", "parties"))
    after = dataclasses.replace(
        was,
        outlets=_without(was.outlets, outlets) | read.outlets,
        parties=_without(was.parties, parties) | read.parties,
        outlet_files=_without(was.outlet_files, outlets) | read.outlet_files,
        party_files=_without(was.party_files, parties) | read.party_files,
    )
    checked = check_changed(before, after, frozenset(texts), today)
    return dataclasses.replace(checked, findings=(*read.findings, *checked.findings))


@dataclass
class _Read:
    """Records read from texts, the file each would be in, and what is wrong with the texts."""

    outlets: dict[str, Outlet] = field(default_factory=dict)
    parties: dict[str, Party] = field(default_factory=dict)
    outlet_files: dict[str, str] = field(default_factory=dict)
    party_files: dict[str, str] = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)

    @classmethod
    def of(cls, texts: Texts) -> "_Read":
        read = cls()
        for key, text in texts.items():
            record = record_in(text, Path(str(key)), str(key), KINDS[key.kind], read.findings)
            if isinstance(record, Outlet):
                read.outlets[key.id], read.outlet_files[key.id] = record, f"outlets/{record.country}/{key.id}.yaml"
            elif isinstance(record, Party):
                read.parties[key.id], read.party_files[key.id] = record, f"parties/{record.country}/{key.id}.yaml"
        return read


def _without(values: Mapping[str, Value], ids: Set[str]) -> dict[str, Value]:
    return {id_: each for id_, each in values.items() if id_ not in ids}


def write_texts(texts: Texts, folder: Path) -> tuple[int, int]:
    """Make the record files of the folder be these texts; how many were written and removed. A file that is right is left alone.

    Raises MastheadError where a file cannot be written; those before it are written, each whole.
    """
    wanted = {folder / file_of(key, parse(text, Path(str(key)))): text for key, text in texts.items()}
    there = {path for kind in KINDS for path in record_files(folder, kind)}
    written = 0
    for path, text in sorted(wanted.items()):
        if path not in there or path.read_bytes() != text.encode():
            write_whole(path, text.encode())
            written += 1
    removed = sorted(there - set(wanted))
    for path in removed:
        path.unlink()
    return written, len(removed)
