"""WARC files for tests, written by the library that most crawlers write them with."""

import io
from collections.abc import Iterable
from typing import Any

from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

HTML = "text/html; charset=utf-8"


def response(url: str, body: str | bytes, *, status: str = "200 OK", date: str = "2021-03-04T05:06:07Z", **headers: str) -> Any:
    """A record to give to `warc`; of headers `content_type` stands for Content-Type."""
    given = {"content_type": HTML, **headers}
    fields = [(name.replace("_", "-").title(), value) for name, value in given.items()]
    content = body if isinstance(body, bytes) else body.encode()
    return url, "response", content, StatusAndHeaders(status, fields, protocol="HTTP/1.1"), {"WARC-Date": date}


def request(url: str) -> Any:
    return url, "request", b"", StatusAndHeaders("GET / HTTP/1.1", [("Host", "x")], is_http_request=True), {}


def warc(records: Iterable[Any], *, packed: bool = False) -> bytes:
    """The file: a warcinfo record first, as crawlers write it; if `packed`, each record a gzip member."""
    file = io.BytesIO()
    writer = WARCWriter(file, gzip=packed)
    writer.write_record(writer.create_warcinfo_record("test.warc", {"software": "test"}))
    for url, kind, content, http, warc_headers in records:
        writer.write_record(
            writer.create_warc_record(url, kind, io.BytesIO(content), http_headers=http, warc_headers_dict=dict(warc_headers))
        )
    return file.getvalue()
