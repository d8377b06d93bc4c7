"""An input as records: lines of JSON and WARC files, plain and gzip, sound and damaged."""

import gzip
import io
import zlib

import brotli
import pytest

from api.batch.reading import Source, chunks, records
from api.batch.records import LARGEST_RECORD, Record, Unreadable
from api.errors import BadRequest, MastheadError
from tests.batch.warcs import request, response, warc

A, B, C = (response(f"https://{name}.example/", f"<p>{name} " * 500) for name in "abc")


def source(content: bytes) -> Source:
    return Source(io.BufferedReader(io.BytesIO(content)))


def read(content: bytes) -> list[Record]:
    return list(records(source(content)))


def told(content: bytes) -> list[tuple[int, str]]:
    """Number and reason of what cannot be read."""
    return [(record.number, record.reason) for record in read(content) if isinstance(record, Unreadable)]


def numbers(content: bytes) -> list[int]:
    return [record.number for record in read(content) if not isinstance(record, Unreadable)]


def page(record: Record) -> tuple[str, str]:
    asked = record.asked()
    return asked.url, asked.html


LINES = b'{"url": "https://a.example/", "html": "<p>a"}\n\n{"url": "https://b.example/", "html": "<p>b"}'


@pytest.mark.parametrize("pack", [bytes, gzip.compress, lambda text: gzip.compress(text[:20]) + gzip.compress(text[20:])])
def test_lines_are_read_plain_and_gzip_and_counted_as_they_stand(pack: "type[bytes]") -> None:
    found = read(pack(LINES))
    assert [record.number for record in found] == [1, 3]
    assert [page(record) for record in found] == [("https://a.example/", "<p>a"), ("https://b.example/", "<p>b")]


def test_a_byte_order_mark_is_no_part_of_the_first_line() -> None:
    assert page(read(b"\xef\xbb\xbf" + LINES)[0]) == ("https://a.example/", "<p>a")


@pytest.mark.parametrize(
    ("line", "words"),
    [
        (b"{", "the line is not JSON"),
        (b"[]", "valid dictionary"),
        (b'{"url": "https://a.example/"}', "send either"),
        (b'{"url": "https://a.example/", "html": "", "more": 1}', "more: "),
        (b'{"url": "https://a.example/", "html": "", "at": "2022-02-31"}', "at: '2022-02-31' is no day"),
        (b'{"url": "https://a.example/", "html": "\xff"}', "the line is not JSON"),
    ],
)
def test_a_wrong_line_says_what_is_wrong(line: bytes, words: str) -> None:
    (record,) = read(line + b"\n")
    with pytest.raises(MastheadError) as raised:
        record.asked()
    assert words in str(raised.value)


def test_a_line_beyond_the_bound_is_told_and_the_next_is_read() -> None:
    content = b'{"url": "' + b"x" * (2 * LARGEST_RECORD) + b'"}\n' + LINES
    assert told(content) == [(1, "the line is larger than 8,388,608 bytes")]
    assert numbers(content) == [2, 4]


def test_gzip_that_is_cut_off_gives_its_whole_lines_and_tells_of_the_rest() -> None:
    content = gzip.compress(b"".join(b'{"url": "https://%d.example/", "html": ""}\n' % number for number in range(5000)))[:-2000]
    found, (last,) = numbers(content), told(content)
    assert found == list(range(1, len(found) + 1)) and len(found) > 100
    assert last[0] == len(found) + 1 and last[1].startswith("the input is damaged: ")


def test_what_is_neither_json_nor_warc_is_refused() -> None:
    with pytest.raises(BadRequest, match="neither lines of JSON nor WARC"):
        read(b"\x28\xb5\x2f\xfd\0\0\0\0")


def test_an_empty_input_has_no_records() -> None:
    assert read(b"") == read(gzip.compress(b"")) == []


@pytest.mark.parametrize(("packed", "pack"), [(False, bytes), (False, gzip.compress), (True, bytes)])
def test_a_warc_is_read_plain_and_packed_whole_or_by_record(packed: bool, pack: "type[bytes]") -> None:
    found = read(pack(warc([request("https://a.example/"), A, B], packed=packed)))
    assert [(record.number, record.url) for record in found] == [(3, "https://a.example/"), (4, "https://b.example/")]
    assert page(found[0]) == ("https://a.example/", "<p>a " * 500)
    assert str(found[0].asked().captured) == "2021-03-04"


def test_of_a_warc_only_successful_html_is_a_page() -> None:
    others = [
        response("https://a.example/gone", "<p>x", status="404 Not Found"),
        response("https://a.example/moved", "<p>x", status="301 Moved"),
        response("https://a.example/image", "x", content_type="image/png"),
        response("dns:a.example", "x"),
    ]
    assert [record.number for record in read(warc([*others, A]))] == [6]


def raw_deflate(body: bytes) -> bytes:
    packer = zlib.compressobj(wbits=-15)
    return packer.compress(body) + packer.flush()


