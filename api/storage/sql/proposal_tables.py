"""The tables of proposals. Every edition of a proposal's texts is kept: reviews are of one."""

import sqlalchemy as sa

from api.storage.sql.tables import METADATA

PROPOSAL = sa.Table(
    "proposal",
    METADATA,
    sa.Column("number", sa.Integer, primary_key=True),
    sa.Column("author", sa.String(80), nullable=False, index=True),
    sa.Column("reason", sa.Text, nullable=False),
    sa.Column("state", sa.String(20), nullable=False, index=True),
    sa.Column("edition", sa.Integer, nullable=False),
    sa.Column("created", sa.String(32), nullable=False),
    sa.Column("changed", sa.String(32), nullable=False),
    sa.Column("revision", sa.Integer, sa.ForeignKey("revision.number"), unique=True),
)

PROPOSED = sa.Table(
    "proposed",
    METADATA,
    sa.Column("proposal", sa.Integer, sa.ForeignKey("proposal.number"), primary_key=True),
    sa.Column("edition", sa.Integer, primary_key=True),
    sa.Column("kind", sa.String(8), primary_key=True),
    sa.Column("id", sa.String(80), primary_key=True),
    sa.Column("before", sa.String(64), sa.ForeignKey("content.digest")),
    sa.Column("after", sa.Text),
    sa.Index("ix_proposed_record", "kind", "id"),
)

REVIEW = sa.Table(
    "review",
    METADATA,
    sa.Column("proposal", sa.Integer, sa.ForeignKey("proposal.number"), primary_key=True),
    sa.Column("place", sa.Integer, primary_key=True),
    sa.Column("edition", sa.Integer, nullable=False),
    sa.Column("reviewer", sa.String(80), nullable=False, index=True),
    sa.Column("verdict", sa.String(16), nullable=False),
    sa.Column("at", sa.String(32), nullable=False),
    sa.Column("comment", sa.Text, nullable=False),
)

REMARK = sa.Table(
    "remark",
    METADATA,
    sa.Column("proposal", sa.Integer, sa.ForeignKey("proposal.number"), primary_key=True),
    sa.Column("place", sa.Integer, primary_key=True),
    sa.Column("author", sa.String(80), nullable=False),
    sa.Column("about", sa.Text, nullable=False),
    sa.Column("text", sa.Text, nullable=False),
    sa.Column("at", sa.String(32), nullable=False),
)
