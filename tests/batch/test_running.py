"""Whole runs: the real command over real files, interrupted in every way, with workers of its own."""

import json
import os
import pty
import signal
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.api.service import running
from tests.batch.command import Command, answers, children, interrupt, wait_until
from tests.batch.warcs import request, response, warc

TALLY = "735 records answered, 15 skipped"  # of `many`
UNDATED = {"url": "https://unlisted.example/a", "html": "<p>nothing"}


@pytest.fixture(scope="module")
def whole(many: Path, published: Path, tmp_path_factory: pytest.TempPathFactory) -> Command:
    """Uninterrupted runs over `many`: out.ndjson and out.ndjson.gz."""
    command = Command(published, tmp_path_factory.mktemp("whole"))
    for name in ("out.ndjson", "out.ndjson.gz"):
        code, said = command.run(many, command.path(name))
        assert (code, said.splitlines()[-1]) == (1, TALLY)
    return command


# what is answered


def test_every_record_is_answered_in_order_as_the_api_answers_it(
    command: Command, pages: list[dict[str, Any]], published: Path
) -> None:
    asked = [*pages, {**pages[0], "at": "2020-02-02"}, UNDATED]
    assert command.run(command.put("in", *asked), command.path("out")) == (0, f"{len(asked)} records answered, 0 skipped\n")
    found = answers(command.path("out"))
    assert [(each.pop("record"), each.pop("url")) for each in found] == [(n, each["url"]) for n, each in enumerate(asked, 1)]
    with running(published, command.path("log")) as client:
        assert found == [client.post("/v1/annotate", each).json for each in asked]


def test_gzip_is_read_by_content_and_written_by_name(command: Command, pages: list[dict[str, Any]]) -> None:
    packed = command.put("in.gz", *pages[:5]).rename(command.path("in"))
    command.run(packed, command.path("out.gz"))
    command.run(command.put("plain", *pages[:5]), command.path("out"))
    assert command.path("out.gz").read_bytes().startswith(b"\x1f\x8b")
    assert answers(command.path("out.gz")) == answers(command.path("out"))
    assert len(answers(command.path("out"))) == 5


def test_a_warc_is_answered_as_of_the_day_each_page_was_captured(command: Command, pages: list[dict[str, Any]]) -> None:
    records = [request(UNDATED["url"]), response(UNDATED["url"], UNDATED["html"], date="2013-05-06T07:08:09Z")]
    records += [response(each["url"], each["html"]) for each in pages[:3]]
    command.put("in", warc(records, packed=True))
    assert command.run(command.path("in"), command.path("out"))[0] == 0
    found = answers(command.path("out"))
    assert [each["record"] for each in found] == [3, 4, 5, 6]
    assert (found[0]["url"], found[0]["as_of"]) == (UNDATED["url"], "2013-05-06")


def test_at_is_for_records_that_do_not_say(command: Command) -> None:
    source = command.put("in", UNDATED, {**UNDATED, "at": "2020-02-02"})
    assert command.run(source, command.path("out"), "--at", "2019-01-01")[0] == 0
    assert [each["as_of"] for each in answers(command.path("out"))] == ["2019-01-01", "2020-02-02"]


def test_bad_records_are_told_with_number_and_reason_and_skipped(command: Command) -> None:
    hostile = {"url": "https://a.example/\u001b[31m", "html": "<div>" * 100_000}
    source = command.put("in", UNDATED, b"not json\n", {"url": "ftp://a.example/", "html": ""}, hostile, UNDATED)
    code, said = command.run(source, command.path("out"))
    assert (code, [each["record"] for each in answers(command.path("out"))]) == (1, [1, 5])
    first, second, third, last = said.splitlines()
    assert first.startswith("masthead: record 2: the line is not JSON: ")
    assert second.startswith("masthead: record 3: ftp://a.example/: this is no web page's address")
    assert third.startswith("masthead: record 4, https://a.example/\ufffd[31m: ")
    assert last == "2 records answered, 3 skipped"


def test_an_empty_input_gives_an_empty_output(command: Command) -> None:
    assert command.run(command.put("in"), command.path("out")) == (0, "0 records answered, 0 skipped\n")
    assert command.path("out").read_bytes() == b""


