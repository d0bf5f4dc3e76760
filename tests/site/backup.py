"""All rows of a site's database at one moment, to be put back behind the site's back; its ledger is in none."""

from __future__ import annotations

from sqlalchemy import delete, insert, select

from izanau_site.store import Store
from izanau_site.store.schema import metadata


class Backup:
    """The rows as they were when it was made."""

    def __init__(self, store: Store) -> None:
        with store.transaction() as connection:
            self._rows = {
                table: [dict(row) for row in connection.execute(select(table)).mappings()]
                for table in metadata.sorted_tables
            }

    def put_back(self, store: Store) -> None:
        """Bring the rows back."""
        with store.transaction(write=True) as connection:
            for table in reversed(metadata.sorted_tables):
                connection.execute(delete(table))
            for table, rows in self._rows.items():
                if rows:
                    connection.execute(insert(table), rows)
