"""Runs the migrations on the connection it is given, inside that one's transaction: a migration happens whole or not at all."""

from alembic import context

from api.storage.sql import people_tables, proposal_tables, report_tables  # noqa: F401  (their tables are on METADATA)
from api.storage.sql.tables import METADATA

connection = context.config.attributes["connection"]
context.configure(connection=connection, target_metadata=METADATA, transactional_ddl=True)
context.run_migrations()
