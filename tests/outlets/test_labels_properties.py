"""What must be true of labels whatever the list says."""

import itertools
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from api.outlets.dates import Day
from api.outlets.model import Party
from api.outlets.periods import periods_of
from api.outlets.records import Records
from tests.outlets.build import claim, outlet, party, published_by, records

PARTIES = ["publisher", "holding", "ruler", "body", "fund"]
TYPES = {"publisher": "company", "holding": "company", "ruler": "person", "body": "state-body", "fund": "investment-fund"}

dates = st.one_of(
    st.integers(2001, 2024).map(str),
    st.builds("{}-{:02}".format, st.integers(2001, 2024), st.integers(1, 12)),
    st.builds("{}-{:02}-{:02}".format, st.integers(2001, 2024), st.integers(1, 12), st.integers(1, 28)),
)
sources = st.sampled_from(["law", "filing", "one", "two", "copy", "first"])


@st.composite
def spans(draw: st.DrawFn) -> dict[str, Any]:
    start, end = sorted(draw(st.tuples(dates, dates)))
    return {"from": start, **({"to": end} if end > start and draw(st.booleans()) else {})}


@st.composite
def ownerships(draw: st.DrawFn, held: str) -> dict[str, Any]:
    owner = draw(st.sampled_from([name for name in [*PARTIES, "state:GB"] if name != held]))
    interest = draw(st.sampled_from(["shareholding", "votingRights", "founder", "boardMember"]))
    fields: dict[str, Any] = {"owner": owner, "interest": interest, "controlling": draw(st.sampled_from(["yes", "no", "unknown"]))}
    if draw(st.booleans()):
        fields["share"] = {"exact": draw(st.integers(1, 100))}
    return claim(f"o{draw(st.integers(0, 999))}", draw(sources), checked=draw(st.booleans()), **fields, **draw(spans()))


@st.composite
def findings(draw: st.DrawFn) -> dict[str, Any]:
    return claim(
        f"c{draw(st.integers(0, 999))}",
        draw(sources),
        checked=draw(st.booleans()),
        aspect=draw(st.sampled_from(["editorial", "governance"])),
        finding=draw(st.sampled_from(["controlled", "independent"])),
        by=draw(st.sampled_from(["state:GB", "body", "fund"])),
        basis=draw(st.sampled_from(["law", "research", "self", "filing"])),
        **draw(spans()),
    )


@st.composite
def fundings(draw: st.DrawFn) -> dict[str, Any]:
    return claim(
        f"f{draw(st.integers(0, 999))}",
        draw(sources),
        category=draw(st.sampled_from(["appropriation", "advertising", "subscriptions", "licence-fee"])),
        level=draw(st.sampled_from(["sole", "majority", "substantial", "minor", "unknown"])),
        **draw(spans()),
    )


@st.composite
def lists(draw: st.DrawFn) -> Records:
    def some(strategy: st.SearchStrategy[Any]) -> list[Any]:
        return draw(st.lists(strategy, max_size=3))

    held: list[Party] = [
        party(name, TYPES[name], ownership=some(ownerships(name))) for name in PARTIES if name not in ("body", "publisher")
    ]
    publisher = party(
        "publisher", ownership=some(ownerships("publisher")), control=some(findings()), funding=some(fundings())
    )
    paper = outlet(published_by=[{**published_by("publisher"), **draw(spans())}], control=some(findings()))
    return records(paper, publisher, party("body", "state-body"), *held)


@settings(max_examples=150, deadline=None)
@given(lists())
def test_periods_cover_all_time_without_gap_or_overlap_and_neighbours_differ(listed: Records) -> None:
    periods = periods_of(listed, listed.outlets["paper"])
    assert periods[0].start is None
    assert periods[-1].end is None
    for before, after in itertools.pairwise(periods):
        assert before.end == after.start
        assert before.content != after.content
        assert before.start is None or (before.end and before.start < before.end)


@settings(max_examples=100, deadline=None)
@given(lists(), ownerships("stranger"))
def test_a_claim_about_a_party_it_does_not_reach_changes_nothing(listed: Records, stray: dict[str, Any]) -> None:
    stranger = party("stranger", ownership=[stray])
    more = records(*listed.outlets.values(), *listed.parties.values(), stranger)
    assert periods_of(more, more.outlets["paper"]) == periods_of(listed, listed.outlets["paper"])


@settings(max_examples=100, deadline=None)
@given(lists(), st.sampled_from(["control", "ownership", "funding"]))
def test_no_claim_about_a_facet_makes_no_label_of_it(listed: Records, facet: str) -> None:
    # ownership also speaks of governance, and state money of control: those are taken out with their facet
    removed = {"control": ("control", "ownership", "funding"), "ownership": ("ownership",), "funding": ("funding",)}[facet]
    stripped = records(
        *(each.model_copy(update={field: () for field in removed if hasattr(each, field)}) for each in listed.outlets.values()),
        *(each.model_copy(update={field: () for field in removed}) for each in listed.parties.values()),
    )
    for period in periods_of(stripped, stripped.outlets["paper"]):
        assert [label.id for label in period.labels if label.facet == facet] == []


@settings(max_examples=100, deadline=None)
@given(lists())
def test_every_label_names_claims_that_hold_and_cite(listed: Records) -> None:
    for period in periods_of(listed, listed.outlets["paper"]):
        for label in period.labels:
            assert label.because
            for stated in label.because:
                assert stated.sources
                first = stated.claim.from_ or stated.claim.as_of
                assert first and (period.end is None or first.earliest < period.end)
                assert label.confirmed <= max(Day(2024, 12, 31), period.start or Day.min)
