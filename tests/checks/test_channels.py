"""Whose address it is must have one answer: hosts as browsers write them, nobody else's, one outlet's at a time."""

from typing import Any

import pytest

from api.outlets.checks.channels import (
    account_is_plain,
    account_is_sourced,
    channel_has_one_outlet,
    host_is_nobody_elses,
    host_is_normal,
    one_primary_channel,
)
from tests.checks.ask import TODAY, found, with_channels
from tests.outlets.build import outlet, records

SHARED = {"shared_hosts": ({"hosts": ["medium.com", "substack.com"]},)}


def domain(value: str, **fields: Any) -> dict[str, Any]:
    return {"type": "domain", "value": value, "role": "primary", **fields}


@pytest.mark.parametrize(
    "host",
    [
        "rt.com",
        "www.bbc.co.uk",
        "xn--e1afmkfd.xn--p1ai",  # пример.рф, one script
        "xn--wgv71a119e.jp",  # 日本語
        "xn--eckwd4c7c.xn--zckzah",  # ドメイン, with its long-vowel mark
        "xn--n9jo5nsb6jna9ouczd8431b6zvf.jp",  # でハイパーリンクの仕組: Hiragana, Katakana and Kanji stand together
        "r3---sn-4g5e6nsz.example",
        "4chan.org",
    ],
)
def test_a_host_as_browsers_write_it_is_normal(host: str) -> None:
    assert found(host_is_normal, with_channels(domain(host))) == []


@pytest.mark.parametrize(
    ("host", "mend"),
    [
        ("RT.com", "write rt.com"),
        ("rt.com.", "write rt.com"),
        ("rt.com:8080", "write rt.com"),
        ("https://rt.com", "write rt.com"),
        ("https://rt.com/news", "write rt.com"),
        ("user@rt.com", "write rt.com"),
        ("rt.com?from=feed", "write rt.com"),
        ("%72t.com", "write rt.com"),
        ("пример.рф", "write xn--e1afmkfd.xn--p1ai"),
        ("bücher.example", "write xn--bcher-kva.example"),
        ("ｒｔ.com", "write rt.com"),
    ],
)
def test_a_host_in_another_form_is_found_with_the_form_to_write(host: str, mend: str) -> None:
    (finding,) = host_is_normal(records(with_channels(domain(host))), TODAY)
    assert (finding.steps, finding.mend) == (("channels", 0, "value"), mend)


@pytest.mark.parametrize(
    "host",
    [
        *("localhost", "com", "1.2.3.4", "[::1]", "0x7f.1", "rt..com", ".rt.com", "*.rt.com"),
        *("a b.com", "a_b.com", "-rt.com", "xn--zz--zz.com", "rt.com:99999"),
    ],
)
def test_what_is_no_host_of_a_site_is_found(host: str) -> None:
    assert found(host_is_normal, with_channels(domain(host))) == [f"outlets/gb/paper.yaml channels.0.value: '{host}' is no host"]


@pytest.mark.parametrize(
    ("host", "scripts"),
    [
        ("xn--pple-43d.com", "CYRILLIC and LATIN"),  # аpple, the first letter Cyrillic
        ("xn--ggle-55da.com", "CYRILLIC and LATIN"),
        ("news.xn--rt-d9b.com", "GREEK and LATIN"),
    ],
)
def test_a_host_that_mixes_scripts_in_a_label_is_found(host: str, scripts: str) -> None:
    (words,) = found(host_is_normal, with_channels(domain(host)))
    assert f"mixes {scripts} letters" in words


def test_an_exception_is_held_to_the_same_form_and_named_by_its_place() -> None:
    words = found(host_is_normal, with_channels(domain("rt.com", **{"except": ["shop.rt.com", "Tickets.rt.com"]})))
    assert words == ["outlets/gb/paper.yaml channels.0.except.1: 'Tickets.rt.com' is not in its normal form"]


