"""Which outlet or party of the list a name or host means."""

import re
import unicodedata
from collections.abc import Iterator

from api.candidates.statements import plain_host
from api.outlets.checks.channels import WEB, host_of
from api.outlets.model import Outlet
from api.outlets.records import Records

_COMPANY = re.compile(
    r"\b(?:the|inc|incorporated|llc|ltd|limited|plc|corp|corporation|co|company|gmbh|ag|se|sa|s a|nv|bv|ab|as|oy|spa|srl)\b"
)


class Matcher:
    """Looks names and hosts up in the list; ambiguous names mean nobody."""

    def __init__(self, records: Records) -> None:
        self._records = records
        self._hosts = dict(_hosts(records))
        self._accounts: dict[tuple[str, str], str] = {
            (channel.type, channel.value.lower()): key
            for key, outlet in records.outlets.items()
            for channel in outlet.channels
            if channel.type not in WEB
        }
        self._outlets = _unique((plain_name(name.text), key) for key, one in records.outlets.items() for name in one.names)
        self._parties = _unique((plain_name(one.name), key) for key, one in records.parties.items())
        self._sites = {host: key for key, one in records.parties.items() if (host := plain_host(one.website or ""))}
        self._wikidata = {one.wikidata: key for key, one in records.parties.items() if one.wikidata}

    def outlet_at(self, host: str | None) -> str | None:
        """The outlet whose host, or whose domain above it, this is."""
        while host and "." in host:
            if host in self._hosts:
                return self._hosts[host]
            host = host.partition(".")[2]
        return None

    def outlet(self, name: str, host: str | None) -> str | None:
        """By host if it has one that is listed, else by a name that only one outlet has."""
        return self.outlet_at(host) or self._outlets.get(plain_name(name))

    def holder_of(self, platform: str, account: str) -> str | None:
        return self._accounts.get((platform, account.lower()))

    def party(self, name: str, host: str | None = None, wikidata: str | None = None) -> str | None:
        """By Wikidata id, by its own site, by name without the legal form, or as the publisher of the outlet at that host."""
        known = self._wikidata.get(wikidata) if wikidata else None
        known = known or (self._sites.get(host) if host else None) or self._parties.get(plain_name(name))
        outlet = self.outlet_at(host)
        return known or (self.publisher(self._records.outlets[outlet]) if outlet else None)

    def publisher(self, outlet: Outlet) -> str | None:
        """The party that publishes it now."""
        return next((claim.party for claim in outlet.published_by if claim.to is None and claim.status == "accepted"), None)

    def chain(self, outlet: Outlet) -> list[str]:
        """The outlet's publishers and all their owners, of any time."""
        found: list[str] = []
        queue = [claim.party for claim in outlet.published_by]
        while queue:
            party = queue.pop(0)
            if party not in found:
                found.append(party)
                record = self._records.parties.get(party)
                queue += [claim.owner for claim in record.ownership if claim.owner] if record else []
        return found


def plain_name(name: str) -> str:
    """The name as it is compared: without case, accents, punctuation and legal form."""
    letters = "".join(letter for letter in unicodedata.normalize("NFKD", name) if not unicodedata.combining(letter)).casefold()
    words = " ".join(re.sub(r"[^\w]+", " ", letters).split())
    return " ".join(_COMPANY.sub(" ", words).split()) or words


def _hosts(records: Records) -> Iterator[tuple[str, str]]:
    for key, outlet in records.outlets.items():
        yield from ((host_of(each), key) for each in outlet.channels if each.type in ("domain", "host") and each.to is None)


def _unique(pairs: Iterator[tuple[str, str]]) -> dict[str, str]:
    found: dict[str, set[str]] = {}
    for name, key in pairs:
        found.setdefault(name, set()).add(key)
    return {name: next(iter(keys)) for name, keys in found.items() if len(keys) == 1 and name}
