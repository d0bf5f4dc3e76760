"""The migrations make the tables that the code believes in."""

from __future__ import annotations

from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext

from izanau_site.store import Store
from izanau_site.store.migrations import migrate, pending
from izanau_site.store.schema import metadata


def test_migrated_tables_equal_the_schema(store: Store) -> None:
    with store.transaction() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, metadata) == []
        assert not pending(connection)


def test_migrating_twice_changes_nothing(database: str) -> None:
    before, after = migrate(database)
    assert before == after != ""
