"""Alembic's entry: runs the revisions in the transaction of `migrate`, with bounded waits for locks."""

from __future__ import annotations

from alembic import context
from sqlalchemy import Connection

from izanau_site.store.schema import metadata

connection = context.config.attributes["connection"]
assert isinstance(connection, Connection)
if connection.dialect.name == "postgresql":
    connection.exec_driver_sql("SET LOCAL lock_timeout = '5s'")
    connection.exec_driver_sql("SET LOCAL statement_timeout = '600s'")
context.configure(
    connection=connection,
    target_metadata=metadata,
    render_as_batch=connection.dialect.name == "sqlite",
    compare_type=True,
)
context.run_migrations()
