"""Page evidence from HTML, on the conformance cases and on the shared page, by the rules of docs/evidence.md.

`python -m tests.test_evidence NAME ...` writes the `evidence.json` of new cases, for a person to read.
"""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from api.annotating.evidence import PageEvidence, extract, tables
from api.errors import BadAddress
from tests.conformance import CASES, ROOT, canonical, case_folders, expected

EXAMPLE = ROOT.parent / "shared" / "pages" / "libertarian-hub-rt" / "page.html"
EXAMPLE_ADDRESS = "https://libertarianhub.com/2022/03/23/no-nato-soldier-will-be-sent-to-ukraine/"
PAGE = "https://page.example/news/today?x=1"


def evidence_of(case: Path) -> PageEvidence:
    return extract((case / "page.html").read_text(encoding="utf-8"), expected(case)["address"])


def body(markup: str) -> PageEvidence:
    return extract(f"<!doctype html><title>t</title><body>{markup}</body>", PAGE)


def zones(markup: str) -> dict[str, str]:
    return {block["text"]: block["zone"] for block in body(markup)["blocks"]}


def texts(markup: str) -> list[str]:
    return [block["text"] for block in body(markup)["blocks"]]


@pytest.mark.parametrize("case", case_folders(), ids=lambda case: case.name)
def test_a_case_gives_its_evidence(case: Path) -> None:
    assert canonical(evidence_of(case)) + "\n" == (case / "evidence.json").read_text(encoding="utf-8")


@pytest.mark.parametrize("case", case_folders(), ids=lambda case: case.name)
def test_a_case_is_dated_as_its_reader_would_date_it(case: Path) -> None:
    assert evidence_of(case)["published"] == expected(case)["published"]


@pytest.mark.parametrize("case", case_folders(), ids=lambda case: case.name)
def test_the_sentence_that_a_case_quotes_stands_in_a_block_that_may_attribute(case: Path) -> None:
    attributing = [block["text"] for block in evidence_of(case)["blocks"] if block["zone"] in ("article", "note")]
    for sentence in (each["sentence"] for each in expected(case)["expect"] if "sentence" in each):
        assert any(sentence in text for text in attributing)


@pytest.mark.parametrize("case", case_folders(), ids=lambda case: case.name)
def test_a_link_slices_back_to_its_own_words(case: Path) -> None:
    for block in evidence_of(case)["blocks"]:
        for link in block["links"]:
            words = block["text"][link["start"] : link["end"]]
            assert words and words == words.strip(" ")
            assert link["href"].startswith(("https://", "http://"))


@pytest.mark.skipif(not EXAMPLE.exists(), reason="the shared page is not here")
def test_the_shared_page_ends_its_article_with_the_disclosure_and_its_link() -> None:
    evidence = extract(EXAMPLE.read_text(encoding="utf-8"), EXAMPLE_ADDRESS)
    last = [block for block in evidence["blocks"] if block["zone"] == "article"][-1]
    assert last["text"].startswith("RT (Russia Today) is a state-owned news organization")
    assert [(link["href"], link["rel"]) for link in last["links"]] == [("https://rt.com/", "nofollow")]
    assert (evidence["published"], evidence["language"]) == ("2022-03-23", "en-US")


def test_both_languages_read_the_same_tables() -> None:
    source = (ROOT / "extension/content/evidence/tables.js").read_text(encoding="utf-8")
    script = f"{source}\nprocess.stdout.write(JSON.stringify(MastheadTables))"
    run = subprocess.run(["node", "-e", script], capture_output=True, text=True, check=True)
    theirs = json.loads(run.stdout)
    ours = {name: value for name, value in vars(tables).items() if name.isupper()}
    assert list(ours) == list(theirs)
    assert json.dumps(ours) == json.dumps(theirs)  # the order counts too


def test_white_space_collapses_and_other_spaces_stay() -> None:
    assert texts("<p> a\n\t b <b> c</b>\u00a0 d\u2009</p>") == ["a b c\u00a0 d\u2009"]


