"""Accounts on social platforms, in podcast directories and in app stores, by the address of what they publish."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from api.outlets.addresses import Address, with_parents
from api.outlets.shapes import fill

_ASCII_LOWER = str.maketrans("ABCDEFGHIJKLMNOPQRSTUVWXYZ", "abcdefghijklmnopqrstuvwxyz")


def account_key(platform: Mapping[str, Any], value: str) -> str:
    """The key of an account in the published list's `accounts`."""
    for sign in platform.get("ignored", ""):
        value = value.replace(sign, "")
    return f"{platform['id']}:{value if platform.get('case_sensitive') else value.translate(_ASCII_LOWER)}"


class Platforms:
    """The platforms of a published list; `accounts` are the keys of its accounts."""

    def __init__(self, rows: Sequence[Mapping[str, Any]], accounts: Iterable[str]) -> None:
        self._by_host: dict[str, Mapping[str, Any]] = {}
        self._under = tuple({f".{suffix}" for platform in rows for suffix in platform.get("under", ())})
        for platform in rows:
            for host in (*platform.get("hosts", ()), *(f"*.{suffix}" for suffix in platform.get("under", ()))):
                self._by_host[host] = platform
        federated = {row["id"]: row for row in rows if row.get("federated")}
        for key in accounts:
            platform_id, _, value = key.partition(":")
            if platform_id in federated and "@" in value:
                self._by_host.setdefault(value.rpartition("@")[2], federated[platform_id])

    @property
    def names(self) -> set[str]:
        """Every host of a platform, and every host that platforms stand under."""
        return {host.removeprefix("*.") for host in self._by_host}

    def have(self, host: str) -> bool:
        """Whether the host is a platform's."""
        return self._of(host) is not None

    def accounts(self, address: Address) -> Iterator[str]:
        """Keys of the accounts whose address this may be."""
        platform = self._of(address.host)
        if platform is None:
            return
        for shape in platform["paths"]:
            if value := fill(shape, address).get("account"):
                local = platform.get("federated") and "@" not in value
                yield account_key(platform, f"{value}@{address.host}" if local else value)

    def _of(self, host: str) -> Mapping[str, Any] | None:
        platform = self._by_host.get(host)
        if platform or not host.endswith(self._under):
            return platform
        names = (f"*.{name}" for name in with_parents(host) if name is not host)
        return next((self._by_host[name] for name in names if name in self._by_host), None)
