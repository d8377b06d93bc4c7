"""Records as YAML files under `data/`: strict reading that names file and line, one canonical form, whole writes."""

import re
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Annotated, Any, TypeVar

import ryaml
from pydantic import BaseModel, Field, StringConstraints, TypeAdapter, ValidationError

from api.errors import BadRecord
from api.outlets.claims import Slug, Strict, Text
from api.outlets.model import Outlet, Party
from api.outlets.records import Finding, Records
from api.outlets.rules import CONTROL, FUNDING, OWNERSHIP
from api.outlets.vocabulary import LabelText, Scheme, State, Vocabulary
from api.storage.whole_files import write_whole
from api.storage.yaml_places import comment_line, deep_line, fault_line, line_of

Model = TypeVar("Model", bound=BaseModel)
# a misspelt slot would fit no address, and nobody would notice
Shape = Annotated[str, StringConstraints(pattern=r"^/(?:[^{}]|\{(?:any|date|host|url|(?:[a-z]+:)?account)\})*$")]

SYNTAX = "valid-yaml"
MODEL = "known-fields"
FORM = "canonical-form"
PLACE = "file-is-named-for-its-record"

# bytes; the largest record is a tenth of it
LARGEST_FILE = 1_000_000
_MEND_YAML = "mend the YAML; see docs/editing.md"

KINDS: Mapping[str, type[Outlet] | type[Party]] = {"outlets": Outlet, "parties": Party}


class _Service(Strict):
    """What wrappers.yaml and platforms.yaml have in common: hosts, all hosts under some, and shapes of their addresses."""

    id: Slug
    name: Text
    note: Text | None = None
    hosts: tuple[Text, ...] = ()
    under: tuple[Text, ...] = ()
    paths: tuple[Shape, ...] = ()


class _Wrapper(_Service):
    dashed: Text | None = None


class _Platform(_Service):
    case_sensitive: bool = False
    federated: bool = False
    ignored: str = ""


class _Shared(Strict):
    note: Text | None = None
    hosts: Annotated[tuple[Text, ...], Field(min_length=1)]
    also: tuple[Text, ...] = ()


class _Confusables(Strict):
    note: Text | None = None
    letters: dict[str, str] = Field(default_factory=dict)
    signs: dict[str, tuple[str, ...]] = Field(default_factory=dict)


class _Wordings(BaseModel):
    language: Text
    words: dict[str, str] = {}
    unless: tuple[str, ...] = ()
    rules: tuple[dict[str, Any], ...]


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
    return _parse(read_text(path), path)


def _parse(text: str, path: Path) -> Any:
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


def read_records(folder: Path) -> tuple[Records, list[Finding]]:
    """All records that can be read, and a finding for each that cannot. Raises BadRecord where there is no list, or where what
    all records share (vocabulary, wordings, platforms) is unreadable."""
    _be_a_list(folder)
    findings = list(_strays(folder))
    outlets, outlet_files = _read_all(folder, "outlets", Outlet, findings)
    parties, party_files = _read_all(folder, "parties", Party, findings)
    wordings = sorted((folder / "attribution").glob("*.yaml"))
    return (
        Records(
            outlets,
            parties,
            read_vocabulary(folder / "vocabulary"),
            outlet_files,
            party_files,
            {path.stem: _optional(path, _Wordings, {}) for path in wordings},
            wrappers=tuple(_optional(folder / "wrappers.yaml", list[_Wrapper], [])),
            platforms=tuple(_optional(folder / "platforms.yaml", list[_Platform], [])),
            shared_hosts=tuple(_optional(folder / "shared_hosts.yaml", list[_Shared], [])),
            confusables=_optional(folder / "confusables.yaml", _Confusables, {}),
            redirects=_optional(folder / "redirects.yaml", dict[Slug, Slug], {}),
        ),
        findings,
    )


def _be_a_list(folder: Path) -> None:
    if not (folder / "outlets").is_dir():
        mend = "set MASTHEAD_DATA to the folder that holds `outlets`, `parties` and `vocabulary`"
        raise BadRecord("no outlet list here", where=str(folder), mend=mend)


def _strays(folder: Path) -> Iterator[Finding]:
    """YAML files that nobody would read where they are."""
    for kind in KINDS:
        for path in sorted((folder / kind).rglob("*.y*ml")):
            parts = path.relative_to(folder).parts
            if path.suffix in (".yaml", ".yml") and (len(parts) != 3 or path.suffix == ".yml"):
                file = "/".join(parts)
                yield Finding(file, (), PLACE, "no record is looked for here", f"move it to {kind}/<country>/<id>.yaml")


