"""Reports in the database."""

import datetime
from collections.abc import Callable, Collection, Mapping, Sequence
from typing import Any

import sqlalchemy as sa

from api.errors import NotFound
from api.outlets.reports import Allowance, Evidence, Proof, Report, ReportState, Step
from api.storage.sql.engine import reading, writing
from api.storage.sql.report_tables import REPORT, REPORT_COUNT, REPORT_STEP

Moment = datetime.datetime


class ReportsInSql:
    """What `api.reporting` keeps. Raises ServiceUnavailable where the database does not answer."""

    def __init__(self, engine: sa.Engine) -> None:
        self._engine = engine

    def add(self, report: Report, key: str, puzzle: str, limits: Mapping[str, Allowance]) -> tuple[int | None, Moment | None]:
        """Keep a new report, and count it; its number. If a limit is reached, until when instead, and if the puzzle served already,
        neither: then nothing is kept or counted."""
        with writing(self._engine) as connection:
            if connection.execute(sa.select(REPORT.c.number).where(REPORT.c.puzzle == puzzle)).first():
                return None, None
            full_until = _count(connection, limits, report.received)
            if full_until:
                return None, full_until
            values = {**_values(report), "key": key, "puzzle": puzzle}
            return connection.execute(sa.insert(REPORT).values(values).returning(REPORT.c.number)).scalar_one(), None

    def get(self, number: int) -> Report:
        """Raises NotFound."""
        with reading(self._engine) as connection:
            return _get(connection, REPORT.c.number == number)

    def by_key(self, key: str) -> Report:
        """Raises NotFound."""
        with reading(self._engine) as connection:
            return _get(connection, REPORT.c.key == key)

    def listed(self, states: Collection[ReportState], before: int | None = None, limit: int = 50) -> list[Report]:
        """The newest first: in these states, older than a number."""
        query = sa.select(REPORT).where(REPORT.c.state.in_(states)).order_by(REPORT.c.number.desc()).limit(limit)
        return self._all(query.where(REPORT.c.number < before) if before else query)

    def counts(self) -> dict[ReportState, int]:
        with reading(self._engine) as connection:
            rows = connection.execute(sa.select(REPORT.c.state, sa.func.count()).group_by(REPORT.c.state))
            return {state: count for state, count in rows}

    def step(self, number: int, step: Callable[[Report], Report]) -> Report:
        """What `step` makes of the report as it is at that moment, kept; where it raises, nothing is changed. Raises NotFound."""
        with writing(self._engine) as connection:
            was = _get(connection, REPORT.c.number == number)
            is_ = step(was)
            connection.execute(sa.update(REPORT).where(REPORT.c.number == number).values(_values(is_)))
            for place, each in enumerate(is_.steps[len(was.steps) :], len(was.steps)):
                connection.execute(sa.insert(REPORT_STEP).values(report=number, place=place, **vars(each)))
            return is_

    def drop_address(self, key: str) -> None:
        """Raises NotFound."""
        with writing(self._engine) as connection:
            if connection.execute(sa.update(REPORT).where(REPORT.c.key == key).values(email=None)).rowcount == 0:
                raise NotFound("there is no such report")

    def forget(self, ended_before: Moment) -> int:
        """Delete the addresses of reports that ended then or earlier; how many."""
        with_address = (REPORT.c.email.is_not(None), REPORT.c.ended <= ended_before)
        with reading(self._engine) as connection:
            if connection.execute(sa.select(REPORT.c.number).where(*with_address).limit(1)).first() is None:
                return 0
        with writing(self._engine) as connection:
            return connection.execute(sa.update(REPORT).where(*with_address).values(email=None)).rowcount

    def contesting(self, triaged_after: Moment) -> list[Report]:
        """Triaged reports that name the claim they contest, first triaged then or later."""
        contests = (REPORT.c.state == "triaged", REPORT.c.contests != "", REPORT.c.triaged >= triaged_after)
        return self._all(sa.select(REPORT).where(*contests))

    def proved(self, outlet: str | None = None) -> list[Report]:
        """Reports whose sender proved the outlet's domain, in the order of the proofs."""
        query = sa.select(REPORT).where(REPORT.c.proof_at.is_not(None)).order_by(REPORT.c.proof_at, REPORT.c.number)
        return self._all(query.where(REPORT.c.outlet == outlet) if outlet else query)

    def _all(self, query: sa.Select[Any]) -> list[Report]:
        with reading(self._engine) as connection:
            return _reports(connection, connection.execute(query).all())


def _count(connection: sa.Connection, limits: Mapping[str, Allowance], now: Moment) -> Moment | None:
    """Count one more under every key, or, where one is used up, none, and say until when."""
    connection.execute(sa.delete(REPORT_COUNT).where(REPORT_COUNT.c.until <= now))
    rows = connection.execute(sa.select(REPORT_COUNT.c.key, REPORT_COUNT.c.count).where(REPORT_COUNT.c.key.in_(limits)))
    counted = {key: count for key, count in rows}
    full = [each.until for key, each in limits.items() if counted.get(key, 0) >= each.most]
    if full:
        return max(full)
    for key, each in limits.items():
        if key in counted:
            connection.execute(sa.update(REPORT_COUNT).where(REPORT_COUNT.c.key == key).values(count=counted[key] + 1))
        else:
            connection.execute(sa.insert(REPORT_COUNT).values(key=key, count=1, until=each.until))
    return None


def _get(connection: sa.Connection, condition: sa.ColumnElement[bool]) -> Report:
    rows = connection.execute(sa.select(REPORT).where(condition)).all()
    if not rows:
        raise NotFound("there is no such report", mend="see that the address is whole")
    return _reports(connection, rows)[0]


def _reports(connection: sa.Connection, rows: Sequence[sa.Row[Any]]) -> list[Report]:
    steps: dict[int, list[Step]] = {row.number: [] for row in rows}
    query = sa.select(REPORT_STEP).where(REPORT_STEP.c.report.in_(steps)).order_by(REPORT_STEP.c.report, REPORT_STEP.c.place)
    for each in connection.execute(query) if rows else ():
        steps[each.report].append(Step(each.by, each.at, each.state, each.answer))
    return [_report(row, tuple(steps[row.number])) for row in rows]


def _report(row: sa.Row[Any], steps: tuple[Step, ...]) -> Report:
    evidence = Evidence(**row.evidence) if row.evidence else None
    proof = Proof(row.proof_domain, row.proof_place, row.proof_by, row.proof_at) if row.proof_at else None
    return Report(
        row.number, row.outlet, row.kind, row.text, row.received, row.about, evidence, row.email, row.state, row.answer,
        row.contests, row.triaged, row.ended, row.challenge, proof, steps,
    )  # fmt: skip


def _values(report: Report) -> dict[str, Any]:
    plain = {name: value for name, value in vars(report).items() if name in REPORT.c and name not in ("number", "evidence")}
    proof = report.proof
    return plain | {
        "evidence": vars(report.evidence) if report.evidence else None,
        "proof_domain": proof.domain if proof else None,
        "proof_place": proof.place if proof else None,
        "proof_by": proof.by if proof else None,
        "proof_at": proof.at if proof else None,
    }
