"""The public feed of what changed in the list, for readers of feeds: Atom (RFC 4287) and JSON Feed 1.1."""

from typing import Any
from xml.etree import ElementTree as Xml

import orjson
from flask import Blueprint, Response, request, url_for

from api.outlets.revisions import Revision
from api.views.desk.services import Revisions

_ATOM = "http://www.w3.org/2005/Atom"
_LATEST = 50
# records named in an entry; a first import has thousands
_NAMED = 20


def change_views(revisions: Revisions) -> Blueprint:
    """`/changes.atom` and `/changes.json`: revisions with their reason and records, and nobody's name."""
    views = Blueprint("changes", __name__)

    @views.get("/changes.atom")
    def atom() -> Response:
        return Response(_atom(revisions.revisions(limit=_LATEST)), content_type="application/atom+xml; charset=utf-8")

    @views.get("/changes.json")
    def feed() -> Response:
        return Response(orjson.dumps(_json(revisions.revisions(limit=_LATEST))), content_type="application/feed+json")

    return views


def _title(revision: Revision) -> str:
    undoes = f" (undoes revision {revision.reverts})" if revision.reverts else ""
    return f"Revision {revision.number}: {revision.reason}{undoes}"


def _text(revision: Revision) -> str:
    named = [str(change.key) for change in revision.changes[:_NAMED]]
    more = len(revision.changes) - len(named)
    return ", ".join(named) + (f", and {more:,} more" if more > 0 else "")


def _id(revision: Revision) -> str:
    # the chain's hash names the revision wherever the desk stands
    return f"urn:sha256:{revision.hash}"


def _atom(revisions: list[Revision]) -> bytes:
    Xml.register_namespace("", _ATOM)
    feed = Xml.Element(f"{{{_ATOM}}}feed")
    _child(feed, "id", f"{request.url_root}changes.atom")
    _child(feed, "title", "Masthead: changes of the outlet list")
    _child(feed, "updated", revisions[0].at.isoformat() if revisions else "1970-01-01T00:00:00+00:00")
    Xml.SubElement(feed, f"{{{_ATOM}}}link", rel="self", href=url_for("changes.atom", _external=True))
    _child(Xml.SubElement(feed, f"{{{_ATOM}}}author"), "name", "Masthead")
    for revision in revisions:
        entry = Xml.SubElement(feed, f"{{{_ATOM}}}entry")
        for name, text in (("id", _id(revision)), ("title", _title(revision)), ("updated", revision.at.isoformat())):
            _child(entry, name, text)
        _child(entry, "content", _text(revision))
    return bytes(Xml.tostring(feed, encoding="utf-8", xml_declaration=True))


def _child(parent: Xml.Element, name: str, text: str) -> None:
    Xml.SubElement(parent, f"{{{_ATOM}}}{name}").text = text


def _json(revisions: list[Revision]) -> dict[str, Any]:
    return {
        "version": "https://jsonfeed.org/version/1.1",
        "title": "Masthead: changes of the outlet list",
        "feed_url": url_for("changes.feed", _external=True),
        "items": [
            {"id": _id(each), "title": _title(each), "content_text": _text(each), "date_published": each.at.isoformat()}
            for each in revisions
        ],
    }
