"""Addresses as browsers read them (WHATWG URL), against the page's own address and its `base` element."""

import re

import can_ada

from api.errors import BadAddress

# browsers differ in what else they take for a host
_HOST = re.compile("[a-z0-9._-]+")


def parsed(url: str) -> can_ada.URL:
    """Raise BadAddress for what is no absolute http or https address."""
    try:
        address = can_ada.parse(url)
    except (ValueError, TypeError) as error:
        raise BadAddress("this is no address", where=url[:200], mend="give the page's full address, with https://") from error
    if address.protocol not in ("http:", "https:"):
        raise BadAddress("this is no web page's address", where=url[:200], mend="only http and https addresses can be read")
    return address


class Resolver:
    """Makes addresses absolute. The first `base` element's address counts where it is http or https."""

    def __init__(self, page: can_ada.URL, base: str | None) -> None:
        self._base = page
        self._known: dict[str, str | None] = {}
        if base is not None and (href := self(base)) is not None:
            self._base = can_ada.parse(href)
            self._known = {}

    def __call__(self, href: str) -> str | None:
        """The absolute address, or None where it is none of the web."""
        if href in self._known:
            return self._known[href]
        resolved = self._known[href] = self._resolved(href)
        return resolved

    def _resolved(self, href: str) -> str | None:
        try:
            address = self._base + href
        except (ValueError, TypeError):
            return None
        if address.protocol not in ("https:", "http:") or not _HOST.fullmatch(address.hostname):
            return None
        return str(address.href)
