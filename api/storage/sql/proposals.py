"""Proposals in the database. Each step of one is a transaction that nobody writes beside, so it is taken once or not at all."""

import datetime
from collections.abc import Callable, Sequence

import sqlalchemy as sa

from api.errors import Conflict, NotFound
from api.outlets.proposals import OPEN, Comment, Proposal, ProposalState, Review
from api.outlets.revisions import Change, Edit, RecordKey, Revision
from api.storage.sql.engine import reading, writing
from api.storage.sql.history import Clock, append_in, head_in, now
from api.storage.sql.proposal_tables import PROPOSAL, PROPOSED, REMARK, REVIEW


class Proposals:
    """Proposals by number. What a call returned is kept."""

    def __init__(self, engine: sa.Engine, clock: Clock = now) -> None:
        self._engine, self._clock = engine, clock

    def add(self, author: str, reason: str, changes: Sequence[Change]) -> Proposal:
        """A new draft."""
        with writing(self._engine) as connection:
            at = _stamp(self._clock())
            values = {"author": author, "reason": reason, "state": "draft", "edition": 1, "created": at, "changed": at}
            kept = connection.execute(sa.insert(PROPOSAL).values(values).returning(PROPOSAL.c.number)).scalar_one()
            _keep_changes(connection, kept, 1, changes)
            return _get(connection, kept)

    def get(self, number: int) -> Proposal:
        """Raises NotFound."""
        with reading(self._engine) as connection:
            return _get(connection, number)

    def listed(
        self, *, states: frozenset[ProposalState] = OPEN, author: str | None = None, of: RecordKey | None = None,
        before: int | None = None, limit: int = 50,
    ) -> list[Proposal]:  # fmt: skip
        """The newest first: in these states, by one author, of one record, older than a number."""
        query = sa.select(PROPOSAL.c.number).where(PROPOSAL.c.state.in_(states)).order_by(PROPOSAL.c.number.desc()).limit(limit)
        if author:
            query = query.where(PROPOSAL.c.author == author)
        if of:
            same = (PROPOSED.c.proposal == PROPOSAL.c.number, PROPOSED.c.edition == PROPOSAL.c.edition)
            query = query.where(sa.exists().where(*same, PROPOSED.c.kind == of.kind, PROPOSED.c.id == of.id))
        if before:
            query = query.where(PROPOSAL.c.number < before)
        with reading(self._engine) as connection:
            return [_get(connection, number) for number in connection.execute(query).scalars().all()]

    def step(self, number: int, step: Callable[[Proposal], Proposal]) -> Proposal:
        """What `step` makes of the proposal as it is at that moment, kept. `step` looks at nothing but the proposal and raises
        Conflict where it cannot be taken any more; then nothing is changed. Raises NotFound."""
        with writing(self._engine) as connection:
            was = _get(connection, number)
            is_ = step(was)
            _keep_step(connection, was, is_, self._clock())
            return _get(connection, number)

    def remove_texts(self, number: int, reason: str) -> None:
        """Take all texts a proposal ever had out of it, for safety or by a court's order. What stands in their place is no record,
        so that it cannot be published. Raises NotFound."""
        with writing(self._engine) as connection:
            _get(connection, number)
            texts = (PROPOSED.c.proposal == number, PROPOSED.c.after.is_not(None))
            connection.execute(sa.update(PROPOSED).where(*texts).values(after=f"# removed: {reason}\n"))

    def publish(self, number: int, edition: int, edit: Edit, head: int) -> Revision | None:
        """Keep the edit as the next revision and the approved proposal of that edition as published, both or neither; None, and
        nothing is written, where the list is no longer that of revision `head`. Raises Conflict where the proposal is not so any
        more, or where a record is not as its author saw it."""
        with writing(self._engine) as connection:
            if head_in(connection) != head:
                return None
            at = self._clock()
            # the proposal refers to the revision, so that one is kept first: the transaction undoes it if somebody else was faster
            revision = append_in(connection, edit, at)
            approved = (PROPOSAL.c.number == number, PROPOSAL.c.state == "approved", PROPOSAL.c.edition == edition)
            values = {"state": "published", "revision": revision.number, "changed": _stamp(at)}
            if connection.execute(sa.update(PROPOSAL).where(*approved).values(values)).rowcount == 0:
                what = "somebody else published or changed it in between"
                raise Conflict(what, where=f"proposal {number}", mend="look at it anew")
            return revision


def _get(connection: sa.Connection, number: int) -> Proposal:
    row = connection.execute(sa.select(PROPOSAL).where(PROPOSAL.c.number == number)).first()
    if row is None:
        raise NotFound(f"there is no proposal {number}")
    of_it = sa.select(PROPOSED).where(PROPOSED.c.proposal == number, PROPOSED.c.edition == row.edition)
    changes = (Change(RecordKey(each.kind, each.id), each.before, each.after) for each in connection.execute(of_it))
    reviews = connection.execute(sa.select(REVIEW).where(REVIEW.c.proposal == number).order_by(REVIEW.c.place)).all()
    remarks = connection.execute(sa.select(REMARK).where(REMARK.c.proposal == number).order_by(REMARK.c.place)).all()
    return Proposal(
        number, row.author, row.reason, row.state, row.edition,
        # not in the database's order, which may be that of a language
        tuple(sorted(changes, key=lambda change: change.key)),
        _time(row.created), _time(row.changed),
        tuple(Review(each.reviewer, each.verdict, each.edition, _time(each.at), each.comment) for each in reviews),
        tuple(Comment(each.author, each.text, _time(each.at), each.about) for each in remarks),
        row.revision,
    )  # fmt: skip


def _keep_step(connection: sa.Connection, was: Proposal, is_: Proposal, at: datetime.datetime) -> None:
    """Write what the step changed. Reviews and comments are only ever added to; other texts are another edition."""
    edition = was.edition
    if is_.changes != was.changes:
        edition += 1
        _keep_changes(connection, was.number, edition, is_.changes)
    values = {"reason": is_.reason, "state": is_.state, "edition": edition, "changed": _stamp(at)}
    connection.execute(sa.update(PROPOSAL).where(PROPOSAL.c.number == was.number).values(values))
    for place, review in enumerate(is_.reviews[len(was.reviews) :], len(was.reviews)):
        row = {"edition": review.edition, "reviewer": review.reviewer, "verdict": review.verdict, "comment": review.comment}
        connection.execute(sa.insert(REVIEW).values(proposal=was.number, place=place, at=_stamp(review.at), **row))
    for place, remark in enumerate(is_.comments[len(was.comments) :], len(was.comments)):
        row = {"author": remark.author, "about": remark.place, "text": remark.text, "at": _stamp(remark.at)}
        connection.execute(sa.insert(REMARK).values(proposal=was.number, place=place, **row))


def _keep_changes(connection: sa.Connection, number: int, edition: int, changes: Sequence[Change]) -> None:
    for each in changes:
        row = {"kind": each.key.kind, "id": each.key.id, "before": each.before, "after": each.after}
        connection.execute(sa.insert(PROPOSED).values(proposal=number, edition=edition, **row))


def _stamp(at: datetime.datetime) -> str:
    return at.isoformat()


def _time(stamp: str) -> datetime.datetime:
    return datetime.datetime.fromisoformat(stamp)
