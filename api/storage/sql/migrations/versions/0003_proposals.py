"""Proposals: what they change in each edition, reviews, remarks."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    """Forward only: an older program does not open a newer database."""
    op.create_table(
        "proposal",
        sa.Column("number", sa.Integer, primary_key=True),
        sa.Column("author", sa.String(80), nullable=False),
        sa.Column("reason", sa.Text, nullable=False),
        sa.Column("state", sa.String(20), nullable=False),
        sa.Column("edition", sa.Integer, nullable=False),
        sa.Column("created", sa.String(32), nullable=False),
        sa.Column("changed", sa.String(32), nullable=False),
        sa.Column("revision", sa.Integer, sa.ForeignKey("revision.number"), unique=True),
    )
    op.create_table(
        "proposed",
        sa.Column("proposal", sa.Integer, sa.ForeignKey("proposal.number"), primary_key=True),
        sa.Column("edition", sa.Integer, primary_key=True),
        sa.Column("kind", sa.String(8), primary_key=True),
        sa.Column("id", sa.String(80), primary_key=True),
        sa.Column("before", sa.String(64), sa.ForeignKey("content.digest")),
        sa.Column("after", sa.Text),
    )
    op.create_table(
        "review",
        sa.Column("proposal", sa.Integer, sa.ForeignKey("proposal.number"), primary_key=True),
        sa.Column("place", sa.Integer, primary_key=True),
        sa.Column("edition", sa.Integer, nullable=False),
        sa.Column("reviewer", sa.String(80), nullable=False),
        sa.Column("verdict", sa.String(16), nullable=False),
        sa.Column("at", sa.String(32), nullable=False),
        sa.Column("comment", sa.Text, nullable=False),
    )
    op.create_table(
        "remark",
        sa.Column("proposal", sa.Integer, sa.ForeignKey("proposal.number"), primary_key=True),
        sa.Column("place", sa.Integer, primary_key=True),
        sa.Column("author", sa.String(80), nullable=False),
        sa.Column("about", sa.Text, nullable=False),
        sa.Column("text", sa.Text, nullable=False),
        sa.Column("at", sa.String(32), nullable=False),
    )
    for name, table, columns in (
        ("ix_proposal_author", "proposal", ["author"]),
        ("ix_proposal_state", "proposal", ["state"]),
        ("ix_proposed_record", "proposed", ["kind", "id"]),
        ("ix_review_reviewer", "review", ["reviewer"]),
    ):
        op.create_index(name, table, columns)
