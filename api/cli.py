"""The command `masthead`: check and publish the list, look up and annotate pages, serve."""

import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import IO, Any

import click
import orjson

from api.annotating.annotate import annotate
from api.annotating.evidence import extract
from api.annotating.index import Index
from api.annotating.present import look_up, present
from api.app import create_app, today
from api.batch.progress import Progress
from api.batch.running import Job, run
from api.conformance import Cases
from api.errors import MastheadError
from api.outlets.dates import Day
from api.publishing.compile import compile_list, compile_records
from api.publishing.documents import generated_documents
from api.server import Server
from api.settings import Settings, read_settings
from api.storage.published_lists import PublishedLists, encode
from api.storage.whole_files import write_whole
from api.storage.yaml_checks import check_folder
from api.storage.yaml_files import format_file, model_of, read_vocabulary, record_paths
from api.terminal import annotations_as_text, lookup_as_text
from api.views.words import Words

Json = dict[str, Any]


class Date(click.ParamType[Day]):
    """A day as YYYY-MM-DD."""

    name = "date"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Day:
        try:
            return Day.fromisoformat(value)
        except ValueError:
            self.fail(f"'{value}' is no day; write YYYY-MM-DD", param, ctx)


class Command(click.Group):
    """A group whose commands report a MastheadError as one line, with exit code 2."""

    def invoke(self, ctx: click.Context) -> Any:
        try:
            return super().invoke(ctx)
        except MastheadError as error:
            click.echo(f"masthead: {error}", err=True)
            ctx.exit(2)


@click.group(cls=Command)
@click.version_option(package_name="masthead")
@click.pass_context
def main(context: click.Context) -> None:
    """Who owns, funds and controls the source of what you read."""
    context.obj = read_settings()


@main.command()
@click.argument("files", nargs=-1, type=click.Path(path_type=Path))
@click.pass_obj
def check(settings: Settings, files: tuple[Path, ...]) -> None:
    """Check the outlet list, or of it only FILES (or folders): file, line, rule, and how to mend it."""
    only = frozenset(path.resolve() for path in files)
    for path in files:
        if not path.exists():
            raise click.BadParameter(f"there is no file {path}")
        if not path.resolve().is_relative_to(settings.data.resolve()):
            raise click.BadParameter(f"{path} is not in the outlet list, {settings.data}")
    records, findings = check_folder(settings.data, today(), only)
    for finding in findings:
        click.echo(str(finding))
    click.echo(f"{len(records.outlets)} outlets, {len(records.parties)} parties, {len(findings)} findings", err=True)
    sys.exit(1 if findings else 0)


@main.command()
@click.argument("files", nargs=-1, type=click.Path(path_type=Path))
@click.option("--check", "only_look", is_flag=True, help="Change nothing; fail where a file would change.")
@click.pass_obj
def fmt(settings: Settings, files: tuple[Path, ...], only_look: bool) -> None:
    """Write FILES (default: all records) in the one canonical form."""
    chosen = [(path, model_of(path)) for path in files] or list(record_paths(settings.data))
    changed, failed = 0, 0
    for path, model in chosen:
        try:
            if format_file(path, model, write=not only_look):
                changed += 1
                click.echo(f"{'would change' if only_look else 'formatted'} {path}")
        except MastheadError as error:
            failed += 1
            click.echo(f"masthead: {error}", err=True)
    sys.exit(2 if failed else 1 if only_look and changed else 0)


@main.command("compile")
@click.pass_obj
def compile_command(settings: Settings) -> None:
    """Check the list, derive the labels, and publish a new version where anything changed."""
    records, findings = check_folder(settings.data, today())
    if findings:
        for finding in findings:
            click.echo(str(finding), err=True)
        raise MastheadError(f"{len(findings)} findings: nothing was published", mend="mend them, then compile again")
    lists = PublishedLists(settings.lists)
    manifest = lists.manifest()
    version = manifest["version"] if manifest else 0
    document = compile_list(records, version, Day.fromisoformat(manifest["published"]) if manifest else today())
    whole = compile_records(records)
    if manifest is None or not lists.holds(document, whole):
        document = {**document, "version": lists.next_version(), "published": today().isoformat()}
        manifest = lists.publish(document, whole)
    write_whole(settings.bundle, encode(document))
    click.echo(f"list {manifest['version']}: {manifest['outlets']} outlets, {manifest['bytes']:,} bytes in {settings.lists}")


