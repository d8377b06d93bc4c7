"""The tables of reports. The migrations make them; a test compares the two."""

import sqlalchemy as sa

from api.storage.sql.people_tables import Moment
from api.storage.sql.tables import METADATA

# `key` is the hash of the sender's token; `puzzle` the nonce of the puzzle it came with: each serves once
REPORT = sa.Table(
    "report",
    METADATA,
    sa.Column("number", sa.Integer, primary_key=True),
    sa.Column("key", sa.String(64), nullable=False, unique=True),
    sa.Column("puzzle", sa.String(22), nullable=False, unique=True),
    sa.Column("outlet", sa.String(80), nullable=False, index=True),
    sa.Column("about", sa.String(170), nullable=False),
    sa.Column("kind", sa.String(16), nullable=False),
    sa.Column("text", sa.Text, nullable=False),
    sa.Column("evidence", sa.JSON(none_as_null=True)),
    sa.Column("email", sa.String(254)),
    sa.Column("received", Moment, nullable=False),
    sa.Column("state", sa.String(16), nullable=False, index=True),
    sa.Column("answer", sa.Text, nullable=False),
    sa.Column("contests", sa.String(170), nullable=False),
    sa.Column("triaged", Moment),
    sa.Column("ended", Moment),
    sa.Column("challenge", sa.String(64), nullable=False),
    sa.Column("proof_domain", sa.String(253)),
    sa.Column("proof_place", sa.String(8)),
    sa.Column("proof_by", sa.String(16)),
    sa.Column("proof_at", Moment),
)

# what was done at the desk, only ever added to
REPORT_STEP = sa.Table(
    "report_step",
    METADATA,
    sa.Column("report", sa.Integer, sa.ForeignKey("report.number"), primary_key=True),
    sa.Column("place", sa.Integer, primary_key=True),
    sa.Column("by", sa.String(16), nullable=False),
    sa.Column("at", Moment, nullable=False),
    sa.Column("state", sa.String(16), nullable=False),
    sa.Column("answer", sa.Text, nullable=False),
)

# how many came in; a network's key is a hash of a secret that changes daily
REPORT_COUNT = sa.Table(
    "report_count",
    METADATA,
    sa.Column("key", sa.String(64), primary_key=True),
    sa.Column("count", sa.Integer, nullable=False),
    sa.Column("until", Moment, nullable=False),
)
