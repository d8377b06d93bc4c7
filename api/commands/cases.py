"""For those who change the engines: the conformance cases."""

from pathlib import Path

import click

from api.conformance import Cases
from api.settings import Settings


@click.command("case")
@click.argument("names", nargs=-1, required=True)
@click.option("--cases", type=click.Path(exists=True, file_okay=False, path_type=Path), help="Folder of the cases.")
@click.pass_obj
def case_command(settings: Settings, names: tuple[str, ...], cases: Path | None) -> None:
    """Write evidence.json and annotations.json of the conformance cases NAMES, for a person to read."""
    folder = Cases(cases or settings.data.parent / "tests" / "cases", settings.data)
    for path in (path for name in names for path in folder.write(name)):
        click.echo(f"wrote {path}; read it before you keep it")
