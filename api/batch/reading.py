"""An input as records: lines of JSON or a WARC file, plain or gzip, told by what is in it; in memory only a piece at a time."""

import codecs
import gzip
import io
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import BinaryIO

from api.batch.records import LARGEST_RECORD, Line, Record, Unreadable
from api.batch.warc import captures
from api.errors import BadRequest

_PIECE = 64 * 1024
_GZIP = b"\x1f\x8b"
_MOST_RECORDS = 32
_LARGEST_CHUNK = 1024 * 1024


class Source(io.RawIOBase):
    """A file's content, unpacked if it is gzip. Damage ends it early; `fault` then says so."""

    def __init__(self, file: BinaryIO) -> None:
        super().__init__()
        self._file = file
        head = file.read(len(_GZIP))
        file.seek(0)
        self._take: Callable[[int], bytes] = gzip.GzipFile(fileobj=file, mode="rb").read1 if head == _GZIP else file.read
        self.fault = ""

    @property
    def position(self) -> int:
        """How much of the file is taken, in its own bytes."""
        return self._file.tell()

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: "memoryview") -> int:  # type: ignore[override]
        filled = 0
        while filled < len(buffer) and not self.fault:
            try:
                piece = self._take(min(_PIECE, len(buffer) - filled))
            except (EOFError, zlib.error, gzip.BadGzipFile) as error:
                self.fault = f"the input is damaged: {error}"
                break
            if not piece:
                break
            buffer[filled : filled + len(piece)] = piece
            filled += len(piece)
        return filled


@dataclass(frozen=True, slots=True)
class Chunk:
    """Records that go to a worker together. `position`: how much of the input file is read with them, in bytes."""

    records: tuple[Record, ...]
    position: int


def records(source: Source) -> Iterator[Record]:
    """The records in order; where the input is damaged, the last tells of it. Raises BadRequest for what is no such input."""
    stream = io.BufferedReader(source, _PIECE)
    head = stream.peek(_PIECE)
    if head.startswith(b"WARC/"):
        return captures(stream, lambda: source.fault)
    if b"\0" in head:
        raise BadRequest("the input holds neither lines of JSON nor WARC records", mend="give NDJSON or WARC, plain or gzip")
    return _lines(stream, source)


def _lines(stream: BinaryIO, source: Source) -> Iterator[Line | Unreadable]:
    """The lines that are not blank."""
    number = 0
    while line := stream.readline(LARGEST_RECORD):
        number += 1
        whole = line.endswith(b"\n")
        if not whole and len(line) == LARGEST_RECORD:
            while line and not line.endswith(b"\n"):
                line = stream.readline(LARGEST_RECORD)
            yield Unreadable(number, f"the line is larger than {LARGEST_RECORD:,} bytes")
        elif not whole and source.fault:
            number -= 1
        elif line.strip():
            yield Line(number, line.removeprefix(codecs.BOM_UTF8) if number == 1 else line)
    if source.fault:
        yield Unreadable(number + 1, source.fault)


def chunks(source: Source) -> Iterator[Chunk]:
    """The records in portions that fit in memory. The same input always gives the same chunks."""
    chunk: list[Record] = []
    size = 0
    for record in records(source):
        chunk.append(record)
        size += record.size
        if len(chunk) == _MOST_RECORDS or size >= _LARGEST_CHUNK:
            yield Chunk(tuple(chunk), source.position)
            chunk, size = [], 0
    if chunk:
        yield Chunk(tuple(chunk), source.position)
