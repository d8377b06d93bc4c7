"""For those who look after the list: what it covers, and what is due."""

from pathlib import Path

import click

from api.clock import today
from api.errors import MastheadError
from api.outlets.records import Records
from api.settings import Settings
from api.storage.whole_files import write_whole
from api.storage.yaml_checks import check_folder
from api.upkeep.coverage import coverage
from api.upkeep.page import coverage_page
from api.upkeep.plots import plots
from api.upkeep.staleness import stale
from api.upkeep.tables import coverage_tables, stale_table


@click.command()
@click.option("--page", type=click.Path(dir_okay=False, path_type=Path), help="Write a page with plots, as docs/coverage.md.")
@click.pass_obj
def stats(settings: Settings, page: Path | None) -> None:
    """Say what the list covers: by facet, label, kind of claim and country, and what was confirmed longest ago."""
    records = _sound_records(settings)
    counted = coverage(records, today())
    if page is None:
        click.echo("\n\n".join(f"{title}\n\n{table}" for title, table in coverage_tables(counted, records)))
        return
    for name, picture in plots(counted).items():
        write_whole(page.parent / "images" / name, picture)
    write_whole(page, coverage_page(counted, records).encode())
    click.echo(f"wrote {page}")


@click.command("stale")
@click.option("--country", help="Only files of this country: a code in small letters, as `gb`.")
@click.option("--limit", type=click.IntRange(1), help="At most so many, the oldest first.")
@click.pass_obj
def stale_command(settings: Settings, country: str | None, limit: int | None) -> None:
    """List what is due to be looked at: claims nobody confirmed for two years, closed outlets, owners that are gone."""
    due = [each for each in stale(_sound_records(settings), today()) if country is None or each.file.split("/")[1] == country]
    if due:
        click.echo(stale_table(due[:limit]))
    click.echo(f"{len(due)} due", err=True)


def _sound_records(settings: Settings) -> Records:
    records, findings = check_folder(settings.data, today())
    if findings:
        raise MastheadError(f"{len(findings)} findings: the list cannot be counted", mend="see `masthead check`, and mend them")
    return records
