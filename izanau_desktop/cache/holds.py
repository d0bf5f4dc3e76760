"""Ending the holds of pushes: of one, of all, or of the edits of a section that was left."""

# ruff: noqa: S608 - the clause is a constant of this module; every value is bound

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from izanau_desktop.cache.connection import Connection

_OF_A_SECTION: Final = (
    "state = 'waiting' AND deed = '' AND not_before <> ''"
    " AND number IN (SELECT push FROM part WHERE id = ? AND kind = ?)"
)


def release(connection: Connection, identity: str = "") -> None:
    """End the hold of a push that waits, or of all."""
    connection.exec_driver_sql(
        "UPDATE outbox SET not_before = '' WHERE state = 'waiting' AND ? IN (id, '')", (identity,)
    )


def until(connection: Connection, identities: Sequence[str], moment: str) -> None:
    """Hold pushes, as far as they wait, up to the same moment."""
    connection.exec_driver_sql(
        "UPDATE outbox SET not_before = ? WHERE id = ? AND state = 'waiting'", [(moment, one) for one in identities]
    )


def is_any_of(connection: Connection, kind: str, identity: str) -> bool:
    """Whether any edit of a document is held until its section is left."""
    found = connection.exec_driver_sql(f"SELECT 1 FROM outbox WHERE {_OF_A_SECTION} LIMIT 1", (identity, kind))
    return found.first() is not None


def left(connection: Connection, kind: str, identity: str) -> None:
    """End the hold of a document's edits, whose section was left; a deed may be taken back as long as it says."""
    connection.exec_driver_sql(f"UPDATE outbox SET not_before = '' WHERE {_OF_A_SECTION}", (identity, kind))
