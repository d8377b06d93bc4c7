"""The outlet list as a folder: records, and what all of them share."""

from collections.abc import Iterator, Mapping, Set
from pathlib import Path
from typing import Annotated, Any

from pydantic import BaseModel, Field, StringConstraints

from api.errors import BadRecord
from api.outlets.claims import Slug, Strict, Text
from api.outlets.model import Outlet, Party
from api.outlets.records import Finding, Records
from api.outlets.rules import CONTROL, FUNDING, OWNERSHIP
from api.outlets.vocabulary import LabelText, Scheme, State, Vocabulary
from api.storage.yaml_files import as_shape, read_as, read_document
from api.storage.yaml_records import KINDS, be_a_list, read_kind, record_files

PLACE = "file-is-named-for-its-record"

# a misspelt slot would fit no address, and nobody would notice
Shape = Annotated[str, StringConstraints(pattern=r"^/(?:[^{}]|\{(?:any|date|host|url|(?:[a-z]+:)?account)\})*$")]


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


def read_records(folder: Path, only: Set[Path] | None = None) -> tuple[Records, list[Finding]]:
    """All records that can be read, or those in the files of `only`, and a finding for each thing that is wrong with a file.

    Raises BadRecord where there is no list, or where what all records share (vocabulary, wordings, platforms) is unreadable.
    """
    be_a_list(folder)
    findings = list(_strays(folder))
    outlets, outlet_files = read_kind(folder, "outlets", Outlet, _files(folder, "outlets", only), findings)
    parties, party_files = read_kind(folder, "parties", Party, _files(folder, "parties", only), findings)
    return with_shared(folder, outlets, parties, outlet_files, party_files), findings


def with_shared(
    folder: Path,
    outlets: Mapping[str, Outlet],
    parties: Mapping[str, Party],
    outlet_files: Mapping[str, str],
    party_files: Mapping[str, str],
) -> Records:
    """The records together with what all of them share, which is read from the folder. Raises BadRecord where it is unreadable."""
    wordings = sorted((folder / "attribution").glob("*.yaml"))
    return Records(
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
    )


def _files(folder: Path, kind: str, only: Set[Path] | None) -> list[Path]:
    return [path for path in record_files(folder, kind) if only is None or path in only]


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
    labels = read_as(folder / "labels.yaml", dict[str, LabelText])
    for rule in (*CONTROL, *OWNERSHIP, *FUNDING):
        if rule.label not in labels or "established" not in labels[rule.label].words:
            what = f"no `established` words for the label '{rule.label}'"
            raise BadRecord(what, where=str(folder / "labels.yaml"), mend="add them: a rule of api/outlets/rules.py gives it")
    return Vocabulary(
        states=read_as(folder / "states.yaml", dict[str, State]),
        schemes=read_as(folder / "schemes.yaml", dict[str, Scheme]),
        labels=labels,
    )


def _optional(path: Path, shape: Any, default: Any) -> Any:
    """The document as it is, which must have the shape; the default where there is no file, or nothing in it."""
    document = (read_document(path) if path.exists() else None) or default
    as_shape(document, shape, path)
    return document