@pytest.mark.parametrize(
    ("kind", "value", "words"),
    [
        ("domain", "rt.com/", "has a path"),
        ("host", "rt.com/news", "has a path"),
        ("path", "medium.com", "has no path"),
        ("path", "medium.com/", "has no path"),
        ("path", "medium.com/rt/", "is not in its normal form"),
        ("path", "medium.com/a/../rt", "is not in its normal form"),
        ("path", "medium.com/rt?page=1", "is not in its normal form"),
        ("path", "Medium.com/rt", "is not in its normal form"),
    ],
)
def test_a_path_stands_on_path_channels_only_and_without_a_final_slash(kind: str, value: str, words: str) -> None:
    (finding,) = found(host_is_normal, with_channels({"type": kind, "value": value}))
    assert words in finding


@pytest.mark.parametrize("host", ["co.uk", "com", "github.io", "kawasaki.jp", "xn--p1ai"])
def test_a_public_suffix_is_nobodys(host: str) -> None:
    expected = [] if host == "kawasaki.jp" else [f"outlets/gb/paper.yaml channels.0.value: '{host}' is a public suffix"]
    assert found(host_is_nobody_elses, with_channels(domain(host))) == expected


@pytest.mark.parametrize("host", ["bbc.co.uk", "paper.github.io", "paper.substack.com", "city.kawasaki.jp"])
def test_a_name_under_a_public_suffix_or_a_shared_host_is_somebodys(host: str) -> None:
    assert found(host_is_nobody_elses, with_channels(domain(host)), **SHARED) == []


@pytest.mark.parametrize("host", ["medium.com", "www.medium.com", "substack.com"])
def test_a_shared_host_is_taken_by_the_path_only(host: str) -> None:
    assert found(host_is_nobody_elses, with_channels(domain(host)), **SHARED) == [
        f"outlets/gb/paper.yaml channels.0.value: '{host}' is shared by many"
    ]
    assert found(host_is_nobody_elses, with_channels({"type": "path", "value": f"{host}/paper"}), **SHARED) == []


def test_a_path_on_a_suffix_of_the_registries_is_nobodys_and_on_a_hosters_somebodys() -> None:
    assert len(found(host_is_nobody_elses, with_channels({"type": "path", "value": "co.uk/paper"}))) == 1
    assert found(host_is_nobody_elses, with_channels({"type": "path", "value": "s3.amazonaws.com/paper"})) == []


def holders(first: dict[str, Any], second: dict[str, Any]) -> list[str]:
    return found(
        channel_has_one_outlet,
        with_channels(domain("post.example", **first), name="old"),
        with_channels(domain("post.example", **second), name="new"),
    )


@pytest.mark.parametrize(
    ("first", "second", "clash"),
    [
        ({}, {}, True),
        ({"to": "2015"}, {"from": "2015"}, False),  # sold on, on an unknown day of the year
        ({"to": "2015-06-01"}, {"from": "2015-06-01"}, False),  # `to` is exclusive
        ({"to": "2015-06-02"}, {"from": "2015-06-01"}, True),
        ({"to": "2015-06"}, {"from": "2015"}, False),  # may fit
        ({"to": "2016"}, {"from": "2015"}, True),  # cannot fit: from 2015-12-31 at the latest, to 2016-01-01 at the earliest
        ({"from": "2015"}, {"to": "2015"}, False),  # the order in the list does not matter
        ({"to": "2015"}, {}, True),
        ({"from": "2010", "to": "2012"}, {"from": "2012", "to": "2014"}, False),
        ({"from": "2010", "to": "2013"}, {"from": "2011", "to": "2012"}, True),
    ],
)
def test_two_outlets_have_a_host_one_after_the_other_but_not_together(
    first: dict[str, Any], second: dict[str, Any], clash: bool
) -> None:
    assert bool(holders(first, second)) is clash


