"""Finding records: by any of their words, by country, by label, by what is checked."""

import functools
import unicodedata
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

from api.outlets.model import Outlet, Party, Record
from api.outlets.records import Records
from api.outlets.revisions import RecordKey

Checked = Literal["", "all", "some", "none"]


@dataclass(frozen=True)
class Query:
    """What is asked: words of a name, host, account, owner or source; a country's code; a label's id; how much is checked."""

    words: str = ""
    country: str = ""
    label: str = ""
    checked: Checked = ""


@dataclass(frozen=True)
class Hit:
    """A record that fits, with how many of its claims there are and are checked. `rank` is 0 where the name itself begins so."""

    key: RecordKey
    name: str
    country: str
    claims: int
    checked: int
    rank: int


def search(records: Records, labels: Mapping[str, Collection[str]], query: Query) -> list[Hit]:
    """The records that fit all that is asked, best first. `labels` are the ids of each outlet's labels today."""
    words = _folded(query.words).split()
    fitting = ((key, record) for key, record in _all(records) if _fits(key, record, labels, query))
    found = [hit for key, record in fitting if (hit := _hit(key, record, records, words)) and _as_checked(hit, query.checked)]
    return sorted(found, key=lambda hit: (hit.rank, hit.name.casefold(), hit.key))


def _all(records: Records) -> Iterator[tuple[RecordKey, Outlet | Party]]:
    yield from ((RecordKey("outlets", key), outlet) for key, outlet in records.outlets.items())
    yield from ((RecordKey("parties", key), party) for key, party in records.parties.items())


def _fits(key: RecordKey, record: Record, labels: Mapping[str, Collection[str]], query: Query) -> bool:
    in_country = not query.country or record.country == query.country
    return in_country and (not query.label or (key.kind == "outlets" and query.label in labels.get(key.id, ())))


def _hit(key: RecordKey, record: Outlet | Party, records: Records, words: list[str]) -> Hit | None:
    names = [_folded(name) for name in _names(record)]
    text = " ".join([*names, *(_folded(each) for each in _more(record, records))])
    if not all(word in text for word in words):
        return None
    first = " ".join(words)
    rank = 0 if any(name.startswith(first) for name in names) else 1 if any(first in name for name in names) else 2
    claims = [claim for _, claim in record.claims()]
    return Hit(key, record.name, record.country, len(claims), sum(claim.checked is not None for claim in claims), rank)


def _names(record: Outlet | Party) -> Iterator[str]:
    yield record.name
    yield record.id.replace("-", " ")
    if isinstance(record, Outlet):
        yield from (name.text for name in record.names)


def _more(record: Outlet | Party, records: Records) -> Iterator[str]:
    """Addresses, and the names of publishers and owners."""
    if isinstance(record, Outlet):
        yield from (channel.value for channel in record.channels)
        parties = [claim.party for claim in record.published_by]
    else:
        yield record.website or ""
        parties = [claim.owner for claim in record.ownership if claim.owner]
    yield from (records.party_name(party) for party in parties if records.has_party(party))


def _as_checked(hit: Hit, checked: Checked) -> bool:
    if checked == "all":
        return 0 < hit.claims == hit.checked
    if checked == "some":
        return 0 < hit.checked < hit.claims
    return checked != "none" or (hit.claims > 0 and hit.checked == 0)


@functools.lru_cache(maxsize=100_000)
def _folded(text: str) -> str:
    """Without case and accents, so that they need not be typed."""
    plain = "".join(letter for letter in unicodedata.normalize("NFKD", text) if not unicodedata.combining(letter))
    return " ".join(plain.casefold().split())
