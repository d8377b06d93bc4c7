"""The tables of the people at the desk. The migrations make them; a test compares the two."""

import datetime

import sqlalchemy as sa

from api.storage.sql.tables import METADATA


class Moment(sa.TypeDecorator[datetime.datetime]):
    """A time in UTC as text of one width, so that both databases order and compare it alike."""

    impl = sa.String(32)
    cache_ok = True

    def process_bind_param(self, value: datetime.datetime | None, dialect: sa.Dialect) -> str | None:
        return value.astimezone(datetime.UTC).isoformat(timespec="microseconds") if value else None

    def process_result_value(self, value: str | None, dialect: sa.Dialect) -> datetime.datetime | None:
        return datetime.datetime.fromisoformat(value) if value else None


def _id() -> sa.Column[str]:
    return sa.Column("id", sa.String(16), primary_key=True)


def _person(*, primary_key: bool = False, nullable: bool = False) -> sa.Column[str]:
    key = sa.ForeignKey("person.id")
    return sa.Column("person", sa.String(16), key, primary_key=primary_key, nullable=nullable, index=not primary_key)


def _moment(name: str, *, nullable: bool = False) -> sa.Column[datetime.datetime]:
    return sa.Column(name, Moment, nullable=nullable)


# `folded` is the name as names are compared; `totp_step` the last time step whose code was used
PERSON = sa.Table(
    "person",
    METADATA,
    _id(),
    sa.Column("name", sa.String(80), nullable=False),
    sa.Column("folded", sa.String(160), nullable=False, unique=True),
    sa.Column("active", sa.Boolean, nullable=False),
    sa.Column("declared", sa.String(10)),
    sa.Column("password", sa.Text),
    sa.Column("totp", sa.String(64)),
    sa.Column("totp_pending", sa.String(64)),
    sa.Column("totp_step", sa.BigInteger, nullable=False),
)

PERSON_ROLE = sa.Table("person_role", METADATA, _person(primary_key=True), sa.Column("role", sa.String(16), primary_key=True))

DECLARATION = sa.Table(
    "declaration",
    METADATA,
    _id(),
    _person(),
    sa.Column("body", sa.Text, nullable=False),
    sa.Column("outlets", sa.JSON, nullable=False),
    sa.Column("parties", sa.JSON, nullable=False),
    sa.Column("country", sa.String(8)),
    sa.Column("start", sa.String(10), nullable=False),
    sa.Column("to", sa.String(10)),
)

RECOVERY_CODE = sa.Table("recovery_code", METADATA, _person(primary_key=True), sa.Column("key", sa.String(64), primary_key=True))

DESK_SESSION = sa.Table(
    "desk_session",
    METADATA,
    sa.Column("key", sa.String(64), primary_key=True),
    _person(),
    _moment("begun"),
    _moment("seen"),
    _moment("expires"),
    sa.Column("complete", sa.Boolean, nullable=False),
    sa.Column("strong", sa.Boolean, nullable=False),
    sa.Column("agent", sa.String(200), nullable=False),
)

API_TOKEN = sa.Table(
    "api_token",
    METADATA,
    sa.Column("key", sa.String(64), primary_key=True),
    _person(),
    sa.Column("name", sa.String(80), nullable=False),
    sa.Column("scopes", sa.JSON, nullable=False),
    _moment("made"),
    _moment("expires"),
)

INVITATION = sa.Table("invitation", METADATA, sa.Column("key", sa.String(64), primary_key=True), _person(), _moment("expires"))

PASSKEY = sa.Table(
    "passkey",
    METADATA,
    sa.Column("id", sa.String(1400), primary_key=True),
    _person(),
    sa.Column("name", sa.String(80), nullable=False),
    sa.Column("public_key", sa.LargeBinary, nullable=False),
    sa.Column("count", sa.BigInteger, nullable=False),
    _moment("made"),
)

# what a passkey shall sign, used once; without a person where somebody signs in
PASSKEY_CHALLENGE = sa.Table(
    "passkey_challenge", METADATA, sa.Column("key", sa.String(64), primary_key=True), _person(nullable=True), _moment("expires")
)

# an account with the organisation's OpenID provider: expected by its address, then known by issuer and subject
IDENTITY = sa.Table(
    "identity",
    METADATA,
    _person(primary_key=True),
    sa.Column("email", sa.String(254), unique=True),
    sa.Column("issuer", sa.String(255)),
    sa.Column("subject", sa.String(255)),
    sa.UniqueConstraint("issuer", "subject"),
)

# failures in a row, by account and by address; names that nobody has count too
SIGN_IN_FAILURES = sa.Table(
    "sign_in_failures",
    METADATA,
    sa.Column("key", sa.String(64), primary_key=True),
    sa.Column("count", sa.Integer, nullable=False),
    _moment("last"),
)

# triggers refuse to change or remove a row
SECURITY_EVENT = sa.Table(
    "security_event",
    METADATA,
    sa.Column("number", sa.Integer, primary_key=True),
    _moment("at"),
    sa.Column("kind", sa.String(32), nullable=False),
    _person(nullable=True),
    sa.Column("by", sa.String(16), sa.ForeignKey("person.id")),
    sa.Column("network", sa.String(64), nullable=False),
    sa.Column("detail", sa.Text, nullable=False),
)

# what the desk's processes share and nobody else may know, by name
DESK_SECRET = sa.Table(
    "desk_secret",
    METADATA,
    sa.Column("name", sa.String(32), primary_key=True),
    sa.Column("value", sa.LargeBinary, nullable=False),
)
