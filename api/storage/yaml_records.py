"""Records as YAML files: outlets and parties, one a file, in one canonical form."""

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import TypeVar

import ryaml
from pydantic import BaseModel, ValidationError

from api.errors import BadRecord
from api.outlets.claims import Strict
from api.outlets.model import Outlet, Party
from api.outlets.records import Finding
from api.storage.whole_files import write_whole
from api.storage.yaml_files import bad_record, model_finding, parse, read_text
from api.storage.yaml_places import comment_line

Model = TypeVar("Model", bound=BaseModel)

SYNTAX = "valid-yaml"
FORM = "canonical-form"

KINDS: Mapping[str, type[Outlet] | type[Party]] = {"outlets": Outlet, "parties": Party}


def read_kind(
    folder: Path, kind: str, model: type[Model], paths: Iterable[Path], findings: list[Finding]
) -> tuple[dict[str, Model], dict[str, str]]:
    """The records of one kind in those files, and the file of each, by id; what is wrong with a file is added to `findings`."""
    records: dict[str, Model] = {}
    files: dict[str, str] = {}
    for path in paths:
        file = path.relative_to(folder).as_posix()
        record = read_record(path, file, model, findings)
        if record is None:
            continue
        key = str(record.id)  # type: ignore[attr-defined]
        if key in records:
            mend = f"give one of the two another id: {files[key]} has it too"
            findings.append(Finding(file, ("id",), "unique-id", f"'{key}' is the id of two {kind}", mend))
            continue
        records[key], files[key] = record, file
    return records, files


def read_record(path: Path, file: str, model: type[Model], findings: list[Finding]) -> Model | None:
    """The record in one file, or None; with a finding for each thing that is wrong with it, its form included."""
    try:
        text = read_text(path)
    except BadRecord as error:
        findings.append(_at_its_line(file, error, SYNTAX))
        return None
    return record_in(text, path, file, model, findings)


def record_in(text: str, path: Path, file: str, model: type[Model], findings: list[Finding]) -> Model | None:
    """The record in the text of that file, or None; with a finding for each thing that is wrong with it, its form included."""
    try:
        document = parse(text, path)
    except BadRecord as error:
        findings.append(_at_its_line(file, error, SYNTAX))
        return None
    try:
        record = model.model_validate(document)
    except ValidationError as error:
        findings.extend(model_finding(file, item) for item in error.errors())
        return None
    try:
        _refuse_comments(text, path)
    except BadRecord as error:
        findings.append(_at_its_line(file, error, FORM))
    else:
        if canonical(record) != text:
            findings.append(Finding(file, (), FORM, "the file is not in the canonical form", f"run `masthead fmt {path}`"))
    return record


def _refuse_comments(text: str, path: Path) -> None:
    if line := comment_line(text, path):
        raise BadRecord("a comment", where=f"{path}:{line}", mend="say it in a `note`: comments do not survive editing")


def _at_its_line(file: str, error: BadRecord, rule: str) -> Finding:
    """The error of reading one file as a finding."""
    line = error.where.rpartition(":")[2]
    return Finding(file, ("line", int(line) if line.isdigit() else 1), rule, error.what, error.mend)


def canonical(record: BaseModel) -> str:
    """The one form a record has on disk: fields in the model's order, what is at its default left out."""
    return ryaml.dumps(record.model_dump(mode="json", by_alias=True, exclude_defaults=True))


def format_file(path: Path, model: type[Strict], *, write: bool) -> bool:
    """Whether the file had another form than the canonical one; with `write` it is replaced, whole. Raises BadRecord."""
    text = read_text(path)
    document = parse(text, path)
    _refuse_comments(text, path)
    try:
        wanted = canonical(model.model_validate(document))
    except ValidationError as error:
        raise bad_record(error, path) from error
    if write and wanted != text:
        write_whole(path, wanted.encode())
    return wanted != text


def record_files(folder: Path, kind: str) -> list[Path]:
    """The files of one kind of record, in order."""
    return sorted((folder / kind).glob("*/*.yaml"))


def record_paths(folder: Path) -> Iterable[tuple[Path, type[Outlet] | type[Party]]]:
    """Every record file with the model it follows. Raises BadRecord where there is no list."""
    be_a_list(folder)
    for kind, model in KINDS.items():
        yield from ((path, model) for path in record_files(folder, kind))


def be_a_list(folder: Path) -> None:
    """Raise BadRecord where the folder holds no outlet list."""
    if not (folder / "outlets").is_dir():
        mend = "set MASTHEAD_DATA to the folder that holds `outlets`, `parties` and `vocabulary`"
        raise BadRecord("no outlet list here", where=str(folder), mend=mend)


def model_of(path: Path) -> type[Outlet] | type[Party]:
    """The model a record file follows, by the folder it is in. Raises BadRecord for a file elsewhere."""
    kind = path.resolve().parent.parent.name
    if kind not in KINDS:
        raise BadRecord("this is no record", where=str(path), mend="records are outlets/<country>/<id>.yaml and parties/...")
    return KINDS[kind]
