"""Small lists for tests of the domain, written as the YAML would be, with the vocabulary the project ships."""

from pathlib import Path
from typing import Any

from api.outlets.dates import Day
from api.outlets.facts import Facts
from api.outlets.labels import Label
from api.outlets.model import Outlet, Party
from api.outlets.periods import Period, periods_of
from api.outlets.records import Records
from api.storage.yaml_lists import read_vocabulary

DATA = Path(__file__).resolve().parents[2] / "data"
VOCABULARY = read_vocabulary(DATA / "vocabulary")

CHECKED = {"on": "2026-01-01", "copy": "live", "where": "section 1"}

SOURCES = {
    "law": {"title": "Act", "publisher": "Official journal", "url": "https://law.test/act", "date": "2000-01-01"},
    "filing": {"title": "Accounts", "publisher": "Company register", "url": "https://register.test/1", "date": "2020-01-01"},
    "one": {"title": "Study one", "publisher": "Institute One", "url": "https://one.test/study", "date": "2019-01-01"},
    "two": {"title": "Study two", "publisher": "Institute Two", "url": "https://two.test/study", "date": "2021-01-01"},
    "copy": {"title": "Copy", "publisher": "Mirror", "url": "https://m.test/c", "date": "2021-01-01", "origin": "study-one"},
    "first": {"title": "First", "publisher": "Daily", "url": "https://d.test/c", "date": "2019-01-01", "origin": "study-one"},
}


def claim(name: str, source: str = "filing", *, checked: bool = True, **fields: Any) -> dict[str, Any]:
    """A claim that holds from 2000 on, checked, unless `fields` say otherwise. `from_` stands for `from`, `as_` for `as`."""
    base: dict[str, Any] = {"id": name, "from": "2000-01-01", "basis": "filing", "sources": [{"ref": source}]}
    if checked:
        base["checked"] = CHECKED
    return {**base, **{key.rstrip("_"): value for key, value in fields.items()}}


def outlet(name: str = "paper", /, **fields: Any) -> Outlet:
    base = {"id": name, "name": name.title(), "country": "gb", "kind": "newspaper", "sources": SOURCES}
    return Outlet.model_validate({**base, **fields})


def party(name: str, type_: str = "company", /, **fields: Any) -> Party:
    base = {"id": name, "name": name.title(), "country": "gb", "type": type_, "sources": SOURCES}
    return Party.model_validate({**base, **fields})


def published_by(name: str, **fields: Any) -> dict[str, Any]:
    return claim("p1", party=name, **fields)


def records(*entries: Outlet | Party, **more: Any) -> Records:
    outlets = {entry.id: entry for entry in entries if isinstance(entry, Outlet)}
    parties = {entry.id: entry for entry in entries if isinstance(entry, Party)}
    return Records(
        outlets,
        parties,
        VOCABULARY,
        {key: f"outlets/{one.country}/{key}.yaml" for key, one in outlets.items()},
        {key: f"parties/{one.country}/{key}.yaml" for key, one in parties.items()},
        **more,
    )


def period_on(listed: Records, name: str, day: str) -> Period:
    when = Day.fromisoformat(day)
    fitting = [
        period
        for period in periods_of(listed, listed.outlets[name])
        if (period.start is None or period.start <= when) and (period.end is None or when < period.end)
    ]
    assert len(fitting) == 1
    return fitting[0]


def labels_on(listed: Records, name: str, day: str) -> dict[str, Label]:
    """The labels of the day by id."""
    return {label.id: label for label in period_on(listed, name, day).labels}


def facts_on(listed: Records, name: str, day: str) -> Facts:
    return Facts(listed, listed.outlets[name], Day.fromisoformat(day), {})
