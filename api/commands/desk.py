"""For those who run a desk: its database, what goes in and out of it, and what readers get from it."""

import json
from pathlib import Path
from typing import Any

import click
import orjson
import sqlalchemy as sa

from api.clock import today
from api.editing.exchange import Incoming, incoming
from api.errors import BadRequest, MastheadError
from api.outlets.revisions import Change, Edit, RecordKey
from api.publishing.publish import publish
from api.publishing.signing import generate
from api.reporting.triage import Triage
from api.settings import Settings
from api.storage.list_texts import check_texts, documents_of, text_of, texts_of, write_texts
from api.storage.published_lists import PublishedLists, encode, pack
from api.storage.sql.engine import open_engine
from api.storage.sql.history import History, now
from api.storage.sql.migrating import migrate, require_current
from api.storage.sql.reports import ReportsInSql
from api.storage.sql.verifying import verify
from api.storage.whole_files import write_whole

# names, beside the records, the revision of which they are an export
_BASE = "revision.json"


@click.command()
@click.option("--to", "path", type=click.Path(dir_okay=False, path_type=Path), required=True, help="File for the private key.")
def keygen(path: Path) -> None:
    """Make a key that signs the published list: the private key into a file only you can read, the public key printed."""
    if path.exists():
        raise click.BadParameter(f"{path} is there already, and a key that is lost cannot be made again", param_hint="--to")
    private, public = generate()
    write_whole(path, private.encode(), mode=0o600)
    click.echo(public)


@click.command()
@click.pass_obj
def release(settings: Settings) -> None:
    """Bring the database to this program's form, import `data/` if it is empty, and publish. Safe to repeat."""
    engine = open_engine(settings.database)
    form = migrate(engine)
    history = History(engine)
    if history.head() == 0:
        click.echo(_import(settings, history, author="release", reason="first import")[0])
    click.echo(f"database of form {form}, revision {history.head()}")
    click.echo(_publish(settings, engine))


@click.command("publish")
@click.pass_obj
def publish_command(settings: Settings) -> None:
    """Publish the desk's list: checked, compiled, signed, swapped in whole."""
    engine = open_engine(settings.database)
    require_current(engine)
    click.echo(_publish(settings, engine))


@click.command()
@click.option("--to", "folder", type=click.Path(file_okay=False, path_type=Path), help="Folder of a list [default: data].")
@click.pass_obj
def export(settings: Settings, folder: Path | None) -> None:
    """Write the desk's list back to record files in their canonical form; a record that did not change keeps its file."""
    folder = folder or settings.data
    number, kept = _history(settings).whole_list()
    written, removed = write_texts({each.key: each.text or "" for each in kept}, folder)
    write_whole(folder / _BASE, json.dumps({"revision": number}).encode() + b"\n")
    click.echo(f"revision {number}: {len(kept)} records, {written} files written, {removed} removed in {folder}")


@click.command("verify")
@click.pass_obj
def verify_command(settings: Settings) -> None:
    """Prove that the history is whole and that the list is what it adds up to."""
    engine = open_engine(settings.database)
    require_current(engine)
    click.echo(f"{verify(engine)} revisions, each sound; the list is what they add up to")


def import_list(settings: Settings, author: str, reason: str) -> int:
    """Merge a changed `data/` into the desk's list, each file from its base, and say so. The exit code: 1 where conflicts are left.

    Raises MastheadError.
    """
    words, conflicts = _import(settings, _history(settings), author, reason)
    click.echo(words)
    return 1 if conflicts else 0


def _import(settings: Settings, history: History, author: str, reason: str) -> tuple[str, bool]:
    number, kept = history.whole_list()
    digests = {each.key: each.digest for each in kept}
    ours = documents_of({each.key: each.text or "" for each in kept})
    theirs = documents_of(texts_of(settings.data))
    found = incoming(_base(settings, history, number, ours), ours, theirs)
    changes = {key: None if document is None else text_of(key, document) for key, document in found.changes.items()}
    _refuse_findings(settings, {**{each.key: each.text or "" for each in kept}, **changes})
    if changes:
        edits = tuple(Change(key, digests.get(key), text) for key, text in changes.items())
        number = history.append(Edit(author, reason, "import", edits)).number
    return f"revision {number}: {len(changes)} records changed" + _conflicts(found), bool(found.conflicts)


def _base(settings: Settings, history: History, now: int, ours: dict[RecordKey, dict[str, Any]]) -> dict[RecordKey, dict[str, Any]]:
    """The list of which the files are a change: the revision they were exported from. Without one, nothing is known to be older."""
    path = settings.data / _BASE
    if not path.exists():
        return {}
    try:
        number = int(orjson.loads(path.read_bytes())["revision"])
    except (OSError, orjson.JSONDecodeError, KeyError, TypeError, ValueError) as error:
        raise BadRequest("it does not name a revision", where=str(path), mend="restore it from the export, or remove it") from error
    if number > now:
        what = f"the files are of revision {number}, the desk has {now}"
        raise BadRequest(what, where=str(path), mend="import into the desk they were exported from")
    return ours if number == now else documents_of(history.texts_at(number))


def _refuse_findings(settings: Settings, texts: dict[RecordKey, str | None]) -> None:
    _, findings = check_texts({key: text for key, text in texts.items() if text is not None}, settings.data, today())
    if findings:
        shown = "\n".join(f"  {each.file}: {each.rule}: {each.what} ({each.mend})" for each in findings[:20])
        raise MastheadError(f"{len(findings)} findings: nothing was imported\n{shown}", mend="mend them, then import again")


def _conflicts(found: Incoming) -> str:
    lines = [f"\nleft for a person: {key}: both changed {', '.join(places)}" for key, places in found.conflicts.items()]
    return "".join(lines)


def _publish(settings: Settings, engine: sa.Engine) -> str:
    history, triage = History(engine), Triage(ReportsInSql(engine), now)
    lists = PublishedLists(settings.lists)
    # from reading the list on: a slower publisher must not put an older list after a newer one
    with lists.alone():
        number, kept = history.whole_list()
        records, findings = check_texts({each.key: each.text or "" for each in kept}, settings.data, today())
        if findings:
            mend = "see `masthead export` and `masthead check`"
            raise MastheadError(f"{len(findings)} findings: nothing was published", mend=mend)
        manifest, document = publish(records, lists, today(), settings.signer(), triage.responses(today()))
        write_whole(settings.bundle, pack(encode(document)))
    return f"list {manifest['version']} of revision {number}: {manifest['outlets']} outlets, {manifest['bytes']:,} bytes"


def _history(settings: Settings) -> History:
    engine = open_engine(settings.database)
    require_current(engine)
    return History(engine)
