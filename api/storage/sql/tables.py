"""The tables of the history. The migrations make them; a test compares the two."""

import sqlalchemy as sa

METADATA = sa.MetaData(
    naming_convention={
        "ix": "ix_%(column_0_label)s",
        "uq": "uq_%(table_name)s_%(column_0_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s",
        "pk": "pk_%(table_name)s",
    }
)

# texts once each and never changed; a text removed for safety or by a court leaves its digest
CONTENT = sa.Table(
    "content",
    METADATA,
    sa.Column("digest", sa.String(64), primary_key=True),
    sa.Column("salt", sa.LargeBinary),
    sa.Column("text", sa.Text),
    sa.Column("removed", sa.Text),
)

REVISION = sa.Table(
    "revision",
    METADATA,
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

CHANGE = sa.Table(
    "change",
    METADATA,
    sa.Column("revision", sa.Integer, sa.ForeignKey("revision.number"), primary_key=True),
    sa.Column("kind", sa.String(8), primary_key=True),
    sa.Column("id", sa.String(80), primary_key=True),
    sa.Column("before", sa.String(64), sa.ForeignKey("content.digest")),
    sa.Column("after", sa.String(64), sa.ForeignKey("content.digest")),
    sa.Index("ix_change_record", "kind", "id", "revision"),
)

# what the changes add up to, kept beside them so that the list is read at once
RECORD = sa.Table(
    "record",
    METADATA,
    sa.Column("kind", sa.String(8), primary_key=True),
    sa.Column("id", sa.String(80), primary_key=True),
    sa.Column("digest", sa.String(64), sa.ForeignKey("content.digest"), nullable=False),
    sa.Column("revision", sa.Integer, sa.ForeignKey("revision.number"), nullable=False),
)
