"""Proves that the history is whole and that the list is what it adds up to."""

import sqlalchemy as sa

from api.errors import BadHistory
from api.outlets.revisions import RecordKey, Revision
from api.storage.sql.engine import reading
from api.storage.sql.hashes import GENESIS, digest_of, hash_of
from api.storage.sql.history import revision_of
from api.storage.sql.tables import CONTENT, RECORD, REVISION

_MEND = "restore a backup"


def verify(engine: sa.Engine) -> int:
    """The number of revisions, all of them sound: every hash and text, and that the changes add up to the list.

    Raises BadHistory naming the first revision or record that is not.
    """
    with reading(engine) as connection:
        _verify_texts(connection)
        heads: dict[RecordKey, str] = {}
        previous, number = GENESIS, 0
        for number, row in enumerate(connection.execute(sa.select(REVISION).order_by(REVISION.c.number)).all(), 1):
            revision = revision_of(connection, row)
            _verify_revision(revision, number, previous, heads)
            previous = revision.hash
        kept = {RecordKey(row.kind, row.id): row.digest for row in connection.execute(sa.select(RECORD))}
    for key in sorted(kept.keys() | heads.keys()):
        if kept.get(key) != heads.get(key):
            raise BadHistory("the list is not what its changes add up to", where=str(key), mend=_MEND)
    return number


def _verify_texts(connection: sa.Connection) -> None:
    for row in connection.execute(sa.select(CONTENT)):
        if row.text is not None and digest_of(row.salt, row.text) != row.digest:
            raise BadHistory("a text is not what its digest says", where=row.digest, mend=_MEND)
        if row.text is None and not row.removed:
            raise BadHistory("a text is gone, and nobody said why", where=row.digest, mend=_MEND)


def _verify_revision(revision: Revision, number: int, previous: str, heads: dict[RecordKey, str]) -> None:
    """Check one revision after those before it, and take its changes into `heads`."""
    where = f"revision {revision.number}"
    if revision.number != number or revision.previous != previous or hash_of(revision) != revision.hash:
        raise BadHistory("the chain of revisions is broken", where=where, mend=_MEND)
    for change in revision.changes:
        if heads.get(change.key) != change.before:
            raise BadHistory(f"{change.key} was not as the revision says", where=where, mend=_MEND)
        if change.after is None:
            heads.pop(change.key, None)
        else:
            heads[change.key] = change.after
