"""Page evidence from the live page: in both browsers the same as from its HTML text, and with a way back into the page."""

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.browser.driver import Json, Tab
from tests.conformance import ROOT, canonical, case_folders, expected, read_json

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
CASES = pytest.mark.parametrize("case", case_folders(), ids=lambda case: case.name)
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

Visit = Callable[..., Tab]


def visited(visit: Visit, case: Path) -> Tab:
    return visit(expected(case)["address"], (case / "page.html").read_text(encoding="utf-8"))


def extracted(tab: Tab, options: str = "{}") -> Json:
    return tab.run_script(SOURCE, f"MastheadEvidence.extract(document, {options}).evidence")


@CASES
def test_a_case_gives_its_evidence_in_the_browser(case: Path, visit: Visit) -> None:
    tab = visited(visit, case)
    assert canonical(extracted(tab)) == canonical(read_json(case / "evidence.json"))
    drawn = next(path for path in (case / "rendered.json", case / "evidence.json") if path.exists())
    assert canonical(extracted(tab, "{ rendered: true }")) == canonical(read_json(drawn))


def test_text_leads_back_to_its_place_in_the_page(visit: Visit) -> None:
    (case,) = (each for each in case_folders() if each.name == "emoji-before-the-sentence")
    for block in visited(visit, case).run_script(SOURCE, THERE_AND_BACK):
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
    tab = visit("https://page.example/", page)
    assert [block["text"] for block in extracted(tab)["blocks"]] == ["shown", "not shown"]
    assert [block["text"] for block in extracted(tab, "{ rendered: true }")["blocks"]] == ["shown"]
