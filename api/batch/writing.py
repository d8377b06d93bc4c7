"""The output: whole lines, only ever appended, with a note beside it of what run it belongs to."""

import contextlib
import fcntl
import gzip
import os
import zlib
from collections.abc import Iterator
from io import FileIO
from pathlib import Path
from types import TracebackType

import orjson
from pydantic import BaseModel, ConfigDict, ValidationError

from api.errors import BadRequest, ServiceUnavailable
from api.outlets.dates import Day
from api.storage.whole_files import write_whole

_PIECE = 64 * 1024


class Run(BaseModel):
    """What a run's answers hang on. `day`: the day of the visit, kept when the run goes on on another."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    masthead: str
    input_bytes: int
    input_sha256: str
    list_version: int
    list_sha256: str
    at: Day | None
    day: Day

    def differs(self, now: "Run") -> str:
        """Why a run begun so cannot go on as `now`; "" where it can."""
        if (self.input_bytes, self.input_sha256) != (now.input_bytes, now.input_sha256):
            return "it was begun with another input"
        if (self.list_version, self.list_sha256) != (now.list_version, now.list_sha256):
            change = f"list {self.list_version}, and the list is now {now.list_version}"
            return f"it was begun with {change if self.list_version != now.list_version else 'another list of the same number'}"
        if self.at != now.at:
            return f"it was begun {f'with --at {self.at}' if self.at else 'without --at'}"
        return "" if self.masthead == now.masthead else f"it was begun by Masthead {self.masthead}; this is {now.masthead}"


class Output:
    """The output of `run`, begun, or gone on with after its last whole line; gzip if its name ends in .gz.

    `run`: as it was begun; `last`: the number of the last record answered before, `answered`: how many were. Raises
    BadRequest where it belongs to another run or is in use.
    """

    def __init__(self, path: Path, run: Run) -> None:
        self._path, self._note = path, path.with_name(f"{path.name}.run.json")
        self._packed = path.suffix == ".gz"
        self._file = self._opened()
        try:
            self.run = self._begun(run)
            self.answered, last, self._end = self._whole_lines()
            self.last = self._number(last)
            self._file.truncate(self._end)
            self._file.seek(self._end)
        except BaseException:
            self._file.close()
            raise

    def __enter__(self) -> "Output":
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self._file.close()

    def append(self, lines: bytes) -> None:
        """Write whole lines; where that fails half-way, take back the half. Raises ServiceUnavailable (a full disk)."""
        content = memoryview(gzip.compress(lines, mtime=0) if self._packed and lines else lines)
        try:
            written = 0
            while written < len(content):
                written += os.write(self._file.fileno(), content[written:])
            self._end += written
        except BaseException as error:
            with contextlib.suppress(OSError):
                self._file.truncate(self._end)
            if not isinstance(error, OSError):
                raise
            mend = "make room; the same command then goes on"
            raise ServiceUnavailable(f"it cannot be written: {error.strerror}", where=str(self._path), mend=mend) from error

    def finish(self) -> None:
        """See to it that what is written survives the machine."""
        os.fsync(self._file.fileno())

    def _opened(self) -> FileIO:
        try:
            # unbuffered: what is written is written
            file = FileIO(os.open(self._path, os.O_RDWR | os.O_CREAT, 0o644), "r+")
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            what = "another run is writing it" if isinstance(error, BlockingIOError) else f"it cannot be written: {error.strerror}"
            raise BadRequest(what, where=str(self._path), mend="choose another --output") from error
        return file

    def _begun(self, run: Run) -> Run:
        """The run that the output belongs to: `run` itself if there is nothing in it yet."""
        empty = os.fstat(self._file.fileno()).st_size == 0
        begun = self._noted()
        if begun is not None and not begun.differs(run):
            return begun
        if not empty:
            what = begun.differs(run) if begun else f"there is something in it, and no {self._note.name} beside it to say what"
            mend = "choose another --output, or remove this one to begin anew"
            raise BadRequest(f"the output cannot be gone on with: {what}", where=str(self._path), mend=mend)
        write_whole(self._note, run.model_dump_json(indent=2).encode() + b"\n")
        return run

    def _noted(self) -> Run | None:
        try:
            return Run.model_validate_json(self._note.read_bytes())
        except FileNotFoundError:
            return None
        except (OSError, ValidationError) as error:
            mend = "remove it, if it is not yours"
            raise BadRequest("this is not what a run leaves beside its output", where=str(self._note), mend=mend) from error

    def _whole_lines(self) -> tuple[int, bytes, int]:
        """How many there are, the last, and where it ends in the file."""
        count, last, end = 0, b"", 0
        for text, ends in (_members if self._packed else _lines)(self._file):
            count += text.count(b"\n")
            last, end = text[text.rfind(b"\n", 0, -1) + 1 :], ends
        return count, last, end

    def _number(self, line: bytes) -> int:
        if not line:
            return 0
        try:
            return int(orjson.loads(line)["record"])
        except (orjson.JSONDecodeError, KeyError, TypeError, ValueError) as error:
            mend = "remove it to begin anew"
            raise BadRequest("the output's last line is no answer", where=str(self._path), mend=mend) from error


def _lines(file: FileIO) -> Iterator[tuple[bytes, int]]:
    """Each whole line, and where it ends."""
    end = 0
    with os.fdopen(os.dup(file.fileno()), "rb") as lines:
        for line in lines:
            if line.endswith(b"\n"):
                end += len(line)
                yield line, end


def _members(file: FileIO) -> Iterator[tuple[bytes, int]]:
    """Each whole member of a gzip file, unpacked, and where it ends; as far as they are sound."""
    end, piece = 0, b""
    while True:
        member, text = zlib.decompressobj(31), bytearray()
        while not member.eof:
            piece = piece or file.read(_PIECE)
            if not piece:
                return
            try:
                text += member.decompress(piece)
            except zlib.error:
                return
            end += len(piece) - len(member.unused_data)
            piece = member.unused_data
        yield bytes(text), end
