"""What waits at the desk, on both databases: each queue leads to the claim, and candidates become proposals or are refused."""

import re
from pathlib import Path

import pytest

from tests.candidates.test_formats import FILES
from tests.candidates.test_importing import OWNED
from tests.desk.test_road import Browser, Newsroom
from tests.storage.folder import COMPANY

CONTROLLED = """\
control:
- id: c1
  from: 2001-01-01
  status: disputed
  basis: law
  sources:
  - ref: report
    locator: section 3
  checked:
    on: 2026-10-01
    copy: live
  aspect: editorial
  finding: controlled
  by: state:GB
"""
DISPUTED = COMPANY + OWNED.replace("sources:\n  report", f"{CONTROLLED}sources:\n  report")


@pytest.fixture
def newsroom(tmp_path: Path, database: str) -> Newsroom:
    return Newsroom(tmp_path, database, DISPUTED)


def counts(browser: Browser) -> dict[str, str]:
    return {words: count for count, words in re.findall(r"<b>([\d,]+)</b>([^<]+)</a>", browser.get("/desk/"))}


def links(page: str) -> list[str]:
    """Where the rows of a queue lead, but for their records' own pages."""
    table = page.partition("<tbody>")[2].partition("</tbody>")[0]
    return [address for address in re.findall(r'href="([^"]+)"', table) if "#" in address]


def test_each_queue_is_counted_on_the_first_page_and_leads_to_the_claim(newsroom: Newsroom) -> None:
    jane, reader = newsroom.browser(newsroom.person("Jane", "editor")), newsroom.browser(newsroom.person("R", "reader"))
    said = counts(jane)
    assert (said["unchecked claims"], said["stale claims"], said["disputed labels"]) == ("2", "1", "1")
    owned = "/desk/parties/paper-ltd/edit#g-ownership.0"
    assert links(jane.get("/desk/queues/unchecked")) == [owned, "/desk/outlets/paper/edit#g-published_by.0"]
    assert links(jane.get("/desk/queues/unchecked?q=paper+ownership")) == [owned]
    assert links(jane.get("/desk/queues/unchecked?page=2")) == []
    assert links(jane.get("/desk/queues/stale")) == [owned]
    assert sorted(links(jane.get("/desk/queues/disputed"))) == [
        "/desk/outlets/paper/edit#g-published_by.0", "/desk/parties/paper-ltd/edit#g-control.0",
    ]  # fmt: skip
    assert 'id="g-ownership.0"' in jane.get("/desk/parties/paper-ltd/edit")
    assert links(reader.get("/desk/queues/unchecked"))[0] == "/desk/parties/paper-ltd#g-ownership.0"
    assert 'id="g-ownership.0"' in reader.get("/desk/parties/paper-ltd")
    assert jane.client.get("/desk/queues/nothing").status_code == 404
    assert "candidates" not in counts(reader)


def test_candidates_of_an_import_wait_at_the_desk_and_become_proposals_or_are_refused(newsroom: Newsroom) -> None:
    wikidata = ("import", "wikidata", FILES / "wikidata.json", "--date", "2026-11-20")
    assert "2 written to the desk's queue" in newsroom.desk.run(*wikidata).stdout
    assert "0 written to the desk's queue" in newsroom.desk.run(*wikidata).stdout
    jane = newsroom.browser(newsroom.person("Jane", "editor"))
    assert counts(jane)["candidates"] == "2"
    queue, one = "/desk/candidates", "/desk/candidates/wikidata/q900001"
    assert jane.get(f"{queue}?q=paper.example").count("/desk/candidates/wikidata/") == 1
    page = jane.get(one)
    for words in ("Wikidata, 2026-11-20", "owner: North Group plc", "parties/paper-ltd", "the list says"):
        assert words.casefold() in page.casefold(), words
    assert "it is empty" in jane.post(f"{one}/reject", one, reason=" ")
    proposal = jane.post(f"{one}/accept", one, **{"type.0": "company", "type.1": "investment-fund"})
    assert "Proposal 1" in proposal
    assert "By Jane" in proposal
    assert "investment-fund" in proposal
    assert "proposal 1 (Jane)" in jane.get(one)
    assert "it is accepted already" in jane.post(f"{one}/accept", "/desk/account")
    other = next(each for each in re.findall(r'href="(/desk/candidates/wikidata/[^"]+)"', jane.get(queue)))
    assert "is rejected" in jane.post(f"{other}/reject", other, reason="another paper")
    assert counts(jane)["candidates"] == "0"
    assert "another paper (Jane)" in jane.get(other)
    assert other in jane.get(f"{queue}?decision=rejected")
    assert "0 written" in newsroom.desk.run(*wikidata).stdout


def test_candidates_in_files_are_taken_to_the_desk(newsroom: Newsroom, tmp_path: Path) -> None:
    folder = tmp_path / "candidates"
    newsroom.desk.run("import", "wikidata", FILES / "wikidata.json", "--to", folder)
    assert "2 candidates" in newsroom.desk.run("import", "candidates", folder).stdout
    reader = newsroom.browser(newsroom.person("Reader", "reader"))
    assert reader.client.get("/desk/candidates").status_code == 403
    (folder / "wikidata" / "q900001.yaml").write_text("id: nothing\n")
    answer = newsroom.desk.run("import", "candidates", folder)
    assert answer.exit_code == 2
    assert "q900001.yaml:1: " in answer.stderr
