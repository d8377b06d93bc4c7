"""`make bench`: ratios of things measured side by side in one run. Machines drift; absolute times are not comparable.

Each pair runs interleaved, in blocks; the figure is the median of the blocks' ratios, with the smallest and largest. Of the
service it is the worker's own CPU time that is measured, so that the load generator does not count.
"""

import copy
import datetime
import gzip
import json
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

import orjson

from api.annotating.annotate import annotate
from api.annotating.evidence import extract
from api.annotating.index import Index
from api.annotating.present import look_up, present
from api.editing.preview import preview
from api.outlets.changed import ListCatalogue
from api.outlets.revisions import RecordKey
from api.settings import read_settings
from api.storage.list_texts import check_change, check_texts, texts_of
from api.storage.published_lists import PublishedLists, encode
from bench.load import service_cpu

BLOCKS = 9
TODAY = datetime.datetime.now(datetime.UTC).date()
ADDRESS = "https://libertarianhub.com/2022/03/23/ferry-line-reopens-after-a-month/"
PAGE = Path("api/views/examples/republished.html").read_text(encoding="utf-8")

Json = dict[str, Any]


@dataclass(frozen=True)
class Ratio:
    """One line of the report."""

    what: str
    goal: str
    values: list[float]

    def __str__(self) -> str:
        middle = statistics.median(self.values)
        return f"{self.what:<62} {middle:8.2f}   ({min(self.values):.2f} to {max(self.values):.2f})   {self.goal}"


def cpu(task: Callable[[], object], times: int) -> float:
    """CPU seconds of this process for `times` runs."""
    start = time.process_time()
    for _ in range(times):
        task()
    return time.process_time() - start


def interleaved(one: Callable[[], object], other: Callable[[], object], times: int, other_times: int) -> list[float]:
    """CPU of a run of `one` over that of a run of `other`, block by block."""
    cpu(one, 3), cpu(other, 3)
    return [(cpu(one, times) / times) / (cpu(other, other_times) / other_times) for _ in range(BLOCKS)]


def page_of(paragraphs: int, words: str) -> str:
    """The example with that many more paragraphs, each of `words` and one link."""
    body = "".join(f'<p>{words} <a href="https://n{each}.example/{each}">report</a></p>' for each in range(paragraphs))
    return PAGE.replace('<p class="read-more">', body + '<p class="read-more">')


PAGES = {
    "5 kB, 100 links": page_of(100, "The bridge opens."),
    "100 kB, 100 links": page_of(100, "The council said on Tuesday that the bridge would open in spring. " * 14),
}


def with_outlets(document: Json, count: int) -> Json:
    """The list with made-up outlets added until it holds `count`."""
    grown = copy.copy(document)
    grown["outlets"], grown["hosts"], grown["names"] = dict(document["outlets"]), dict(document["hosts"]), list(document["names"])
    pattern = document["outlets"]["libertarian-hub"]
    for number in range(count - len(document["outlets"])):
        key, host = f"made-up-{number}", f"made-up-{number}.example"
        grown["outlets"][key] = {**pattern, "name": f"Gazette of Place {number}", "domain": host}
        row: Json = {"outlet": key, "type": "domain", "path": None, "except": [], "from": None, "to": None, "role": "primary"}
        grown["hosts"][host] = [row]
        grown["names"].append({"text": f"Gazette of Place {number}", "match": "strong", "outlet": key})
    return grown


def annotating(document: Json) -> list[Ratio]:
    index, large = Index(document), Index(with_outlets(document, 100_000))
    ratios = []
    for name, html in PAGES.items():
        evidence = extract(html, ADDRESS)
        body = json.dumps({"url": ADDRESS, "evidence": evidence})

        def answer(evidence: Any, chosen: Index = index) -> Json:
            return present(annotate(evidence, chosen, TODAY), evidence, chosen, None, TODAY)

        def parse(body: str = body) -> object:
            return json.loads(body)

        of_evidence, of_html = partial(answer, evidence), partial(_read_and_answer, html, answer)
        goal = "goal <= 15" if "5 kB," in name[:5] else ""
        ratios += [
            Ratio(f"annotate evidence / json.loads of it ({name})", goal, interleaved(of_evidence, parse, 10, 100)),
            Ratio(f"read HTML and annotate / the same ({name})", "", interleaved(of_html, parse, 5, 100)),
        ]
        grown = interleaved(partial(answer, evidence, large), of_evidence, 10, 10)
        ratios.append(Ratio(f"annotate at 100,000 outlets / at {len(document['outlets'])} ({name})", "goal <= 1.3", grown))

    def looked_up(chosen: Index) -> Json:
        return look_up(ADDRESS, chosen, None, TODAY)

    values = interleaved(lambda: looked_up(large), lambda: looked_up(index), 300, 300)
    return [*ratios, Ratio(f"look-up at 100,000 outlets / at {len(document['outlets'])}", "goal <= 1.2", values)]


def _read_and_answer(html: str, answer: Callable[[Any], Json]) -> Json:
    return answer(extract(html, ADDRESS))


def serving(lists: Path) -> list[Ratio]:
    with tempfile.TemporaryDirectory() as folder:
        lookups = service_cpu(lists, Path(folder) / "log", f"/v1/lookup?url={ADDRESS}", "/healthz", BLOCKS)
    return [Ratio("look-ups a CPU second / those of a constant route, same service", "goal >= 0.8", lookups)]


def editing(data: Path) -> list[Ratio]:
    """One edit of a publisher and of an outlet, checked and previewed in the loaded list, beside checking the whole of it."""
    texts = texts_of(data)
    listed = ListCatalogue.of(check_texts(texts, data, TODAY)[0])

    def previewed(key: RecordKey) -> object:
        after = check_change(listed, {key: texts[key].replace("\nname: ", "\nname: New ", 1)}, TODAY).catalogue.records
        return preview(listed.records, after, [key])

    keys = (RecordKey("parties", "bbc"), RecordKey("outlets", "washington-post"))
    whole = partial(check_texts, texts, data, TODAY)
    ratios = [(key, [cpu(partial(previewed, key), 5) / 5 / cpu(whole, 1) for _ in range(BLOCKS)]) for key in keys]
    return [Ratio(f"preview of one edit ({key}) / check of the whole list", "goal <= 0.1", values) for key, values in ratios]


def size(document: Json) -> str:
    content = encode(document)
    packed, outlets = len(gzip.compress(content)), len(document["outlets"])
    return f"published list: {packed:,} bytes gzip, {packed / outlets:,.0f} an outlet (fixed tables and sources included)"


def main() -> None:
    settings = read_settings()
    lists = settings.lists
    document = orjson.loads(encode(PublishedLists(lists).current()[1]))
    print(f"Python {sys.version.split()[0]}; medians of {BLOCKS} interleaved blocks, smallest and largest in brackets")
    for ratio in (*annotating(document), *editing(settings.data), *serving(lists)):
        print(ratio)
    print(size(document))


if __name__ == "__main__":
    main()
