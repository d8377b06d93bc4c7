"""The Dask bag: the same answers as the command's, by Dask's own processes on this machine."""

from datetime import date
from typing import Any

from api.batch.dask import annotate_bag
from tests.batch.command import Command, answers
from tests.batch.warcs import request, response, warc
from tests.conformance import case_list


def test_a_bag_over_warcs_answers_as_the_command_does(command: Command, pages: list[dict[str, Any]]) -> None:
    found: dict[str, list[dict[str, Any]]] = {}
    for name, part in (("one.warc.gz", pages[:3]), ("two.warc", pages[3:6])):
        records = [request(part[0]["url"]), *(response(each["url"], each["html"]) for each in part)]
        source = command.path(name)
        source.write_bytes(warc(records, packed=name.endswith(".gz")))
        command.run(source, command.path(f"{name}.out"))
        found[str(source)] = answers(command.path(f"{name}.out"))
    bag = annotate_bag(list(found), case_list(), date.today())
    assert bag.npartitions == 2
    items: list[dict[str, Any]] = bag.compute(scheduler="processes", num_workers=2)
    assert items == [{"input": name, **answer} for name, lines in found.items() for answer in lines]
    assert len(items) == 6


def test_a_bag_tells_of_records_without_an_answer(command: Command) -> None:
    source = command.put("in.ndjson", b"bad\n", {"url": "https://unlisted.example/", "html": ""})
    bad, good = annotate_bag([str(source)], case_list(), date(2022, 3, 4), at=date(2020, 1, 1)).compute(scheduler="sync")
    assert (bad["input"], bad["record"], bad["url"], set(bad)) == (str(source), 1, None, {"input", "record", "url", "error"})
    assert (good["record"], good["as_of"]) == (2, "2020-01-01")


def test_a_bag_of_nothing_is_empty() -> None:
    assert annotate_bag([], case_list(), date(2022, 3, 4)).compute(scheduler="sync") == []
