"""The search index: tokens of the fields marked searched, in FTS5, which forgets what is taken out of it; and the queue
of what it does not hold yet (R7)."""

from __future__ import annotations

from izanau_desktop.cache.connection import Connection
from izanau_protocol import text


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
        connection.exec_driver_sql("DELETE FROM search WHERE rowid = ?", (number,))
        if tokens:
            connection.exec_driver_sql(
                "INSERT INTO search(rowid, text, kind) VALUES(?,?,?)", (number, tokens, f"kind_{kind}")
            )


def later(connection: Connection, number: int, kind: str) -> None:
    """Have a row of `shown` indexed behind the reading (`indexing.py`)."""
    connection.exec_driver_sql("INSERT INTO unindexed(number, kind) VALUES(?,?)", (number, kind))


def drop(connection: Connection, number: int) -> None:
    """Take a row out, its words too (the table is set to secure-delete), or out of the queue."""
    put(connection, number, "", "")


def expression(query: str, kind: str) -> str:
    """What FTS5 must match for a query as typed, among one kind; empty where there is nothing to look for."""
    terms = []
    for term in text.query_tokens(query):
        phrase = " ".join(term.tokens).replace('"', '""')
        terms.append(f'text : "{phrase}"' + (" *" if term.prefix else ""))
    return " AND ".join([f'kind : "kind_{kind}"', *terms]) if terms else ""
