"""Accounts with an organisation's OpenID provider, by which persons sign in."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    """Forward only: an older program does not open a newer database."""
    op.create_table(
        "identity",
        sa.Column("person", sa.String(16), sa.ForeignKey("person.id"), primary_key=True),
        sa.Column("email", sa.String(254), unique=True),
        sa.Column("issuer", sa.String(255)),
        sa.Column("subject", sa.String(255)),
        sa.UniqueConstraint("issuer", "subject"),
    )
