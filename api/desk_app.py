"""The composition root of the desk: its database, its services, its views."""

import functools
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from flask import Flask

from api.app import create_app
from api.candidates.candidate import Candidate
from api.clock import today
from api.editing.assessing import Desk
from api.editing.policy import may_triage
from api.people.people import People
from api.publishing.publish import publish
from api.reporting.receiving import Receiving
from api.reporting.triage import Triage
from api.schemas.openapi import OPERATIONS, REPORT_OPERATIONS
from api.settings import Settings
from api.storage.list_texts import check_change, check_texts, documents_of, text_of
from api.storage.published_lists import PublishedLists, encode, pack
from api.storage.sql.candidates import CandidatesInSql
from api.storage.sql.engine import open_engine
from api.storage.sql.history import History, now
from api.storage.sql.migrating import require_current
from api.storage.sql.people_stores import PeopleInSql
from api.storage.sql.proposals import Proposals
from api.storage.sql.reports import ReportsInSql
from api.storage.whole_files import write_whole
from api.views.changes import change_views
from api.views.desk.access import register_access, require_permissions
from api.views.desk.candidates import candidate_views
from api.views.desk.editing import editing_views
from api.views.desk.home import home_views
from api.views.desk.listing import listing_views
from api.views.desk.proposals import proposal_views
from api.views.desk.queues import Queues, queue_views
from api.views.desk.reports_queue import reports_queue_views
from api.views.desk.revisions import revision_views
from api.views.desk.services import DeskServices
from api.views.desk.signing_in import signing_in_views
from api.views.lists import SwappedLists
from api.views.reports import ReportServices, report_views


def create_desk(settings: Settings) -> Flask:
    """The read API, the page to try it and the desk in one. Raises BadRequest naming a setting that is wrong, ServiceUnavailable
    where its database is not ready."""
    # what is wrong stops the start, not the first who publishes or signs in
    settings.signer()
    settings.openid()
    app = create_app(settings, (*OPERATIONS, *REPORT_OPERATIONS))
    engine = open_engine(settings.database)
    require_current(engine)
    services = desk_services(settings, engine)
    register_access(app, services)
    for views in (listing_views, editing_views, proposal_views, revision_views, signing_in_views):
        app.register_blueprint(views(services))
    candidates, queues = CandidatesInSql(engine, Candidate), Queues(services)
    reports = _report_services(settings, services, engine)
    app.register_blueprint(home_views(services, queues, candidates=candidates.count, reports=reports.triage.waiting))
    app.register_blueprint(queue_views(services, queues))
    app.register_blueprint(candidate_views(services, candidates))
    app.register_blueprint(report_views(reports))
    app.register_blueprint(reports_queue_views(reports))
    app.register_blueprint(change_views(services.revisions))
    require_permissions(app)
    # processes that are forked from here must not share a connection
    engine.dispose()
    return app


def desk_services(settings: Settings, engine: sa.Engine) -> DeskServices:
    """The services over a database that is ready."""
    history, proposals = History(engine), Proposals(engine)
    desk = Desk(
        history,
        proposals,
        check=lambda texts: check_texts(texts, settings.data, today()),
        check_change=lambda listed, texts: check_change(listed, texts, today()),
        documents_of=documents_of,
        text_of=text_of,
        clock=now,
    )
    return DeskServices(
        desk,
        People(PeopleInSql(engine), now),
        history,
        proposals,
        publish=functools.partial(_publish, settings, desk, Triage(ReportsInSql(engine), now)),
        labels=functools.partial(_labels, settings),
        today=today,
        openid=settings.openid(),
    )


def _report_services(settings: Settings, services: DeskServices, engine: sa.Engine) -> ReportServices:
    kept = ReportsInSql(engine)
    return ReportServices(
        SwappedLists(PublishedLists(settings.lists)),
        Receiving(kept, services.people.register.secret("reports"), now),
        Triage(kept, now),
        History(engine),
        read=lambda key, text: documents_of({key: text})[key],
        names=services.people.register.names,
        refusal=lambda person, outlet, about: may_triage(person, outlet, about, services.desk.now().records, today()),
        publish=services.publish,
        today=today,
    )


def _publish(settings: Settings, desk: Desk, triage: Triage) -> str:
    lists = PublishedLists(settings.lists)
    # from reading the list on: a slower publisher must not put an older list after a newer one
    with lists.alone():
        manifest, document = publish(desk.now().records, lists, today(), settings.signer(), triage.responses(today()))
        write_whole(settings.bundle, pack(encode(document)))
    return f"Published: readers have list {manifest['version']}."


def _labels(settings: Settings) -> Mapping[str, Mapping[str, Any]]:
    """Of the newest published list; nothing where there is none yet."""
    manifest = PublishedLists(settings.lists).manifest()
    return _labels_of(settings.lists, manifest["version"]) if manifest else {}


@functools.lru_cache(maxsize=2)
def _labels_of(folder: Path, version: int) -> Mapping[str, Mapping[str, Any]]:
    outlets = PublishedLists(folder).current()[1]["outlets"]
    return {key: {label["id"]: label for label in outlet["periods"][-1]["labels"]} for key, outlet in outlets.items()}
