"""One candidate put to a person at a terminal, and the records that follow from what they say."""

from pathlib import Path
from typing import get_args

import click

from api.candidates.applying import Answers, apply, unknown_parties
from api.candidates.candidate import Candidate
from api.clock import today
from api.errors import MastheadError
from api.outlets.dates import FuzzyDate
from api.outlets.model import Outlet, OutletKind, Party, PartyType
from api.outlets.records import Records
from api.settings import Settings
from api.storage.whole_files import write_whole
from api.storage.yaml_checks import check_folder
from api.storage.yaml_records import canonical

_CHOICES = {"a": "accepted", "r": "rejected", "s": "open", "q": "quit"}


class Review:
    """Puts candidates to a person, over the records as they are now."""

    def __init__(self, settings: Settings, records: Records) -> None:
        self._data, self._records = settings.data, records

    def ask(self, candidate: Candidate) -> Candidate | None:
        """The candidate with the person's decision, its records written; None where they stop."""
        chosen = _CHOICES[click.prompt("accept, reject, skip, quit", type=click.Choice(list(_CHOICES)), default="s")]
        if chosen == "quit":
            return None
        if chosen == "accepted" and not self._accept(candidate):
            chosen = "open"
        if chosen == "open":
            return candidate
        reason = click.prompt("why", default="", show_default=False) or None
        day = FuzzyDate.parse(today().isoformat())
        return candidate.model_copy(update={"decision": chosen, "decided": day, "reason": reason})

    def _accept(self, candidate: Candidate) -> bool:
        """Write what follows; where the checks refuse it, put back what was there and say why."""
        try:
            changed = apply(candidate, self._records, self._answers(candidate))
        except MastheadError as error:
            click.echo(f"masthead: {error}", err=True)
            return False
        refused = put_records(self._data, changed)
        for finding in refused:
            click.echo(finding)
        if not refused:
            click.echo("wrote " + ", ".join(each.id for each in changed))
        return not refused

    def _answers(self, candidate: Candidate) -> Answers:
        choice = click.Choice(get_args(PartyType))
        types = {name: click.prompt(f"what is {name}", type=choice, default="company") for name in unknown_parties(candidate)}
        if candidate.outlet:
            return Answers(party_types=types)
        country = candidate.country or click.prompt("country of the outlet (a code, as `gb`)")
        kind = candidate.kind or click.prompt("kind of outlet", type=click.Choice(get_args(OutletKind)), default="website")
        return Answers(country, kind, types)


def put_records(data: Path, changed: list[Outlet | Party]) -> list[str]:
    """Write the records if the list passes the checks with them; else leave it as it was, and say what was found."""
    paths = {data / _folder(each) / each.country / f"{each.id}.yaml": each for each in changed}
    before = {path: path.read_bytes() if path.exists() else None for path in paths}
    for path, record in paths.items():
        write_whole(path, canonical(record).encode())
    found = [str(each) for each in check_folder(data, today(), frozenset(path.resolve() for path in paths))[1]]
    if found:
        for path, content in before.items():
            path.unlink() if content is None else write_whole(path, content)
    return found


def _folder(record: Outlet | Party) -> str:
    return "outlets" if isinstance(record, Outlet) else "parties"