@main.command()
@click.option("--check", "only_look", is_flag=True, help="Change nothing; fail where a file is not up to date.")
@click.pass_obj
def generate(settings: Settings, only_look: bool) -> None:
    """Write what is made from code and vocabulary: data/schema/*.json and docs/labels.md."""
    root = settings.data.parent
    stale = [
        (root / name, text)
        for name, text in generated_documents(read_vocabulary(settings.data / "vocabulary")).items()
        if not (root / name).is_file() or (root / name).read_bytes() != text.encode()
    ]
    for path, text in stale:
        click.echo(f"{'out of date' if only_look else 'wrote'} {path.relative_to(root)}")
        if not only_look:
            write_whole(path, text.encode())
    sys.exit(1 if only_look and stale else 0)


@main.command("case")
@click.argument("names", nargs=-1, required=True)
@click.option("--cases", type=click.Path(exists=True, file_okay=False, path_type=Path), help="Folder of the cases.")
@click.pass_obj
def case_command(settings: Settings, names: tuple[str, ...], cases: Path | None) -> None:
    """Write evidence.json and annotations.json of the conformance cases NAMES, for a person to read."""
    folder = Cases(cases or settings.data.parent / "tests" / "cases", settings.data)
    for path in (path for name in names for path in folder.write(name)):
        click.echo(f"wrote {path}; read it before you keep it")


@main.command()
@click.argument("url")
@click.option("--at", type=Date(), help="Answer as of this day (YYYY-MM-DD) instead of today.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON, as the API answers.")
@click.pass_obj
def lookup(settings: Settings, url: str, at: Day | None, as_json: bool) -> None:
    """Say whose address URL is."""
    answer = look_up(url, _index(settings), at, today())
    _show(answer, as_json, lookup_as_text, settings)


@main.command("annotate")
@click.argument("file", required=False, type=click.File("r", encoding="utf-8", errors="replace"))
@click.option("--url", help="The address of the page.")
@click.option("--input", "source", type=click.Path(path_type=Path), help="Many pages: NDJSON or WARC, plain or gzip.")
@click.option("--output", type=click.Path(path_type=Path), help="Their annotations: NDJSON, gzip if it ends in .gz.")
@click.option("--workers", type=click.IntRange(1, 256), help="Processes for --input [default: one a processor].")
@click.option("--at", type=Date(), help="Label as of this day (YYYY-MM-DD) instead of the page's own.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON, as the API answers.")
@click.pass_obj
def annotate_command(
    settings: Settings,
    *,
    file: IO[str] | None,
    url: str | None,
    source: Path | None,
    output: Path | None,
    workers: int | None,
    at: Day | None,
    as_json: bool,
) -> None:
    """Say whose page FILE (HTML, - for standard input) is, and whose content; or those of every page of --input.

    A run over many pages that was stopped goes on where it was when the same command is given again. Its exit code is 0
    where all records were answered, 1 where some were skipped, 2 where it cannot begin or go on, 130 where Ctrl+C stopped it.
    """
    if source or output or workers:
        if file or url or as_json:
            raise click.UsageError("give either FILE with --url, or --input with --output")
        if not (source and output):
            raise click.UsageError("many pages need both --input and --output")
        job = Job(source, output, settings.lists, workers or os.cpu_count() or 1, today(), at)
        sys.exit(_annotate_all(job))
    if not (file and url):
        raise click.UsageError("give FILE and its --url, or --input with --output for many pages")
    index = _index(settings)
    evidence = extract(file.read(), url)
    answer = present(annotate(evidence, index, today()), evidence, index, at, today())
    _show(answer, as_json, annotations_as_text, settings)


def _annotate_all(job: Job) -> int:
    with Progress() as progress:
        tally = run(job, progress)
    if tally.stopped:
        click.echo(f"masthead: stopped with {tally.answered} records answered; give the same command again to go on", err=True)
        return 130
    click.echo(f"{tally.answered} records answered, {tally.skipped} skipped", err=True)
    return 1 if tally.skipped else 0


def _index(settings: Settings) -> Index:
    return Index(PublishedLists(settings.lists).current()[1])


def _show(answer: Json, as_json: bool, as_text: Callable[[Json, Words], str], settings: Settings) -> None:
    if as_json:
        click.echo(orjson.dumps(answer, option=orjson.OPT_INDENT_2).decode())
    else:
        click.echo(as_text(answer, Words.read(settings.messages)))


@main.command()
@click.option("--port", type=click.IntRange(1, 65535), help="Port on 127.0.0.1 [default: PORT, else 8000].")
@click.pass_obj
def serve(settings: Settings, port: int | None) -> None:
    """Serve the API and the page to try it on 127.0.0.1."""
    settings = settings.model_copy(update={"port": port or settings.port})
    application = create_app(settings)
    click.echo(f"Masthead is at http://127.0.0.1:{settings.port}/ (stop with Ctrl+C)")
    Server(application, settings).run()


if __name__ == "__main__":
    main()
