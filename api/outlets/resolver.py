"""Whose address is it? Addresses are unwrapped, and looked up in the outlet list."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from api.outlets.addresses import Address, can_be_listed, parse_address, plain_host, with_parents
from api.outlets.lookalikes import LookAlikes
from api.outlets.platforms import Platforms
from api.outlets.wrappers import Wrappers

MOST_WRAPPERS = 3
# most specific first
_RANK = {"path": 0, "host": 1, "domain": 2}


@dataclass(frozen=True)
class Resolution:
    """`url` is the page's own address; `wrapper` the service that shows it, `captured` when that copied it; `outlet` its outlet."""

    url: str
    wrapper: str | None
    captured: date | None
    outlet: str | None


class Resolver:
    """Looks addresses up in the published list's hosts, accounts, wrappers and platforms."""

    def __init__(self, document: Mapping[str, Any]) -> None:
        self._hosts: Mapping[str, Sequence[Mapping[str, Any]]] = document["hosts"]
        self._accounts: Mapping[str, Sequence[Mapping[str, Any]]] = document["accounts"]
        self._wrappers = Wrappers(document["wrappers"])
        self._platforms = Platforms(document["platforms"], self._accounts)
        self._shared: set[str] = set()
        self._also: dict[str, str] = {}
        for row in document.get("shared_hosts", ()):
            self._shared.update(row["hosts"])
            self._also.update({other: row["hosts"][0] for other in row.get("also", ())})
        self._services = frozenset(self._wrappers.names | self._platforms.names | self._also.keys())
        self._look_alikes = LookAlikes(self._hosts, document.get("confusables", {}))

    def resolve(self, url: str, day: date) -> Resolution:
        """The outlet whose address this is on `day`, or on the day a wrapper copied the page. Raises BadAddress."""
        address = parse_address(url)
        wrapper: str | None = None
        captured: date | None = None
        for _ in range(MOST_WRAPPERS):
            inner = self._wrappers.unwrap(address)
            if inner is None:
                break
            address = inner.address
            wrapper = wrapper or inner.wrapper
            # the innermost copy is the oldest one: what it shows is of that day
            captured = inner.captured if inner.captured and inner.captured <= day else captured
        return Resolution(address.url, wrapper, captured, self._outlet(address, (captured or day).isoformat()))

    def resembled(self, url: str) -> str | None:
        """The outlet whose address an unlisted, unwrapped one resembles. Raises BadAddress."""
        host = plain_host(url) or parse_address(url).host
        shared = host in self._shared or host.removeprefix("www.") in self._shared
        if shared or not can_be_listed(host) or self._platforms.have(host) or self._wrappers.have(host):
            return None
        return self._look_alikes.of(self._first_name(host))

    def is_foreign(self, host: str) -> bool:
        """Whether no address of the host can be an outlet's: neither it nor a host above it is in the list."""
        return not any(name in self._hosts or name in self._services for name in with_parents(host))

    def is_undivided(self, host: str) -> bool:
        """Whether all addresses of the host are one outlet's, or nobody's."""
        if self._platforms.have(host) or self._wrappers.have(host):
            return False
        names = {*with_parents(host), *with_parents(self._first_name(host))}
        return not any(channel["type"] == "path" for name in names for channel in self._hosts.get(name, ()))

    def _outlet(self, address: Address, day: str) -> str | None:
        if not can_be_listed(address.host):
            return None
        if account := self._account(address, day):
            return account
        host, path = address.host, address.path
        if found := self._channel(host, path, day):
            return found
        first = self._first_name(host)
        return None if first is host else self._channel(first, path, day)

    def _channel(self, host: str, path: str, day: str) -> str | None:
        found: list[tuple[int, int, int, str]] = []
        for name in with_parents(host):
            for channel in self._hosts.get(name, ()):
                if _covers(channel, name, host, path) and _is_current(channel, day):
                    found.append((_RANK[channel["type"]], -len(name), -len(channel["path"] or ""), channel["outlet"]))
        return min(found)[3] if found else None

    def _account(self, address: Address, day: str) -> str | None:
        for key in self._platforms.accounts(address):
            if outlets := [row["outlet"] for row in self._accounts.get(key, ()) if _is_current(row, day)]:
                return str(min(outlets))
        return None

    def _first_name(self, host: str) -> str:
        """The host under the first of the names by which a shared host is known: `a.blogspot.de` is `a.blogspot.com`."""
        for name in with_parents(host):
            if name in self._also:
                return host.removesuffix(name) + self._also[name]
        return host


def _covers(channel: Mapping[str, Any], name: str, host: str, path: str) -> bool:
    """Whether the channel, listed under `name`, holds the host's path."""
    if channel["type"] == "path":
        start = channel["path"] or ""
        return host in (name, f"www.{name}") and (path == start or path.startswith(f"{start}/"))
    if channel["type"] == "host":
        return host == name
    return not any(host == other or host.endswith(f".{other}") for other in channel["except"])


def _is_current(row: Mapping[str, Any], day: str) -> bool:
    return (row["from"] is None or row["from"] <= day) and (row["to"] is None or day < row["to"])
