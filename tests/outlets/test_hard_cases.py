"""The hard cases of `data/GUIDELINES.md`, each settled once, here. Bodies are modelled on real ones; sources are made up."""

from typing import Any

from tests.outlets.build import claim, labels_on, outlet, party, period_on, published_by, records

REMIT = claim("rem", "law", kind="public-service", set_by="charter", body="state:GB", basis="law")
INDEPENDENT = claim("ind", "law", aspect="editorial", finding="independent", by="state:GB", basis="law")


def found(name: str, source: str, finding: str, by: str = "state:GB", **fields: Any) -> dict[str, Any]:
    return claim(name, source, aspect="editorial", finding=finding, by=by, basis="research", **fields)


def assessed(value: str, edition: str = "2021", **fields: Any) -> dict[str, Any]:
    start = {"from": None, "as_of": f"{edition}-10-01"}
    base = claim("smm", "two", scheme="state-media-monitor", edition=edition, value=value, of="It", basis="research")
    return {**{key: item for key, item in {**base, **start}.items() if item is not None}, "by": "state:GB", **fields}


def test_bbc_is_public_service_by_charter_and_assessment_and_its_licence_fee_makes_nothing_state_linked() -> None:
    corporation = party(
        "corporation",
        "statutory-corporation",
        remit=[REMIT],
        control=[INDEPENDENT],
        assessment=[assessed("ISFM")],
        ownership=[claim("own", "law", unspecified="none-by-law", basis="law")],
        funding=[claim("fee", category="licence-fee", level="majority", period="2022")],
    )
    labels = labels_on(records(outlet(published_by=[published_by("corporation")]), corporation), "paper", "2022-03-23")
    assert list(labels) == ["public-service", "public-body", "licence-fee"]
    assert labels["public-service"].text == "Public-service media: United Kingdom"
    assert (labels["public-service"].status, labels["public-service"].checked) == ("established", True)


def test_channel_4_is_public_service_state_owned_and_funded_by_advertising() -> None:
    corporation = party(
        "corporation",
        "statutory-corporation",
        remit=[REMIT],
        control=[INDEPENDENT, found("out", "one", "independent")],
        ownership=[claim("own", "law", owner="state:GB", interest="controlByLegalFramework", controlling="yes", basis="law")],
        funding=[claim("ads", category="advertising", level="majority", period="2022")],
    )
    labels = labels_on(records(outlet(published_by=[published_by("corporation")]), corporation), "paper", "2022-03-23")
    assert list(labels) == ["public-service", "state-owned", "advertising"]


def test_a_broadcaster_independent_by_law_that_nobody_assessed_is_told_apart_from_one_without_such_a_law() -> None:
    def words(*control: dict[str, Any]) -> str:
        money = claim("grant", "law", category="appropriation", level="majority", funder="state:DE", basis="law")
        body = party("body", "statutory-corporation", remit=[REMIT], control=list(control), funding=[money])
        return labels_on(records(outlet(published_by=[published_by("body")]), body), "paper", "2022-01-01")["state-linked"].text

    assert words() == "Mainly state-financed by Germany; editorial control not established"
    by_law = "Mainly state-financed by Germany; editorial independence set by law, no outside assessment recorded"
    assert words(INDEPENDENT) == by_law


def test_npr_is_a_nonprofit_and_minor_public_money_makes_no_control_label() -> None:
    nonprofit = party(
        "radio",
        "nonprofit",
        ownership=[claim("own", unspecified="none-by-law")],
        funding=[
            claim("grant", category="government-grant", level="minor", period="2022"),
            claim("spons", category="sponsorship", level="substantial", period="2022"),
        ],
    )
    labels = labels_on(records(outlet(published_by=[published_by("radio")]), nonprofit), "paper", "2023-01-01")
    assert list(labels) == ["nonprofit"]


