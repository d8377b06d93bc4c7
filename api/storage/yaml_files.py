"""Records as YAML files under `data/`: strict reading that names file and line, one canonical form, whole writes."""

import os
import re
import tempfile
from collections.abc import Iterable
from pathlib import Path
from typing import Any, TypeVar

import ryaml
import yaml
from pydantic import BaseModel, TypeAdapter, ValidationError

from api.errors import BadRecord
from api.outlets.claims import Strict
from api.outlets.model import Outlet, Party
from api.outlets.records import Finding, Records, Steps
from api.outlets.vocabulary import LabelText, Scheme, State, Vocabulary

Model = TypeVar("Model", bound=BaseModel)

SYNTAX = "valid-yaml"
MODEL = "known-fields"


def read_document(path: Path) -> Any:
    """The file as plain data; raises BadRecord with file and line."""
    try:
        text = path.read_text(encoding="utf-8")
    except FileNotFoundError as error:
        raise BadRecord("no such file", where=str(path)) from error
    except UnicodeDecodeError as error:
        raise BadRecord("the file is not UTF-8", where=str(path), mend="save it as UTF-8") from error
    try:
        return ryaml.loads(text)
    except ryaml.InvalidYamlError as error:
        place = re.search(r"at line (\d+)", str(error))
        line = int(place[1]) if place else _duplicate_line(text)
        raise BadRecord(str(error), where=f"{path}:{line}", mend="mend the YAML; see docs/editing.md") from error


def _duplicate_line(text: str) -> int:
    """The line of the first key that stands twice in one mapping; 1 where none does."""
    try:
        nodes = [yaml.compose(text, Loader=yaml.SafeLoader)]
    except yaml.YAMLError:
        return 1
    while nodes:
        node = nodes.pop()
        if isinstance(node, yaml.MappingNode):
            seen: set[str] = set()
            for key, value in node.value:
                if key.value in seen:
                    return int(key.start_mark.line) + 1
                seen.add(key.value)
                nodes.append(value)
        elif isinstance(node, yaml.SequenceNode):
            nodes.extend(node.value)
    return 1


def line_of(path: Path, steps: Steps) -> int:
    """The line (from 1) at which the value at `steps` stands, or of the nearest thing above it that is there."""
    try:
        node = yaml.compose(path.read_text(encoding="utf-8"), Loader=yaml.SafeLoader)
    except (OSError, yaml.YAMLError):
        return 1
    line = 1
    for step in steps:
        if isinstance(node, yaml.MappingNode):
            found = [(key, value) for key, value in node.value if key.value == str(step)]
            if not found:
                break
            line, node = found[0][0].start_mark.line + 1, found[0][1]
        elif isinstance(node, yaml.SequenceNode) and isinstance(step, int) and step < len(node.value):
            node = node.value[step]
            line = node.start_mark.line + 1
        else:
            break
    return line


def read_records(folder: Path) -> tuple[Records, list[Finding]]:
    """All records that can be read, and a finding for each that cannot. Raises BadRecord where the vocabulary is unreadable."""
    findings: list[Finding] = []
    outlets, outlet_files = _read_all(folder, "outlets", Outlet, findings)
    parties, party_files = _read_all(folder, "parties", Party, findings)
    attribution = {path.stem: read_document(path) for path in sorted((folder / "attribution").glob("*.yaml"))}
    return (
        Records(
            outlets,
            parties,
            read_vocabulary(folder / "vocabulary"),
            outlet_files,
            party_files,
            attribution,
            wrappers=tuple(_optional(folder / "wrappers.yaml", [])),
            platforms=tuple(_optional(folder / "platforms.yaml", [])),
            shared_hosts=tuple(_optional(folder / "shared_hosts.yaml", [])),
            redirects=_optional(folder / "redirects.yaml", {}),
        ),
        findings,
    )


def read_vocabulary(folder: Path) -> Vocabulary:
    """States, schemes and labels; raises BadRecord naming file and line."""
    return Vocabulary(
        states=_read_as(folder / "states.yaml", dict[str, State]),
        schemes=_read_as(folder / "schemes.yaml", dict[str, Scheme]),
        labels=_read_as(folder / "labels.yaml", dict[str, LabelText]),
    )


