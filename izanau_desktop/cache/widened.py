"""A right that became wider: what narrow scopes held goes on in the one that shows the same documents by it (R15)."""

# ruff: noqa: S608 - names of tables are constants of this module; every value is bound

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Final

from msgspec.structs import replace

from izanau_desktop.cache import apply, awaited, cursors, documents, overlays
from izanau_desktop.cache.connection import Connection
from izanau_desktop.cache.documents import Stored
from izanau_protocol import wire

_OF_ONE_JOB: Final = "job:"
_OF_ALL: Final = "applicants:"


def wider(connection: Connection, scope: str, named: Iterable[str]) -> str:
    """The scope among those that the site names which shows all that this one did, in the same view; empty where none does.

    A hiring manager who is promoted sees the applicants of all jobs of the company: of this one, which was read before.
    """
    if not scope.startswith(_OF_ONE_JOB):
        return ""
    companies = [one.partition(":")[2] for one in cursors.every(connection) if one.startswith("company:")]
    return next((one for one in named if one in {f"{_OF_ALL}{company}" for company in companies}), "")


def move(connection: Connection, scopes: Mapping[str, str], heads: Mapping[str, wire.ScopeHead]) -> None:
    """Let all that stands in some scopes stand in the wider one of each, up to whose head it is listed anew.

    What is not listed by then went meanwhile, with all about it. Until it is listed it stands there without a number, and no
    edit of it goes. What was sent goes again as it was, by its push_id: by numbers of another scope nothing is judged, as by
    those of another epoch, so that it is either known or merged from what it was made on.
    """
    for scope, into in scopes.items():
        connection.exec_driver_sql(
            "UPDATE outbox SET epoch = '' WHERE state = 'sent' AND number IN (SELECT push FROM part WHERE scope = ?)",
            (scope,),
        )
        for table in ("part", "overlay", "undo"):
            connection.exec_driver_sql(f"UPDATE {table} SET scope = ? WHERE scope = ?", (into, scope))
        overlays.move_aside(connection, scope, into)
        rows = connection.exec_driver_sql("SELECT kind, id FROM document WHERE scope = ?", (scope,)).all()
        for kind, identity in rows:
            _move(connection, documents.stored(connection, scope, kind, identity), into)
        connection.exec_driver_sql("DELETE FROM cursor WHERE scope = ?", (scope,))
    for into in set(scopes.values()):
        if cursors.get(connection, into) is None:
            connection.exec_driver_sql("INSERT INTO cursor(scope, walk) VALUES(?, 1)", (into,))
        apply.begin(connection, into, heads[into].head)


def _move(connection: Connection, row: Stored, into: str) -> None:
    connection.exec_driver_sql(
        "DELETE FROM document WHERE scope = ? AND kind = ? AND id = ?", (row.scope, row.kind, row.id)
    )
    there = documents.stored(connection, into, row.kind, row.id)
    is_there = there.spelled is not None or there.gone  # by another of them, as the profile of who applied for two jobs
    if not is_there and row.gone in ("", awaited.GONE):  # tombstones are of a feed that nobody reads any more
        documents.put(connection, replace(row, scope=into, seq=0, listed=0))
