"""YAML files as plain data: strict reading that names file and line. Records are read by `yaml_records.py`."""

import re
from pathlib import Path
from typing import Any

import ryaml
from pydantic import TypeAdapter, ValidationError

from api.errors import BadRecord
from api.outlets.records import Finding
from api.storage.yaml_places import deep_line, fault_line, line_of

MODEL = "known-fields"

# bytes; the largest record is a tenth of it
LARGEST_FILE = 1_000_000
_MEND_YAML = "mend the YAML; see docs/editing.md"


def read_text(path: Path) -> str:
    """The file's text as it is, line ends included; raises BadRecord."""
    try:
        with path.open("rb") as file:
            content = file.read(LARGEST_FILE + 1)
    except FileNotFoundError as error:
        raise BadRecord("no such file", where=str(path), mend="mend the path, or put the file there") from error
    except OSError as error:
        raise BadRecord(f"it cannot be read: {error.strerror}", where=str(path), mend="put a readable file there") from error
    if len(content) > LARGEST_FILE:
        what = f"the file is larger than {LARGEST_FILE:,} bytes"
        raise BadRecord(what, where=str(path), mend="a record is a page or two: cut what does not belong")
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise BadRecord("the file is not UTF-8", where=f"{path}:{line}", mend="save it as UTF-8") from error


def read_document(path: Path) -> Any:
    """The file as plain data; raises BadRecord with file and line."""
    return parse(read_text(path), path)


def parse(text: str, path: Path) -> Any:
    """The text of that file as plain data; raises BadRecord with file and line."""
    if line := deep_line(text):
        raise BadRecord("too many brackets are open", where=f"{path}:{line}", mend=_MEND_YAML)
    try:
        # some editors begin a file with a byte order mark
        return ryaml.loads(text.removeprefix("\ufeff"))
    except ryaml.InvalidYamlError as error:
        what = str(error).partition(" at line ")[0]
        raise BadRecord(what, where=f"{path}:{_line_said(str(error)) or fault_line(text)}", mend=_MEND_YAML) from error
    except ValueError as error:
        raise BadRecord("a key is no plain word", where=f"{path}:{fault_line(text)}", mend=_MEND_YAML) from error


def _line_said(message: str) -> int | None:
    """The line in the parser's message. Of a key that stands twice it names the mapping, which does not help; of something
    left open it names the end of the file, then where it was opened."""
    lines = [int(line) for line in re.findall(r"at line (\d+)", message)]
    if not lines or "duplicate entry" in message:
        return None
    return lines[-1] if "end of stream" in message else lines[0]


def read_as(path: Path, shape: Any) -> Any:
    """The document as `shape` reads it; raises BadRecord with file and line."""
    return as_shape(read_document(path), shape, path)


def as_shape(document: Any, shape: Any, path: Path) -> Any:
    """The document of that file as `shape` reads it; raises BadRecord with file and line."""
    try:
        return TypeAdapter(shape).validate_python(document)
    except ValidationError as error:
        raise bad_record(error, path) from error


def bad_record(error: ValidationError, path: Path) -> BadRecord:
    """The first thing that is wrong, as an error at its line."""
    finding = model_finding("", error.errors()[0])
    return BadRecord(finding.what, where=f"{path}:{line_of(read_text(path), finding.steps)}", mend=finding.mend)


def model_finding(file: str, item: Any) -> Finding:
    """One of pydantic's errors as a finding of that file."""
    steps, kind = tuple(item["loc"]), item["type"]
    if kind == "extra_forbidden":
        return Finding(file, steps, MODEL, f"'{steps[-1]}' is no field here", "remove it, or see data/schema for the fields")
    if kind == "missing":
        return Finding(file, steps, MODEL, f"'{steps[-1]}' is missing", "add it")
    if not steps and kind in ("model_type", "dict_type", "list_type"):
        return Finding(file, steps, MODEL, "the file is empty, or not of the form it should have", "begin with `id: ...`")
    what = item["msg"].removeprefix("Value error, ")
    return Finding(file, steps, MODEL, f"{'.'.join(map(str, steps)) or 'the record'}: {what}", "see data/schema for the form")