def test_afp_has_no_owner_by_law_and_its_state_share_is_shown_as_substantial() -> None:
    agency = party(
        "agency",
        "statutory-corporation",
        ownership=[claim("own", "law", unspecified="none-by-law", basis="law")],
        funding=[
            claim("state", category="direct-subsidy", level="substantial", period="2022", funder="state:FR"),
            claim("sales", category="content-sales", level="majority", period="2022"),
        ],
    )
    listed = records(outlet(published_by=[published_by("agency")]), agency)
    labels = labels_on(listed, "paper", "2023-01-01")
    assert list(labels) == ["public-body", "state-budget"]
    assert labels["state-budget"].text == "State budget: 20 to 50 % of the money, 2022"
    assert dict(period_on(listed, "paper", "2023-01-01").research)["ownership"] == "found"


def test_nhk_with_one_finding_against_its_law_is_public_service_disputed_and_with_two_assessed_as_controlled() -> None:
    def with_findings(*findings: dict[str, Any]) -> dict[str, Any]:
        nhk = party("nhk", "statutory-corporation", remit=[REMIT], control=[INDEPENDENT, *findings])
        return dict(labels_on(records(outlet(published_by=[published_by("nhk")]), nhk), "paper", "2022-03-23"))

    one = with_findings(found("a", "one", "controlled"))["public-service"]
    assert one.status == "disputed"
    assert {"party:nhk#rem", "party:nhk#a"} <= {stated.ref for stated in one.because}
    two = with_findings(found("a", "one", "controlled"), found("b", "two", "controlled"))["state-controlled"]
    assert two.status == "assessed"
    assert two.text == "Assessed as state-controlled by Institute One, 2019 and Institute Two, 2021"


def test_tvp_is_state_controlled_between_its_findings_of_2016_and_2023_only() -> None:
    tvp = party(
        "tvp",
        "state-company",
        remit=[REMIT],
        control=[
            INDEPENDENT,
            found("before", "one", "independent", from_="2010-01-01", to="2016-01-07"),
            found("a", "one", "controlled", from_="2016-01-07", to="2023-12-20"),
            found("b", "two", "controlled", from_="2016-01-07", to="2023-12-20"),
            found("after", "two", "independent", from_="2023-12-20"),
        ],
    )
    listed = records(outlet(published_by=[published_by("tvp")]), tvp)
    assert "public-service" in labels_on(listed, "paper", "2016-01-06")
    assert "state-controlled" in labels_on(listed, "paper", "2016-01-07")
    assert "state-controlled" in labels_on(listed, "paper", "2023-12-19")
    assert "public-service" in labels_on(listed, "paper", "2023-12-20")


def test_al_jazeera_with_state_money_and_no_finding_is_state_linked_and_with_one_finding_assessed() -> None:
    money = claim("grant", "law", category="appropriation", level="majority", funder="state:QA", basis="law", period="2022")

    def network(**more: Any) -> dict[str, Any]:
        body = party("network", "nonprofit", funding=[money], **more)
        return dict(labels_on(records(outlet(published_by=[published_by("network")]), body), "paper", "2022-03-23"))

    linked = network()["state-linked"]
    assert linked.text == "Mainly state-financed by Qatar; editorial control not established"
    controlled = network(assessment=[assessed("SC", by="state:QA")])["state-controlled"]
    assert (controlled.text, controlled.status) == (
        "Assessed as state-controlled by Institute Two, 2021",
        "assessed",
    )


def test_a_state_universitys_station_names_the_university_and_is_not_state_owned() -> None:
    university = party("university", "public-university", level="university")
    labels = labels_on(records(outlet(published_by=[published_by("university")]), university), "paper", "2022-01-01")
    assert list(labels) == ["public-body"]
    assert labels["public-body"].by == ("university",)


def test_a_municipal_paper_is_state_owned_and_names_the_municipality_first() -> None:
    town = party("town", "municipality", level="municipality", name="City of Sample")
    company = party("printer", ownership=[claim("own", owner="town", interest="shareholding", share={"exact": 100})])
    labels = labels_on(records(outlet(published_by=[published_by("printer")]), company, town), "paper", "2022-01-01")
    assert labels["state-owned"].text == "State-owned: City of Sample, United Kingdom"
    assert labels["state-linked"].text.startswith("State-governed by City of Sample")


