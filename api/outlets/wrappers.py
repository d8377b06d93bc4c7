"""Services that show another site's page under an address of their own: archives, translators, caches, readers."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any, NamedTuple
from urllib.parse import unquote

from api.errors import BadAddress
from api.outlets.addresses import Address, is_named, parse_address, shown_label, with_parents
from api.outlets.shapes import fill


class Unwrapped(NamedTuple):
    """The service, the address of the page it shows, and the day it copied that page."""

    wrapper: str
    address: Address
    captured: date | None


class Wrappers:
    """The wrappers of a published list."""

    def __init__(self, rows: Sequence[Mapping[str, Any]]) -> None:
        self._by_host: dict[str, list[Mapping[str, Any]]] = {}
        self._under = tuple({f".{suffix}" for wrapper in rows for suffix in wrapper.get("under", ())})
        for wrapper in rows:
            for host in (*wrapper.get("hosts", ()), *(f"*.{suffix}" for suffix in wrapper.get("under", ()))):
                self._by_host.setdefault(host, []).append(wrapper)

    @property
    def names(self) -> set[str]:
        """Every host of a wrapper, and every host that wrappers stand under."""
        return {host.removeprefix("*.") for host in self._by_host}

    def have(self, host: str) -> bool:
        """Whether the host is a wrapper's."""
        return any(self._of(host))

    def unwrap(self, address: Address) -> Unwrapped | None:
        """The page that is shown; None where the address shows none."""
        for wrapper in self._of(address.host):
            for url, stamp in _wrapped(wrapper, address):
                try:
                    inner = parse_address(url)
                except BadAddress:
                    continue
                if is_named(inner.host):
                    return Unwrapped(wrapper["id"], inner, _day(stamp))
        return None

    def _of(self, host: str) -> Iterator[Mapping[str, Any]]:
        yield from self._by_host.get(host, ())
        for name in with_parents(host) if host.endswith(self._under) else ():
            if name is not host:
                yield from self._by_host.get(f"*.{name}", ())


def _wrapped(wrapper: Mapping[str, Any], address: Address) -> Iterator[tuple[str, str]]:
    """Addresses the wrapper may be showing, each with the time stamp of its copy ('' without one)."""
    for shape in wrapper.get("paths", ()):
        filled = fill(shape, address)
        if url := filled.get("url"):
            yield _whole(f"{filled['host']}/{url}" if "host" in filled else url), filled.get("date", "")
    for suffix in wrapper.get("under", ()) if wrapper.get("dashed") else ():
        dashed = address.host.removesuffix(f".{suffix}")
        if dashed != address.host and "." not in dashed:
            host = shown_label(dashed).replace("--", "\n").replace("-", ".").replace("\n", "-")
            query = "&".join(pair for pair in address.query[1:].split("&") if not pair.startswith(wrapper["dashed"]))
            yield f"https://{host}{address.path}" + (f"?{query}" if query else ""), ""


def _whole(url: str) -> str:
    """A wrapped address with its scheme; wrappers drop it, or percent-encode the address."""
    start = url[:10].lower()
    if start.startswith(("http%3a", "https%3a")):
        return unquote(url, errors="replace")
    return url if start.startswith(("http:", "https:")) else f"https://{url}"


def _day(stamp: str) -> date | None:
    """The day of a time stamp like `20220323120000`, `2022.03.23-120000` or `2022-0323-1200-00`; None where it names none."""
    digits = stamp.replace(".", "").replace("-", "")[:8]
    if len(digits) < 8 or not (digits.isascii() and digits.isdigit()):
        return None
    try:
        return date(int(digits[:4]), int(digits[4:6]), int(digits[6:8]))
    except ValueError:
        return None
