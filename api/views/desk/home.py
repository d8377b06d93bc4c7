"""The desk's first page: what waits, and for whom."""

from flask import Blueprint, current_app, render_template, url_for

from api.editing.searching import Query, search
from api.views.desk.access import current_person, may, permission
from api.views.desk.services import DeskServices

_LINKS = (
    ("desk.home", "Start", "read-desk"),
    ("desk_list.listed", "List", "read-desk"),
    ("desk_proposals.queue", "Proposals", "read-desk"),
    ("desk_revisions.listed", "History", "read-desk"),
    ("desk_reports.queue", "Reports", "triage"),
    ("desk_people.everyone", "People", "manage-people"),
    ("desk_people.events", "Accounts", "see-audit"),
    ("desk_people.account", "Account", "account"),
)


def home_views(services: DeskServices) -> Blueprint:
    """`/desk/`."""
    views = Blueprint("desk", __name__, url_prefix="/desk")

    @views.app_template_global("desk_links")
    def desk_links() -> list[tuple[str, str]]:
        return [(name, words) for name, words, needed in _LINKS if may(needed) and name in current_app.view_functions]

    @views.get("/")
    @permission("read-desk")
    def home() -> str:
        records, labels = services.desk.now().records, services.labels()
        waiting = services.queue.listed()
        mine = sum(each.author == current_person().id for each in waiting)
        unchecked = sum(hit.checked < hit.claims for hit in search(records, labels, Query()))
        counts = [
            ("outlets", len(records.outlets), url_for("desk_list.listed")),
            ("parties", len(records.parties), url_for("desk_list.listed")),
            ("open proposals", len(waiting), url_for("desk_proposals.queue")),
            ("of them mine", mine, url_for("desk_proposals.queue", mine=1)),
            ("records with unchecked claims", unchecked, url_for("desk_list.listed", checked="some")),
        ]
        return render_template(
            "desk/home.html", counts=counts, proposals=waiting, names=services.names(*(each.author for each in waiting))
        )

    return views
