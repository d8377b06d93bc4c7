"""Whose address it is, on what day, through which wrapper."""

from datetime import date
from typing import Any

import pytest

from api.errors import BadAddress
from api.outlets.addresses import parse_address, plain_host
from api.outlets.platforms import account_key
from api.outlets.resolver import Resolver
from api.storage.yaml_files import read_document
from tests.conformance import ROOT

DAY = date(2022, 3, 24)
PLATFORMS = read_document(ROOT / "data" / "platforms.yaml")


def channel(outlet: str, type_: str = "domain", **more: Any) -> dict[str, Any]:
    return {"outlet": outlet, "type": type_, "path": None, "except": [], "from": None, "to": None, "role": "primary"} | more


def resolver(hosts: dict[str, Any] | None = None, accounts: dict[str, Any] | None = None) -> Resolver:
    return Resolver(
        {
            "hosts": hosts or {},
            "accounts": accounts or {},
            "wrappers": read_document(ROOT / "data" / "wrappers.yaml"),
            "platforms": PLATFORMS,
        }
    )


RT = resolver({"rt.com": [channel("rt")]})


@pytest.mark.parametrize(
    "url",
    [
        "https://rt.com",
        "http://www.rt.com/news/1",
        "https://arabic.rt.com/?a#b",
        "https://RT.com:8443/",
        "https://rt.com./x",
        "https://user:word@rt.com/",
        "https://%72t.com/",
        "https://www.rt.com\\@evil.example/",
        "  https://rt.com/ ",
    ],
)
def test_a_domain_covers_its_hosts_as_browsers_read_them(url: str) -> None:
    assert RT.resolve(url, DAY).outlet == "rt"


@pytest.mark.parametrize(
    "url",
    [
        "https://art.com/",
        "https://rt.com.example/",
        "https://xrt.com/",
        "https://rt.co/",
        "https://evil.example/rt.com",
        "https://rt.com@evil.example/",
        "https://rt_com/",
        "https://1.2.3.4/",
        "https://[::1]/",
        "https://rt-com.example/",
        "https://r\u0442.com/",
        "https://com/",
    ],
)
def test_other_hosts_are_unlisted(url: str) -> None:
    assert RT.resolve(url, DAY).outlet is None


@pytest.mark.parametrize(
    "url", ["", "rt.com", "/news", "//rt.com", "mailto:a@rt.com", "javascript:alert(1)", "https://", "https://a b/"]
)
def test_what_no_browser_opens_as_a_page_is_refused(url: str) -> None:
    with pytest.raises(BadAddress) as refused:
        RT.resolve(url, DAY)
    assert refused.value.mend


def test_the_most_specific_listed_part_decides() -> None:
    listed = resolver(
        {
            "example.org": [
                channel("group", "domain", **{"except": ["other.example.org"]}),
                channel("magazine", "path", path="/magazine"),
                channel("issue", "path", path="/magazine/issue"),
            ],
            "news.example.org": [channel("news", "host")],
        }
    )
    answers = {
        "https://example.org/": "group",
        "https://deep.news.example.org/": "group",
        "https://news.example.org/magazine": "news",
        "https://example.org/magazine": "magazine",
        "https://www.example.org/magazine/1": "magazine",
        "https://example.org/magazines": "group",
        "https://example.org/magazine/issue/2": "issue",
        "https://other.example.org/": None,
        "https://a.other.example.org/": None,
        "https://another.example.org/": "group",
    }
    assert {url: listed.resolve(url, DAY).outlet for url in answers} == answers


@pytest.mark.parametrize(("day", "outlet"), [("2019-05-31", "paper"), ("2019-06-01", None), ("2021-01-01", "buyer")])
def test_an_address_is_its_owners_of_the_day(day: str, outlet: str | None) -> None:
    listed = resolver({"paper.example": [channel("paper", to="2019-06-01"), channel("buyer", **{"from": "2021-01-01"})]})
    assert listed.resolve("https://paper.example/2018/05/02/x", date.fromisoformat(day)).outlet == outlet


