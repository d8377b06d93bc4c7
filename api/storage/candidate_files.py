"""Candidates on disk: one YAML file each, in a folder an importer."""

from collections.abc import Iterator, Sized
from pathlib import Path
from typing import Generic, Protocol, TypeVar

from pydantic import BaseModel

from api.storage.whole_files import write_whole
from api.storage.yaml_files import read_as
from api.storage.yaml_records import canonical


class Kept(Protocol):
    """What of a candidate says where it is kept, by what it is found, and whether somebody has decided on it."""

    @property
    def id(self) -> str: ...
    @property
    def importer(self) -> str: ...
    @property
    def name(self) -> str: ...
    @property
    def host(self) -> str | None: ...
    @property
    def outlet(self) -> str | None: ...
    @property
    def country(self) -> str | None: ...
    @property
    def decision(self) -> str: ...
    @property
    def changes(self) -> Sized: ...


Model = TypeVar("Model", bound=BaseModel)


class CandidateFiles(Generic[Model]):
    """The folder of candidates, `<importer>/<id>.yaml`."""

    def __init__(self, folder: Path, model: type[Model]) -> None:
        self._folder, self._model = folder, model

    def read(self) -> Iterator[tuple[Path, Model]]:
        """Every candidate with its file. Raises BadRecord naming file and line."""
        yield from ((path, read_as(path, self._model)) for path in sorted(self._folder.glob("*/*.yaml")))

    def path_of(self, candidate: Kept) -> Path:
        return self._folder / candidate.importer / f"{candidate.id}.yaml"

    def put(self, candidate: Model) -> Path:
        """Write it whole, over the one of the same id."""
        path = self.path_of(candidate)  # type: ignore[arg-type]
        write_whole(path, canonical(candidate).encode())
        return path

    def known(self, candidate: Kept) -> Model | None:
        """The one of the same id that is kept, if any. Raises BadRecord."""
        path = self.path_of(candidate)
        return read_as(path, self._model) if path.is_file() else None
