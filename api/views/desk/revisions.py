"""The history of the list, a revision, its undoing, and the public feeds of what changed."""

from flask import Blueprint, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from api.editing.reverting import revert
from api.errors import MastheadError
from api.views.desk.access import current_person, permission
from api.views.desk.proposals import to_readers
from api.views.desk.services import DeskServices
from api.views.desk.texts import difference_of

_PAGE = 50


def revision_views(services: DeskServices) -> Blueprint:
    """`/desk/revisions`."""
    views = Blueprint("desk_revisions", __name__, url_prefix="/desk/revisions")

    @views.get("")
    @permission("read-desk")
    def listed() -> str:
        author, before = request.args.get("author"), request.args.get("before", type=int)
        revisions = services.revisions.revisions(author=author, before=before, limit=_PAGE)
        names = services.names(*services.revisions.authors())
        return render_template(
            "desk/revisions.html",
            revisions=revisions,
            names=names,
            authors=sorted(names.items(), key=lambda item: item[1].casefold()),
            author=author,
            more=len(revisions) == _PAGE,
        )

    @views.get("/<int:number>")
    @permission("read-desk")
    def revision(number: int) -> str:
        kept = services.revisions.revision(number)
        # the first import is the whole list, and no change to read
        changes = kept.changes if len(kept.changes) <= _PAGE else ()
        differences = [difference_of(services, each.key, each.before, each.after) for each in changes]
        names = services.names(kept.author, *kept.reviewers)
        return render_template("desk/revision.html", revision=kept, differences=differences, names=names)

    @views.post("/<int:number>/revert")
    @permission("revert")
    def undo(number: int) -> Response:
        try:
            undone = revert(services.desk, current_person(), number, request.form.get("reason", ""))
        except MastheadError as error:
            flash(str(error), "problem")
            return redirect(url_for("desk_revisions.revision", number=number))
        flash(f"Revision {number} is undone. {to_readers(services.publish)}", "done")
        return redirect(url_for("desk_revisions.revision", number=undone.number))

    return views
