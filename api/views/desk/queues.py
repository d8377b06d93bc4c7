"""What waits for an editor, a page for each queue: claims to check or confirm, labels in dispute. Each row leads to its claims."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from flask import Blueprint, render_template, request, url_for

from api.errors import NotFound
from api.outlets.checks.references import claims_with_steps
from api.outlets.dates import Day
from api.outlets.records import Records, record_of
from api.outlets.revisions import RecordKey
from api.upkeep.queues import DisputedLabel, disputed, unchecked
from api.upkeep.staleness import Due, stale
from api.views.desk.access import may, permission
from api.views.desk.services import DeskServices

_PAGE = 50

Labels = Mapping[str, Mapping[str, Any]]

# what a queue is called, and what its rows are
QUEUES = {
    "unchecked": ("unchecked claims", "Claims that nobody compared with their source yet; those on control first."),
    "stale": ("stale claims", "What no source confirms for two years, outlets that closed, owners that are gone; oldest first."),
    "disputed": ("disputed labels", "Labels that readers see as disputed today, with the claims that make them."),
}


@dataclass(frozen=True)
class Waiting:
    """One row: in which record, what is asked, since when, and the claims it is about (`party:<id>#<claim>`; none: the record)."""

    key: RecordKey
    name: str
    country: str
    why: str
    since: Day
    claims: tuple[str, ...]

    def has(self, words: list[str]) -> bool:
        text = f"{self.name} {self.key} {self.country} {self.why} {' '.join(self.claims)}".casefold()
        return all(word in text for word in words)


class Queues:
    """The queues over the list as it is now; each is worked out once for a revision and a day."""

    def __init__(self, services: DeskServices) -> None:
        self._services = services
        self._known: dict[str, tuple[int, Day, Labels, list[Waiting]]] = {}

    def rows(self, name: str) -> list[Waiting]:
        """Raises NotFound."""
        if name not in QUEUES:
            raise NotFound(f"there is no queue {name}", mend=f"one of {', '.join(QUEUES)}")
        listed, today, labels = self._services.desk.now(), self._services.today(), self._services.labels()
        kept = self._known.get(name)
        if kept is None or kept[:2] != (listed.number, today) or kept[2] is not labels:
            makers: dict[str, Callable[[], Iterable[Due | DisputedLabel]]] = {
                "unchecked": lambda: unchecked(listed.records),
                "stale": lambda: stale(listed.records, today),
                "disputed": lambda: disputed(labels),
            }
            kept = self._known[name] = (listed.number, today, labels, list(_rows(listed.records, makers[name]())))
        return kept[3]


def queue_views(services: DeskServices, queues: Queues) -> Blueprint:
    """`/desk/queues/<name>`."""
    views = Blueprint("desk_queues", __name__, url_prefix="/desk/queues")

    @views.get("/<name>")
    @permission("read-desk")
    def queue(name: str) -> str:
        words, page = request.args.get("q", "")[:200], max(1, request.args.get("page", 1, int))
        rows = [row for row in queues.rows(name) if row.has(words.casefold().split())]
        records = services.desk.now().records
        return render_template(
            "desk/queue.html", name=name, title=QUEUES[name][0], about=QUEUES[name][1], words=words, count=len(rows), page=page,
            rows=[(row, list(_links(records, row))) for row in rows[(page - 1) * _PAGE : page * _PAGE]],
            pages=-(-len(rows) // _PAGE),
        )  # fmt: skip

    return views


def claim_address(records: Records, ref: str) -> str:
    """Where at the desk a claim (`party:<id>#<claim>`) or a record is: in the form, for who may propose, else on its page."""
    holder, _, claim = ref.partition("#")
    kind, _, id_ = holder.partition(":")
    key = RecordKey("outlets" if kind == "outlet" else "parties", id_)
    record = record_of(records, key)
    steps = next((steps for steps, each in claims_with_steps(record) if each.id == claim), ()) if record else ()
    anchor = f"g-{'.'.join(map(str, steps))}" if steps else None
    endpoint = "desk_edit.edit" if may("propose") else "desk_list.record"
    return url_for(endpoint, kind=key.kind, id=key.id, _anchor=anchor)


def _rows(records: Records, found: Iterable[Due | DisputedLabel]) -> Iterator[Waiting]:
    for each in found:
        if isinstance(each, DisputedLabel):
            key, why, claims = RecordKey("outlets", each.outlet), each.text, each.claims
        else:
            holder, _, claim = each.ref.partition("#")
            kind, _, id_ = holder.partition(":")
            key = RecordKey("outlets" if kind == "outlet" else "parties", id_)
            why, claims = each.why, (each.ref,) if claim else ()
        if record := record_of(records, key):
            yield Waiting(key, record.name, record.country, why, each.since, claims)


def _links(records: Records, row: Waiting) -> Iterator[tuple[str, str]]:
    """Words and address of each claim, or of the record."""
    own = f"{row.key.kind.removesuffix('s').replace('partie', 'party')}:{row.key.id}"
    for ref in row.claims or (own,):
        holder, _, claim = ref.partition("#")
        yield (claim if holder == own and claim else ref.partition(":")[2]), claim_address(records, ref)
