"""Differences between texts as the history keeps them."""

from api.editing.differences import Difference, difference
from api.outlets.revisions import RecordKey
from api.views.desk.services import DeskServices


def difference_of(services: DeskServices, key: RecordKey, before: str | None, after: str | None) -> Difference:
    """Between two texts of the history by their digests; one that was removed counts as none."""
    texts = (None if digest is None else services.revisions.text(digest) for digest in (before, after))
    return _difference(services, key, *texts)


def difference_of_texts(services: DeskServices, key: RecordKey, before: str | None, after: str | None) -> Difference:
    """Between a text of the history by its digest, and a text."""
    return _difference(services, key, None if before is None else services.revisions.text(before), after)


def _difference(services: DeskServices, key: RecordKey, *texts: str | None) -> Difference:
    before, after = (None if text is None else services.desk.documents_of({key: text})[key] for text in texts)
    return difference(key, before, after)
