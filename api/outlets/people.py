"""Who works at the desk: persons with roles and declared interests, sessions and keys, and what happened to their accounts."""

import datetime
from dataclasses import dataclass
from typing import Literal, get_args

from api.outlets.dates import Day, FuzzyDate

Role = Literal["reader", "contributor", "editor", "reviewer", "admin"]
ROLES: tuple[Role, ...] = get_args(Role)

# failures to sign in add up until there were none for so long
FORGOTTEN = datetime.timedelta(hours=24)

# how long an employer or a post weighs after it ended, in years
_WEIGHS = 5


@dataclass(frozen=True)
class Declaration:
    """An employer or post: `body` as the person wrote it, the outlets and parties of the list it is or belongs to (ids), the
    country (code) if a state paid it, and from when to when (`to` is None while it lasts)."""

    id: str
    body: str
    outlets: tuple[str, ...]
    parties: tuple[str, ...]
    country: str | None
    start: FuzzyDate
    to: FuzzyDate | None

    def weighs(self, on: Day) -> bool:
        """Whether it lasts, or ended within five years before that day; a fuzzy end counts as late as it can have been."""
        return self.to is None or _years_later(self.to.latest) >= on


def _years_later(day: Day) -> Day:
    # the 29th of February has no anniversary in most years
    return day.replace(year=day.year + _WEIGHS, day=min(day.day, 28) if day.month == 2 else day.day)


@dataclass(frozen=True)
class Person:
    """`name` is what they sign in with and what others see. `declared` is the day they last said that their declarations are whole:
    None means that nothing is known of their interests, not that there are none."""

    id: str
    name: str
    roles: frozenset[Role]
    declarations: tuple[Declaration, ...] = ()
    declared: Day | None = None
    active: bool = True


@dataclass(frozen=True)
class Secrets:
    """How a person proves who they are: the argon2id hash of the password, the secret of the one-time codes, the one still to be
    confirmed, and how many recovery codes are left."""

    password: str | None
    totp: str | None
    totp_pending: str | None
    recovery_codes: int


@dataclass(frozen=True)
class Session:
    """One browser signed in. `key` is the hash of its token. Not `complete` while the second factor is missing; `strong` once it,
    or a passkey, was shown."""

    key: str
    person: str
    begun: datetime.datetime
    seen: datetime.datetime
    expires: datetime.datetime
    complete: bool
    strong: bool
    agent: str


@dataclass(frozen=True)
class ApiToken:
    """A script's key, without the secret: `key` is the hash of it."""

    key: str
    person: str
    name: str
    scopes: frozenset[str]
    made: datetime.datetime
    expires: datetime.datetime


@dataclass(frozen=True)
class Passkey:
    """A public key in a person's device; `id` is the credential's in base64url, `count` how often it signed, if it counts."""

    id: str
    person: str
    name: str
    public_key: bytes
    count: int
    made: datetime.datetime


@dataclass(frozen=True)
class Identity:
    """A person's account with the organisation's OpenID provider: the `email` an admin expects it to have (None where an invitation
    linked it), and once it signed in, its name there for good: `issuer` and `subject`."""

    person: str
    email: str | None
    issuer: str | None = None
    subject: str | None = None


SecurityEventKind = Literal[
    "person-added", "roles-changed", "person-closed", "person-opened", "invited", "declared",
    "signed-in", "sign-in-failed", "locked", "signed-out", "session-revoked",
    "password-set", "second-factor-set", "second-factor-removed", "second-factor-failed",
    "recovery-code-used", "recovery-codes-made",
    "token-made", "token-revoked", "passkey-added", "passkey-removed",
    "identity-expected", "identity-linked", "identity-removed",
]  # fmt: skip


@dataclass(frozen=True)
class SecurityEvent:
    """Something that happened to an account: whose (None: of nobody known here), by whom (None: the command line, or nobody
    signed in), from what network. `detail` never holds a secret."""

    at: datetime.datetime
    kind: SecurityEventKind
    person: str | None
    by: str | None = None
    network: str = ""
    detail: str = ""


@dataclass(frozen=True)
class Limit:
    """So many failures are free; after each further one the wait doubles, from a second to the longest."""

    free: int
    longest: datetime.timedelta

    def wait(self, failures: int) -> datetime.timedelta:
        if failures < self.free:
            return datetime.timedelta()
        # 2 ** 20 seconds are twelve days, longer than any limit
        return min(datetime.timedelta(seconds=2 ** min(failures - self.free, 20)), self.longest)


@dataclass(frozen=True)
class Failures:
    """How many in a row, and when the last one was."""

    count: int
    last: datetime.datetime

    def left_to_wait(self, limit: Limit, at: datetime.datetime) -> datetime.timedelta:
        return max(self.last + limit.wait(self.count) - at, datetime.timedelta())

    def with_one_more(self, at: datetime.datetime) -> "Failures":
        """A day without failures and the earlier ones are forgotten."""
        return Failures(1 if at - self.last > FORGOTTEN else self.count + 1, at)