def chunked(body: bytes) -> bytes:
    return b"%x;note=1\r\n%s\r\n" % (len(body[:7]), body[:7]) + b"%X\r\n%s\r\n0\r\n\r\n" % (len(body[7:]), body[7:])


@pytest.mark.parametrize(
    ("body", "headers"),
    [
        (gzip.compress(b"<p>page"), {"content_encoding": "gzip"}),
        (zlib.compress(b"<p>page"), {"content_encoding": "deflate"}),
        (raw_deflate(b"<p>page"), {"content_encoding": "deflate"}),
        (brotli.compress(b"<p>page"), {"content_encoding": "br"}),
        (chunked(b"<p>page"), {"transfer_encoding": "chunked"}),
        (chunked(gzip.compress(b"<p>page")), {"content_encoding": "gzip", "transfer_encoding": "chunked"}),
        (b"<p>page", {"content_encoding": "gzip", "transfer_encoding": "chunked"}),  # the crawler unpacked it
    ],
)
def test_bodies_are_unpacked_and_the_record_after_them_is_read(body: bytes, headers: dict[str, str]) -> None:
    found = read(warc([response("https://a.example/", body, **headers), B]))
    assert page(found[0]) == ("https://a.example/", "<p>page")
    assert found[1].url == "https://b.example/"


@pytest.mark.parametrize(
    ("body", "headers", "words"),
    [
        (b"\x1f\x8bnonsense", {"content_encoding": "gzip"}, "cannot be unpacked"),
        (b"nonsense", {"content_encoding": "br"}, "cannot be unpacked"),
        (b"nonsense", {"content_encoding": "rot13"}, "cannot be unpacked"),
        (b"5\r\nabcdefgh", {"transfer_encoding": "chunked"}, "chunks do not fit"),
        (gzip.compress(bytes(LARGEST_RECORD + 1)), {"content_encoding": "gzip"}, "larger than"),
        (brotli.compress(bytes(LARGEST_RECORD + 1)), {"content_encoding": "br"}, "larger than"),
    ],
)
def test_a_body_that_cannot_be_unpacked_says_so(body: bytes, headers: dict[str, str], words: str) -> None:
    with pytest.raises(MastheadError) as raised:
        read(warc([response("https://a.example/", body, **headers)]))[0].asked()
    assert words in str(raised.value)


@pytest.mark.parametrize(
    ("body", "content_type"),
    [
        ("新华社".encode("gbk"), "text/html; charset=gb2312"),
        ('<meta charset="gb2312">新华社'.encode("gbk"), "text/html"),
        ("新华社".encode(), "text/html"),
        ("新华社".encode("utf-8-sig"), "text/html; charset=iso-8859-1"),
    ],
)
def test_the_encoding_is_the_one_the_page_declares(body: bytes, content_type: str) -> None:
    (record,) = read(warc([response("https://a.example/", body, content_type=content_type)]))
    assert record.asked().html.endswith("新华社")


def test_text_that_declares_no_encoding_and_is_no_utf8_is_read_as_browsers_do() -> None:
    (record,) = read(warc([response("https://a.example/", "“café”".encode("cp1252"), content_type="text/html")]))
    assert record.asked().html == "“café”"


@pytest.mark.parametrize("packed", [False, True])
def test_wherever_a_warc_is_cut_off_its_whole_pages_are_read_and_the_cut_one_is_told(packed: bool) -> None:
    content = warc([A, B], packed=packed)
    second = content.rindex(b"\x1f\x8b\x08" if packed else b"WARC/1.0")
    for end in range(second + 20, len(content) - 20, 7):
        found = read(content[:end])
        assert [record.number for record in found if not isinstance(record, Unreadable)] == [2], end
        assert len(found) == 2 and found[1].number in (3, 4), end


def test_a_record_of_a_wrong_length_is_told_and_the_next_is_read() -> None:
    content = warc([A, B, C])
    wrong = content.replace(b"Content-Length: 2", b"Content-Length: 1", 1)
    assert wrong != content
    assert told(wrong) == [(2, "the record is not as long as it says")]
    assert numbers(wrong) == [3, 4]


def test_what_is_no_record_ends_a_warc_and_is_told() -> None:
    content = warc([A]) + b"nonsense\r\n\r\n" + warc([B])
    assert numbers(content) == [2]
    assert told(content) == [(3, "this is no WARC record; nothing after it can be read")]


def test_a_response_without_http_and_one_too_large_are_told() -> None:
    bare = warc([A]).replace(b"HTTP/1.1 200 OK", b"nothing of http", 1)
    assert told(bare) == [(2, "the record holds no HTTP response")]
    large = warc([response("https://a.example/", bytes(LARGEST_RECORD)), B])
    assert told(large) == [(2, "the record is larger than 8,388,608 bytes")]
    assert numbers(large) == [3]


def test_chunks_are_bounded_in_records_and_bytes() -> None:
    assert [len(chunk.records) for chunk in chunks(source(b"{}\n" * 100))] == [32, 32, 32, 4]
    large = b"x" * 700_000 + b"\n"
    assert [len(chunk.records) for chunk in chunks(source(large + large + b"{}\n"))] == [2, 1]