def _optional(path: Path, default: Any) -> Any:
    return (read_document(path) or default) if path.exists() else default


def _read_as(path: Path, shape: Any) -> Any:
    document = read_document(path)
    try:
        return TypeAdapter(shape).validate_python(document)
    except ValidationError as error:
        first = error.errors()[0]
        raise BadRecord(first["msg"], where=f"{path}:{line_of(path, first['loc'])}") from error


def _read_all(
    folder: Path, kind: str, model: type[Model], findings: list[Finding]
) -> tuple[dict[str, Model], dict[str, str]]:
    records: dict[str, Model] = {}
    files: dict[str, str] = {}
    for path in sorted((folder / kind).glob("*/*.yaml")):
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
    """The record in one file, or None with a finding for each thing that is wrong with it."""
    try:
        document = read_document(path)
    except BadRecord as error:
        line = error.where.rpartition(":")[2]
        findings.append(Finding(file, ("line", int(line) if line.isdigit() else 1), SYNTAX, error.what, "mend the YAML"))
        return None
    try:
        return model.model_validate(document)
    except ValidationError as error:
        findings.extend(_model_finding(file, item) for item in error.errors())
        return None


def _model_finding(file: str, item: Any) -> Finding:
    steps, kind = tuple(item["loc"]), item["type"]
    if kind == "extra_forbidden":
        return Finding(file, steps, MODEL, f"'{steps[-1]}' is no field here", "remove it, or see data/schema for the fields")
    if kind == "missing":
        return Finding(file, steps, MODEL, f"'{steps[-1]}' is missing", "add it")
    what = item["msg"].removeprefix("Value error, ")
    return Finding(file, steps, MODEL, f"{'.'.join(map(str, steps)) or 'the record'}: {what}", "see data/schema for the form")


def canonical(record: Strict) -> str:
    """The one form a record has on disk: fields in the model's order, what is at its default left out."""
    return ryaml.dumps(record.model_dump(mode="json", by_alias=True, exclude_defaults=True))


def comment_line(text: str) -> int | None:
    """The line of the first comment, which the canonical form has no place for; None without one."""
    covered = bytearray(len(text))
    for token in yaml.scan(text, Loader=yaml.SafeLoader):
        if isinstance(token, yaml.ScalarToken):
            start, end = token.start_mark.index, token.end_mark.index
            covered[start:end] = b"\1" * (end - start)
    for match in re.finditer(r"(?m)(?:^|[ \t])#", text):
        if not covered[match.end() - 1]:
            return text.count("\n", 0, match.end()) + 1
    return None


def format_file(path: Path, model: type[Strict], *, write: bool) -> bool:
    """Whether the file had another form than the canonical one; with `write` it is replaced, whole. Raises BadRecord."""
    document = read_document(path)
    text = path.read_text(encoding="utf-8")
    if line := comment_line(text):
        raise BadRecord("a comment", where=f"{path}:{line}", mend="say it in a `note`: comments do not survive editing")
    try:
        wanted = canonical(model.model_validate(document))
    except ValidationError as error:
        first = error.errors()[0]
        raise BadRecord(first["msg"], where=f"{path}:{line_of(path, first['loc'])}") from error
    if write and wanted != text:
        write_whole(path, wanted.encode())
    return wanted != text


def write_whole(path: Path, content: bytes) -> None:
    """Put `content` at `path` so that a reader, or a crash, sees the old file or the new one, never a part."""
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        os.chmod(temporary, 0o644)
        os.replace(temporary, path)
    except BaseException:
        Path(temporary).unlink(missing_ok=True)
        raise


def record_paths(folder: Path) -> Iterable[tuple[Path, type[Outlet] | type[Party]]]:
    """Every record file with the model it follows."""
    for path in sorted((folder / "outlets").glob("*/*.yaml")):
        yield path, Outlet
    for path in sorted((folder / "parties").glob("*/*.yaml")):
        yield path, Party
