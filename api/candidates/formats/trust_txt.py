"""trust.txt (JournalList.net, specification 2.0): what a site says of its owner and its accounts.

A site may claim anybody. So `controlledby` counts only where the owner's own file says `control` of it: both files must be among
those given. Files are named for their host: `host.txt` or `host/trust.txt`.
"""

import re
from collections.abc import Iterator
from pathlib import PurePosixPath

from api.candidates.statements import Statement, Subject, plain_host
from api.errors import BadImport
from api.outlets.model import Source

_ATTRIBUTES = {
    "member", "belongto", "control", "controlledby", "social", "vendor", "customer", "disclosure", "contact", "datatrainingallowed",
}  # fmt: skip
_SOCIAL = {
    "x.com": "x", "twitter.com": "x", "facebook.com": "facebook", "youtube.com": "youtube", "instagram.com": "instagram",
    "t.me": "telegram", "tiktok.com": "tiktok", "vk.com": "vk", "threads.net": "threads",
}  # fmt: skip
_NAME_IT = "name the file for its host, as `courier.example.txt`"

Lines = list[tuple[int, str, str]]


def read_many(files: dict[str, bytes], source: Source) -> list[Subject]:
    """The sites of these files, by file name. Raises BadImport."""
    sites = {_host_of(name): _lines(content, name) for name, content in files.items()}
    return [_subject(host, lines, sites, source) for host, lines in sites.items()]


def read(content: bytes, name: str, source: Source) -> list[Subject]:
    """One site alone: nothing about control can be taken from it. Raises BadImport."""
    return read_many({name: content}, source)


def _host_of(name: str) -> str:
    path = PurePosixPath(name)
    parts = [part for part in path.parts if part not in (".well-known", "trust.txt")]
    last = parts[-1] if parts else ""
    host = plain_host(last.removesuffix(".txt") if path.name != "trust.txt" else last)
    if host is None:
        raise BadImport("whose trust.txt this is cannot be told", where=name, mend=_NAME_IT)
    return host


def _lines(content: bytes, name: str) -> Lines:
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise BadImport("the file is not UTF-8", where=name, mend="save it as the site serves it") from error
    if re.match(r"\s*<", text):
        raise BadImport("this is a web page, no trust.txt", where=name, mend="the site has none: leave the file out")
    found: Lines = []
    for number, line in enumerate(text.splitlines(), 1):
        attribute, equals, value = line.partition("#")[0].partition("=") if "://" not in line else line.partition("=")
        if equals and attribute.strip().lower() in _ATTRIBUTES:
            found.append((number, attribute.strip().lower(), value.strip()))
    return found


def _subject(host: str, lines: Lines, sites: dict[str, Lines], source: Source) -> Subject:
    own = source.model_copy(update={"title": f"trust.txt of {host}", "publisher": host, "url": f"https://{host}/trust.txt"})
    return Subject(host, own, host=host, statements=tuple(_statements(host, lines, sites)))


def _statements(host: str, lines: Lines, sites: dict[str, Lines]) -> Iterator[Statement]:
    for number, attribute, value in lines:
        locator = f"line {number}: {attribute}"
        other = plain_host(value)
        if attribute == "controlledby" and other:
            if any(key == "control" and plain_host(said) == host for _, key, said in sites.get(other, ())):
                yield Statement("owner", other, f"{locator}, and `control` in trust.txt of {other}", host=other)
            else:
                yield Statement("lead", f"says it is controlled by {other}, whose trust.txt does not say so", locator)
        elif attribute == "social" and (account := _account(value)):
            yield Statement("account", account[1], locator, platform=account[0])


def _account(address: str) -> tuple[str, str] | None:
    host, _, path = address.partition("://")[2].partition("/")
    platform = _SOCIAL.get(host.lower().removeprefix("www."))
    value = path.partition("?")[0].strip("/").removeprefix("@").removeprefix("channel/")
    return (platform, value) if platform and value and "/" not in value else None
