"""For those who publish the list."""

import click

from api.clock import today
from api.errors import MastheadError
from api.outlets.dates import Day
from api.publishing.compile import compile_list, compile_records
from api.settings import Settings
from api.storage.published_lists import PublishedLists, encode
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
