"""A report as it was sent, and what is wrong with it."""

import re
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from urllib.parse import urlsplit

from api.outlets.dates import Day, FuzzyDate
from api.outlets.reports import LONGEST, REPLY_WORDS, REPORT_KINDS, Evidence

_ADDRESS = re.compile(r"[^@\s]{1,64}@[^@\s.]+(\.[^@\s.]+)+")
EVIDENCE = ("title", "publisher", "url", "date", "quote")
_SHORTEST_TEXT = 10


@dataclass(frozen=True)
class Draft:
    """What the form or the call holds, unchecked; every field is text. Evidence is there if any of its fields is."""

    outlet: str
    kind: str = "correction"
    about: str = ""
    text: str = ""
    email: str = ""
    title: str = ""
    publisher: str = ""
    url: str = ""
    date: str = ""
    quote: str = ""

    @property
    def evidence(self) -> Evidence | None:
        found = Evidence(self.title, self.publisher, self.url, self.date, self.quote)
        return found if any(vars(found).values()) else None


def tidied(draft: Draft) -> Draft:
    """Without white space around, and with one kind of line break: browsers send two characters for one."""
    return Draft(**{name: value.replace("\r\n", "\n").replace("\r", "\n").strip() for name, value in vars(draft).items()})


def findings(draft: Draft, knows: Callable[[str], bool], today: Day) -> dict[str, str]:
    """What is wrong by field, in the order of the form; empty where nothing is. `knows` tells claims and labels of the list."""
    wrong: dict[str, str] = {}
    for name, what in _findings(draft, knows, today):
        wrong.setdefault(name, what)
    return wrong


def _findings(draft: Draft, knows: Callable[[str], bool], today: Day) -> Iterator[tuple[str, str]]:
    for name, value in vars(draft).items():
        if name in LONGEST and len(value) > LONGEST[name]:
            yield name, f"This is too long: {len(value):,} characters, at most {LONGEST[name]:,}."
        if any(unicodedata.category(letter) in ("Cc", "Cs") and letter not in "\n\t" for letter in value):
            yield name, "This holds characters that are no text."
    if draft.kind not in REPORT_KINDS:
        yield "kind", "Say whether this is a correction or the publisher’s reply."
    if draft.about and not knows(draft.about):
        yield "about", "This is no claim of the list and no label."
    if len(draft.text) < _SHORTEST_TEXT:
        yield "text", "Say what is wrong, in a sentence or more."
    if draft.kind == "reply" and len(draft.text.split()) > REPLY_WORDS:
        yield "text", f"A reply has at most {REPLY_WORDS} words; this has {len(draft.text.split())}."
    if draft.email and not _ADDRESS.fullmatch(draft.email):
        yield "email", "This is no e-mail address. Leave it empty if you want no answer by mail."
    if draft.evidence:
        yield from _findings_of_evidence(draft, today)


def _findings_of_evidence(draft: Draft, today: Day) -> Iterator[tuple[str, str]]:
    for name, needed in (("title", "title"), ("publisher", "publisher"), ("url", "address"), ("quote", "words")):
        if not getattr(draft, name):
            yield name, f"Evidence needs the document’s {needed}."
    if draft.url and not _is_web(draft.url):
        yield "url", "This is no address of a page: it begins with https://."
    if draft.date:
        try:
            if FuzzyDate.parse(draft.date).earliest > today:
                yield "date", "This day is still to come."
        except ValueError:
            yield "date", "Write the date as 2024, 2024-05 or 2024-05-17, or leave it empty."


def _is_web(url: str) -> bool:
    try:
        parts = urlsplit(url)
        return parts.scheme in ("http", "https") and bool(parts.hostname) and not re.search(r"\s", url)
    except ValueError:
        return False
