"""Python and JavaScript read the same out of any address: whose it is, what it wraps, whose it resembles.

Addresses are made from those of `tests/addresses.json`: joined, bent and misspelt. `MASTHEAD_FUZZ_EXAMPLES` in the
environment is how many (500 without it).
"""

import os
from datetime import date
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from api.errors import BadAddress
from api.outlets.resolver import Resolver
from tests.conformance import ROOT, canonical, case_list, read_json
from tests.parity.conftest import Ask

TABLE = read_json(ROOT / "tests" / "addresses.json")
DAY = date.fromisoformat(TABLE["day"])
LIST = case_list() | {"hosts": TABLE["hosts"], "accounts": TABLE["accounts"]}
FUZZ = settings(
    max_examples=int(os.environ.get("MASTHEAD_FUZZ_EXAMPLES", "500")),
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
    derandomize="MASTHEAD_FUZZ_EXAMPLES" not in os.environ,
)
URLS = [row["url"] for row in TABLE["rows"]]
HOSTS = [*TABLE["hosts"], *(host for row in LIST["wrappers"] for host in row.get("hosts", ())), "x.com", "press.example", "t.me"]
STARTS = [url[: -len("https://www.rt.com/a?b=c")] for url in URLS if url.endswith("/https://www.rt.com/a?b=c")]
ODD = ["%", "%2f", "%ff", "%C3%BC", "@", ":", "\\", "//", "..", "?", "#", "&", "=", "+", "*", "_", "\t", "[", "]"]
ODD += ["xn--", "ü", "\u0442", "\u00ad", "。", "\u200d", "ß", "İ", "🦔"]
LOOKING = [char for chars in LIST["confusables"]["letters"].values() for char in chars]


@st.composite
def misspelt(draw: st.DrawFn) -> str:
    """A listed host with a letter or sign put in, taken out, doubled, swapped or exchanged, and perhaps more before or behind."""
    host: str = draw(st.sampled_from(sorted(TABLE["hosts"])))
    for _ in range(draw(st.integers(0, 2))):
        at = draw(st.integers(0, len(host) - 1))
        put = draw(st.sampled_from(["-", ".", host[at], "1", "0", "rn", "vv", "m", "w", "", *LOOKING]))
        host = draw(
            st.sampled_from([
                host[:at] + put + host[at:],
                host[:at] + put + host[at + 1 :],
                host[:at] + host[at + 1 : at + 2] + host[at : at + 1] + host[at + 2 :],
                host.replace(".", "-", 1),
            ])
        )  # fmt: skip
    before = draw(st.sampled_from(["", "www.", "www-", "news.", "x-"]))
    behind = draw(st.sampled_from(["", ".example", "-x.org", ":8080"]))
    return f"{before}{host}{behind}"


@st.composite
def bent(draw: st.DrawFn) -> str:
    """An address of the table with oddities put in, and parts of others."""
    url: str = draw(st.sampled_from(URLS))
    for _ in range(draw(st.integers(0, 3))):
        start = draw(st.integers(0, len(url)))
        end = draw(st.integers(start, min(len(url), start + 4)))
        url = url[:start] + draw(st.one_of(st.sampled_from(ODD), st.text(max_size=3), st.sampled_from(URLS))) + url[end:]
    return url


address = st.one_of(
    bent(),
    misspelt().map("https://{}/".format),
    st.builds("{}https://{}/x".format, st.sampled_from(STARTS), st.one_of(misspelt(), st.sampled_from(HOSTS))),
    st.builds("{}{}".format, st.sampled_from(STARTS), bent()),
    st.builds("https://{}{}".format, st.sampled_from(HOSTS), st.sampled_from(URLS).map(lambda url: url[url.find("/", 8) :])),
    st.text(max_size=12).map("https://{}/".format),
)


@pytest.fixture(scope="module")
def resolver(ask: Ask) -> Resolver:
    ask("addresses", list=LIST)
    return Resolver(LIST)


def answer(resolver: Resolver, url: str) -> dict[str, Any]:
    try:
        found = resolver.resolve(url, DAY)
    except BadAddress:
        return {"bad_address": True}
    captured = found.captured.isoformat() if found.captured else None
    resembles = None if found.outlet else resolver.resembled(found.url)
    return {"url": found.url, "wrapper": found.wrapper, "captured": captured, "outlet": found.outlet, "resembles": resembles}


@FUZZ
@given(url=address)
def test_any_address_is_read_alike(ask: Ask, resolver: Resolver, url: str) -> None:
    assert ask("address", url=url, day=DAY.isoformat()) == canonical(answer(resolver, url))