def read_vocabulary(folder: Path) -> Vocabulary:
    """States, schemes and labels, those of all rules among them; raises BadRecord naming file and line."""
    labels = _read_as(folder / "labels.yaml", dict[str, LabelText])
    for rule in (*CONTROL, *OWNERSHIP, *FUNDING):
        if rule.label not in labels or "established" not in labels[rule.label].words:
            what = f"no `established` words for the label '{rule.label}'"
            raise BadRecord(what, where=str(folder / "labels.yaml"), mend="add them: a rule of api/outlets/rules.py gives it")
    return Vocabulary(
        states=_read_as(folder / "states.yaml", dict[str, State]),
        schemes=_read_as(folder / "schemes.yaml", dict[str, Scheme]),
        labels=labels,
    )


def _optional(path: Path, shape: Any, default: Any) -> Any:
    """The document as it is, which must have the shape; the default where there is no file, or nothing in it."""
    document = (read_document(path) if path.exists() else None) or default
    _as(document, shape, path)
    return document


def _read_as(path: Path, shape: Any) -> Any:
    return _as(read_document(path), shape, path)


def _as(document: Any, shape: Any, path: Path) -> Any:
    try:
        return TypeAdapter(shape).validate_python(document)
    except ValidationError as error:
        raise _bad_record(error, path) from error


def _bad_record(error: ValidationError, path: Path) -> BadRecord:
    """The first thing that is wrong, as an error at its line."""
    finding = _model_finding("", error.errors()[0])
    return BadRecord(finding.what, where=f"{path}:{line_of(read_text(path), finding.steps)}", mend=finding.mend)


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
        findings.append(at_its_line(file, error, SYNTAX))
        return None
    try:
        return model.model_validate(document)
    except ValidationError as error:
        findings.extend(_model_finding(file, item) for item in error.errors())
        return None


def at_its_line(file: str, error: BadRecord, rule: str) -> Finding:
    """The error of reading one file as a finding."""
    line = error.where.rpartition(":")[2]
    return Finding(file, ("line", int(line) if line.isdigit() else 1), rule, error.what, error.mend)


def _model_finding(file: str, item: Any) -> Finding:
    steps, kind = tuple(item["loc"]), item["type"]
    if kind == "extra_forbidden":
        return Finding(file, steps, MODEL, f"'{steps[-1]}' is no field here", "remove it, or see data/schema for the fields")
    if kind == "missing":
        return Finding(file, steps, MODEL, f"'{steps[-1]}' is missing", "add it")
    if not steps and kind in ("model_type", "dict_type", "list_type"):
        return Finding(file, steps, MODEL, "the file is empty, or not of the form it should have", "begin with `id: ...`")
    what = item["msg"].removeprefix("Value error, ")
    return Finding(file, steps, MODEL, f"{'.'.join(map(str, steps)) or 'the record'}: {what}", "see data/schema for the form")


def canonical(record: Strict) -> str:
    """The one form a record has on disk: fields in the model's order, what is at its default left out."""
    return ryaml.dumps(record.model_dump(mode="json", by_alias=True, exclude_defaults=True))


def format_file(path: Path, model: type[Strict], *, write: bool) -> bool:
    """Whether the file had another form than the canonical one; with `write` it is replaced, whole. Raises BadRecord."""
    text = read_text(path)
    document = _parse(text, path)
    if line := comment_line(text, path):
        raise BadRecord("a comment", where=f"{path}:{line}", mend="say it in a `note`: comments do not survive editing")
    try:
        wanted = canonical(model.model_validate(document))
    except ValidationError as error:
        raise _bad_record(error, path) from error
    if write and wanted != text:
        write_whole(path, wanted.encode())
    return wanted != text


def record_paths(folder: Path) -> Iterable[tuple[Path, type[Outlet] | type[Party]]]:
    """Every record file with the model it follows. Raises BadRecord where there is no list."""
    _be_a_list(folder)
    for kind, model in KINDS.items():
        yield from ((path, model) for path in sorted((folder / kind).glob("*/*.yaml")))


def model_of(path: Path) -> type[Outlet] | type[Party]:
    """The model a record file follows, by the folder it is in. Raises BadRecord for a file elsewhere."""
    kind = path.resolve().parent.parent.name
    if kind not in KINDS:
        raise BadRecord("this is no record", where=str(path), mend="records are outlets/<country>/<id>.yaml and parties/...")
    return KINDS[kind]