@pytest.mark.parametrize(
    ("url", "wrapper", "captured", "inner"),
    [
        (
            "https://web.archive.org/web/20220301120000/https://www.rt.com/a?b=c",
            "wayback-machine",
            "2022-03-01",
            "https://www.rt.com/a?b=c",
        ),
        ("https://web.archive.org/web/20220301if_/http:/rt.com/", "wayback-machine", "2022-03-01", "http://rt.com/"),
        ("https://web.archive.org/web/2022/rt.com", "wayback-machine", None, "https://rt.com/"),
        ("https://web.archive.org/web/20990101000000/https://rt.com/", "wayback-machine", None, "https://rt.com/"),
        ("https://archive.ph/2022.03.01-120000/https://rt.com/x", "archive-today", "2022-03-01", "https://rt.com/x"),
        ("https://www-rt-com.translate.goog/a?_x_tr_sl=ru&b=c", "google-translate-site", None, "https://www.rt.com/a?b=c"),
        ("https://translate.google.com/translate?sl=ru&u=https%3A%2F%2Frt.com%2Fa", "google-translate", None, "https://rt.com/a"),
        ("https://webcache.googleusercontent.com/search?q=cache:rt.com/a", "google-cache", None, "https://rt.com/a"),
        ("https://www-rt-com.cdn.ampproject.org/c/s/www.rt.com/a", "amp-cache", None, "https://www.rt.com/a"),
        ("https://www.google.com/amp/s/www.rt.com/a", "google-amp-viewer", None, "https://www.rt.com/a"),
        (
            "https://translate.google.com/translate?u=https://web.archive.org/web/20220301/https://rt.com/",
            "google-translate",
            "2022-03-01",
            "https://rt.com/",
        ),
    ],
)
def test_wrappers_show_anothers_page(url: str, wrapper: str, captured: str | None, inner: str) -> None:
    found = RT.resolve(url, DAY)
    assert (found.url, found.wrapper, found.captured and found.captured.isoformat()) == (inner, wrapper, captured)
    assert found.outlet == "rt"


def test_a_copys_outlet_is_that_of_the_day_of_the_copy() -> None:
    listed = resolver({"paper.example": [channel("paper", to="2019-06-01")]})
    assert listed.resolve("https://web.archive.org/web/20180502000000/https://paper.example/", DAY).outlet == "paper"
    assert listed.resolve("https://web.archive.org/web/20200502000000/https://paper.example/", DAY).outlet is None


@pytest.mark.parametrize(
    "url",
    [
        "https://web.archive.org/",
        "https://web.archive.org/web/",
        "https://web.archive.org/web/collections/x",
        "https://archive.ph/AbCdE",
        "https://translate.google.com/?u=https://rt.com/",
        "https://evil.example/web/2022/https://rt.com/",
    ],
)
def test_a_wrappers_other_pages_are_its_own(url: str) -> None:
    found = RT.resolve(url, DAY)
    assert (found.wrapper, found.outlet) == (None, None)


def test_wrappers_are_unwrapped_three_deep_and_no_deeper() -> None:
    wrap = "https://web.archive.org/web/2022/"
    assert RT.resolve(wrap * 3 + "https://rt.com/", DAY).outlet == "rt"
    assert RT.resolve(wrap * 4 + "https://rt.com/", DAY).outlet is None


@pytest.mark.parametrize(
    ("url", "outlet"),
    [
        ("https://x.com/RT_com", "rt"),
        ("https://twitter.com/rt_COM/status/1?s=20", "rt"),
        ("https://mobile.twitter.com/%52T_com", "rt"),
        ("https://t.me/rtnews/5", "rt"),
        ("https://t.me/s/rtnews", "rt"),
        ("https://www.facebook.com/profile.php?id=42&x=1", "rt"),
        ("https://x.com/", None),
        ("https://x.com/search?q=RT_com", None),
        ("https://x.com/someone/RT_com", None),
        ("https://t.me/RT_com", None),
        ("https://notx.com/RT_com", None),
        ("https://x.com/%ff", None),
    ],
)
def test_accounts_belong_to_outlets(url: str, outlet: str | None) -> None:
    row = {"outlet": "rt", "from": None, "to": None, "role": "edition"}
    keys = [
        account_key(platform, value)
        for platform, value in (({"id": "x"}, "RT_com"), ({"id": "telegram"}, "rtnews"), ({"id": "facebook"}, "42"))
    ]
    assert resolver(accounts={key: [row] for key in keys}).resolve(url, DAY).outlet == outlet


def test_account_names_are_compared_as_the_platform_does() -> None:
    assert account_key({"id": "x"}, "RT_Com") == "x:rt_com"
    assert account_key({"id": "other", "case_sensitive": True}, "RT_Com") == "other:RT_Com"
    assert account_key({"id": "facebook", "ignored": "."}, "R.T.News") == "facebook:rtnews"


@pytest.mark.parametrize("url", ["https://rt.com/x", "http://a.b-c.example/", "https://1.2.3.4/"])
def test_a_plainly_written_host_is_what_a_browser_reads(url: str) -> None:
    assert plain_host(url) == parse_address(url).host


@pytest.mark.parametrize(
    "url",
    ["https://RT.com/", "https://rt.com", "https://rt.com./", "https://a@rt.com/", "https://rt.com:80/", "https://xn--a.com/"],
)
def test_any_other_way_of_writing_needs_parsing(url: str) -> None:
    assert plain_host(url) is None


def test_hosts_with_paths_accounts_or_wrapped_pages_are_divided() -> None:
    listed = resolver({"rt.com": [channel("rt")], "shared.example": [channel("blog", "path", path="/blog")]})
    assert listed.is_undivided("www.rt.com") and listed.is_undivided("unlisted.example")
    for host in ("shared.example", "www.shared.example", "x.com", "web.archive.org", "www-rt-com.translate.goog"):
        assert not listed.is_undivided(host)
