"""What a foreign file says, in our words but not yet in our records."""

from dataclasses import dataclass, field
from typing import Literal

from api.outlets.dates import FuzzyDate
from api.outlets.model import Source

# publisher and owner lead to a party, host and account to a channel; a lead is shown to the reviewer and never written
Kind = Literal["publisher", "owner", "host", "account", "name", "lead"]


@dataclass(frozen=True)
class Statement:
    """One thing said of an outlet. `value` is a name, a host or an account; `host` the party's own site, `id` its Wikidata id."""

    kind: Kind
    value: str
    locator: str
    host: str | None = None
    platform: str | None = None
    wikidata: str | None = None
    start: FuzzyDate | None = None
    end: FuzzyDate | None = None
    as_of: FuzzyDate | None = None
    share: float | None = None


@dataclass(frozen=True)
class Subject:
    """An outlet as the file knows it, with all the file says of it and where the file comes from."""

    name: str
    source: Source
    host: str | None = None
    country: str | None = None
    kind: str | None = None
    wikidata: str | None = None
    statements: tuple[Statement, ...] = field(default=())


def plain_host(address: str) -> str | None:
    """The host of an address or bare host, without `www.`; None for what is neither, or has a path of its own."""
    text = address.strip()
    rest = text.partition("://")[2] or text
    host, _, path = rest.partition("/")
    host = host.partition(":")[0].lower().rstrip(".").removeprefix("www.")
    return host if "." in host and " " not in host and not path.strip("/") else None
