"""For those who change the list: check it, bring it in form, and make what is made from it."""

import sys
from pathlib import Path

import click

from api.clock import today
from api.errors import MastheadError
from api.publishing.documents import generated_documents
from api.settings import Settings
from api.storage.whole_files import write_whole
from api.storage.yaml_checks import check_folder
from api.storage.yaml_lists import read_vocabulary
from api.storage.yaml_records import format_file, model_of, record_paths


@click.command()
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


@click.command()
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


@click.command()
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
