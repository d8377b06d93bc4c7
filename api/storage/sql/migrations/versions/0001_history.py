"""The history: contents, revisions, changes, records."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None


def upgrade() -> None:
    """Forward only: an older program does not open a newer database."""
    op.create_table(
        "content",
        sa.Column("digest", sa.String(64), primary_key=True),
        sa.Column("salt", sa.LargeBinary),
        sa.Column("text", sa.Text),
        sa.Column("removed", sa.Text),
    )
    op.create_table(
        "revision",
        sa.Column("number", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("at", sa.String(32), nullable=False),
        sa.Column("author", sa.Text, nullable=False),
        sa.Column("reason", sa.Text, nullable=False),
        sa.Column("origin", sa.String(16), nullable=False),
        sa.Column("reviewers", sa.JSON, nullable=False),
        sa.Column("checks", sa.JSON, nullable=False),
        sa.Column("reverts", sa.Integer),
        sa.Column("previous", sa.String(64), nullable=False),
        sa.Column("hash", sa.String(64), nullable=False, unique=True),
    )
    op.create_table(
        "change",
        sa.Column("revision", sa.Integer, sa.ForeignKey("revision.number"), primary_key=True),
        sa.Column("kind", sa.String(8), primary_key=True),
        sa.Column("id", sa.String(80), primary_key=True),
        sa.Column("before", sa.String(64), sa.ForeignKey("content.digest")),
        sa.Column("after", sa.String(64), sa.ForeignKey("content.digest")),
    )
    op.create_index("ix_change_record", "change", ["kind", "id", "revision"])
    op.create_table(
        "record",
        sa.Column("kind", sa.String(8), primary_key=True),
        sa.Column("id", sa.String(80), primary_key=True),
        sa.Column("digest", sa.String(64), sa.ForeignKey("content.digest"), nullable=False),
        sa.Column("revision", sa.Integer, sa.ForeignKey("revision.number"), nullable=False),
    )
