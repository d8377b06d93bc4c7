"""A change on its way to review: kept, checked with the whole list as if it were in it, submitted if nothing is against it."""

import dataclasses
import re
from collections.abc import Iterable
from dataclasses import dataclass

from api.editing.assessing import Assessment, Desk
from api.editing.conditions import AgainstPolicy, Refusal
from api.editing.policy import may_propose
from api.errors import BadRequest, Conflict
from api.outlets.people import Person
from api.outlets.proposals import OPEN, Comment, Proposal, ProposalState
from api.outlets.revisions import Change, RecordKey

_ID = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_LONGEST_ID = 80
# characters: of a record as of a file, of a reason or comment
_LONGEST_TEXT = 1_000_000
_LONGEST_REMARK = 10_000


@dataclass(frozen=True)
class Proposed:
    """A proposal as it was kept, and what the checks say about it. It is submitted only where nothing is against it."""

    proposal: Proposal
    assessment: Assessment


def propose(
    desk: Desk,
    person: Person,
    reason: str,
    changes: Iterable[Change],
    *,
    of: int | None = None,
    edition: int | None = None,
    submit: bool = False,
) -> Proposed:
    """Keep the changes as a new proposal, or as the next edition of proposal `of`, of which the author saw `edition`.

    With `submit` it goes to review if the checks find nothing and nobody changed the same records in between; otherwise it is a
    draft, and `assessment` says why. Raises BadRequest, NotFound, Conflict, and AgainstPolicy where this person may not.
    """
    changes = _sound(desk, changes)
    remark(reason, "reason", needed=submit)
    assessment = desk.assess(changes, person.id)
    if refusal := may_propose(person, assessment.case, desk.today()):
        raise AgainstPolicy(refusal)
    if of is None:
        of, edition = desk.proposals.add(person.id, reason, changes).number, 1
        if not submit:
            return Proposed(desk.proposals.get(of), assessment)
    state: ProposalState = "submitted" if submit and assessment.clear else "draft"

    def revise(was: Proposal) -> Proposal:
        _be_the_author(person, was)
        if was.edition != edition:
            raise Conflict("it was changed in between", where=f"proposal {of}", mend="look at it anew; nothing was written")
        if was.changes == changes and was.state in ("submitted", "approved"):
            return dataclasses.replace(was, reason=reason)
        return dataclasses.replace(was, reason=reason, changes=changes, state=state)

    return Proposed(desk.proposals.step(of, revise), assessment)


def submit(desk: Desk, person: Person, number: int) -> Proposed:
    """Send a kept proposal to review, if nothing is against it. Raises as `propose` does."""
    kept = desk.proposals.get(number)
    return propose(desk, person, kept.reason, kept.changes, of=number, edition=kept.edition, submit=True)


def withdraw(desk: Desk, person: Person, number: int) -> Proposal:
    """The author does not want it any more. Raises NotFound, Conflict, AgainstPolicy."""

    def step(was: Proposal) -> Proposal:
        _be_the_author(person, was)
        return dataclasses.replace(was, state="withdrawn")

    return desk.proposals.step(number, step)


def comment(desk: Desk, person: Person, number: int, text: str, place: str = "") -> Proposal:
    """Add a remark about the whole, or about one place in it. Raises BadRequest, NotFound."""
    said = Comment(person.id, remark(text, "comment", needed=True), desk.clock(), remark(place, "place"))
    return desk.proposals.step(number, lambda was: dataclasses.replace(was, comments=(*was.comments, said)))


def remark(text: str, where: str, *, needed: bool = False) -> str:
    """What somebody wrote, as it can be kept. Raises BadRequest."""
    if needed and not text.strip():
        raise BadRequest("it is empty", where=where, mend="say it in a sentence")
    if len(text) > _LONGEST_REMARK:
        raise BadRequest(f"it is longer than {_LONGEST_REMARK:,} characters", where=where, mend="say it shorter")
    return _plain(text, where)


def _be_the_author(person: Person, proposal: Proposal) -> None:
    if proposal.author != person.id:
        raise AgainstPolicy(Refusal("is-the-author", "only its author may do this", "comment on it, or propose something yourself"))
    if proposal.state not in OPEN:
        raise Conflict(f"it is {proposal.state}", where=f"proposal {proposal.number}", mend="begin a new one")


def _sound(desk: Desk, changes: Iterable[Change]) -> tuple[Change, ...]:
    """The changes that change something, in order. Raises BadRequest, NotFound for a base that was never in the list."""
    sound: dict[RecordKey, Change] = {}
    for change in changes:
        where = str(change.key)
        if change.key.kind not in ("outlets", "parties") or not _is_id(change.key.id):
            mend = "outlets or parties; an id of small letters, digits and hyphens, at most 80"
            raise BadRequest("no record can be named so", where=where, mend=mend)
        if change.key in sound:
            raise BadRequest("it is there twice", where=where, mend="give each record once")
        if change.after is not None and len(_plain(change.after, where)) > _LONGEST_TEXT:
            raise BadRequest(f"it is longer than {_LONGEST_TEXT:,} characters", where=where, mend="cut what does not belong")
        if change.after != (None if change.before is None else desk.history.text(change.before)):
            sound[change.key] = change
    if not sound:
        raise BadRequest("nothing is changed", where="changes", mend="change something, or leave it")
    return tuple(sound[key] for key in sorted(sound))


def _is_id(text: str) -> bool:
    return len(text) <= _LONGEST_ID and _ID.fullmatch(text) is not None


def _plain(text: str, where: str) -> str:
    """The text, if every database can keep it."""
    if "\0" in text or any("\ud800" <= character <= "\udfff" for character in text):
        raise BadRequest("it holds a character that is none", where=where, mend="type it anew")
    return text
