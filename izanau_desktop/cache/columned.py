"""The kinds that the last program of a cache had columns for: what came of others meanwhile is shown anew once they have some.

A desktop may be older than its site, and keeps documents of kinds that it does not know (R2)."""

from __future__ import annotations

from typing import Final

from izanau_desktop.cache import about, documents, meta
from izanau_desktop.cache.connection import Connection

_NOTED: Final = "columned"
_BEFORE: Final = frozenset(about.COLUMNS) - {"task", "view"}
"""Those of a cache in which none are noted."""


def note(connection: Connection) -> None:
    """Note those of this program."""
    meta.put(connection, _NOTED, _here())


def is_behind(connection: Connection) -> bool:
    """Whether the last program had others."""
    return meta.get(connection, _NOTED) != _here()


def catch_up(connection: Connection) -> None:
    """Show anew all of the kinds that have columns since."""
    noted = meta.get(connection, _NOTED)
    for kind in sorted(about.COLUMNS.keys() - (frozenset(noted.split()) if noted else _BEFORE)):
        for (identity,) in connection.exec_driver_sql("SELECT DISTINCT id FROM document WHERE kind = ?", (kind,)).all():
            documents.show(connection, kind, identity)
    note(connection)


def _here() -> str:
    return " ".join(sorted(about.COLUMNS))
