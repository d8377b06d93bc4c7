"""For those who keep a desk's database safe: out into one file, and back."""

import datetime
from pathlib import Path

import click

from api.settings import Settings
from api.storage.sql.backup import back_up, restore
from api.storage.sql.engine import open_engine


@click.command("backup")
@click.option("--to", "path", type=click.Path(dir_okay=False, path_type=Path), required=True, help="File for the backup.")
@click.pass_obj
def backup_command(settings: Settings, path: Path) -> None:
    """Write the whole database, as it is at one moment, into one file. The desk may go on working."""
    header = back_up(open_engine(settings.database), path, datetime.datetime.now(datetime.UTC))
    size = f"{path.stat().st_size:,} bytes"
    click.echo(f"revision {header.revisions} in {path}, {size}; keep it secret: it holds what people sign in with")


@click.command("restore")
@click.option("--from", "path", type=click.Path(dir_okay=False, exists=True, path_type=Path), required=True, help="A backup.")
@click.option("--replace", is_flag=True, help="Give up what the database holds.")
@click.pass_obj
def restore_command(settings: Settings, path: Path, replace: bool) -> None:
    """Put a backup into an empty database, whole or not at all, and verify it. Between SQLite and PostgreSQL as well."""
    header = restore(open_engine(settings.database), path, replace=replace)
    click.echo(f"revision {header.revisions} of {header.made}, verified; run `masthead release` to publish it")
