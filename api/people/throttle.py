"""How long somebody waits after failing: longer each time."""

import datetime
import ipaddress
from dataclasses import dataclass

_FORGOTTEN = datetime.timedelta(hours=24)


@dataclass(frozen=True)
class Limit:
    """So many failures are free; after each further one the wait doubles, from a second to the longest."""

    free: int
    longest: datetime.timedelta

    def wait(self, failures: int) -> datetime.timedelta:
        if failures < self.free:
            return datetime.timedelta()
        # 2 ** 20 seconds are twelve days, longer than any limit
        return min(datetime.timedelta(seconds=2 ** min(failures - self.free, 20)), self.longest)


# an address may be that of a whole newsroom
ACCOUNT = Limit(5, datetime.timedelta(minutes=15))
ADDRESS = Limit(20, datetime.timedelta(hours=1))


@dataclass(frozen=True)
class Failures:
    """How many in a row, and when the last one was."""

    count: int
    last: datetime.datetime

    def left_to_wait(self, limit: Limit, at: datetime.datetime) -> datetime.timedelta:
        return max(self.last + limit.wait(self.count) - at, datetime.timedelta())

    def with_one_more(self, at: datetime.datetime) -> "Failures":
        """A day without failures and the earlier ones are forgotten."""
        return Failures(1 if at - self.last > _FORGOTTEN else self.count + 1, at)


def network_of(address: str) -> str:
    """What is kept of an address: enough to see that attempts come from one place, not enough for one person's household.
    Empty for what is no address."""
    try:
        parsed = ipaddress.ip_address(address)
    except ValueError:
        return ""
    if isinstance(parsed, ipaddress.IPv6Address) and parsed.ipv4_mapped:
        parsed = parsed.ipv4_mapped
    return str(ipaddress.ip_network(f"{parsed}/{24 if parsed.version == 4 else 48}", strict=False))


def place_of(address: str) -> str:
    """Whose failures add up: one IPv4 address, one network of 64 bits in IPv6, where a household has as many as it likes."""
    try:
        parsed = ipaddress.ip_address(address)
    except ValueError:
        return address[:64]
    return str(ipaddress.ip_network(f"{parsed}/64", strict=False)) if parsed.version == 6 else str(parsed)
