"""What readers and publishers say of the list, from the call that sends it to the calls that answer other readers."""

import re
import shutil
from pathlib import Path
from typing import Any

import pytest
from openapi_spec_validator import validate
from pydantic import SecretStr

from api.publishing.signing import generate, verify
from api.storage.published_lists import PublishedLists
from tests.api import described
from tests.browser.extension import eventually
from tests.desk.readers import EVIDENCE, solution_of
from tests.desk.test_road import Newsroom

CLAIM = "outlet:paper#imprint"


@pytest.fixture
def newsroom(tmp_path: Path, database: str) -> Newsroom:
    return Newsroom(tmp_path, database, signing_key=SecretStr(generate()[0]))


class Reader:
    """Calls the service, and holds every answer against the description that it serves."""

    def __init__(self, newsroom: Newsroom) -> None:
        self._client, self._lists = newsroom.app.test_client(), PublishedLists(newsroom.settings.lists)
        self._rules = {rule.rule for rule in newsroom.app.url_map.iter_rules()}
        self.description: dict[str, Any] = self._client.get("/openapi.json").json or {}
        validate(self.description)

    @property
    def paths(self) -> set[str]:
        """What is served, but for pages and the desk itself, as the description writes it."""
        rules = {rule.replace("<key>", "{id}").replace("<version>", "{version}") for rule in self._rules}
        return {rule for rule in rules if rule.startswith("/v1/")} | {"/healthz", "/readyz"}

    def ask(self, call: str, status: int = 200, body: Any = None, **query: str) -> Any:
        method, path = call.split()
        answer = self._client.open(path, method=method.upper(), query_string=query, json=body)
        assert answer.status_code == status, answer.text
        path = re.sub(r"/v1/(list|outlets)/.+", lambda found: f"/v1/{found[1]}/{{{_SLOTS[found[1]]}}}", path)
        described.check(self.description, f"{method} {path}", status, answer.content_type, answer.json)
        return answer.json

    def report(self, **fields: Any) -> str:
        """The path of the report's page."""
        puzzle = self.ask("get /v1/reports/puzzle")["puzzle"]
        body = {"outlet": "paper", "text": "It is somebody else’s.", "puzzle": puzzle, "solution": int(solution_of(puzzle))}
        status: str = self.ask("post /v1/reports", 201, {**body, **fields})["status"]
        return status

    def paper(self) -> Any:
        """The outlet, once the newest list is served."""
        published = self._lists.current()[0]["version"]
        eventually(lambda: self.ask("get /v1/list")["version"] == published)
        return self.ask("get /v1/lookup", url="https://paper.example/")["outlet"]

    def published(self) -> tuple[Any, Any]:
        """Manifest and list."""
        return self._lists.current()[:2]


_SLOTS = {"list": "version", "outlets": "id"}


def publish(newsroom: Newsroom) -> str:
    """By the command."""
    key = newsroom.settings.signing_key
    assert key
    return newsroom.desk.run("publish", MASTHEAD_SIGNING_KEY=key.get_secret_value()).stdout


def test_what_is_triaged_is_in_readers_answers_at_once_and_goes_again(newsroom: Newsroom) -> None:
    reader, jane = Reader(newsroom), newsroom.browser(newsroom.person("Jane", "editor"))
    assert reader.paths == reader.description["paths"].keys()
    first = reader.ask("get /v1/list")
    reader.report(about=CLAIM, evidence=EVIDENCE)
    assert "contested" not in reader.paper()["owners"][0]
    said = jane.post("/desk/reports/1", "/desk/reports/1", seen="0", state="triaged", contests=CLAIM)
    assert "The report is triaged. Published: readers have list 2." in said
    manifest, document = reader.published()
    # what the description and the documentation name, and nothing more
    assert sorted(manifest) == sorted([*first, "key", "signature"])
    verify(manifest, manifest["key"])
    assert [row["claim"] for row in document["contested"]] == [CLAIM]
    mark = reader.paper()["owners"][0]["contested"]
    assert mark == document["contested"][0]
    assert reader.ask("get /v1/outlets/paper")["periods"][-1]["owners"][0]["contested"] == mark
    page = newsroom.app.test_client().post("/", data={"url": "https://paper.example/"}).text
    assert "a report with evidence is being looked at." in page
    assert '<a href="/contested/1">' in page
    again = jane.post("/desk/reports/1", "/desk/reports/1", seen="1", state="triaged", contests=CLAIM)
    assert "Published" not in again
    # the commands publish the same
    assert "list 2 of revision 1" in publish(newsroom)
    done = jane.post("/desk/reports/1", "/desk/reports/1", seen="2", state="answered", answer="It is right as it is.")
    assert "readers have list 3." in done
    assert reader.published()[1]["contested"] == []


def test_a_reply_is_published_as_text_and_a_list_that_cannot_be_written_is_said(newsroom: Newsroom) -> None:
    reader, jane = Reader(newsroom), newsroom.browser(newsroom.person("Jane", "editor"))
    text = "We are <b>independent</b>,\nand say so."
    reader.report(kind="reply", text=text)
    confirm = {"domain": "paper.example", "place": "dns"}
    assert "readers have list 2." in jane.post("/desk/reports/1/confirm", "/desk/reports/1", seen="0", **confirm)
    (reply,) = reader.paper()["replies"]
    assert (reply["text"], reply["publisher"], reply["domain"], reply["about"]) == (text, "Paper Ltd", "paper.example", "")
    page = newsroom.app.test_client().post("/", data={"url": "https://paper.example/"}).text
    assert "Reply of the publisher, Paper Ltd, " in page
    assert "We are &lt;b&gt;independent&lt;/b&gt;,\nand say so." in page
    shutil.move(newsroom.settings.lists, newsroom.desk.root / "aside")
    newsroom.settings.lists.write_text("no folder")
    said = jane.post("/desk/reports/1/take-down", "/desk/reports/1", seen="1", why="Its publisher took it back.")
    assert "The reply is taken down. The change is kept, but readers still have the list of before" in said
    newsroom.settings.lists.unlink()
    shutil.move(newsroom.desk.root / "aside", newsroom.settings.lists)
    assert "list 3 of revision 1" in publish(newsroom)
    assert reader.published()[1]["replies"] == []
