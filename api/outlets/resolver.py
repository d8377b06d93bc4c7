"""Whose address is it? Addresses are read as browsers read them, unwrapped, and looked up in the outlet list."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple
from urllib.parse import unquote, unquote_plus

import can_ada

from api.errors import BadAddress

MOST_WRAPPERS = 3
_HOST = re.compile(r"[a-z0-9.-]+")
_NUMBER = re.compile(r"[0-9]+")
_PLAIN = re.compile(r"https?://([a-z0-9.-]+)/")
# most specific first
_RANK = {"path": 0, "host": 1, "domain": 2}
_ASCII_LOWER = str.maketrans("ABCDEFGHIJKLMNOPQRSTUVWXYZ", "abcdefghijklmnopqrstuvwxyz")


class Address(NamedTuple):
    """A page's address: host without a trailing dot; `url` without credentials and fragment."""

    url: str
    host: str
    path: str
    query: str


@dataclass(frozen=True)
class Resolution:
    """`url` is the page's own address; `wrapper` the service that shows it, `captured` when that copied it; `outlet` its outlet."""

    url: str
    wrapper: str | None
    captured: date | None
    outlet: str | None


def parse_address(url: str) -> Address:
    """The address as a browser reads it. Raises BadAddress for what no browser opens as a page."""
    try:
        parsed = can_ada.parse(url)
    except (ValueError, UnicodeError) as error:
        raise BadAddress("this is no address", where=url[:200], mend="give a whole one, like https://example.org/page") from error
    if parsed.protocol not in ("http:", "https:"):
        raise BadAddress("this is no page's address", where=url[:200], mend="give an address that begins with https://")
    host = parsed.hostname.removesuffix(".")
    port = f":{parsed.port}" if parsed.port else ""
    path, query = parsed.pathname, parsed.search
    return Address(f"{parsed.protocol}//{host}{port}{path}{query}", host, path, query)


def plain_host(url: str) -> str | None:
    """The host of an address that is written as browsers write it; None where it takes `parse_address` to tell."""
    plain = _PLAIN.match(url)
    return None if plain is None or "xn--" in plain[1] else plain[1]


def account_key(platform: Mapping[str, Any], value: str) -> str:
    """The key of an account in the published list's `accounts`."""
    return f"{platform['id']}:{value if platform.get('case_sensitive') else value.translate(_ASCII_LOWER)}"


class Resolver:
    """Looks addresses up in the published list's hosts, accounts, wrappers and platforms."""

    def __init__(self, document: Mapping[str, Any]) -> None:
        self._hosts: Mapping[str, Sequence[Mapping[str, Any]]] = document["hosts"]
        self._accounts: Mapping[str, Sequence[Mapping[str, Any]]] = document["accounts"]
        self._wrappers: dict[str, list[Mapping[str, Any]]] = {}
        for wrapper in document["wrappers"]:
            for host in (*wrapper.get("hosts", ()), *(f"*.{suffix}" for suffix in wrapper.get("under", ()))):
                self._wrappers.setdefault(host, []).append(wrapper)
        self._platforms = {host: platform for platform in document["platforms"] for host in platform["hosts"]}

    def resolve(self, url: str, day: date) -> Resolution:
        """The outlet whose address this is on `day`, or on the day a wrapper copied the page. Raises BadAddress."""
        address = parse_address(url)
        wrapper: str | None = None
        captured: date | None = None
        for _ in range(MOST_WRAPPERS):
            inner = self._unwrap(address)
            if inner is None:
                break
            outer, address, copied = inner
            wrapper = wrapper or outer
            # the innermost copy is the oldest one: what it shows is of that day
            captured = copied if copied and copied <= day else captured
        return Resolution(address.url, wrapper, captured, self._outlet(address, (captured or day).isoformat()))

    def is_undivided(self, host: str) -> bool:
        """Whether all addresses of the host are one outlet's, or nobody's."""
        names = (host, *_parents(host))
        if any(name in self._platforms or name in self._wrappers or f"*.{name}" in self._wrappers for name in names):
            return False
        return not any(channel["type"] == "path" for name in names for channel in self._hosts.get(name, ()))

    def _unwrap(self, address: Address) -> tuple[str, Address, date | None] | None:
        """The wrapper's id, the address it shows and the day of its copy; None where it is no wrapper's page."""
        for wrapper in self._wrappers_of(address.host):
            for url, stamp in _wrapped(wrapper, address):
                try:
                    inner = parse_address(url)
                except BadAddress:
                    continue
                if "." in inner.host:
                    return wrapper["id"], inner, _day(stamp)
        return None

    def _wrappers_of(self, host: str) -> Iterator[Mapping[str, Any]]:
        yield from self._wrappers.get(host, ())
        for parent in _parents(host):
            yield from self._wrappers.get(f"*.{parent}", ())

    def _outlet(self, address: Address, day: str) -> str | None:
        if not _HOST.fullmatch(address.host) or _NUMBER.fullmatch(address.host.rpartition(".")[2]):
            return None
        if account := self._account(address, day):
            return account
        found: list[tuple[int, int, int, str]] = []
        for host in (address.host, *_parents(address.host)):
            for channel in self._hosts.get(host, ()):
                if _covers(channel, host, address) and _current(channel, day):
                    found.append((_RANK[channel["type"]], -len(host), -len(channel["path"] or ""), channel["outlet"]))
        return min(found)[3] if found else None

    def _account(self, address: Address, day: str) -> str | None:
        platform = self._platforms.get(address.host)
        if platform is None:
            return None
        for shape in platform["paths"]:
            value = _fill(shape, address).get("account")
            if not value:
                continue
            outlets = [row["outlet"] for row in self._accounts.get(account_key(platform, value), ()) if _current(row, day)]
            if outlets:
                return str(min(outlets))
        return None