def test_the_number_of_workers_changes_nothing(command: Command, whole: Command, many: Path) -> None:
    command.run(many, command.path("out.ndjson"), "--workers", "1")
    assert command.path("out.ndjson").read_bytes() == whole.path("out.ndjson").read_bytes()


# interruption


@pytest.mark.parametrize("name", ["out.ndjson", "out.ndjson.gz"])
def test_killed_at_any_moment_and_resumed_it_gives_the_same_bytes(command: Command, whole: Command, many: Path, name: str) -> None:
    output, size, kills = command.path(name), -1, 0
    for _ in range(3):
        process = command.start(many, output, "--workers", "2", stderr=subprocess.DEVNULL)
        wait_until(lambda: process.poll() is not None or (output.exists() and output.stat().st_size > size))  # noqa: B023
        os.kill(process.pid, signal.SIGKILL)
        kills += process.wait() == -signal.SIGKILL
        size = output.stat().st_size
    assert kills > 1
    code, said = command.run(many, output)
    assert (code, said.splitlines()[-1]) == (1, TALLY)
    assert output.read_bytes() == whole.path(name).read_bytes()


def test_ctrl_c_ends_cleanly_and_says_how_to_go_on(command: Command, whole: Command, many: Path) -> None:
    output = command.path("out.ndjson")
    process = command.start(many, output, "--workers", "2")
    wait_until(lambda: output.exists() and output.stat().st_size > 0)
    workers = children(process)
    said = interrupt(process)
    assert (process.returncode, len(workers)) == (130, 2)
    count = len(answers(output))
    assert said.splitlines()[-1] == f"masthead: stopped with {count} records answered; give the same command again to go on"
    assert "Traceback" not in said
    assert not any(Path(f"/proc/{worker}").exists() for worker in workers)
    assert command.run(many, output)[0] == 1
    assert output.read_bytes() == whole.path("out.ndjson").read_bytes()


def test_ctrl_c_while_workers_start_ends_cleanly(command: Command, many: Path) -> None:
    process = command.start(many, command.path("out"), "--workers", "2")
    wait_until(command.path("out.run.json").exists)
    said = interrupt(process)
    assert (process.returncode, said.count("\n"), "stopped with 0 records" in said) == (130, 1, True), said


def test_workers_end_with_the_command_however_it_ends(command: Command, many: Path) -> None:
    process = command.start(many, command.path("out"), "--workers", "2", stderr=subprocess.DEVNULL)
    wait_until(lambda: command.path("out").exists() and command.path("out").stat().st_size > 0)
    workers = children(process)
    os.kill(process.pid, signal.SIGKILL)
    process.wait()
    assert len(workers) == 2
    wait_until(lambda: not any(Path(f"/proc/{worker}").exists() for worker in workers), 20)


def test_a_killed_worker_is_replaced_and_nothing_is_lost(command: Command, whole: Command, many: Path) -> None:
    output = command.path("out.ndjson")
    process = command.start(many, output, "--workers", "2")
    wait_until(lambda: output.exists() and output.stat().st_size > 0)
    os.kill(children(process)[0], signal.SIGKILL)
    said = process.communicate(timeout=120)[1]
    assert (process.returncode, said.splitlines()[-1]) == (1, TALLY)
    assert output.read_bytes() == whole.path("out.ndjson").read_bytes()


def test_a_run_goes_on_with_the_day_it_was_begun_on(command: Command) -> None:
    source, output = command.put("in", UNDATED, UNDATED), command.path("out")
    command.run(source, output)
    note = command.path("out.run.json")
    begun = json.loads(note.read_text())
    note.write_text(json.dumps({**begun, "day": "2020-01-01"}))
    output.write_bytes(output.read_bytes().splitlines(keepends=True)[0])
    assert command.run(source, output)[0] == 0
    assert [each["as_of"] for each in answers(output)] == [begun["day"], "2020-01-01"]


def test_a_finished_run_given_again_changes_nothing(command: Command) -> None:
    source = command.put("in", UNDATED, b"bad\n", UNDATED)
    first = command.run(source, command.path("out"))
    before = command.path("out").read_bytes()
    assert first[0] == 1
    assert command.run(source, command.path("out")) == (1, "2 records answered, 1 skipped\n")
    assert command.path("out").read_bytes() == before