def test_a_licensed_brand_lends_no_label_to_the_licensee() -> None:
    licensor = party("brand", control=[found("a", "one", "controlled"), found("b", "two", "controlled")])
    licensee = party("local")
    paper = outlet(
        published_by=[published_by("local")], brand_licence=[claim("lic", licensor="brand", licensee="local")]
    )  # fmt: skip
    assert labels_on(records(paper, licensor, licensee), "paper", "2022-01-01") == {}


def test_cross_holdings_are_summed_to_the_party_that_controls_both() -> None:
    def share(name: str, owner: str, percent: float) -> dict[str, Any]:
        return claim(name, owner=owner, interest="shareholding", share={"exact": percent})

    left = party("left", ownership=[share("a", "right", 30), share("b", "founder", 40)])
    right = party("right", ownership=[share("a", "left", 20), share("b", "founder", 51)])
    listed = records(outlet(published_by=[published_by("left")]), left, right, party("founder", "person"))
    labels = labels_on(listed, "paper", "2022-01-01")
    assert labels["individual-owner"].by == ("founder",)


def test_a_founder_alone_never_controls() -> None:
    body = party("body", "nonprofit", ownership=[claim("own", owner="state:RU", interest="founder")])
    assert labels_on(records(outlet(published_by=[published_by("body")]), body), "paper", "2022-01-01") == {}


def test_a_nonprofit_is_one_only_where_a_claim_says_that_nobody_can_own_it() -> None:
    def labels(**fields: Any) -> list[str]:
        body = party("body", "nonprofit", **fields)
        return list(labels_on(records(outlet(published_by=[published_by("body")]), body), "paper", "2022-01-01"))

    assert labels() == []
    assert labels(ownership=[claim("own", "law", unspecified="none-by-law", basis="law")]) == ["nonprofit"]


def test_a_report_alone_makes_an_owner_assessed_and_two_independent_ones_established() -> None:
    def status(*sources: str) -> str:
        owned = claim("own", owner="group", interest="shareholding", share={"exact": 100}, basis="news")
        body = party("body", ownership=[{**owned, "sources": [{"ref": source} for source in sources]}])
        listed = records(outlet(published_by=[published_by("body")]), body, party("group", "family"))
        return labels_on(listed, "paper", "2022-01-01")["family-owned"].status

    assert (status("one"), status("one", "two"), status("first", "copy")) == ("assessed", "established", "assessed")


def test_control_without_most_of_the_shares_is_not_called_ownership() -> None:
    def words(**fields: Any) -> str:
        body = party("body", ownership=[claim("own", owner="someone", **fields)])
        listed = records(outlet(published_by=[published_by("body")]), body, party("someone", "person"))
        return labels_on(listed, "paper", "2022-01-01")["individual-owner"].text

    assert words(interest="shareholding", share={"exact": 51}) == "Owned by Someone"
    assert words(interest="votingRights", share={"exact": 51}) == "Controlled by Someone"
    assert words(interest="shareholding", share={"exact": 36}, controlling="yes") == "Controlled by Someone"


def test_a_handover_on_an_unknown_day_of_a_month_is_changing_within_it() -> None:
    publisher = party(
        "publisher",
        ownership=[
            claim("old", owner="seller", interest="shareholding", share={"exact": 100}, to="2013-10"),
            claim("new", owner="buyer", interest="shareholding", share={"exact": 100}, from_="2013-10"),
        ],
    )
    listed = records(
        outlet(published_by=[published_by("publisher")]), publisher, party("seller", "family"), party("buyer", "person")
    )
    before, within, after = (labels_on(listed, "paper", day) for day in ("2013-09-30", "2013-10-15", "2013-10-31"))
    assert {key: label.status for key, label in before.items()} == {"family-owned": "established"}
    assert {key: label.status for key, label in within.items()} == {
        "individual-owner": "changing",
        "family-owned": "changing",
    }
    assert {key: label.status for key, label in after.items()} == {"individual-owner": "established"}
    owners = {edge.owner for edge in period_on(listed, "paper", "2013-10-15").owners}
    assert owners == {"seller", "buyer"}


