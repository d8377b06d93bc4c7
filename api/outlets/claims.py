"""Claims: dated, cited statements about an outlet or a party. One model per kind; see `data/GUIDELINES.md`."""

from typing import Annotated, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, StringConstraints, WithJsonSchema, model_validator

from api.outlets.dates import Date

Slug = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=80)]
PartyRef = Annotated[str, StringConstraints(pattern=r"^(state:[A-Z]{2}|[a-z0-9]+(-[a-z0-9]+)*)$", max_length=80)]
Text = Annotated[str, StringConstraints(min_length=1, strip_whitespace=True)]

Status = Literal["accepted", "disputed", "retracted"]
Basis = Literal["register", "law", "filing", "self", "research", "news", "designation"]
Facet = Literal["control", "ownership", "funding"]
Interest = Literal[
    # Beneficial Ownership Data Standard 0.4, codelist interestType
    "shareholding", "votingRights", "appointmentOfBoard", "otherInfluenceOrControl", "seniorManagingOfficial", "settlor",
    "trustee", "protector", "beneficiaryOfLegalArrangement", "rightsToSurplusAssetsOnDissolution", "rightsToProfitOrIncome",
    "rightsGrantedByContract", "conditionalRightsGrantedByContract", "controlViaCompanyRulesOrArticles",
    "controlByLegalFramework", "boardMember", "boardChair", "unknownInterest", "unpublishedInterest",
    "enjoymentAndUseOfAssets", "rightToProfitOrIncomeFromAssets", "nominee", "nominator",
    # ours
    "founder", "member",
]  # fmt: skip
Category = Literal[
    "appropriation", "direct-subsidy", "state-advertising", "public-contract", "licence-fee", "advertising", "content-sales",
    "sponsorship", "subscriptions", "small-donations", "philanthropy", "government-grant", "political-committee",
    "owner-subsidy", "endowment",
]  # fmt: skip
Level = Literal["sole", "majority", "substantial", "minor", "unknown"]


class Strict(BaseModel):
    """Unknown keys are errors; records are values."""

    model_config = ConfigDict(extra="forbid", frozen=True, populate_by_name=True, serialize_by_alias=True)


class SourceRef(Strict):
    """Where a claim is stated: a key of the file's `sources`, and the page, section or row in it."""

    ref: Slug
    locator: Text | None = None


class Checked(Strict):
    """The source's own text was compared with the claim on this day, in this copy. Absent: not yet compared."""

    on: Date
    copy_: Literal["live", "archive", "stored"] = Field(alias="copy")
    where: Text | None = None


def _amount(value: object) -> object:
    return str(value) if isinstance(value, (int, float)) and not isinstance(value, bool) else value


Amount = Annotated[
    str, BeforeValidator(_amount), StringConstraints(pattern=r"^[0-9]+(\.[0-9]+)?$"), WithJsonSchema({"type": ["string", "number"]})
]


class Share(Strict):
    """Percent of votes or capital: `exact`, or a band from `min` to `max`."""

    exact: float | None = Field(default=None, ge=0, le=100)
    min: float | None = Field(default=None, ge=0, le=100)
    max: float | None = Field(default=None, ge=0, le=100)

    @model_validator(mode="after")
    def _one_form(self) -> "Share":
        if (self.exact is None) == (self.min is None and self.max is None):
            raise ValueError("a share is either `exact` or a band of `min` and `max`")
        if self.min is not None and self.max is not None and self.min > self.max:
            raise ValueError("`min` is above `max`")
        return self

    @property
    def least(self) -> float:
        """The share that is certain, in percent."""
        return self.exact if self.exact is not None else self.min or 0.0

    @property
    def most(self) -> float:
        """The share that is possible, in percent."""
        return self.exact if self.exact is not None else 100.0 if self.max is None else self.max


class Claim(Strict):
    """What every claim has. `to` is exclusive; without `from` it holds from `as_of`; without `to` it continues."""

    id: Slug
    from_: Date | None = Field(default=None, alias="from")
    to: Date | None = None
    as_of: Date | None = None
    status: Status = "accepted"
    basis: Basis
    sources: tuple[SourceRef, ...] = ()
    checked: Checked | None = None
    note: Text | None = None


class PublishedBy(Claim):
    """The party that publishes the outlet (imprint, licence holder, register)."""

    party: PartyRef


class BrandLicence(Claim):
    """A brand used under licence: shown, carries no label."""

    licensor: PartyRef
    licensee: PartyRef


class Ownership(Claim):
    """Who holds what in this party, or why no owner can be named."""

    owner: PartyRef | None = None
    unspecified: Literal["none-by-law", "withheld", "withheld-for-safety", "not-found"] | None = None
    interest: Interest | None = None
    share: Share | None = None
    controlling: Literal["yes", "no", "unknown"] = "unknown"

    @model_validator(mode="after")
    def _owner_or_reason(self) -> "Ownership":
        if (self.owner is None) == (self.unspecified is None):
            raise ValueError("an ownership claim names an `owner`, or says in `unspecified` why there is none")
        return self


class Funding(Claim):
    """Who pays, how, and how large a part of the money of `period` that is."""

    funder: PartyRef | None = None
    category: Category
    level: Level = "unknown"
    amount: Amount | None = None
    currency: Annotated[str, StringConstraints(pattern=r"^[A-Z]{3}$")] | None = None
    period: Text | None = None
    channel: Text | None = None


class Control(Claim):
    """A source's finding on who decides: `by` is the body found to control, or the body or law found to secure independence."""

    aspect: Literal["editorial", "governance", "budget"]
    finding: Literal["controlled", "independent"]
    by: PartyRef | None = None

    @model_validator(mode="after")
    def _controller_named(self) -> "Control":
        if self.finding == "controlled" and self.by is None:
            raise ValueError("a finding of control names the body in `by`")
        return self


class Remit(Claim):
    """A public-service remit, and what set it."""

    kind: Literal["public-service"]
    set_by: Literal["law", "charter"]
    body: PartyRef | None = None


class Assessment(Claim):
    """What a named outside assessor found in a named edition; counts from its edition until the scheme's next one."""

    scheme: Slug
    edition: Text
    value: Text
    of: Text
    by: PartyRef | None = None


class Designation(Claim):
    """A government's act (FARA, sanctions, foreign mission): shown as that act, no label follows."""

    regime: Text
    law: Text
    date: Date
    government: PartyRef


class Searched(Claim):
    """Where was looked for ties of one facet, when, and what came of it."""

    facet: Facet
    where: Text
    on: Date
    result: Literal["none-found", "withheld", "found"]


class Syndicates(Claim):
    """The outlet carries another outlet's content."""

    outlet: Slug
    extent: Literal["whole", "part"]


class Listing(Claim):
    """The company's shares are traded on an exchange."""

    exchange: Text
    ticker: Text | None = None


class Governs(Claim):
    """A political party that governs a state."""

    state: PartyRef


class LeadsState(Claim):
    """A party to which a state's constitution or law gives the lead of the state."""

    state: PartyRef


class Office(Claim):
    """A public office a person holds or held: a fact shown beside a holding, never a reason for a label."""

    title: Text
    of: PartyRef | None = None


AnyClaim = (
    PublishedBy | BrandLicence | Ownership | Funding | Control | Remit | Assessment | Designation | Searched | Syndicates
    | Listing | Governs | LeadsState | Office
)  # fmt: skip
