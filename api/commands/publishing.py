"""For those who publish the list."""

import click

from api.clock import today
from api.errors import MastheadError
from api.publishing.publish import publish
from api.settings import Settings
from api.storage.published_lists import PublishedLists, encode, pack
from api.storage.whole_files import write_whole
from api.storage.yaml_checks import check_folder


@click.command("compile")
@click.pass_obj
def compile_command(settings: Settings) -> None:
    """Check the list, derive the labels, and publish a new version where anything changed."""
    records, findings = check_folder(settings.data, today())
    if findings:
        for finding in findings:
            click.echo(str(finding), err=True)
        raise MastheadError(f"{len(findings)} findings: nothing was published", mend="mend them, then compile again")
    manifest, document = publish(records, PublishedLists(settings.lists), today(), settings.signer())
    write_whole(settings.bundle, pack(encode(document)))
    click.echo(f"list {manifest['version']}: {manifest['outlets']} outlets, {manifest['bytes']:,} bytes in {settings.lists}")