def test_offsets_count_code_points() -> None:
    (block,) = body("<p>🦔🇵🇹 “x” <a href=/a rel='NoFollow  UGC'> 𝒂 b </a>.</p>")["blocks"]
    (link,) = block["links"]
    assert block["text"][link["start"] : link["end"]] == "𝒂 b"
    assert (link["start"], link["end"]) == (8, 11)
    assert link["rel"] == "nofollow ugc"


def test_a_link_over_two_blocks_is_a_link_in_both() -> None:
    blocks = body("<a href=/x><h2>One</h2><p>Two</p></a>")["blocks"]
    assert [(block["text"], link["href"]) for block in blocks for link in block["links"]] == [
        ("One", "https://page.example/x"),
        ("Two", "https://page.example/x"),
    ]


def test_addresses_are_read_as_browsers_read_them() -> None:
    none = ("http://[x", "javascript:1", "mailto:a@b", "https://a b.example/")
    links = ("../a b", "//Rt.com:443/%7e", *none, "?q=ä", "https:\\\\x.example\\y")
    found = body("".join(f'<a href="{href}">x</a>' for href in links))["blocks"][0]["links"]
    assert [link["href"] for link in found] == [
        "https://page.example/a%20b",
        "https://rt.com/%7e",
        "https://page.example/news/today?q=%C3%A4",
        "https://x.example/y",
    ]


def test_the_first_base_element_moves_relative_addresses() -> None:
    page = "<base target=_blank><base href=/en/><base href=/fr/><link rel='x Canonical' href=a><body><a href=b>b</a>"
    evidence = extract(page, PAGE)
    assert evidence["canonical"] == "https://page.example/en/a"
    assert evidence["blocks"][0]["links"][0]["href"] == "https://page.example/en/b"


def test_two_line_breaks_end_a_block_and_one_is_a_space() -> None:
    assert texts("<div>a<br>b<br> <br>c<br><i></i><br><b>d</b></div>") == ["a b", "c", "d"]


@pytest.mark.parametrize(
    "hidden",
    [
        "<p hidden>x</p>", "<p hidden=until-found>x</p>", "<p style='color:red;DISPLAY : None !important'>x</p>",
        "<p style=visibility:hidden>x</p>", "<p aria-hidden=True>x</p>", "<p popover>x</p>", "<p class='a SR-only'>x</p>",
        "<dialog>x</dialog>", "<details>x<p>x</p></details>", "<amp-sidebar layout=nodisplay>x</amp-sidebar>",
        "<noscript>x</noscript>", "<template>x</template>", "<script>x</script>", "<style>x</style>", "<!-- x -->",
        "<svg><text>x</text></svg>", "<select><option>x</select>", "<textarea>x</textarea>", "<button>x</button>",
        "<object>x</object>", "<iframe>x</iframe>", "<video>x</video>",
    ],
)  # fmt: skip
def test_what_markup_hides_or_readers_do_not_read_is_no_evidence(hidden: str) -> None:
    assert texts(f"<p>a</p>{hidden}<p>b</p>") == ["a", "b"]


def test_what_is_shown_again_is_evidence() -> None:
    assert texts("<p style='display:none;display:block'>a</p><details open>b</details><dialog open>c</dialog>") == ["a", "b", "c"]
    assert texts("<body hidden style='visibility:hidden'><p>a</p>") == ["a"]
    assert texts("<details><summary>a</summary><summary>b</summary>c</details>") == ["a"]


def test_zones_follow_elements_roles_and_class_names() -> None:
    long = "Words of the article itself, more of them than anywhere else on the page, so that it is the article. " * 3
    found = zones(f"""
      <header>site</header><div role=banner>banner</div>
      <main><p>label</p><article><h1>head</h1><p>{long}</p>
        <blockquote>quoted <cite>by</cite></blockquote>
        <figure><img><figcaption>caption</figcaption><blockquote>post</blockquote></figure>
        <div class="c-RelatedLinks_root">related</div><aside>aside</aside><footer>foot</footer><p class=photo-credit>credit</p>
        <article>item</article><div class="newsletterSignup">sign up</div><p class=note role=note>note</p></article>
        <p>after</p><div id=disqus_thread>reader <nav>pages</nav><aside>advert</aside></div></main>
      <footer>site foot</footer><div class="footer-links">links</div>""")
    assert found == {
        "site": "navigation", "banner": "navigation", "label": "note", "head": "article", long.strip(): "article",
        "quoted by": "quote", "caption": "caption", "post": "quote", "related": "aside", "aside": "aside", "foot": "note",
        "credit": "caption", "item": "aside", "sign up": "aside", "note": "note", "after": "aside", "reader": "comments",
        "pages": "comments", "advert": "comments", "site foot": "footer", "links": "footer",
    }  # fmt: skip


