"""The append-only history of the list, and the list it adds up to."""

import datetime
import secrets
from collections.abc import Callable, Iterable

import sqlalchemy as sa

from api.errors import Conflict, NotFound
from api.outlets.revisions import Change, Changed, Edit, RecordKey, Revision, Text
from api.storage.sql.engine import reading, writing
from api.storage.sql.hashes import GENESIS, digest_of, hash_of
from api.storage.sql.tables import CHANGE, CONTENT, RECORD, REVISION

Clock = Callable[[], datetime.datetime]


def now() -> datetime.datetime:
    return datetime.datetime.now(datetime.UTC)


class History:
    """Revisions in, the list out. Every call is one transaction; what `append` returned is kept."""

    def __init__(self, engine: sa.Engine, clock: Clock = now) -> None:
        self._engine, self._clock = engine, clock

    def append(self, edit: Edit) -> Revision:
        """Keep the edit as the next revision. Raises Conflict, naming each record that is no longer as the author saw it, and then
        changes nothing; ServiceUnavailable where the database does not answer."""
        with writing(self._engine) as connection:
            return append_in(connection, edit, self._clock())

    def head(self) -> int:
        """The number of the last revision; 0 before the first."""
        with reading(self._engine) as connection:
            return _last(connection)[0]

    def whole_list(self) -> tuple[int, list[Text]]:
        """All records as they are now, with the revision this is: both of one moment."""
        with reading(self._engine) as connection:
            rows = connection.execute(_with_texts(RECORD.c.digest).order_by(RECORD.c.kind, RECORD.c.id))
            return _last(connection)[0], [_text(row) for row in rows]

    def record(self, key: RecordKey) -> Text | None:
        """One record as it is now."""
        with reading(self._engine) as connection:
            row = connection.execute(_with_texts(RECORD.c.digest).where(RECORD.c.kind == key.kind, RECORD.c.id == key.id)).first()
            return _text(row) if row else None

    def record_at(self, key: RecordKey, number: int) -> str | None:
        """Its text as of a revision; None where there was none. Raises NotFound where that text was removed."""
        with reading(self._engine) as connection:
            kept = CHANGE.outerjoin(CONTENT, CONTENT.c.digest == CHANGE.c.after)
            query = sa.select(CHANGE.c.after, CONTENT.c.text, CONTENT.c.removed).select_from(kept)
            query = query.where(CHANGE.c.kind == key.kind, CHANGE.c.id == key.id, CHANGE.c.revision <= number)
            row = connection.execute(query.order_by(CHANGE.c.revision.desc()).limit(1)).first()
        if row is None or row.after is None:
            return None
        if row.text is None:
            raise NotFound(f"the text of {key} as of revision {number} was removed: {row.removed}")
        return str(row.text)

    def texts_at(self, number: int) -> dict[RecordKey, str]:
        """All records as of a revision. Raises NotFound where a text of then was removed."""
        last = sa.select(CHANGE.c.kind, CHANGE.c.id, sa.func.max(CHANGE.c.revision).label("revision"))
        last_of = last.where(CHANGE.c.revision <= number).group_by(CHANGE.c.kind, CHANGE.c.id).subquery()
        same = sa.and_(*(CHANGE.c[name] == last_of.c[name] for name in ("kind", "id", "revision")))
        query = sa.select(CHANGE.c.kind, CHANGE.c.id, CONTENT.c.text).select_from(CHANGE.join(last_of, same))
        with reading(self._engine) as connection:
            rows = connection.execute(query.join(CONTENT, CONTENT.c.digest == CHANGE.c.after)).all()
        removed = [str(RecordKey(row.kind, row.id)) for row in rows if row.text is None]
        if removed:
            raise NotFound(f"of revision {number} texts were removed: {', '.join(removed)}")
        return {RecordKey(row.kind, row.id): row.text for row in rows}

    def revisions(
        self, *, of: RecordKey | None = None, author: str | None = None, before: int | None = None, limit: int = 50
    ) -> list[Revision]:
        """The newest first: of one record, by one author, older than a number."""
        query = sa.select(REVISION).order_by(REVISION.c.number.desc()).limit(limit)
        if of:
            numbers = sa.select(CHANGE.c.revision).where(CHANGE.c.kind == of.kind, CHANGE.c.id == of.id)
            query = query.where(REVISION.c.number.in_(numbers))
        if author:
            query = query.where(REVISION.c.author == author)
        if before:
            query = query.where(REVISION.c.number < before)
        with reading(self._engine) as connection:
            return [revision_of(connection, row) for row in connection.execute(query)]

    def authors(self) -> list[str]:
        """Everybody who wrote a revision."""
        with reading(self._engine) as connection:
            return list(connection.execute(sa.select(REVISION.c.author).distinct()).scalars())

    def revision(self, number: int) -> Revision:
        """Raises NotFound."""
        with reading(self._engine) as connection:
            row = connection.execute(sa.select(REVISION).where(REVISION.c.number == number)).first()
            if row is None:
                raise NotFound(f"there is no revision {number}")
            return revision_of(connection, row)

    def text(self, digest: str) -> str | None:
        """A text by its digest; None where it was removed. Raises NotFound."""
        with reading(self._engine) as connection:
            row = connection.execute(sa.select(CONTENT.c.text).where(CONTENT.c.digest == digest)).first()
        if row is None:
            raise NotFound(f"there is no text {digest}")
        return None if row.text is None else str(row.text)

    def remove_text(self, digest: str, reason: str) -> None:
        """Take a text that is no longer any record's out of the history, for safety or by a court's order. Its digest stays, so the
        chain still verifies; its salt goes with it, so that nobody can try texts against the digest. Raises Conflict, NotFound."""
        with writing(self._engine) as connection:
            if connection.execute(sa.select(RECORD.c.id).where(RECORD.c.digest == digest)).first():
                raise Conflict("this text is in the list now", mend="change the record first, then remove the old text")
            values = {"text": None, "salt": None, "removed": reason}
            if connection.execute(sa.update(CONTENT).where(CONTENT.c.digest == digest).values(values)).rowcount == 0:
                raise NotFound(f"there is no text {digest}")


