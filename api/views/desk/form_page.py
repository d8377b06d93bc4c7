"""The page of the form, or the part of it that is asked for: what follows from the change, or a list with one more row."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from flask import render_template

from api.editing.assessing import Assessment
from api.editing.searching import Query, search
from api.errors import BadRequest, MastheadError
from api.outlets.periods import Period, periods_of
from api.outlets.records import Records
from api.outlets.revisions import RecordKey
from api.views.desk.forms import Document, Group, form_of, name_of
from api.views.desk.listing import MODELS
from api.views.desk.services import DeskServices

# the part of the page that says what follows; every other name is a list of the form
FOLLOWS = "follows"

# records offered for what was typed
_CHOICES = 30


@dataclass(frozen=True)
class Filled:
    """What the form holds: of which record, seen with which digest, in which proposal; in which lists one more row is shown, and
    beside which fields findings stood so far."""

    key: RecordKey
    document: Document
    before: str | None
    reason: str
    proposal: int | None
    edition: int | None
    extra: tuple[str, ...]
    found: tuple[str, ...] = ()


@dataclass(frozen=True)
class Fault:
    """What stands beside a field."""

    what: str
    mend: str


class Unreadable(BadRequest):
    """Fields that do not make a record; `faults` says why, by the field's name."""

    def __init__(self, faults: Mapping[str, str]) -> None:
        where, what = next(iter(faults.items()))
        super().__init__(what, where=where, mend="mend this field")
        self.faults = faults


def page_of(
    services: DeskServices,
    filled: Filled,
    assessment: Assessment | None = None,
    *,
    problem: MastheadError | None = None,
    part: str = "",
) -> str:
    """The page with what is said of the change; or, for htmx, what follows (`FOLLOWS`), or the list of the form named `part`."""
    listed = services.desk.now()
    form: Group = form_of(MODELS[filled.key.kind], filled.document, filled.extra)
    findings = _faults_of(problem) if problem else _by_field(filled, assessment)
    template = {"": "desk/edit.html", FOLLOWS: "desk/_follows.html"}.get(part, "desk/_rows.html")
    return render_template(
        template,
        filled=filled,
        form=form,
        group=next((group for group in _groups(form) if group.name == part), None),
        said=str(problem) if problem else "",
        assessment=assessment,
        findings=findings,
        cleared=[name for name in ("", *filled.found) if name not in findings],
        differences=assessment.case.differences if assessment else [],
        preview=assessment.preview() if assessment else [],
        periods=_periods(filled.key, assessment),
        every_choice=lambda kind: choices(listed.records, kind, "", None),
    )


def choices(records: Records, kind: str, words: str, most: int | None = _CHOICES) -> list[tuple[str, str]]:
    """Ids and words of the records a field may name; of the best, `most`. The words hold what was typed, since browsers show
    only what holds it."""
    states = [
        (f"state:{code}", state.name)
        for code, state in records.vocabulary.states.items()
        if kind == "parties" and words.casefold() in f"state:{code} {state.name}".casefold()
    ]
    only = Records(
        records.outlets if kind == "outlets" else {}, records.parties if kind == "parties" else {}, records.vocabulary,
        records.outlet_files, records.party_files,
    )  # fmt: skip
    found = [(hit.key.id, f"{hit.name} ({hit.country})") for hit in search(only, {}, Query(words))]
    return [(id_, _holding(name, id_, words)) for id_, name in (states + found)[:most]]


def _holding(name: str, id_: str, words: str) -> str:
    return name if words.casefold() in f"{name} {id_}".casefold() else f"{name}, for {words}"


def _groups(group: Group) -> Iterator[Group]:
    yield group
    for inner in group.groups:
        yield from _groups(inner)


def _periods(key: RecordKey, assessment: Assessment | None) -> list[Period]:
    """What readers see of the outlet with the change in it, newest first; nothing while something is wrong."""
    if assessment is None or assessment.findings or assessment.elsewhere:
        return []
    outlet = assessment.case.after.outlets.get(key.id) if key.kind == "outlets" else None
    return periods_of(assessment.case.after, outlet)[::-1] if outlet else []


def _faults_of(problem: MastheadError) -> Mapping[str, Sequence[Fault]]:
    faults = problem.faults if isinstance(problem, Unreadable) else {}
    return {name: [Fault(what, "mend this field")] for name, what in faults.items()}


def _by_field(filled: Filled, assessment: Assessment | None) -> dict[str, list[Any]]:
    """Findings by the field, or the nearest group above it, that the form has."""
    found_in: dict[str, list[Any]] = {}
    for finding in assessment.findings if assessment else ():
        if finding.key == filled.key:
            steps = finding.steps if finding.steps[:1] != ("line",) else ()
            found_in.setdefault(name_of(steps, filled.document), []).append(finding)
    return found_in
