"""The output: what is found in it after any interruption, and what is refused."""

import errno
import json
import os
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from api.batch.writing import Output, Run
from api.errors import BadRequest, MastheadError

RUN = Run(
    masthead="1.0", input_bytes=5, input_sha256="a" * 64, list_version=7, list_sha256="b" * 64, at=None, day=date(2022, 1, 1)
)  # fmt: skip
CHUNKS = (b'{"record":1}\n{"record":2,"text":"\xe2\x80\xa8"}\n', b"", b'{"record":4}\n', b'{"record":7}\n{"record":8}\n')


def written(path: Path) -> bytes:
    with Output(path, RUN) as output:
        for chunk in CHUNKS:
            output.append(chunk)
    return path.read_bytes()


@pytest.mark.parametrize("rest", [0, 200], ids=["cut", "cut and filled with zeros"])
@pytest.mark.parametrize("name", ["out.ndjson", "out.ndjson.gz"])
def test_wherever_an_output_is_cut_off_it_goes_on_to_the_same_bytes(tmp_path: Path, name: str, rest: int) -> None:
    path = tmp_path / name
    whole = written(path)
    for end in range(len(whole) + 1):
        path.write_bytes(whole[:end] + bytes(rest))
        with Output(path, RUN) as output:
            assert path.read_bytes() == whole[: path.stat().st_size]
            for chunk in CHUNKS:
                lines = chunk.split(b"\n")[:-1]
                output.append(b"".join(line + b"\n" for line in lines if json.loads(line)["record"] > output.last))
        assert path.read_bytes() == whole, end


@pytest.mark.parametrize("name", ["out.ndjson", "out.ndjson.gz"])
def test_an_output_knows_how_much_is_in_it(tmp_path: Path, name: str) -> None:
    written(tmp_path / name)
    with Output(tmp_path / name, RUN) as output:
        assert (output.last, output.answered) == (8, 5)


def test_a_run_keeps_the_day_it_was_begun_on(tmp_path: Path) -> None:
    written(tmp_path / "out")
    with Output(tmp_path / "out", RUN.model_copy(update={"day": date(2022, 1, 2)})) as output:
        assert output.run.day == date(2022, 1, 1)


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"input_sha256": "c" * 64}, "begun with another input"),
        ({"list_version": 8}, "begun with list 7, and the list is now 8"),
        ({"list_sha256": "c" * 64}, "begun with another list of the same number"),
        ({"at": date(2020, 1, 1)}, "begun without --at"),
        ({"masthead": "1.1"}, "begun by Masthead 1.0; this is 1.1"),
    ],
)
def test_the_output_of_another_run_is_refused_and_left_as_it_is(tmp_path: Path, change: dict[str, Any], words: str) -> None:
    whole = written(tmp_path / "out")
    note = (tmp_path / "out.run.json").read_bytes()
    with pytest.raises(BadRequest, match=words):
        Output(tmp_path / "out", RUN.model_copy(update=change))
    assert ((tmp_path / "out").read_bytes(), (tmp_path / "out.run.json").read_bytes()) == (whole, note)


def test_a_file_that_no_run_wrote_is_refused_and_left_as_it_is(tmp_path: Path) -> None:
    (tmp_path / "out").write_text("mine")
    with pytest.raises(BadRequest, match=r"no out\.run\.json beside it"):
        Output(tmp_path / "out", RUN)
    (tmp_path / "out.run.json").write_text("{}")
    with pytest.raises(BadRequest, match="not what a run leaves"):
        Output(tmp_path / "out", RUN)
    assert ((tmp_path / "out").read_text(), (tmp_path / "out.run.json").read_text()) == ("mine", "{}")


def test_an_output_that_is_gone_is_begun_anew(tmp_path: Path) -> None:
    written(tmp_path / "out")
    (tmp_path / "out").unlink()
    later = RUN.model_copy(update={"list_version": 8})
    with Output(tmp_path / "out", later) as output:
        assert (output.run, output.last) == (later, 0)


def test_two_runs_cannot_write_one_output(tmp_path: Path) -> None:
    with Output(tmp_path / "out", RUN), pytest.raises(BadRequest, match="another run is writing it"):
        Output(tmp_path / "out", RUN)
    written(tmp_path / "out")


def test_a_last_line_that_is_no_answer_is_refused(tmp_path: Path) -> None:
    written(tmp_path / "out")
    (tmp_path / "out").write_bytes(b"nonsense\n")
    with pytest.raises(BadRequest, match="last line is no answer"):
        Output(tmp_path / "out", RUN)


def test_when_the_disk_is_full_the_output_keeps_its_whole_lines(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    real = os.write

    def full(handle: int, content: memoryview) -> int:
        if len(content) <= 5:
            raise OSError(errno.ENOSPC, "No space left on device")
        return real(handle, content[:5])

    with Output(tmp_path / "out", RUN) as output:
        output.append(CHUNKS[0])
        monkeypatch.setattr(os, "write", full)
        with pytest.raises(MastheadError, match="No space left"):
            output.append(CHUNKS[3])
    assert (tmp_path / "out").read_bytes() == CHUNKS[0]