def _parents(host: str) -> Iterator[str]:
    while "." in host:
        host = host.partition(".")[2]
        yield host


def _covers(channel: Mapping[str, Any], host: str, address: Address) -> bool:
    """Whether the channel, listed under `host`, holds the address."""
    if channel["type"] == "path":
        path = channel["path"] or ""
        return address.host in (host, f"www.{host}") and (address.path == path or address.path.startswith(f"{path}/"))
    if channel["type"] == "host":
        return address.host == host
    return not any(address.host == other or address.host.endswith(f".{other}") for other in channel["except"])


def _current(row: Mapping[str, Any], day: str) -> bool:
    return (row["from"] is None or row["from"] <= day) and (row["to"] is None or day < row["to"])


def _wrapped(wrapper: Mapping[str, Any], address: Address) -> Iterator[tuple[str, str]]:
    """Addresses the wrapper may be showing, each with the time stamp of its copy ('' without one)."""
    for shape in wrapper.get("paths", ()):
        filled = _fill(shape, address)
        if url := filled.get("url"):
            yield _whole(url), filled.get("date", "")
    for suffix in wrapper.get("under", ()) if wrapper.get("dashed") else ():
        dashed = address.host.removesuffix(f".{suffix}")
        if dashed != address.host and "." not in dashed:
            host = dashed.replace("--", "\n").replace("-", ".").replace("\n", "-")
            query = "&".join(pair for pair in address.query[1:].split("&") if not pair.startswith(wrapper["dashed"]))
            yield f"https://{host}{address.path}" + (f"?{query}" if query else ""), ""


def _whole(url: str) -> str:
    """A wrapped address with its scheme; wrappers drop it, or percent-encode the address."""
    start = url[:10].translate(_ASCII_LOWER)
    if start.startswith(("http%3a", "https%3a")):
        return unquote(url, errors="replace")
    return url if start.startswith(("http:", "https:")) else f"https://{url}"


def _fill(shape: str, address: Address) -> dict[str, str]:
    """What the slots of a path shape hold in this address; empty where it has another form.

    `/web/{date}/{url}`, `/s/{account}`, `/{any}/x`, `/page.php?id={account}`: `{url}` takes all that is left, the query
    included; `{date}` a segment that begins with four digits; the others one segment; in a query, one parameter's value.
    """
    path_shape, _, query_shape = shape.partition("?")
    segments, given = path_shape[1:].split("/"), address.path[1:].split("/")
    filled: dict[str, str] = {}
    for place, segment in enumerate(segments):
        if segment == "{url}":
            rest = "/".join(given[place:])
            return filled | {"url": rest + address.query} if rest else {}
        if place >= len(given) or not _fill_segment(segment, given[place], filled):
            return {}
    if not query_shape:
        return filled
    if len(given) != len(segments):
        return {}
    name, _, value_shape = query_shape.partition("=")
    prefix, _, slot = value_shape.partition("{")
    for pair in address.query[1:].split("&"):
        key, _, value = pair.partition("=")
        value = unquote_plus(value, errors="replace")
        if key == name and value.startswith(prefix):
            return filled | {slot.rstrip("}"): value[len(prefix) :]}
    return {}


def _fill_segment(shape: str, given: str, filled: dict[str, str]) -> bool:
    prefix, brace, slot = shape.partition("{")
    slot = slot.rstrip("}")
    if not brace:
        return given == shape
    if slot == "account":
        given = _decoded(given)
    if not given.startswith(prefix) or len(given) == len(prefix):
        return False
    if slot == "date" and not (given[:4].isascii() and given[:4].isdigit() and len(given) >= 4):
        return False
    filled[slot] = given[len(prefix) :]
    return True


def _decoded(segment: str) -> str:
    try:
        return unquote(segment, errors="strict")
    except UnicodeDecodeError:
        return segment


def _day(stamp: str) -> date | None:
    """The day of a time stamp like `20220323120000` or `2022.03.23-120000`; None where it names none."""
    digits = stamp.replace(".", "")[:8]
    if len(digits) < 8 or not (digits.isascii() and digits.isdigit()):
        return None
    try:
        return date(int(digits[:4]), int(digits[4:6]), int(digits[6:8]))
    except ValueError:
        return None
