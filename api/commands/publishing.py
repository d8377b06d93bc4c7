"""For those who publish the list."""

import click

from api.clock import today
from api.errors import MastheadError
from api.publishing.publish import publish
from api.publishing.update_source import update_source
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
    signer, source = settings.signer(), settings.bundle.with_name("source.json")
    source_text = update_source(settings.updates_from, signer) if settings.updates_from else None
    manifest, document = publish(records, PublishedLists(settings.lists), today(), signer)
    write_whole(settings.bundle, pack(encode(document)))
    if source_text:
        write_whole(source, source_text)
    else:
        source.unlink(missing_ok=True)
    click.echo(f"list {manifest['version']}: {manifest['outlets']} outlets, {manifest['bytes']:,} bytes in {settings.lists}")
