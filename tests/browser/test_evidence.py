"""Page evidence from the live page: in both browsers the same as from its HTML text, and with a way back into the page."""

import json
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

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

VISITED = ("amp-page", "emoji-before-the-sentence", "hidden-by-stylesheet", "inert-markup", "untidy-markup", "wayback-capture")

Visit = Callable[..., Tab]


@pytest.fixture(scope="module", params=["chromium", "firefox"])
def desk(request: pytest.FixtureRequest, browsers: Callable[[str], Browser], site: Site) -> Iterator[Tab]:
    """One tab into which pages are written: parsed and drawn as if visited, in a tenth of the time."""
    tab = browsers(request.param).open(site.serve("https://desk.example/", "<p>Nothing yet."))
    yield tab
    tab.close()


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
def test_a_case_gives_its_evidence_in_the_browser(case: Path, desk: Tab) -> None:
    desk.evaluate(f"document.open(), document.write({json.dumps(page_of(case))}), document.close()")
    address = json.dumps(expected(case)["address"])
    assert extracted(desk, f"{{ URL: {address}, documentElement: document.documentElement }}") == stored(case)


@pytest.mark.parametrize("name", VISITED)
def test_a_visit_gives_the_evidence_of_its_case(name: str, visit: Visit) -> None:
    assert extracted(visited(visit, name)) == stored(CASES / name)


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
