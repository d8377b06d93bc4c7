"""The table of candidates. The migrations make it; a test compares the two."""

import sqlalchemy as sa

from api.storage.sql.tables import METADATA

# `document` is the candidate as its file would be; the rest is what it is found by
CANDIDATE = sa.Table(
    "candidate",
    METADATA,
    sa.Column("importer", sa.String(40), primary_key=True),
    sa.Column("id", sa.String(200), primary_key=True),
    sa.Column("name", sa.Text, nullable=False),
    sa.Column("words", sa.Text, nullable=False),
    sa.Column("changing", sa.Boolean, nullable=False),
    sa.Column("decision", sa.String(16), nullable=False, index=True),
    sa.Column("document", sa.Text, nullable=False),
)
