"""For those who bring in other people's data: files become candidates, and a person decides on each."""

import getpass
import sys
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Protocol

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
from api.outlets.records import Records
from api.settings import Settings
from api.storage.candidate_files import CandidateFiles
from api.storage.list_texts import check_texts
from api.storage.sql.candidates import CandidatesInSql
from api.storage.sql.engine import database_exists, open_engine
from api.storage.sql.history import History
from api.storage.sql.migrating import require_current
from api.storage.yaml_files import read_as
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
# what an import wrote to a folder
_CANDIDATES = "candidates"


@click.command("import")
@click.argument("format_", metavar="[FORMAT]", type=click.Choice([*_FORMATS, _CANDIDATES]), required=False)
@click.argument("files", nargs=-1, type=click.Path(exists=True, path_type=Path))
@click.option(
    "--to", "folder", type=click.Path(file_okay=False, path_type=Path),
    help="Folder for the candidates [default: the desk's queue where there is a desk, else candidates].",
)  # fmt: skip
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
    folder: Path | None,
    date: str | None,
    publisher: str | None,
    url: str | None,
    title: str | None,
    reason: str | None,
) -> None:
    """Read FILES (or folders of them) of other people's data and write a candidate for each outlet they speak of.

    Without FORMAT: merge a changed `data/` into the desk's list; where both changed the same, the record is left and named.

    FORMAT is wikidata (SPARQL results in JSON), trust-txt, ads-txt, state-media-matrix or csv; or candidates, for files that an
    import wrote before. Nothing in the list changes: editors go through the candidates at the desk, or with `masthead review` where
    there is none. What was decided before stays decided while the file says the same.
    """
    if format_ is None:
        sys.exit(import_list(settings, getpass.getuser(), reason or "changes in data/"))
    if not files:
        raise click.UsageError("name the files to read")
    place = _place(settings, folder)
    if format_ == _CANDIDATES:
        candidates = [read_as(path, Candidate) for path in _paths(files)]
    else:
        reader, known_publisher, known_url = _FORMATS[format_]
        publisher, url = publisher or known_publisher, url or known_url
        if not publisher or not url:
            raise click.UsageError("say who published it: --publisher and --url")
        source = _source(title or f"{format_} file", publisher, url, date)
        candidates = propose(reader(_contents(files), source), format_, place.records())
    written = sum(_keep(each, place.kept) for each in candidates)
    changing = sum(bool(each.changes) for each in candidates)
    click.echo(f"{len(candidates)} candidates, {changing} that would change the list; {written} written to {place.name}")


class _Kept(Protocol):
    """Where candidates are kept: files, or the desk's database."""

    def known(self, candidate: Candidate) -> Candidate | None: ...
    def put(self, candidate: Candidate) -> object: ...


@dataclass(frozen=True)
class _Place:
    """Where candidates go, what it is called, and the list they are compared with."""

    name: str
    kept: _Kept
    records: Callable[[], Records]


def _place(settings: Settings, folder: Path | None) -> _Place:
    """The folder that is named; else the desk's queue, where there is a desk; else `candidates`."""
    if folder is None and database_exists(settings.database):
        engine = open_engine(settings.database)
        require_current(engine)
        texts = {each.key: each.text or "" for each in History(engine).whole_list()[1]}
        listed = partial(check_texts, texts, settings.data, today())
        return _Place("the desk's queue", CandidatesInSql(engine, Candidate), lambda: listed()[0])
    folder = folder or Path("candidates")
    return _Place(str(folder), CandidateFiles(folder, Candidate), lambda: read_records(settings.data)[0])


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


def _paths(files: tuple[Path, ...]) -> list[Path]:
    """The files, and of folders the YAML files below them."""
    return [path for file in files for path in (sorted(file.rglob("*.yaml")) if file.is_dir() else [file])]


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


def _keep(candidate: Candidate, kept: _Kept) -> bool:
    """Write it, unless the same was there before; a decision holds as long as the file says the same."""
    known = kept.known(candidate)
    if known is not None and known.proposals == candidate.proposals:
        return False
    kept.put(candidate)
    return True