def test_an_outlet_that_was_sold_to_the_state_is_not_state_owned_before() -> None:
    publisher = party(
        "publisher",
        ownership=[
            claim("old", owner="seller", interest="shareholding", share={"exact": 100}, to="2014-01-01"),
            claim("new", owner="state:GB", interest="shareholding", share={"exact": 60}, from_="2014-01-01"),
        ],
    )
    listed = records(outlet(published_by=[published_by("publisher")]), publisher, party("seller", "family"))
    assert "state-owned" not in labels_on(listed, "paper", "2013-12-31")
    assert "state-owned" in labels_on(listed, "paper", "2014-01-01")


def test_a_half_checked_chain_makes_a_label_that_says_it_is_not_checked() -> None:
    publisher = party(
        "publisher",
        ownership=[claim("own", owner="holding", interest="shareholding", share={"exact": 80}, checked=False)],
    )
    holding = party("holding", ownership=[claim("own", owner="state:GB", interest="shareholding", share={"exact": 80})])
    listed = records(outlet(published_by=[published_by("publisher")]), publisher, holding)
    label = labels_on(listed, "paper", "2022-01-01")["state-owned"]
    assert (label.status, label.checked) == ("established", False)


def test_two_copies_of_one_investigation_are_one_source() -> None:
    body = party("body", control=[found("a", "first", "controlled"), found("b", "copy", "controlled")])
    label = labels_on(records(outlet(published_by=[published_by("body")]), body), "paper", "2022-03-23")["state-controlled"]
    assert label.status == "assessed"


def test_unchecked_claims_make_no_control_label_and_name_no_person() -> None:
    body = party(
        "body",
        control=[found("a", "one", "controlled", checked=False), found("b", "two", "controlled", checked=False)],
        ownership=[claim("own", owner="someone", interest="shareholding", share={"exact": 100}, checked=False)],
    )
    listed = records(outlet(published_by=[published_by("body")]), body, party("someone", "person"))
    assert labels_on(listed, "paper", "2022-03-23") == {}


def test_an_assessment_counts_from_its_edition_until_the_next() -> None:
    first = assessed("SC", "2021")
    second = assessed("ISFM", "2023", id="smm23")
    paper = outlet(assessment=[first, second], published_by=[published_by("body")])
    listed = records(paper, party("body", "nonprofit"))
    assert "state-controlled" not in labels_on(listed, "paper", "2021-09-30")
    assert "state-controlled" in labels_on(listed, "paper", "2022-03-23")
    assert "state-controlled" not in labels_on(listed, "paper", "2023-10-01")


def test_a_designation_makes_no_label() -> None:
    act = claim("fara", "law", regime="FARA", law="22 U.S.C. 611", date="2017-11-13", government="state:US", basis="designation")
    listed = records(outlet(designation=[act], published_by=[published_by("body")]), party("body"))
    assert labels_on(listed, "paper", "2022-01-01") == {}
    assert [stated.claim.id for stated in period_on(listed, "paper", "2022-01-01").designations] == ["fara"]


def test_a_law_that_proclaims_independence_disputes_no_finding_about_practice() -> None:
    body = party("body", control=[INDEPENDENT, found("a", "one", "controlled"), found("b", "two", "controlled")])
    label = labels_on(records(outlet(published_by=[published_by("body")]), body), "paper", "2022-03-23")["state-controlled"]
    assert label.status == "established"


def test_a_private_controller_and_two_findings_make_it_state_directed() -> None:
    body = party(
        "body",
        control=[found("a", "one", "controlled"), found("b", "two", "controlled")],
        ownership=[claim("own", owner="group", interest="shareholding", share={"exact": 100})],
    )
    listed = records(outlet(published_by=[published_by("body")]), body, party("group"))
    label = labels_on(listed, "paper", "2022-03-23")["state-directed-private"]
    assert label.text == "Privately owned; assessed as state-directed by Institute One, 2019 and Institute Two, 2021"
    assert label.status == "established"


def test_an_outlet_assessed_as_captured_private_is_never_called_state_controlled() -> None:
    def labels(*ownership: dict[str, Any]) -> list[str]:
        body = party("body", ownership=list(ownership))
        paper = outlet(published_by=[published_by("body")], assessment=[assessed("CaPr")])
        return list(labels_on(records(paper, body, party("group", "family")), "paper", "2022-03-23"))

    assert labels() == []
    owned = claim("own", owner="group", interest="shareholding", share={"exact": 100})
    assert labels(owned) == ["state-directed-private", "family-owned"]


