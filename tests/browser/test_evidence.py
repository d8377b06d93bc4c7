"""Page evidence from the live page: in both browsers the same as from its HTML text, and with a way back into the page."""

import json
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from api.annotating.evidence import extract
from tests.browser.driver import Browser, Tab
from tests.browser.site import Site
from tests.conformance import CASES, ROOT, canonical, case_folders, expected, read_json

CONTENT = ROOT / "extension" / "content"
SOURCE = "\n".join(
    (CONTENT / name).read_text(encoding="utf-8")
    for name in (
        "evidence/tables.js",
        "evidence/text.js",
        "evidence/tree.js",
        "evidence/zones.js",
        "evidence/blocks.js",
        "evidence/items.js",
        "evidence/structured.js",
        "evidence.js",
    )
)
# every link's words as its range in the page has them, and each block's whole text so
THERE_AND_BACK = """(() => {
  const { evidence, anchors } = MastheadEvidence.extract(document);
  const plain = (text) => text.replace(/[\\t\\n\\f\\r ]+/g, " ").trim();
  return evidence.blocks.map(({ text, links }, block) => ({
    text,
    back: plain(String(anchors.range(block, 0, [...text].length))),
    links: links.map(({ start, end }) => [
      [...text].slice(start, end).join(""),
      plain(String(anchors.range(block, start, end))),
    ]),
  }));
})()"""

# items within items, properties of several items, references, odd prefixes, values of every kind, long and broken text
ITEMS = f"""<!doctype html><html itemscope itemtype="http://schema.org/Article"><meta itemprop="author provider" content=" 🦔 a ">
<body vocab="https://schema.org/" typeof="schema:WebPage"><main typeof="x:y/NewsArticle"><h1 property="headline">h</h1>
<p itemprop="publisher">one\n <b>two</b>{"🦔 " * 2000}</p><p property="author">{"a" * 3000}</p>
<a property="schema:publisher https://schema.org/creator" href="/p?q=ä">P</a>
<link property="sponsor" href="http://[x"><link property="sponsor" href="b">
<div itemprop="sourceOrganization" itemscope itemtype="a#NewsMediaOrganization b"><meta itemprop="name"><b itemprop="name">N</b>
<a itemprop="url" href="//n.example">u</a><i itemprop="provider">of the inner</i></div>
<time itemprop="datePublished" datetime="2022-13-01">x</time><time property="datePublished">2022-03-04, noon</time>
<b property="provider" resource="#ref"></b><b property="provider" resource="#none"></b>
<p itemprop="creator" itemid="#ref">reference</p>
<details><summary itemprop="copyrightHolder">S</summary><b itemprop="author">folded</b></details>
<svg><title property="author">t</title></svg>
<div typeof="Organization" resource="#ref" property="copyrightHolder"><link property="url" href="/ref"></div></main>"""
VISITED = ("amp-page", "emoji-before-the-sentence", "hidden-by-stylesheet", "inert-markup", "untidy-markup", "wayback-capture")

Visit = Callable[..., Tab]

# for the end of a written page, 50 ms apart
LOOKS = 100


class Desk:
    """A tab into which pages are written: parsed and drawn as if visited, in a tenth of the time."""

    def __init__(self, open_tab: Callable[[], Tab]) -> None:
        self._open_tab = open_tab
        self.tab = open_tab()

    def write(self, page: str) -> Tab:
        """The tab with the whole page in it. A tab that waits for a script of the page before takes no other; it is replaced."""
        if not self._wrote(page):
            self.tab.close()
            self.tab = self._open_tab()
            assert self._wrote(page)
        return self.tab

    def _wrote(self, page: str) -> bool:
        """Whether the page's end, marked by a comment, which is no evidence, comes into the document: its scripts load first."""
        mark = f"desk {hash(page)}"
        self.tab.evaluate(f"document.open(), document.write({json.dumps(f'{page}<!--{mark}-->')}), document.close()")
        ends = "[document, document.documentElement, document.body].flatMap((node) => node ? [...node.childNodes] : [])"
        marked = f"{ends}.some((node) => node.nodeType === 8 && node.data === {json.dumps(mark)})"
        for _ in range(LOOKS):
            if self.tab.evaluate(marked):
                return True
            time.sleep(0.05)
        return False


