"""The source of newer lists that is built into an extension: whom it asks, and whose signature it believes."""

from urllib.parse import urlsplit

import orjson

from api.errors import BadRequest
from api.publishing.signing import Signer

_WHERE = "MASTHEAD_UPDATES_FROM"
_LOOPBACK = ("127.0.0.1", "localhost")


def update_source(url: str, signer: Signer | None) -> bytes:
    """`list/source.json` of docs/updates.md. Raises BadRequest for an address the extension would not ask, or without a key."""
    if signer is None:
        raise BadRequest("newer lists must be signed, and no key is set", where=_WHERE, mend="set MASTHEAD_SIGNING_KEY_FILE")
    try:
        parts = urlsplit(url)
        host = parts.hostname
    except ValueError:
        parts, host = urlsplit(""), None
    safe = parts.scheme == "https" or (parts.scheme == "http" and host in _LOOPBACK)
    if not host or not safe or "@" in parts.netloc or parts.query or parts.fragment:
        raise BadRequest(f"{url!r} is no address to ask", where=_WHERE, mend="name one such as https://lists.example")
    return orjson.dumps({"url": url.rstrip("/"), "key": signer.public}) + b"\n"