def append_in(connection: sa.Connection, edit: Edit, at: datetime.datetime) -> Revision:
    """The same within a writing transaction that keeps something else too. Raises Conflict."""
    heads = _heads(connection, [change.key for change in edit.changes])
    _refuse_conflicts(connection, edit, heads)
    changes = tuple(_changed(connection, change, heads.get(change.key)) for change in edit.changes)
    revision = _next(connection, edit, changes, at)
    _keep(connection, revision)
    return revision


def head_in(connection: sa.Connection) -> int:
    """The number of the last revision, in that transaction."""
    return _last(connection)[0]


def _heads(connection: sa.Connection, keys: Iterable[RecordKey]) -> dict[RecordKey, str]:
    wanted = set(keys)
    rows = connection.execute(sa.select(RECORD).where(RECORD.c.id.in_({key.id for key in wanted})))
    found = {RecordKey(row.kind, row.id): row.digest for row in rows}
    return {key: found[key] for key in wanted if key in found}


def _refuse_conflicts(connection: sa.Connection, edit: Edit, heads: dict[RecordKey, str]) -> None:
    moved = sorted(change.key for change in edit.changes if heads.get(change.key) != change.before)
    if moved:
        what = "somebody changed the same in between: " + ", ".join(map(str, moved))
        raise Conflict(what, mend="look at both and merge them; nothing was written")


def _changed(connection: sa.Connection, change: Change, before: str | None) -> Changed:
    if change.after is None:
        return Changed(change.key, before, None)
    salt = secrets.token_bytes(16)
    digest = digest_of(salt, change.after)
    connection.execute(sa.insert(CONTENT).values(digest=digest, salt=salt, text=change.after))
    return Changed(change.key, before, digest)


def _last(connection: sa.Connection) -> tuple[int, str]:
    row = connection.execute(sa.select(REVISION.c.number, REVISION.c.hash).order_by(REVISION.c.number.desc()).limit(1)).first()
    return (row.number, row.hash) if row else (0, GENESIS)


def _next(connection: sa.Connection, edit: Edit, changes: tuple[Changed, ...], at: datetime.datetime) -> Revision:
    number, previous = _last(connection)
    bare = Revision(
        number + 1, at, edit.author, edit.reason, edit.origin, edit.reviewers, edit.checks, edit.reverts,
        tuple(sorted(changes, key=lambda each: each.key)), previous, "",
    )  # fmt: skip
    return Revision(**{**vars(bare), "hash": hash_of(bare)})


def _keep(connection: sa.Connection, revision: Revision) -> None:
    content = revision.content()
    del content["changes"]
    connection.execute(sa.insert(REVISION).values(**content, hash=revision.hash))
    for each in revision.changes:
        key = {"kind": each.key.kind, "id": each.key.id}
        connection.execute(sa.insert(CHANGE).values(**key, revision=revision.number, before=each.before, after=each.after))
        connection.execute(sa.delete(RECORD).where(RECORD.c.kind == each.key.kind, RECORD.c.id == each.key.id))
        if each.after:
            connection.execute(sa.insert(RECORD).values(**key, digest=each.after, revision=revision.number))


def _with_texts(digest: sa.ColumnElement[str]) -> sa.Select[tuple[str, str, str, int, str]]:
    columns = (RECORD.c.kind, RECORD.c.id, RECORD.c.digest, RECORD.c.revision, CONTENT.c.text)
    return sa.select(*columns).join(CONTENT, CONTENT.c.digest == digest)


def _text(row: sa.Row[tuple[str, str, str, int, str]]) -> Text:
    return Text(RecordKey(row.kind, row.id), row.digest, row.text, row.revision)


def revision_of(connection: sa.Connection, row: sa.Row[tuple[object, ...]]) -> Revision:
    """The revision of a row, with its changes."""
    rows = connection.execute(sa.select(CHANGE).where(CHANGE.c.revision == row.number).order_by(CHANGE.c.kind, CHANGE.c.id))
    changes = tuple(Changed(RecordKey(each.kind, each.id), each.before, each.after) for each in rows)
    at = datetime.datetime.fromisoformat(row.at)
    return Revision(
        row.number, at, row.author, row.reason, row.origin, tuple(row.reviewers), tuple(row.checks), row.reverts,
        changes, row.previous, row.hash,
    )  # fmt: skip
