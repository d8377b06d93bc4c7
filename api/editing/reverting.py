"""Undo a revision: its records get the texts they had before it, as a revision of its own."""

from api.editing.assessing import Desk
from api.editing.conditions import AgainstPolicy
from api.editing.policy import may_revert
from api.editing.proposing import remark
from api.errors import BadRequest, Conflict
from api.outlets.people import Person
from api.outlets.revisions import Change, Changed, Edit, Revision


def revert(desk: Desk, person: Person, number: int, reason: str) -> Revision:
    """Restore the texts of before revision `number`, which were approved once: so one reviewer without ties is enough.

    Raises NotFound; Conflict, naming the records, where one was changed since, where its text was removed, or where the list with
    the old texts does not pass the checks; AgainstPolicy where this person may not. Then nothing is written.
    """
    remark(reason, "reason", needed=True)
    revision = desk.history.revision(number)
    if number == 1:
        raise BadRequest("the first import is the list itself", where="revision 1", mend="revert or propose single changes")
    listed = desk.now()
    moved = sorted(each.key for each in revision.changes if listed.digests.get(each.key) != each.after)
    if moved:
        what = f"changed since: {', '.join(map(str, moved))}"
        raise Conflict(what, where=f"revision {number}", mend="revert the later changes first, or propose a change")
    changes = tuple(Change(each.key, each.after, _before(desk, each, number)) for each in revision.changes)
    assessment = desk.assess(changes, revision.author, listed)
    if refusal := may_revert(person, assessment.case, desk.today()):
        raise AgainstPolicy(refusal)
    if not assessment.clear:
        mend = "propose a change that restores what shall be restored"
        what = f"the list would not pass the checks: {'; '.join(assessment.reasons[:10])}"
        raise Conflict(what, where=f"revision {number}", mend=mend)
    return desk.history.append(Edit(person.id, reason, "revert", changes, checks=("no findings",), reverts=number))


def _before(desk: Desk, changed: Changed, number: int) -> str | None:
    if changed.before is None:
        return None
    text = desk.history.text(changed.before)
    if text is None:
        mend = "propose the text that shall stand there"
        raise Conflict(f"the text of {changed.key} before it was removed", where=f"revision {number}", mend=mend)
    return text