def test_class_names_of_a_wrapper_do_not_make_its_article_an_aside() -> None:
    text = "Most of the words of the page stand in here, whatever the wrapper is called by the theme."
    assert zones(f"<main><div class='share-enabled tag-social'><p>{text}</p></div><div class=share>share</div></main>") == {
        text: "article",
        "share": "aside",
    }


def test_a_thread_of_comments_longer_than_its_article_stays_comments() -> None:
    found = zones(f"<article><h1>h</h1><p>short</p><div class=comments><p>{'long ' * 200}</p></div></article>")
    assert found["short"] == "article"
    assert found[("long " * 200).strip()] == "comments"


def test_items_of_a_front_page_are_no_article() -> None:
    items = "".join(f"<article><h2>item {n}</h2><p>By Reuters {n}</p></article>" for n in range(4))
    assert set(zones(f"<main><h1>Today</h1>{items}</main>").values()) == {"article", "aside"}
    assert zones(f"<main><h1>Today</h1>{items}</main>")["Today"] == "article"


@pytest.mark.parametrize(
    ("head", "day"),
    [
        (
            '<meta name=date content=2021-01-01><meta property="article:published_time" content="2022-03-05T23:59:00-08:00">',
            "2022-03-05",
        ),
        ('<meta name=date content="2022-02-30"><meta name=pubdate content="2022-02-28">', "2022-02-28"),
        ('<meta name=date content="5 March 2022">', None),
        ('<meta itemprop=datePublished content=2024-02-29>', "2024-02-29"),
        ('<meta name=date content=2023-02-29>', None),
        ('<meta name=date content=2022-03-051>', None),
    ],
)  # fmt: skip
def test_a_page_is_dated_by_its_first_valid_day(head: str, day: str | None) -> None:
    assert extract(head, PAGE)["published"] == day


def test_times_date_a_page_only_in_its_article() -> None:
    article = "<article><h1>h</h1>{}<p>text</p></article>"
    assert body("<aside><time datetime=2020-01-01>x</time></aside>" + article.format("<time datetime='2021-05-06 10:00'>y</time>"))[
        "published"
    ] == "2021-05-06"  # fmt: skip
    assert body(article.format("<div class=comments><time datetime=2020-01-01>x</time></div>"))["published"] is None


def test_custom_elements_are_known_by_their_own_names() -> None:
    article = "<article-body><p>Long words of the article.</p></article-body>"
    found = zones(f"<site-header>a</site-header>{article}<site-footer>b</site-footer>")
    assert found == {"a": "navigation", "Long words of the article.": "article", "b": "footer"}


def test_captions_and_feet_of_tables_are_no_article() -> None:
    table = "<table><caption>c</caption><tr><td>d</td></tr><tfoot><tr><td>f</td></tr></tfoot></table>"
    assert zones(f"<main><p>Long words of the article.</p>{table}</main>") == {
        "Long words of the article.": "article", "c": "caption", "d": "article", "f": "caption",
    }  # fmt: skip


def test_an_address_that_is_none_is_refused() -> None:
    for address in ("no address", "", "file:///etc/passwd", "javascript:1"):
        with pytest.raises(BadAddress):
            extract("<p>x", address)


def test_half_a_surrogate_pair_becomes_a_replacement_character() -> None:
    assert texts("<p>a\ud83db</p>") == ["a\ufffdb"]


if __name__ == "__main__":
    for folder in [CASES / name for name in sys.argv[1:]] or case_folders():
        (folder / "evidence.json").write_text(canonical(evidence_of(folder)) + "\n", encoding="utf-8")
