"""The search index: tokens of the fields marked searched, in FTS5; what it lost (`joining.py`), and the queue of what it
does not hold yet (R7)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Final

from izanau_desktop.cache import parts
from izanau_desktop.cache.connection import Connection
from izanau_protocol import text

TABLES: Final = ("search", "search_applicant")
LOST: Final = "words_lost"
"""The note of how often rows of the index lost words."""


def put(connection: Connection, number: int, kind: str, tokens: str) -> None:
    """Index the tokens of a row of `shown`, which leaves the queue: at the end of the transaction (`write`)."""
    connection.exec_driver_sql("DELETE FROM unindexed WHERE number = ?", (number,))
    connection.words[number] = (kind, tokens)


def write(connection: Connection) -> None:
    """Write what a transaction put and dropped, upwards: at each row below the last one FTS5 writes all that it gathered.

    Most that is put changes no word, and to take a row out of the index costs more than all else of it.
    """
    for number, (kind, tokens) in sorted(connection.words.items()):
        held = connection.exec_driver_sql("SELECT text FROM search WHERE rowid = ?", (number,)).scalar()
        if (held or "") == tokens:
            continue
        _note_lost(connection, [held or ""], [tokens])
        connection.exec_driver_sql("DELETE FROM search WHERE rowid = ?", (number,))
        if tokens:
            connection.exec_driver_sql(
                "INSERT INTO search(rowid, text, kind) VALUES(?,?,?)", (number, tokens, f"kind_{kind}")
            )


def write_parts(connection: Connection, found: Mapping[int, Mapping[str, str]]) -> None:
    """Write parts of applicants, upwards as `write` does; what reads as before stays."""
    columns, marks = ", ".join(parts.PARTS), ",".join("?" * len(parts.PARTS))
    for number, fresh in sorted(found.items()):
        held = connection.exec_driver_sql(
            f"SELECT {columns} FROM search_applicant WHERE rowid = ?",  # noqa: S608 - names of this package
            (number,),
        ).first()
        before = dict(zip(parts.PARTS, held, strict=True)) if held else dict.fromkeys(parts.PARTS, "")
        after = {**before, **fresh}
        if held and after == before:
            continue
        if held:
            _note_lost(connection, before.values(), after.values())
            connection.exec_driver_sql("DELETE FROM search_applicant WHERE rowid = ?", (number,))
        connection.exec_driver_sql(
            f"INSERT INTO search_applicant(rowid, {columns}) VALUES(?,{marks})",
            (number, *(after[name] for name in parts.PARTS)),
        )


def drop_parts(connection: Connection, number: int) -> None:
    """Take an applicant out."""
    if connection.exec_driver_sql("DELETE FROM search_applicant WHERE rowid = ?", (number,)).rowcount:
        _lose(connection)


def _note_lost(connection: Connection, before: Iterable[str], after: Iterable[str]) -> None:
    if not set(" ".join(before).split()) <= set(" ".join(after).split()):
        _lose(connection)


def _lose(connection: Connection) -> None:
    """Note that a row has words no longer that it had: none of them finds it, but FTS5 keeps them until it is joined."""
    connection.exec_driver_sql(
        "INSERT INTO meta(name, value) VALUES(?, '1')"
        " ON CONFLICT(name) DO UPDATE SET value = CAST(value AS INTEGER) + 1",
        (LOST,),
    )


def later(connection: Connection, number: int, kind: str) -> None:
    """Have a row of `shown` indexed behind the reading (`indexing.py`)."""
    connection.exec_driver_sql("INSERT INTO unindexed(number, kind) VALUES(?,?)", (number, kind))


def drop(connection: Connection, number: int) -> None:
    """Take a row out, or out of the queue."""
    put(connection, number, "", "")


def expression(query: str, kind: str) -> str:
    """What FTS5 must match for a query as typed, among one kind; empty where there is nothing to look for."""
    terms = []
    for term in text.query_tokens(query):
        phrase = " ".join(term.tokens).replace('"', '""')
        terms.append(f'text : "{phrase}"' + (" *" if term.prefix else ""))
    return " AND ".join([f'kind : "kind_{kind}"', *terms]) if terms else ""
