"""Names that stand for an outlet in running text must not stand for anything else."""

import unicodedata
from collections.abc import Iterator

from api.outlets.dates import Day
from api.outlets.records import Finding, Records

# A single short word is nearly always also something else: RT, AP, EFE, Time, CNN's own abbreviations.
_SHORTEST_STRONG_WORD = 5


def _folded(name: str) -> str:
    """The name as it is compared: without regard to case, to how accents are encoded, or to white space."""
    return " ".join(unicodedata.normalize("NFC", name).casefold().split())


def strong_name_is_unambiguous(records: Records, today: Day) -> Iterator[Finding]:
    """A `strong` name is no short single word, and no other outlet's name."""
    owners: dict[str, set[str]] = {}
    for key, outlet in records.outlets.items():
        for name in outlet.names:
            owners.setdefault(_folded(name.text), set()).add(key)
    for key, outlet in records.outlets.items():
        for place, name in enumerate(outlet.names):
            if name.match != "strong":
                continue
            steps = ("names", place, "match")
            others = owners[_folded(name.text)] - {key}
            if others:
                what = f"'{name.text}' is also a name of {', '.join(sorted(others))}"
                yield Finding(records.outlet_files[key], steps, "strong-name-is-unambiguous", what, "mark it `context` in both")
            elif name.text.isascii() and name.text.isalnum() and len(name.text) < _SHORTEST_STRONG_WORD:
                what = f"'{name.text}' is short enough to be another word"
                yield Finding(records.outlet_files[key], steps, "strong-name-is-unambiguous", what, "mark it `context`")
