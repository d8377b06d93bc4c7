"""What was retracted stays visible."""

import datetime
from typing import Any

import sqlalchemy as sa

from api.outlets.revisions import Change, Edit, RecordKey
from api.publishing.compile import compile_records
from api.reporting.retractions import retractions
from api.storage.list_texts import documents_of
from api.storage.sql.history import History
from tests.conformance import case_records
from tests.desk.readers import Readers


def keep(history: History, text: str | None, reason: str, origin: Any = "desk") -> None:
    key = RecordKey("parties", "paper-ltd")
    found = history.record(key)
    history.append(Edit("jane", reason, origin, (Change(key, found.digest if found else None, text),)))


def text_with(status: str, owner: str = "north") -> str:
    line = f"  - {{id: own1, owner: {owner}, status: {status}, basis: filing, sources: [{{ref: register}}]}}\n"
    source = "sources:\n  register: {title: Register, publisher: Court, url: 'https://register.example/'}\n"
    return f"id: paper-ltd\nname: Paper Ltd\nownership:\n{line}{source}"


def test_a_retraction_says_what_was_shown_and_from_when_to_when(engine: sa.Engine) -> None:
    days = iter(datetime.datetime(2026, 1, day, tzinfo=datetime.UTC) for day in range(1, 9))
    history = History(engine, lambda: next(days))
    keep(history, text_with("accepted"), "first import", "import")
    keep(history, text_with("disputed", "south"), "seen otherwise")
    keep(history, text_with("retracted", "south"), "the register was misread")
    keep(history, text_with("accepted", "south"), "it was right")
    keep(history, text_with("retracted", "south"), "it was not")
    documents = {key.id: document for key, document in _documents(history).items()}
    (found,) = retractions({"outlets": {}, "parties": documents}, history, lambda key, text: documents_of({key: text})[key])
    assert (str(found.key), found.section, found.claim, found.says) == (
        "parties/paper-ltd",
        "ownership",
        "own1",
        {"owner": "south"},
    )
    assert [source["title"] for source in found.sources] == ["Register"]
    assert [(span.since.day, span.until.day, span.at_least, span.reason) for span in found.shown] == [
        (1, 3, True, "the register was misread"), (4, 5, False, "it was not"),
    ]  # fmt: skip


def test_a_text_that_was_removed_is_not_quoted_by_a_retraction(engine: sa.Engine) -> None:
    history = History(engine)
    keep(history, text_with("accepted", "somebody-threatened"), "first")
    shown = history.record(RecordKey("parties", "paper-ltd"))
    assert shown
    keep(history, text_with("retracted", "nobody"), "withheld for safety")
    history.remove_text(shown.digest, "safety")
    documents = {key.id: document for key, document in _documents(history).items()}
    (found,) = retractions({"outlets": {}, "parties": documents}, history, lambda key, text: documents_of({key: text})[key])
    assert (found.says, found.shown) == ({"owner": "nobody"}, ())


def _documents(history: History) -> dict[RecordKey, dict[str, Any]]:
    return documents_of({each.key: each.text for each in history.whole_list()[1] if each.text})


def test_the_page_of_retractions_shows_them_as_text(engine: sa.Engine) -> None:
    records = compile_records(case_records())
    claim = {"id": "c9", "status": "retracted", "basis": "self", "aspect": "editorial", "note": "none", "by": "<b>somebody</b>"}
    records["outlets"]["rt"] = {**records["outlets"]["rt"], "control": [claim]}
    with Readers.of(engine, records).serving() as client:
        page = client.get("/retractions").text
    assert "Retracted before this history begins." in page
    assert "&lt;b&gt;somebody&lt;/b&gt;" in page
    assert "outlets/rt, claim c9" in page


def test_nothing_retracted_is_said(readers: Readers) -> None:
    with readers.serving() as client:
        assert "Nothing was retracted." in client.get("/retractions").text
