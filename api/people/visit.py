"""Where a request comes from, and what of that is kept."""

import ipaddress
from dataclasses import dataclass


@dataclass(frozen=True)
class Visit:
    """The client's address, the browser's name, the token its cookie held before."""

    address: str = ""
    agent: str = ""
    token: str | None = None

    @property
    def network(self) -> str:
        """What is kept of the address: enough to see that attempts come from one place, too little to tell one household."""
        parsed = _parsed(self.address)
        if parsed is None:
            return ""
        return str(ipaddress.ip_network(f"{parsed}/{24 if parsed.version == 4 else 48}", strict=False))

    @property
    def place(self) -> str:
        """Whose failures add up: one IPv4 address; in IPv6 a network of 64 bits, in which a household has as many as it likes."""
        parsed = _parsed(self.address)
        if parsed is None:
            return self.address[:64]
        return str(parsed) if parsed.version == 4 else str(ipaddress.ip_network(f"{parsed}/64", strict=False))


def _parsed(address: str) -> ipaddress.IPv4Address | ipaddress.IPv6Address | None:
    try:
        parsed = ipaddress.ip_address(address)
    except ValueError:
        return None
    return getattr(parsed, "ipv4_mapped", None) or parsed
