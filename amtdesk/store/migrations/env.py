"""Alembic's entry: runs the steps on the connection that `store/migrate.py` hands over."""

from alembic import context

from amtdesk.store import figure_rows, inbox_rows, library_rows  # noqa: F401 - their tables belong to the schema
from amtdesk.store.rows import Base

connection = context.config.attributes["connection"]
context.configure(
    connection=connection, target_metadata=Base.metadata, render_as_batch=True, transaction_per_migration=True
)
with context.begin_transaction():
    context.run_migrations()
