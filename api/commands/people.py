"""The people of a desk, from the command line: how the first admin comes to be."""

import click

from api.outlets.people import ROLES
from api.people.openid import address
from api.people.passwords import refuse_weak
from api.people.people import People
from api.people.visit import Visit
from api.settings import Settings
from api.storage.sql.engine import open_engine
from api.storage.sql.history import now
from api.storage.sql.migrating import require_current
from api.storage.sql.people_stores import PeopleInSql


@click.group()
def person() -> None:
    """Who works at the desk."""


@person.command()
@click.argument("name")
@click.option("--role", "roles", type=click.Choice(ROLES), multiple=True, required=True, help="May be given several times.")
@click.option("--oidc-email", "email", help="Address of the account with the organisation's provider; instead of a password.")
@click.pass_obj
def add(settings: Settings, name: str, roles: tuple[str, ...], email: str | None) -> None:
    """Add a person, and ask for the password twice."""
    people = _people(settings)
    if email := address(email or ""):
        added = people.register.add(name, roles, by=None)
        people.openid.expect(added.id, email, by=None)
        click.echo(f"{added.name}: {', '.join(sorted(added.roles))}; signs in with {email}")
        return
    password = click.prompt("Password", hide_input=True, confirmation_prompt="The same again", err=True)
    refuse_weak(password, name)
    added = people.register.add(name, roles, by=None)
    people.signing_in.set_password(added, password, Visit(), by=None)
    click.echo(f"{added.name}: {', '.join(sorted(added.roles))}")


@person.command("list")
@click.pass_obj
def list_command(settings: Settings) -> None:
    """Name, roles and state of everybody, one a line."""
    for each in _people(settings).register.everyone():
        declared = f"declared {each.declared}" if each.declared else "nothing declared"
        click.echo("\t".join((each.name, ", ".join(sorted(each.roles)), "open" if each.active else "closed", declared)))


def _people(settings: Settings) -> People:
    engine = open_engine(settings.database)
    require_current(engine)
    return People(PeopleInSql(engine), now)
