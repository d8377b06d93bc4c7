"""The desk's first page: what waits, and for whom."""

from collections.abc import Callable

from flask import Blueprint, current_app, render_template, url_for

from api.views.desk.access import current_person, may, permission
from api.views.desk.queues import QUEUES, Queues
from api.views.desk.services import DeskServices

_LINKS = (
    ("desk.home", "Start", "read-desk"),
    ("desk_list.listed", "List", "read-desk"),
    ("desk_proposals.queue", "Proposals", "read-desk"),
    ("desk_revisions.listed", "History", "read-desk"),
    ("desk_candidates.queue", "Candidates", "sift-candidates"),
    ("desk_reports.queue", "Reports", "triage"),
    ("desk_people.everyone", "People", "manage-people"),
    ("desk_people.events", "Accounts", "see-audit"),
    ("desk_people.account", "Account", "account"),
)


def home_views(services: DeskServices, queues: Queues, *, candidates: Callable[[], int], reports: Callable[[], int]) -> Blueprint:
    """`/desk/`. `candidates` and `reports` say how many wait."""
    views = Blueprint("desk", __name__, url_prefix="/desk")

    @views.app_template_global("desk_links")
    def desk_links() -> list[tuple[str, str]]:
        return [(name, words) for name, words, needed in _LINKS if may(needed) and name in current_app.view_functions]

    @views.get("/")
    @permission("read-desk")
    def home() -> str:
        records = services.desk.now().records
        waiting = services.queue.listed()
        mine = sum(each.author == current_person().id for each in waiting)
        counts = [
            ("open proposals", len(waiting), url_for("desk_proposals.queue")),
            ("of them mine", mine, url_for("desk_proposals.queue", mine=1)),
            *((words, len(queues.rows(name)), url_for("desk_queues.queue", name=name)) for name, (words, _) in QUEUES.items()),
            ("outlets", len(records.outlets), url_for("desk_list.listed")),
            ("parties", len(records.parties), url_for("desk_list.listed")),
        ]
        if may("sift-candidates"):
            counts.insert(2, ("candidates", candidates(), url_for("desk_candidates.queue")))
        if may("triage"):
            counts.insert(2, ("waiting reports", reports(), url_for("desk_reports.queue")))
        return render_template(
            "desk/home.html", counts=counts, proposals=waiting, names=services.names(*(each.author for each in waiting))
        )

    return views