# refusals


def test_the_output_of_another_input_or_list_is_refused(command: Command, published: Path) -> None:
    output = command.path("out")
    command.run(command.put("in", UNDATED), output)
    before = output.read_bytes()
    code, said = command.run(command.put("other", UNDATED, UNDATED), output)
    assert (code, said.count("\n"), "begun with another input" in said) == (2, 1, True), said
    newer = command.path("lists")
    newer.mkdir()
    for path in published.iterdir():
        (newer / path.name).write_bytes(path.read_bytes())
    manifest = json.loads((newer / "manifest.json").read_text())
    for name in ("json.gz", "records.json.gz"):
        (newer / f"1.{name}").rename(newer / f"2.{name}")
    (newer / "manifest.json").write_text(json.dumps({**manifest, "version": 2}))
    code, said = Command(newer, command.folder).run(command.path("in"), output)
    assert (code, "begun with list 1, and the list is now 2" in said) == (2, True), said
    assert output.read_bytes() == before


def test_an_input_is_never_written_over(command: Command) -> None:
    source = command.put("in", UNDATED)
    before = source.read_bytes()
    code, said = command.run(source, source)
    assert (code, source.read_bytes(), "no in.run.json beside it" in said) == (2, before, True)


@pytest.mark.parametrize(
    ("source", "output", "words"),
    [
        ("nowhere", "out", "the input cannot be read: No such file"),
        (".", "out", "the input is no file"),
        ("in", "nowhere/out", "it cannot be written: No such file"),
        ("binary", "out", "the input holds neither lines of JSON nor WARC records"),
    ],
)
def test_what_cannot_be_begun_is_refused_in_one_line(command: Command, source: str, output: str, words: str) -> None:
    command.put("in", UNDATED)
    command.put("binary", b"\0\1\2")
    code, said = command.run(command.path(source), command.path(output))
    assert (code, said.count("\n"), said.startswith("masthead: "), words in said) == (2, 1, True, True), said


def test_without_a_list_it_says_what_is_missing(command: Command) -> None:
    code, said = Command(command.path("nothing"), command.folder).run(command.put("in", UNDATED), command.path("out"))
    assert (code, "no list is published yet" in said) == (2, True)
    assert not command.path("out").exists()


# the terminal, and memory


def test_a_progress_bar_shows_on_a_terminal_only(command: Command) -> None:
    source = command.put("in", UNDATED, b"bad\n", UNDATED)
    ours, theirs = pty.openpty()
    process = command.start(source, command.path("shown"), "--workers", "1", stderr=theirs)
    os.close(theirs)
    shown = b""
    while piece := _read(ours):
        shown += piece
    os.close(ours)
    assert process.wait(60) == 1
    assert b"100%" in shown and b"\x1b[2Kmasthead: record 2: " in shown
    assert "%" not in command.run(source, command.path("quiet"))[1]


def _read(terminal: int) -> bytes:
    try:
        return os.read(terminal, 65536)
    except OSError:  # the other end is closed
        return b""


MEASURED = """
import resource, sys
from api.cli import main
if __name__ == "__main__":
    try:
        main(["annotate", "--input", sys.argv[1], "--output", sys.argv[2], "--workers", "2"])
    except SystemExit:
        print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)
"""


def test_memory_does_not_grow_with_the_input(command: Command, published: Path) -> None:
    def peak(count: int) -> int:
        """In MiB, of the process that reads and writes."""
        record = json.dumps({**UNDATED, "html": "x" * 1_000_000}).encode() + b"\n"
        source = command.put(f"{count}", *[record] * count)
        environment = {**os.environ, "MASTHEAD_LISTS": str(published)}
        arguments = [sys.executable, "-c", MEASURED, str(source), str(command.path(f"{count}.out"))]
        done = subprocess.run(arguments, env=environment, capture_output=True, text=True, timeout=120, check=True)
        assert len(answers(command.path(f"{count}.out"))) == count, done.stderr
        return int(done.stdout) // 1024

    assert peak(80) - peak(8) < 20