def test_a_party_that_leads_the_state_by_law_is_the_state_and_another_is_not() -> None:
    leading = party("leading", "political-party", leads_state=[claim("lead", "law", state="state:CN", basis="law")])
    other = party("other", "political-party")

    def owned_by(owner: str) -> list[str]:
        body = party("body", ownership=[claim("own", owner=owner, interest="shareholding", share={"exact": 100})])
        listed = records(outlet(published_by=[published_by("body")]), body, leading, other)
        return list(labels_on(listed, "paper", "2022-01-01"))

    assert owned_by("leading") == ["state-linked", "state-owned"]
    assert owned_by("other") == ["party-owned"]


def test_a_rulers_private_holding_is_his_and_names_his_office() -> None:
    ruler = party("ruler", "person", office=[claim("off", title="Prime Minister", of="state:GB")])
    body = party("body", ownership=[claim("own", owner="ruler", interest="shareholding", share={"exact": 100})])
    labels = labels_on(records(outlet(published_by=[published_by("body")]), body, ruler), "paper", "2022-01-01")
    assert list(labels) == ["individual-owner"]
    assert labels["individual-owner"].text == "Owned by Ruler, Prime Minister"


def test_absence_is_told_apart() -> None:
    searched = claim("s", facet="ownership", where="the register", on="2022-01-01", result="none-found")
    withheld = claim("own", unspecified="withheld-for-safety")
    listed = records(
        outlet("unknown"),
        outlet("searched", searched=[searched]),
        outlet("hidden", published_by=[published_by("body")]),
        party("body", ownership=[withheld]),
    )
    research = {name: dict(period_on(listed, name, "2023-01-01").research)["ownership"] for name in listed.outlets}
    assert research == {"unknown": "not-researched", "searched": "none-found", "hidden": "withheld"}


def test_an_assessors_own_words_beside_its_value_are_one_voice() -> None:
    words = found("words", "smm", "controlled", as_of="2021-10-01")
    sources = {
        "smm": {"title": "It", "publisher": "State Media Monitor", "url": "https://smm.test/it", "date": "2021-10-01"},
        "two": {"title": "It, 2021", "publisher": "State Media Monitor", "url": "https://smm.test/it-2021", "date": "2021-10-01"},
    }
    words.pop("from")
    body = party("body", "statutory-corporation", control=[words], assessment=[assessed("SC")], sources=sources)
    labels = labels_on(records(outlet(published_by=[published_by("body")]), body), "paper", "2022-03-23")
    assert (labels["state-controlled"].status, labels["state-controlled"].text) == (
        "assessed", "Assessed as state-controlled by State Media Monitor, 2021",
    )  # fmt: skip


def test_a_state_body_is_one_only_where_a_claim_says_so() -> None:
    untold = party("agency", "state-body", level="national")
    holding = claim("own", "law", owner="state:GB", interest="controlByLegalFramework")
    told = party("agency", "state-body", level="national", ownership=[holding])
    paper = outlet(published_by=[published_by("agency")])
    assert "state-owned" not in labels_on(records(paper, untold), "paper", "2022-03-23")
    assert "state-owned" in labels_on(records(paper, told), "paper", "2022-03-23")


def test_who_controls_without_owning_is_not_called_the_owner() -> None:
    paper = outlet(published_by=[published_by("company")])
    influence = claim("own", "law", owner="state:GB", interest="otherInfluenceOrControl", controlling="yes")
    company = party("company", ownership=[influence])
    labels = labels_on(records(paper, company), "paper", "2022-03-23")
    assert "state-owned" not in labels
    assert labels["state-linked"].text.startswith("State-governed")
    share = claim("share", "law", owner="state:GB", interest="shareholding", controlling="yes")
    both = party("company", ownership=[influence, share])
    assert "state-owned" in labels_on(records(paper, both), "paper", "2022-03-23")
