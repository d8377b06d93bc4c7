"""Others look at a change, and what enough of them approve is put before readers."""

import dataclasses
from dataclasses import dataclass

from api.editing.assessing import Assessment, Desk
from api.editing.conditions import AgainstPolicy
from api.editing.policy import approvals_missing, may_publish, may_review
from api.editing.proposing import remark
from api.errors import Conflict
from api.outlets.people import Person
from api.outlets.proposals import Comment, Proposal, ProposalState, Review, Verdict
from api.outlets.revisions import Edit, Revision

# how often the list may change under a publishing, by other processes, before it is given up
_TRIES = 5


@dataclass(frozen=True)
class Published:
    """A revision came of it; or None, and then the proposal is handed back, and `assessment` says what is against it."""

    proposal: Proposal
    revision: Revision | None
    assessment: Assessment


def review(desk: Desk, person: Person, number: int, edition: int, verdict: Verdict, *, comment: str = "") -> Proposal:
    """Keep what the reviewer says of the edition they saw; the last approval that was missing makes the proposal approved.

    Raises NotFound, BadRequest where a refusal gives no reason, Conflict where it is not up for review or has other texts by now,
    and AgainstPolicy where this person may not review it.
    """
    remark(comment, "comment", needed=verdict != "approve")
    seen = desk.proposals.get(number)
    case = desk.assess(seen.changes, seen.author).case
    if refusal := may_review(person, case, desk.today()):
        raise AgainstPolicy(refusal)
    said = Review(person.id, verdict, edition, desk.clock(), comment)

    def step(was: Proposal) -> Proposal:
        if was.state not in ("submitted", "approved"):
            raise Conflict(f"it is {was.state}, and not up for review", where=f"proposal {number}", mend="look at it anew")
        if was.edition != edition:
            raise Conflict("its texts were changed in between", where=f"proposal {number}", mend="look at them anew")
        reviewed = dataclasses.replace(was, reviews=(*was.reviews, said))
        enough = not reviewed.objections and not approvals_missing(reviewed, case)
        states: dict[Verdict, ProposalState] = {
            "approve": "approved" if enough else "submitted",
            "request-changes": "changes-requested",
            "reject": "rejected",
        }
        return dataclasses.replace(reviewed, state=states[verdict])

    return desk.proposals.step(number, step)


def publish(desk: Desk, person: Person, number: int) -> Published:
    """Put an approved proposal into the list: once, whoever else presses at the same time, and only over the texts its author saw.

    Where somebody changed the same records, or the list with it does not pass the checks any more, nothing is written, and the
    proposal is handed back with changes requested. Raises NotFound, AgainstPolicy, and Conflict where it is not approved.
    """
    with desk.turn:
        for _ in range(_TRIES):
            proposal, listed = desk.proposals.get(number), desk.now()
            if proposal.state != "approved":
                raise Conflict(f"it is {proposal.state}, not approved", where=f"proposal {number}", mend="look at it anew")
            assessment = desk.assess(proposal.changes, proposal.author, listed)
            if refusal := may_publish(person, assessment.case, desk.today()):
                raise AgainstPolicy(refusal)
            if not assessment.clear:
                why = "; ".join(assessment.reasons[:10])
                return Published(_handed_back(desk, person, proposal, "changes-requested", why), None, assessment)
            if missing := approvals_missing(proposal, assessment.case):
                why = f"by what the list says now, {missing} more must approve it"
                return Published(_handed_back(desk, person, proposal, "submitted", why), None, assessment)
            revision = desk.proposals.publish(number, proposal.edition, _edit(proposal), listed.number)
            if revision:
                return Published(desk.proposals.get(number), revision, assessment)
    raise Conflict("the list changes faster than it can be checked", where=f"proposal {number}", mend="try again in a minute")


def _edit(proposal: Proposal) -> Edit:
    return Edit(proposal.author, proposal.reason, "desk", proposal.changes, proposal.approvals, ("no findings",))


def _handed_back(desk: Desk, person: Person, seen: Proposal, state: ProposalState, why: str) -> Proposal:
    said = Comment(person.id, f"Not published: {why}", desk.clock())

    def step(was: Proposal) -> Proposal:
        if (was.state, was.edition) != (seen.state, seen.edition):
            raise Conflict("it was changed in between", where=f"proposal {was.number}", mend="look at it anew")
        return dataclasses.replace(was, state=state, comments=(*was.comments, said))

    return desk.proposals.step(seen.number, step)
