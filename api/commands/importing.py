"""For those who bring in other people's data: files become candidates, and a person decides on each."""

import getpass
import sys
from collections.abc import Callable
from pathlib import Path

import click

from api.candidates.candidate import Candidate
from api.candidates.formats import ads_txt, state_media_matrix, table, trust_txt, wikidata
from api.candidates.proposing import propose
from api.candidates.reviewing import as_text
from api.candidates.statements import Subject
from api.clock import today
from api.commands.desk import import_list
from api.commands.reviewing import Review
from api.errors import BadImport
from api.outlets.dates import FuzzyDate
from api.outlets.model import Source
from api.settings import Settings
from api.storage.candidate_files import CandidateFiles
from api.storage.yaml_lists import read_records

Reader = Callable[[dict[str, bytes], Source], list[Subject]]

# bytes; a nightly answer of Wikidata on all newspapers is a tenth of it
_LARGEST = 200_000_000


def _each(read: Callable[[bytes, str, Source], list[Subject]]) -> Reader:
    return lambda files, source: [subject for name, content in files.items() for subject in read(content, name, source)]


_FORMATS: dict[str, tuple[Reader, str, str]] = {
    "wikidata": (_each(wikidata.read), "Wikidata", "https://www.wikidata.org/wiki/Wikidata:Main_Page"),
    "trust-txt": (trust_txt.read_many, "trust.txt", "https://journallist.net/reference-document-for-trust-txt-specifications"),
    "ads-txt": (_each(ads_txt.read), "ads.txt", "https://iabtechlab.com/ads-txt/"),
    "state-media-matrix": (
        _each(state_media_matrix.read), "Alliance for Securing Democracy at GMF", "https://github.com/ASD-at-GMF/state-media-profiles",
    ),
    "csv": (_each(table.read), "", ""),
}  # fmt: skip


@click.command("import")
@click.argument("format_", metavar="[FORMAT]", type=click.Choice(list(_FORMATS)), required=False)
@click.argument("files", nargs=-1, type=click.Path(exists=True, path_type=Path))
@click.option("--to", "folder", type=click.Path(file_okay=False, path_type=Path), default="candidates", show_default=True)
@click.option("--date", help="Day on which the files were published or taken (YYYY, YYYY-MM or YYYY-MM-DD) [default: today].")
@click.option("--publisher", help="Who published them; csv needs it.")
@click.option("--url", help="Where they were published; csv needs it.")
@click.option("--title", help="Their title.")
@click.option("--reason", help="Without FORMAT: why the desk's list changes [default: changes in data/].")
@click.pass_obj
def import_command(
    settings: Settings,
    *,
    format_: str | None,
    files: tuple[Path, ...],
    folder: Path,
    date: str | None,
    publisher: str | None,
    url: str | None,
    title: str | None,
    reason: str | None,
) -> None:
    """Read FILES (or folders of them) of other people's data and write a candidate for each outlet they speak of.

    Without FORMAT: merge a changed `data/` into the desk's list; where both changed the same, the record is left and named.

    FORMAT is wikidata (SPARQL results in JSON), trust-txt, ads-txt, state-media-matrix or csv. Nothing in the list changes:
    `masthead review` goes through the candidates. What was decided before stays decided while the file says the same.
    """
    if format_ is None:
        sys.exit(import_list(settings, getpass.getuser(), reason or "changes in data/"))
    if not files:
        raise click.UsageError("name the files to read")
    reader, known_publisher, known_url = _FORMATS[format_]
    publisher, url = publisher or known_publisher, url or known_url
    if not publisher or not url:
        raise click.UsageError("say who published it: --publisher and --url")
    source = _source(title or f"{format_} file", publisher, url, date)
    records, _ = read_records(settings.data)
    candidates = propose(reader(_contents(files), source), format_, records)
    kept = CandidateFiles(folder, Candidate)
    written = sum(_keep(each, kept) for each in candidates)
    changing = sum(bool(each.changes) for each in candidates)
    click.echo(f"{len(candidates)} candidates, {changing} that would change the list; {written} written to {folder}")


@click.command()
@click.argument("folder", type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.option("--list", "only_list", is_flag=True, help="Print the open candidates and what would change; ask nothing.")
@click.pass_obj
def review(settings: Settings, folder: Path, only_list: bool) -> None:
    """Walk through the open candidates in FOLDER: accept, reject, skip. What is accepted is written to the list, unchecked."""
    kept = CandidateFiles(folder, Candidate)
    opened = [each for _, each in kept.read() if each.decision == "open" and each.changes]
    for number, candidate in enumerate(opened, 1):
        records, _ = read_records(settings.data)
        click.echo(f"\n{number} of {len(opened)}\n{as_text(candidate, records)}")
        if only_list:
            continue
        decided = Review(settings, records).ask(candidate)
        if decided is None:
            break
        kept.put(decided)
    click.echo(f"{sum(each.decision == 'open' and bool(each.changes) for _, each in kept.read())} candidates open", err=True)


def _source(title: str, publisher: str, url: str, date: str | None) -> Source:
    try:
        day = FuzzyDate.parse(date or today().isoformat())
    except ValueError as error:
        raise click.BadParameter(str(error), param_hint="--date") from error
    return Source(title=title, publisher=publisher, url=url, accessed=day)


def _contents(files: tuple[Path, ...]) -> dict[str, bytes]:
    """The files' bytes by name; of a folder all files below it, named from there."""
    found: dict[str, bytes] = {}
    for path in files:
        inside = sorted(each for each in path.rglob("*") if each.is_file()) if path.is_dir() else [path]
        for file in inside:
            name = file.relative_to(path).as_posix() if path.is_dir() else file.name
            found[name] = _content(file)
    return found


def _content(file: Path) -> bytes:
    try:
        with file.open("rb") as opened:
            content = opened.read(_LARGEST + 1)
    except OSError as error:
        raise BadImport(f"it cannot be read: {error.strerror}", where=str(file), mend="put a readable file there") from error
    if len(content) > _LARGEST:
        raise BadImport(f"the file is larger than {_LARGEST:,} bytes", where=str(file), mend="divide it")
    return content


def _keep(candidate: Candidate, kept: CandidateFiles[Candidate]) -> bool:
    """Write it, unless the same was there before; a decision holds as long as the file says the same."""
    known = kept.known(candidate)
    if known is not None and known.proposals == candidate.proposals:
        return False
    kept.put(candidate)
    return True


