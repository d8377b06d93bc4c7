"""Reports: what readers and publishers sent, what was done with it, and how many came in."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    """Forward only: an older program does not open a newer database."""
    op.create_table(
        "report",
        sa.Column("number", sa.Integer, primary_key=True),
        sa.Column("key", sa.String(64), nullable=False, unique=True),
        sa.Column("puzzle", sa.String(22), nullable=False, unique=True),
        sa.Column("outlet", sa.String(80), nullable=False),
        sa.Column("about", sa.String(170), nullable=False),
        sa.Column("kind", sa.String(16), nullable=False),
        sa.Column("text", sa.Text, nullable=False),
        sa.Column("evidence", sa.JSON),
        sa.Column("email", sa.String(254)),
        sa.Column("received", sa.String(32), nullable=False),
        sa.Column("state", sa.String(16), nullable=False),
        sa.Column("answer", sa.Text, nullable=False),
        sa.Column("contests", sa.String(170), nullable=False),
        sa.Column("triaged", sa.String(32)),
        sa.Column("ended", sa.String(32)),
        sa.Column("challenge", sa.String(64), nullable=False),
        sa.Column("proof_domain", sa.String(253)),
        sa.Column("proof_place", sa.String(8)),
        sa.Column("proof_by", sa.String(16)),
        sa.Column("proof_at", sa.String(32)),
    )
    op.create_table(
        "report_step",
        sa.Column("report", sa.Integer, sa.ForeignKey("report.number"), primary_key=True),
        sa.Column("place", sa.Integer, primary_key=True),
        sa.Column("by", sa.String(16), nullable=False),
        sa.Column("at", sa.String(32), nullable=False),
        sa.Column("state", sa.String(16), nullable=False),
        sa.Column("answer", sa.Text, nullable=False),
    )
    op.create_table(
        "report_count",
        sa.Column("key", sa.String(64), primary_key=True),
        sa.Column("count", sa.Integer, nullable=False),
        sa.Column("until", sa.String(32), nullable=False),
    )
    op.create_index("ix_report_outlet", "report", ["outlet"])
    op.create_index("ix_report_state", "report", ["state"])
