"""Addresses as browsers read them."""

import re
from collections.abc import Iterator
from typing import NamedTuple

import can_ada

from api.errors import BadAddress

_HOST = re.compile(r"[a-z0-9.-]+")
_NUMBER = re.compile(r"[0-9]+")
_PLAIN = re.compile(r"https?://([a-z0-9.-]*[a-z0-9-])/")


class Address(NamedTuple):
    """A page's address: host without a trailing dot; `url` without credentials and fragment."""

    url: str
    host: str
    path: str
    query: str


def parse_address(url: str) -> Address:
    """The address as a browser reads it. Raises BadAddress for what no browser opens as a page."""
    try:
        parsed = can_ada.parse(url)
    except (ValueError, UnicodeError) as error:
        raise BadAddress("this is no address", where=url[:200], mend="give a whole one, like https://example.org/page") from error
    host = parsed.hostname.removesuffix(".")
    if parsed.protocol not in ("http:", "https:") or not host or host[-1] == ".":
        raise BadAddress("this is no page's address", where=url[:200], mend="give an address that begins with https://")
    port = f":{parsed.port}" if parsed.port else ""
    path, query = parsed.pathname, parsed.search
    return Address(f"{parsed.protocol}//{host}{port}{path}{query}", host, path, query)


def plain_host(url: str) -> str | None:
    """The host of an address that is written as browsers write it; None where it takes `parse_address` to tell."""
    plain = _PLAIN.match(url)
    return None if plain is None or "xn--" in plain[1] else plain[1]


def can_be_listed(host: str) -> bool:
    """Whether the host is a name of letters, digits, hyphens and dots: no number, no IP address."""
    return _HOST.fullmatch(host) is not None and not _NUMBER.fullmatch(host.rpartition(".")[2])


def is_named(host: str) -> bool:
    """Whether the host is a name under another: no IP address, no single word."""
    return "." in host and not _NUMBER.fullmatch(host.rpartition(".")[2])


def shown_label(label: str) -> str:
    """A label of a host with its letters beyond ASCII."""
    if not label.startswith("xn--"):
        return label
    try:
        return label[4:].encode().decode("punycode")
    except UnicodeError:
        return label


def with_parents(host: str) -> Iterator[str]:
    """The host, then the hosts it is under, nearest first."""
    yield host
    while "." in host:
        host = host.partition(".")[2]
        yield host
