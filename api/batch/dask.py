"""The same on many machines: a Dask bag of answers. Needs the extra `masthead[dask]`; docs/batch.md says why Dask and how."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

import dask.bag
import fsspec
from dask.delayed import delayed

from api.batch.annotator import Annotator, Result, Skipped
from api.batch.reading import Source, records
from api.outlets.dates import Day


def annotate_bag(inputs: Sequence[str], document: Mapping[str, Any], today: Day, at: Day | None = None) -> "dask.bag.Bag":
    """The annotations of `inputs`, a partition each: paths or addresses that fsspec opens (s3://…), NDJSON or WARC, plain or gzip.

    Items are `{input, record, url, ...answer}` as `/v1/annotate` answers, or `{input, record, url, error}` for a record
    without an answer. `document`: the published list; `today`: the day of the visit; `at`: label as of that day where a
    record does not say. Computing raises OSError where an input cannot be opened.
    """
    files: dask.bag.Bag = dask.bag.from_sequence(inputs, npartitions=max(1, len(inputs)))
    results: dask.bag.Bag = files.map_partitions(_results, delayed(document), today, at)
    # a `map` behind it, and Dask takes the results one by one: no partition is ever whole in memory unless it is asked for
    answers: dask.bag.Bag = results.map(_item)
    return answers


def _results(inputs: Iterable[str], document: Mapping[str, Any], today: Day, at: Day | None) -> Iterator[tuple[str, Result]]:
    annotator = Annotator(document, today, at)
    for name in inputs:
        with fsspec.open(name, "rb") as file:
            for record in records(Source(file)):
                yield name, annotator(record)


def _item(found: tuple[str, Result]) -> dict[str, Any]:
    name, result = found
    answer = {"error": result.reason} if isinstance(result, Skipped) else result.answer
    return {"input": name, "record": result.number, "url": result.url, **answer}
