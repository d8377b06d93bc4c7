"""Shapes of addresses, as `data/wrappers.yaml` and `data/platforms.yaml` write them. `docs/addresses.md` describes them."""

import re
from urllib.parse import unquote, unquote_plus

from api.outlets.addresses import Address

_DATE = re.compile(r"[0-9]{1,14}(?:[a-z]{2,3}_)?|[0-9]{4}\.[0-9]{2}\.[0-9]{2}-[0-9]{6}|[0-9]{4}(?:-[0-9]{4}){2}-[0-9]{2}")


def fill(shape: str, address: Address) -> dict[str, str]:
    """What the slots of a shape hold in this address; empty where it has another form.

    `/web/{date}/{url}`, `/id{account}`, `/page.php?id={account}`, `/search?q=cache:{any}:{url}`: `{url}` takes all that is left
    of the path and the query, or of the parameter; `{date}` an archive's time stamp; the others what is in their segment.
    """
    path_shape, _, query_shape = shape.partition("?")
    segments, given = path_shape[1:].split("/"), address.path[1:].split("/")
    filled: dict[str, str] = {}
    for place, segment in enumerate(segments):
        if segment == "{url}":
            rest = "/".join(given[place:])
            return filled | {"url": rest + address.query} if rest else {}
        if place >= len(given) or not _fill_segment(segment, given[place], filled):
            return {}
    if not query_shape:
        return filled
    return filled | _fill_query(query_shape, address.query) if len(given) == len(segments) else {}


def _fill_segment(shape: str, given: str, filled: dict[str, str]) -> bool:
    found = _match(shape, _decoded(given) if "account}" in shape else given)
    if found is None or ("date" in found and not _DATE.fullmatch(found["date"])):
        return False
    filled |= found
    return True


def _fill_query(shape: str, query: str) -> dict[str, str]:
    name, _, value_shape = shape.partition("=")
    for pair in query[1:].split("&"):
        key, _, value = pair.partition("=")
        if key == name and (found := _match(value_shape, unquote_plus(value, errors="replace"))):
            # what follows a space are further words of a search
            return {slot: each.partition(" ")[0] for slot, each in found.items()}
    return {}


def _match(shape: str, text: str) -> dict[str, str] | None:
    """What the slots hold: `@{account}`, `cache:{any}:{url}`; a slot is never empty and ends where what follows it begins."""
    prefix, brace, rest = shape.partition("{")
    if not brace:
        return {} if text == shape else None
    slot, _, after = rest.partition("}")
    text = text.removeprefix(prefix) if text.startswith(prefix) else ""
    end = text.find(after.partition("{")[0]) if after else len(text)
    inner = _match(after, text[end:]) if end > 0 else None
    if inner is None:
        return None
    # {user:account} holds `user:name`: some platforms give one name to several accounts
    kind, colon, name = slot.rpartition(":")
    return {name: f"{kind}{colon}{text[:end]}", **inner}


def _decoded(segment: str) -> str:
    try:
        return unquote(segment, errors="strict")
    except UnicodeDecodeError:
        return segment
