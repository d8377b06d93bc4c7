"""The command `masthead`: check and publish the list, look up and annotate pages, serve."""

import importlib
from typing import Any

import click

from api.errors import MastheadError
from api.settings import read_settings

# each is a function of its module, loaded only when it is asked for: to check one file should not wait for a web server
_COMMANDS = {
    "annotate": "annotating:annotate_command",
    "backup": "backup:backup_command",
    "case": "cases:case_command",
    "check": "checking:check",
    "compile": "publishing:compile_command",
    "export": "desk:export",
    "fmt": "checking:fmt",
    "generate": "checking:generate",
    "import": "importing:import_command",
    "keygen": "desk:keygen",
    "lookup": "annotating:lookup",
    "person": "people:person",
    "policy": "policy:policy_command",
    "publish": "desk:publish_command",
    "release": "desk:release",
    "restore": "backup:restore_command",
    "review": "importing:review",
    "serve": "serving:serve",
    "stale": "upkeep:stale_command",
    "stats": "upkeep:stats",
    "verify": "desk:verify_command",
}


class Commands(click.Group):
    """A group that loads its commands late, and reports a MastheadError as one line, with exit code 2."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return sorted(_COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in _COMMANDS:
            return None
        module, _, function = _COMMANDS[cmd_name].partition(":")
        command: click.Command = getattr(importlib.import_module(f"api.commands.{module}"), function)
        return command

    def invoke(self, ctx: click.Context) -> Any:
        try:
            return super().invoke(ctx)
        except MastheadError as error:
            click.echo(f"masthead: {error}", err=True)
            ctx.exit(2)


@click.group(cls=Commands)
@click.version_option(package_name="masthead")
@click.pass_context
def main(context: click.Context) -> None:
    """Who owns, funds and controls the source of what you read."""
    context.obj = read_settings()


if __name__ == "__main__":
    main()
