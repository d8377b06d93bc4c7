"""Pages out of a WARC file: the successful responses that are HTML, as text."""

import contextlib
import io
import re
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from typing import BinaryIO

import brotli
from w3lib.encoding import html_to_unicode
from warcio.archiveiterator import WARCIterator
from warcio.exceptions import ArchiveLoadFailed
from warcio.recordloader import ArcWarcRecord
from warcio.statusandheaders import StatusAndHeadersParser, StatusAndHeadersParserException

from api.batch.records import LARGEST_RECORD, Asked, Unreadable
from api.errors import BadPage
from api.outlets.dates import Day

_CUT_SHORT = "the record is cut short"
_WRONG_LENGTH = "the record is not as long as it says"
_LARGEST_HEAD = 64 * 1024
_STATUS = re.compile(r"\d{3}(?!\d)")
_CHUNK = re.compile(rb"([0-9a-fA-F]{1,8})[ \t]*(?:;[^\r\n]*)?\r?\n")
# zlib's numbers for gzip, zlib, and neither; servers send either of the last two as "deflate"
_CONTAINERS = {"gzip": (31,), "x-gzip": (31,), "deflate": (15, -15)}


@dataclass(frozen=True, slots=True)
class Capture:
    """An HTML response as it came over the wire. `captured`: the day; `packed`: its content and transfer encodings."""

    number: int
    url: str
    captured: Day | None
    content_type: str
    packed: tuple[str, str]
    body: bytes

    @property
    def size(self) -> int:
        return len(self.body)

    def asked(self) -> Asked:
        body = _joined(self.body) if "chunked" in self.packed[1].lower() else self.body
        for encoding in reversed(self.packed[0].lower().replace(",", " ").split()):
            body = _unpacked(body, encoding)
        _, html = html_to_unicode(self.content_type, body, auto_detect_fun=_undeclared)
        return Asked(self.url, html, captured=self.captured)


def captures(stream: BinaryIO, fault: Callable[[], str]) -> Iterator[Capture | Unreadable]:
    """The HTML pages of an unpacked WARC, in order; `number` counts all its records. Ends where the file cannot be followed.

    `fault`: why the stream ended early, if it did.
    """
    archive = WARCIterator(stream, no_record_parse=True)
    held: Capture | Unreadable | None = None
    number = wrong = 0
    for number, record in enumerate(_followed(archive), 1):
        if archive.err_count > wrong:
            wrong, held = archive.err_count, Unreadable(number - 1, _WRONG_LENGTH)
        if held is not None:
            yield held
        if record is None:
            yield Unreadable(number, fault() or "this is no WARC record; nothing after it can be read")
            return
        held = _read(number, record)
    if isinstance(held, Unreadable):
        yield replace(held, reason=fault() or held.reason)
        return
    if held is not None:
        yield held
    if fault():
        yield Unreadable(number + 1, fault())


def _followed(archive: WARCIterator) -> Iterator[ArcWarcRecord | None]:
    """The archive's records; None, the last, where something else stands in a record's place."""
    while True:
        try:
            # what it prints about wrong lengths, `err_count` says too
            with contextlib.redirect_stderr(io.StringIO()):
                record = next(archive, None)
        except (ArchiveLoadFailed, StatusAndHeadersParserException, AttributeError):
            yield None
            return
        if record is None:
            return
        yield record


def _read(number: int, record: ArcWarcRecord) -> Capture | Unreadable | None:
    """The record as a page; None where it is none."""
    if record.rec_type is None or record.length is None:
        return Unreadable(number, "the record does not say what it is and how long")
    url = (record.rec_headers.get_header("WARC-Target-URI") or "").strip("<> ")
    if record.rec_type != "response" or (url and not url.lower().startswith(("http:", "https:"))):
        return None
    try:
        return _capture(number, url, record)
    except BadPage as error:
        return Unreadable(number, error.what, url)


def _capture(number: int, url: str, record: ArcWarcRecord) -> Capture | None:
    head = record.raw_stream.read(_LARGEST_HEAD)
    if len(head) < min(record.length, _LARGEST_HEAD):
        raise BadPage(_CUT_SHORT)
    start = io.BytesIO(head)
    headers = StatusAndHeadersParser([], verify=False).parse(start) if head else None
    status = _STATUS.match(headers.statusline) if headers and headers.protocol.startswith("HTTP/") else None
    if headers is None or status is None:
        raise BadPage("the record holds no HTTP response")
    content_type = headers.get_header("Content-Type") or ""
    if not status[0].startswith("2") or content_type.partition(";")[0].strip().lower() != "text/html":
        return None
    if record.length > LARGEST_RECORD:
        raise BadPage(f"the record is larger than {LARGEST_RECORD:,} bytes")
    content = head + record.raw_stream.read(record.length - len(head))
    if len(content) < record.length:
        raise BadPage(_CUT_SHORT)
    packed = headers.get_header("Content-Encoding") or "", headers.get_header("Transfer-Encoding") or ""
    return Capture(number, url, _day(record), content_type, packed, content[start.tell() :])


def _day(record: ArcWarcRecord) -> Day | None:
    """The day of the capture, from the record's WARC-Date."""
    try:
        return Day.fromisoformat((record.rec_headers.get_header("WARC-Date") or "")[:10])
    except ValueError:
        return None


def _joined(body: bytes) -> bytes:
    """A chunked body in one piece. Crawlers that join the chunks may keep the header: then it is as it is."""
    parts: list[bytes] = []
    at = 0
    while chunk := _CHUNK.match(body, at):
        start, size = chunk.end(), int(chunk[1], 16)
        if size == 0:
            return b"".join(parts)
        parts.append(body[start : start + size])
        at = start + size + (2 if body.startswith(b"\r\n", start + size) else 1)
    if not parts:
        return body
    raise BadPage("its chunks do not fit together")


def _unpacked(body: bytes, encoding: str) -> bytes:
    """The body unpacked, not beyond the largest record. Crawlers that unpack may keep the header: then it is as it is."""
    if encoding == "identity" or (encoding in ("gzip", "x-gzip") and not body.startswith(b"\x1f\x8b")):
        return body
    try:
        if encoding == "br":
            return _within_bounds(brotli.Decompressor().process(body, output_buffer_limit=LARGEST_RECORD + 1))
        for container in _CONTAINERS.get(encoding, ()):
            with contextlib.suppress(zlib.error):
                return _within_bounds(zlib.decompressobj(container).decompress(body, LARGEST_RECORD + 1))
    except brotli.error as error:
        raise BadPage(f"its body cannot be unpacked ({encoding})") from error
    raise BadPage(f"its body cannot be unpacked ({encoding[:40]})")


def _within_bounds(body: bytes) -> bytes:
    if len(body) > LARGEST_RECORD:
        raise BadPage(f"its body is larger than {LARGEST_RECORD:,} bytes when unpacked")
    return body


def _undeclared(body: bytes) -> str:
    """The encoding of a page that declares none."""
    try:
        body.decode("utf-8")
    except UnicodeDecodeError:
        return "cp1252"
    return "utf-8"
