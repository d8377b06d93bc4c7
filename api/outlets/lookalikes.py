"""Which listed outlet's address an unlisted host resembles. A fact about two addresses, nothing about who is behind them."""

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property, lru_cache
from typing import Any, NamedTuple

from api.outlets.addresses import shown_label, with_parents

# letters a label has at least where a doubled, swapped or look-alike letter or a hyphen counts: short ones differ by chance
LONG = 6
MOST_KEPT = 10_000
_RUN = re.compile(r"(.)\1+")


class LookAlikes:
    """Hosts near those of a published list's `hosts`; `letters` (`{a: "àа…"}`) and `signs` (`{rn: [m]}`) as its `confusables`."""

    def __init__(self, hosts: Mapping[str, Sequence[Mapping[str, Any]]], confusables: Mapping[str, Any]) -> None:
        self._hosts = hosts
        # the same few hosts are asked for again and again
        self.of = lru_cache(maxsize=MOST_KEPT)(self._of)
        letters: Mapping[str, str] = confusables.get("letters", {})
        self._letters = {ord(char): plain for plain, chars in letters.items() for char in chars}
        signs: Mapping[str, Sequence[str]] = confusables.get("signs", {})
        self._signs = [(sign, plain) for plain, each in signs.items() for sign in each]

    def _of(self, host: str) -> str | None:
        """The outlet whose listed host this one, itself on no listed host, resembles."""
        if host in self._hosts or any(self._is_site(name) for name in with_parents(host)):
            return None
        plain = self._plain(host)
        if plain != host and (found := next(self._alike_by_letters(plain), None)):
            return found
        return self._reused(plain) or next(self._near(plain), None)

    def _is_site(self, name: str) -> bool:
        """Whether the host is an outlet's, more than a path on it."""
        return any(row["type"] != "path" for row in self._hosts.get(name, ()))

    def _alike_by_letters(self, plain: str) -> Iterator[str]:
        """Letters of other alphabets, or with marks, in the place of a listed host's."""
        return (self._index.whole[name] for name in with_parents(plain) if name in self._index.whole)

    def _reused(self, plain: str) -> str | None:
        """A whole listed host, with dots or hyphens, before other labels: `rt.com.example`, `rt-com.news`, `bbc-co.uk`."""
        parts, starts = _parts(plain)
        for start in starts:
            for end in range(min(len(parts), start + self._index.most_parts), start + 1, -1):
                if found := self._index.runs.get(".".join(parts[start:end])):
                    return found
        return None

    def _near(self, plain: str) -> Iterator[str]:
        """One long label has a hyphen more or less, a look-alike sign, a letter doubled, or two neighbours swapped."""
        for name in with_parents(plain):
            if "." not in name:
                return
            host = _Host(name, self._bare(name))
            rows = (*self._index.doubled.get(host.collapsed, ()), *self._index.swapped.get(host.sorted, ()))
            yield from sorted(outlet for listed, outlet in rows if _is_near(host, listed))

    @cached_property
    def _index(self) -> "_Index":
        index = _Index()
        for host, rows in self._hosts.items():
            owners = [(row["to"] is not None, row["outlet"]) for row in rows if row["type"] != "path"]
            if owners:
                plain = self._plain(host)
                index.add(_Host(plain, self._bare(plain)), min(owners)[1])
        return index

    def _plain(self, host: str) -> str:
        """The host with look-alike letters of other alphabets as the ASCII letters they look like."""
        if "xn--" not in host:
            return host
        return ".".join(shown_label(label) for label in host.split(".")).translate(self._letters)

    def _bare(self, plain: str) -> str:
        bare = plain.replace("-", "")
        for sign, letter in self._signs:
            bare = bare.replace(sign, letter)
        return bare


class _Host(NamedTuple):
    """A host in ASCII letters, and the same without hyphens and with look-alike signs as the letters they look like."""

    plain: str
    bare: str

    @property
    def collapsed(self) -> str:
        """With letters that stand twice or more, once."""
        return _RUN.sub(r"\1", self.bare)

    @property
    def sorted(self) -> str:
        return "".join(sorted(self.bare))


class _Index:
    """Listed hosts by what look-alikes share with them."""

    def __init__(self) -> None:
        self.whole: dict[str, str] = {}
        self.runs: dict[str, str] = {}
        self.doubled: dict[str, list[tuple[_Host, str]]] = {}
        self.swapped: dict[str, list[tuple[_Host, str]]] = {}
        self.most_parts = 0

    def add(self, host: _Host, outlet: str) -> None:
        parts = _parts(host.plain)[0]
        self.most_parts = max(self.most_parts, len(parts))
        for table, key in ((self.whole, host.plain), (self.runs, ".".join(parts))):
            table[key] = min(table.get(key, outlet), outlet)
        if any(len(label) >= LONG for label in host.bare.split(".")):
            self.doubled.setdefault(host.collapsed, []).append((host, outlet))
            self.swapped.setdefault(host.sorted, []).append((host, outlet))


def _parts(plain: str) -> tuple[list[str], list[int]]:
    """The pieces between dots and hyphens, and the places where a label begins, or the rest of one after `www`."""
    parts: list[str] = []
    starts: list[int] = []
    for label in plain.split("."):
        pieces = [piece for piece in label.split("-") if piece]
        starts += [len(parts) + place for place in range(len(pieces)) if place == 0 or pieces[:place] == ["www"]]
        parts += pieces
    return parts, starts


def _is_near(host: _Host, listed: _Host) -> bool:
    plain, listed_plain = host.plain.split("."), listed.plain.split(".")
    differing = [place for place, (one, other) in enumerate(zip(plain, listed_plain, strict=True)) if one != other]
    if len(differing) != 1:
        return False
    one, other = (each.bare.split(".")[differing[0]] for each in (host, listed))
    return len(other) >= LONG and (one == other or _is_slip(one, other))


def _is_slip(one: str, other: str) -> bool:
    """Whether the two differ by one letter that is doubled, or by two neighbours that are swapped."""
    longer, shorter = (one, other) if len(one) >= len(other) else (other, one)
    at = next((place for place, letter in enumerate(shorter) if letter != longer[place]), len(shorter))
    if len(longer) == len(shorter):
        return longer[at + 1 : at + 2] + longer[at] + longer[at + 2 :] == shorter[at:]
    return longer[:at] + longer[at + 1 :] == shorter and longer[at] == longer[at - 1]