def test_a_host_is_one_outlets_whether_listed_as_host_or_as_domain() -> None:
    one, two = with_channels(domain("post.example"), name="a"), with_channels({"type": "host", "value": "post.example"}, name="b")
    assert found(channel_has_one_outlet, one, two) == [
        "outlets/gb/b.yaml channels.0.value: host 'post.example' is also a's at the same time"
    ]


def test_a_channel_that_an_outlet_lists_twice_is_found_as_such() -> None:
    (words,) = found(channel_has_one_outlet, with_channels(domain("post.example"), domain("post.example")))
    assert "stands here twice" in words


def test_accounts_are_compared_without_case_except_where_the_platform_tells_cases_apart() -> None:
    def clash(kind: str) -> int:
        one, two = ({"type": kind, "value": value} for value in ("UCabc", "ucABC"))
        platforms = ({"id": "youtube", "case_sensitive": True},)
        return len(found(channel_has_one_outlet, with_channels(one, name="a"), with_channels(two, name="b"), platforms=platforms))

    assert (clash("x"), clash("youtube")) == (1, 0)


def test_an_account_may_have_the_name_of_an_account_elsewhere() -> None:
    one, two = ({"type": kind, "value": "post"} for kind in ("x", "telegram"))
    assert found(channel_has_one_outlet, with_channels(one, name="a"), with_channels(two, name="b")) == []


def test_a_platform_knows_one_account_by_one_id() -> None:
    one, two, elsewhere = (
        {"type": kind, "value": value, "platform_id": "64643056"}
        for kind, value in (("x", "RT_com"), ("x", "RT_news"), ("facebook", "RTnews"))
    )
    assert found(channel_has_one_outlet, with_channels(one, elsewhere, name="a")) == []
    assert found(channel_has_one_outlet, with_channels(one, name="a"), with_channels(two, name="b")) == [
        "outlets/gb/b.yaml channels.0.platform_id: x 'RT_news' is also a's at the same time"
    ]
    assert found(account_is_plain, with_channels(one)) == []
    assert len(found(account_is_plain, with_channels(domain("rt.com", platform_id="64643056")))) == 1


def test_an_outlet_without_a_primary_channel_is_found_and_so_is_a_primary_account() -> None:
    account = {"type": "x", "value": "post", "role": "primary"}
    assert found(one_primary_channel, with_channels(domain("post.example", role="edition"))) == [
        "outlets/gb/paper.yaml channels: no channel is primary"
    ]
    assert found(one_primary_channel, with_channels(domain("post.example"), account)) == [
        "outlets/gb/paper.yaml channels.1.role: the primary channel is no web address"
    ]


@pytest.mark.parametrize("value", ["@rt_com", "https://x.com/rt_com", "x.com/rt_com", "rt com", "rt_com?lang=en", "rt#com"])
def test_an_account_written_as_an_address_or_with_an_at_is_found(value: str) -> None:
    assert len(found(account_is_plain, with_channels({"type": "x", "value": value}))) == 1


@pytest.mark.parametrize(
    ("kind", "value"), [("x", "rt_com"), ("mastodon", "rt@mastodon.social"), ("feed", "https://rt.com/rss/"), ("app", "com.rt/app")]
)
def test_accounts_feeds_and_apps_have_their_own_forms(kind: str, value: str) -> None:
    assert found(account_is_plain, with_channels({"type": kind, "value": value})) == []


def test_a_feed_and_an_app_need_no_source_and_an_account_does() -> None:
    channels = [{"type": kind, "value": "value"} for kind in ("feed", "app", "telegram")]
    assert found(account_is_sourced, with_channels(*channels)) == [
        "outlets/gb/paper.yaml channels.2: telegram account 'value' has no source"
    ]


def test_an_outlet_without_an_address_is_found_only_where_it_has_no_name_either() -> None:
    assert found(one_primary_channel, outlet(names=[{"text": "Radio Post", "match": "strong"}])) == []
    assert found(one_primary_channel, outlet()) == ["outlets/gb/paper.yaml names: it has neither an address nor a name"]
