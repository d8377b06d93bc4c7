"""Page evidence and published lists written short, for tests."""

import re
from typing import Any

from api.outlets import characters, wording
from api.storage.yaml_files import read_document
from tests.conformance import ROOT

_LINK = re.compile(r"\[([^\]]*)\]\((https?://[^)]*)\)")


def block(text: str, zone: str = "article") -> dict[str, Any]:
    """A block of the page; `[text](address)` in it is a link."""
    plain, links, at = "", [], 0
    for link in _LINK.finditer(text):
        plain += text[at : link.start()]
        links.append({"href": link[2], "start": len(plain), "end": len(plain) + len(link[1]), "rel": ""})
        plain += link[1]
        at = link.end()
    return {"zone": zone, "text": plain + text[at:], "links": links}


def page(*blocks: str | dict[str, Any], **fields: Any) -> dict[str, Any]:
    """The evidence of an unlisted page, with what `fields` give; texts are blocks of its article."""
    return {
        "url": "https://unlisted.example/page",
        "canonical": None,
        "language": "en",
        "title": "A page",
        "published": None,
        "metadata": [],
        "structured": [],
        "blocks": [block(each) if isinstance(each, str) else each for each in blocks],
    } | fields


def metadata(name: str, content: str) -> list[dict[str, str]]:
    return [{"name": name, "content": content}]


def structured(role: str, name: str, url: str | None = None, type_: str = "Organization") -> list[dict[str, str | None]]:
    return [{"type": type_, "role": role, "name": name, "url": url}]


def outlet(name: str, host: str, **names: str) -> dict[str, Any]:
    """An outlet of a small list; `names` are further names by match mode."""
    return {"name": name, "host": host, "names": names, "part_of": None, "began": None}


OUTLETS = {
    "rt": outlet("RT", "rt.com", context="RT", strong="Russia Today") | {"began": "2005-12-10"},
    "reuters": outlet("Reuters", "reuters.com", strong="Reuters", never="Thomson Reuters"),
    "afp": outlet("AFP", "afp.com", context="AFP", strong="Agence France-Presse"),
    "times": outlet("The Times", "times.example", context="The Times"),
    "other-times": outlet("The Times", "othertimes.example", context="The Times"),
    "group": outlet("Example Group", "group.example", strong="Example Group"),
    "daughter": outlet("Example Daughter", "daughter.example", strong="Example Daughter") | {"part_of": "group"},
    "sister": outlet("Example Sister", "sister.example", strong="Example Sister") | {"part_of": "group"},
    "xinhua": outlet("Xinhua", "news.cn", strong="新华社"),
}
EMPTY: dict[str, Any] = {"labels": [], "owners": [], "research": {}, "designations": []}


def published_list(**changes: Any) -> dict[str, Any]:
    """A small published list with the English wordings."""
    channel: dict[str, Any] = {"type": "domain", "path": None, "except": [], "from": None, "to": None, "role": "primary"}
    return {
        "format": 1,
        "version": 7,
        "published": "2022-01-01",
        "outlets": {
            key: {
                "name": each["name"],
                "kind": "agency",
                "country": "int",
                "status": "active",
                "domain": each["host"],
                "began": each["began"],
                "part_of": each["part_of"],
                "periods": [{"from": None, "to": None, **EMPTY}],
            }
            for key, each in OUTLETS.items()
        },
        "sources": [],
        "hosts": {each["host"]: [{**channel, "outlet": key}] for key, each in OUTLETS.items()},
        "accounts": {},
        "names": [
            {"text": text, "match": match, "outlet": key} for key, each in OUTLETS.items() for match, text in each["names"].items()
        ],
        "rules": wording.rules(read_document(ROOT / "data" / "attribution" / "en.yaml"), "en.yaml"),
        "wrappers": read_document(ROOT / "data" / "wrappers.yaml"),
        "platforms": read_document(ROOT / "data" / "platforms.yaml"),
        "shared_hosts": [],
        "characters": characters.table(),
        "labels": {},
        "schemes": {},
    } | changes
