"""For those who ask: whose address it is, whose page, whose content."""

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
from api.batch.progress import Progress
from api.batch.running import Job, run
from api.clock import today
from api.outlets.dates import Day
from api.settings import Settings
from api.storage.published_lists import PublishedLists
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


@click.command()
@click.argument("url")
@click.option("--at", type=Date(), help="Answer as of this day (YYYY-MM-DD) instead of today.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON, as the API answers.")
@click.pass_obj
def lookup(settings: Settings, url: str, at: Day | None, as_json: bool) -> None:
    """Say whose address URL is."""
    answer = look_up(url, _index(settings), at, today())
    _show(answer, as_json, lookup_as_text, settings)


@click.command("annotate")
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