@pytest.fixture(scope="module", params=["chromium", "firefox"])
def desk(request: pytest.FixtureRequest, browsers: Callable[[str], Browser], site: Site) -> Iterator[Desk]:
    browser, address = browsers(request.param), site.serve("https://desk.example/", "<p>Nothing yet.")
    opened = Desk(lambda: browser.open(address))
    yield opened
    opened.tab.close()


def page_of(case: Path) -> str:
    return (case / "page.html").read_text(encoding="utf-8")


def visited(visit: Visit, name: str) -> Tab:
    return visit(expected(CASES / name)["address"], page_of(CASES / name))


def extracted(tab: Tab, page: str = "document") -> list[str]:
    """Evidence from the markup, then from what is drawn, in canonical JSON."""
    call = f"[false, true].map((rendered) => MastheadEvidence.extract({page}, {{ rendered }}).evidence)"
    return [canonical(evidence) for evidence in tab.run_script(SOURCE, call)]


def stored(case: Path) -> list[str]:
    """What `extracted` should give."""
    drawn = next(path for path in (case / "rendered.json", case / "evidence.json") if path.exists())
    return [canonical(read_json(path)) for path in (case / "evidence.json", drawn)]


@pytest.mark.parametrize("case", case_folders(), ids=lambda case: case.name)
def test_a_case_gives_its_evidence_in_the_browser(case: Path, desk: Desk) -> None:
    tab = desk.write(page_of(case))
    address = json.dumps(expected(case)["address"])
    assert extracted(tab, f"{{ URL: {address}, documentElement: document.documentElement }}") == stored(case)


@pytest.mark.parametrize("name", VISITED)
def test_a_visit_gives_the_evidence_of_its_case(name: str, visit: Visit) -> None:
    assert extracted(visited(visit, name)) == stored(CASES / name)


def test_items_in_the_markup_are_read_alike(desk: Desk) -> None:
    evidence = extract(ITEMS, "https://page.example/a")
    assert len(evidence["structured"]) == 11
    found = extracted(desk.write(ITEMS), "{ URL: 'https://page.example/a', documentElement: document.documentElement }")
    assert found == [canonical(evidence)] * 2


def test_text_leads_back_to_its_place_in_the_page(visit: Visit) -> None:
    for block in visited(visit, "emoji-before-the-sentence").run_script(SOURCE, THERE_AND_BACK):
        assert block["back"] == block["text"]
        for words, back in block["links"]:
            assert back == words


def test_a_page_that_changed_leads_nowhere(visit: Visit) -> None:
    tab = visit("https://page.example/", "<main><p id=one>One.</p><p id=two>Two.</p></main>")
    call = """(() => {
      const { anchors } = MastheadEvidence.extract(document);
      document.getElementById("one").remove();
      document.getElementById("two").firstChild.data = "Other";
      return [anchors.range(0, 0, 2), anchors.range(1, 0, 2), anchors.range(7, 0, 2)];
    })()"""
    assert tab.run_script(SOURCE, call) == [None, None, None]


def test_a_shadow_tree_and_what_is_slotted_nowhere_are_told_apart(visit: Visit) -> None:
    page = """<main><x-card><template shadowrootmode="open"><p>shadow</p><slot name="a"></slot></template>
      <p slot="a">shown</p><p>not shown</p></x-card></main>"""
    marked, drawn = (json.loads(evidence)["blocks"] for evidence in extracted(visit("https://page.example/", page)))
    assert [block["text"] for block in marked] == ["shown", "not shown"]
    assert [block["text"] for block in drawn] == ["shown"]
