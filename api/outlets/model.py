"""The records of the outlet list: outlets, parties and what they hold. The order of fields is the canonical order in files."""

import functools
from collections.abc import Iterator
from typing import Annotated, Literal, get_args

from pydantic import Field, StringConstraints

from api.outlets.claims import (
    AnyClaim,
    Assessment,
    BrandLicence,
    Claim,
    Control,
    Designation,
    Funding,
    Governs,
    LeadsState,
    Listing,
    Office,
    Ownership,
    PublishedBy,
    Remit,
    Searched,
    Slug,
    SourceRef,
    Strict,
    Syndicates,
    Text,
)  # fmt: skip
from api.outlets.dates import Date

Country = Annotated[str, StringConstraints(pattern=r"^([a-z]{2}|int)$")]
OutletKind = Literal["newspaper", "magazine", "broadcaster", "agency", "website", "aggregator", "portal", "wire-service"]
PartyType = Literal[
    "company", "state-company", "nonprofit", "trust", "statutory-corporation", "state-body", "subnational-government",
    "municipality", "public-university", "pension-fund", "investment-fund", "cooperative", "employee-body", "political-party",
    "party-foundation", "person", "family", "union", "religious-body", "state",
]  # fmt: skip
PublicLevel = Literal["national", "territory", "region", "municipality", "university", "intergovernmental", "de-facto"]
ChannelType = Literal[
    "domain", "host", "path", "feed", "app", "x", "facebook", "youtube", "telegram", "instagram", "tiktok", "vk",
    "threads", "bluesky", "mastodon", "reddit", "weibo", "linkedin", "ok", "rutube", "odysee", "rumble",
    "apple-podcasts", "spotify", "app-store", "google-play",
]  # fmt: skip


class Source(Strict):
    """A document that says something: who published it, when (`date`) or when it was read (`accessed`)."""

    title: Text
    publisher: Text
    url: Annotated[str, StringConstraints(pattern=r"^https?://\S+$")]
    date: Date | None = None
    accessed: Date | None = None
    archived: Annotated[str, StringConstraints(pattern=r"^https?://\S+$")] | None = None
    # one investigation or dataset behind several publications: they count as one source
    origin: Slug | None = None


class Name(Strict):
    """A name and how it counts in running text: `strong` always, `context` in attribution or beside a link, `never`."""

    text: Text
    match: Literal["strong", "context", "never"]
    language: Annotated[str, StringConstraints(pattern=r"^[a-z]{2,3}(-[A-Za-z0-9]+)*$")] | None = None


class Channel(Strict):
    """Where an outlet publishes. `value`: host of a domain or host; host/path of a path; account name; address. `platform_id`: the
    platform's own number or code for an account, which stays when the account is renamed."""

    type: ChannelType
    value: Text
    platform_id: Text | None = None
    role: Literal["primary", "edition", "mirror", "syndication"] = "edition"
    except_: tuple[Text, ...] = Field(default=(), alias="except")
    from_: Date | None = Field(default=None, alias="from")
    to: Date | None = None
    sources: tuple[SourceRef, ...] = ()
    note: Text | None = None


class Record(Strict):
    """What outlets and parties share."""

    id: Slug
    name: Text
    country: Country
    wikidata: Annotated[str, StringConstraints(pattern=r"^Q[1-9][0-9]*$")] | None = None

    def claims(self) -> Iterator[tuple[str, AnyClaim]]:
        """Each claim with the name of the list it stands in."""
        for field in _claim_fields(type(self)):
            yield from ((field, claim) for claim in getattr(self, field))


@functools.cache
def _claim_fields(model: type[Record]) -> tuple[str, ...]:
    """The fields that hold claims."""
    items = ((name, get_args(field.annotation)[:1]) for name, field in model.model_fields.items())
    return tuple(name for name, item in items if item and isinstance(item[0], type) and issubclass(item[0], Claim))


class Outlet(Record):
    """A brand that publishes."""

    kind: OutletKind
    status: Literal["active", "suspended", "closed"] = "active"
    began: Date | None = None
    ended: Date | None = None
    part_of: Slug | None = None
    successor_of: Slug | None = None
    merged_into: Slug | None = None
    names: tuple[Name, ...] = ()
    channels: tuple[Channel, ...] = ()
    published_by: tuple[PublishedBy, ...] = ()
    brand_licence: tuple[BrandLicence, ...] = ()
    funding: tuple[Funding, ...] = ()
    control: tuple[Control, ...] = ()
    remit: tuple[Remit, ...] = ()
    assessment: tuple[Assessment, ...] = ()
    designation: tuple[Designation, ...] = ()
    searched: tuple[Searched, ...] = ()
    syndicates: tuple[Syndicates, ...] = ()
    note: Text | None = None
    sources: dict[Slug, Source] = Field(default_factory=dict)


class Party(Record):
    """Who owns, publishes, funds or controls. Control, remit and assessment of a publisher hold for what it publishes itself."""

    type: PartyType
    level: PublicLevel | None = None
    # the first day on which it was no more: dissolved, or merged into another
    ended: Date | None = None
    website: Text | None = None
    ownership: tuple[Ownership, ...] = ()
    listing: tuple[Listing, ...] = ()
    funding: tuple[Funding, ...] = ()
    control: tuple[Control, ...] = ()
    remit: tuple[Remit, ...] = ()
    assessment: tuple[Assessment, ...] = ()
    designation: tuple[Designation, ...] = ()
    searched: tuple[Searched, ...] = ()
    governs: tuple[Governs, ...] = ()
    leads_state: tuple[LeadsState, ...] = ()
    office: tuple[Office, ...] = ()
    note: Text | None = None
    sources: dict[Slug, Source] = Field(default_factory=dict)
