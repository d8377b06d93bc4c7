"""The table of addresses in `tests/addresses.json`, which the extension's tests read too: how each is read, and whose it is."""

from datetime import date
from typing import Any

import pytest

from api.errors import BadAddress
from api.outlets.resolver import Resolver
from tests.conformance import ROOT, case_list, read_json

TABLE = read_json(ROOT / "tests" / "addresses.json")


@pytest.fixture(scope="module")
def resolver() -> Resolver:
    return Resolver(case_list() | {"hosts": TABLE["hosts"], "accounts": TABLE["accounts"]})


@pytest.mark.parametrize("row", TABLE["rows"], ids=lambda row: ascii(row["url"]))
def test_an_address_is_read_as_the_table_says(resolver: Resolver, row: dict[str, Any]) -> None:
    day = date.fromisoformat(row.get("day", TABLE["day"]))
    if row.get("refused"):
        with pytest.raises(BadAddress) as refused:
            resolver.resolve(row["url"], day)
        assert refused.value.mend
        return
    found = resolver.resolve(row["url"], day)
    assert found.url == row.get("resolved", row["url"])
    assert (found.wrapper, found.captured and found.captured.isoformat()) == (row.get("wrapper"), row.get("captured"))
    assert found.outlet == row.get("outlet")
    assert (None if found.outlet else resolver.resembled(found.url)) == row.get("resembles")
