"""People: persons, roles, declarations, what they sign in with, sessions, tokens, and the log of what happened to accounts."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """Forward only: an older program does not open a newer database."""
    _persons()
    _keys()
    _sessions()
    _events()


def _person(*, primary_key: bool = False, nullable: bool = False) -> sa.Column[str]:
    return sa.Column("person", sa.String(16), sa.ForeignKey("person.id"), primary_key=primary_key, nullable=nullable)


def _moment(name: str) -> sa.Column[str]:
    return sa.Column(name, sa.String(32), nullable=False)


def _key() -> sa.Column[str]:
    return sa.Column("key", sa.String(64), primary_key=True)


def _persons() -> None:
    op.create_table(
        "person",
        sa.Column("id", sa.String(16), primary_key=True),
        sa.Column("name", sa.String(80), nullable=False),
        sa.Column("folded", sa.String(160), nullable=False, unique=True),
        sa.Column("active", sa.Boolean, nullable=False),
        sa.Column("declared", sa.String(10)),
        sa.Column("password", sa.Text),
        sa.Column("totp", sa.String(64)),
        sa.Column("totp_pending", sa.String(64)),
        sa.Column("totp_step", sa.BigInteger, nullable=False),
    )
    op.create_table("person_role", _person(primary_key=True), sa.Column("role", sa.String(16), primary_key=True))
    op.create_table(
        "declaration",
        sa.Column("id", sa.String(16), primary_key=True),
        _person(),
        sa.Column("body", sa.Text, nullable=False),
        sa.Column("outlets", sa.JSON, nullable=False),
        sa.Column("parties", sa.JSON, nullable=False),
        sa.Column("country", sa.String(8)),
        sa.Column("start", sa.String(10), nullable=False),
        sa.Column("to", sa.String(10)),
    )
    _index("declaration")


def _keys() -> None:
    op.create_table("recovery_code", _person(primary_key=True), _key())
    op.create_table("invitation", _key(), _person(), _moment("expires"))
    op.create_table(
        "passkey",
        sa.Column("id", sa.String(1400), primary_key=True),
        _person(),
        sa.Column("name", sa.String(80), nullable=False),
        sa.Column("public_key", sa.LargeBinary, nullable=False),
        sa.Column("count", sa.BigInteger, nullable=False),
        _moment("made"),
    )
    op.create_table("passkey_challenge", _key(), _person(nullable=True), _moment("expires"))
    op.create_table(
        "desk_secret", sa.Column("name", sa.String(32), primary_key=True), sa.Column("value", sa.LargeBinary, nullable=False)
    )
    _index("invitation", "passkey", "passkey_challenge")


def _sessions() -> None:
    op.create_table(
        "desk_session",
        _key(),
        _person(),
        _moment("begun"),
        _moment("seen"),
        _moment("expires"),
        sa.Column("complete", sa.Boolean, nullable=False),
        sa.Column("strong", sa.Boolean, nullable=False),
        sa.Column("agent", sa.String(200), nullable=False),
    )
    op.create_table(
        "api_token",
        _key(),
        _person(),
        sa.Column("name", sa.String(80), nullable=False),
        sa.Column("scopes", sa.JSON, nullable=False),
        _moment("made"),
        _moment("expires"),
    )
    op.create_table("sign_in_failures", _key(), sa.Column("count", sa.Integer, nullable=False), _moment("last"))
    _index("desk_session", "api_token")


def _events() -> None:
    op.create_table(
        "security_event",
        sa.Column("number", sa.Integer, primary_key=True),
        _moment("at"),
        sa.Column("kind", sa.String(32), nullable=False),
        _person(nullable=True),
        sa.Column("by", sa.String(16), sa.ForeignKey("person.id")),
        sa.Column("network", sa.String(64), nullable=False),
        sa.Column("detail", sa.Text, nullable=False),
    )
    _index("security_event")
    if op.get_bind().dialect.name == "postgresql":
        op.execute(
            "CREATE FUNCTION refuse_to_change_events() RETURNS trigger AS "
            "$$ BEGIN RAISE EXCEPTION 'security events are only ever added'; END $$ LANGUAGE plpgsql"
        )
        op.execute(
            "CREATE TRIGGER security_events_stay BEFORE UPDATE OR DELETE OR TRUNCATE ON security_event "
            "FOR EACH STATEMENT EXECUTE FUNCTION refuse_to_change_events()"
        )
        return
    for change in ("UPDATE", "DELETE"):
        op.execute(
            f"CREATE TRIGGER security_events_stay_{change.lower()} BEFORE {change} ON security_event "
            "BEGIN SELECT RAISE(ABORT, 'security events are only ever added'); END"
        )


def _index(*tables: str) -> None:
    for table in tables:
        op.create_index(f"ix_{table}_person", table, ["person"])
