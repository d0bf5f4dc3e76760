"""The files that documents name by their hash (logos): kept as long as something here names them, fetched when missing."""

from __future__ import annotations

from typing import Final

from izanau_desktop.cache.connection import Connection
from izanau_protocol import pictures
from izanau_protocol.canonical import Body

_SCOPES: Final = (
    "WITH RECURSIVE reached(scope) AS (SELECT min(scope) FROM document UNION ALL"
    " SELECT (SELECT min(scope) FROM document WHERE scope > reached.scope) FROM reached WHERE scope IS NOT NULL)"
)
"""The scopes that documents are in, each found by the index: with it those of a kind are, and no other is read."""
_OF_SCOPES: Final = "reached CROSS JOIN document USING (scope)"
_NAMED: Final = " UNION ALL ".join(
    f"SELECT json_extract(CAST({column} AS TEXT), '$.{field}') AS name FROM {table}"  # noqa: S608 - constants
    f" WHERE kind = '{kind}' AND length({column}) > 0"
    for kind, field in pictures.NAMED.items()
    for table, columns in ((_OF_SCOPES, ("base", "mine")), ("part", ("base", "patch")), ("undo", ("back", "forth")))
    for column in columns
)
"""What documents, pushes and the steps back and forth name."""
_DISPUTED: Final = " UNION ALL ".join(
    "SELECT CASE WHEN json_valid(mine) THEN json_extract(mine, '$') END FROM"  # noqa: S608 - constants
    f" (SELECT json_extract(CAST({column} AS TEXT), '$.mine') AS mine, json_extract(CAST({column} AS TEXT), '$.settled') AS settled,"
    f" json_extract(CAST({column} AS TEXT), '$.document') || '.' || json_extract(CAST({column} AS TEXT), '$.path') AS place"
    f" FROM {_OF_SCOPES} WHERE kind = 'conflict' AND length({column}) > 0)"
    f" WHERE place = '{kind}.{field}' AND settled IS NULL"
    for kind, field in pictures.NAMED.items()
    for column in ("base", "mine")
)
"""What is mine in open conflicts about them; one whose answer may still be taken back is open in `base`."""


def keep(connection: Connection, data: bytes) -> str:
    """Keep a picture; its hash. Raises Refused where it is none that the site would take."""
    pictures.check(data)
    name = pictures.name(data)
    connection.exec_driver_sql("INSERT OR REPLACE INTO file(hash, data) VALUES(?,?)", (name, data))
    return name


def get(connection: Connection, name: str) -> bytes:
    """The bytes that a hash names; empty where they are not here."""
    return bytes(connection.exec_driver_sql("SELECT data FROM file WHERE hash = ?", (name,)).scalar() or b"")


def want(connection: Connection, kind: str, view: Body) -> None:
    """Have the file fetched that a document names, unless it is here."""
    name = pictures.named(kind, view)
    if name:
        connection.exec_driver_sql("INSERT OR IGNORE INTO file(hash) VALUES(?)", (name,))


def wanted(connection: Connection, most: int, first: str = "") -> list[str]:
    """So many of the files that are to be fetched, from a hash on and round to it."""
    query = "SELECT hash FROM file WHERE data IS NULL ORDER BY hash < ?, hash LIMIT ?"
    rows = connection.exec_driver_sql(query, (first, most))
    return [row[0] for row in rows]


def fetched(name: str, data: bytes, connection: Connection) -> None:
    """Take in what the site gave; nothing, where it does not have it either: then it is not asked for again."""
    connection.exec_driver_sql("UPDATE file SET data = ? WHERE hash = ? AND data IS NULL", (data, name))


def collect(connection: Connection) -> None:
    """Let go of what nothing names any more: it goes with its document, in one transaction (R15)."""
    kept = f"SELECT name FROM ({_NAMED} UNION ALL {_DISPUTED}) WHERE name IS NOT NULL"  # noqa: S608 - constants
    connection.exec_driver_sql(f"{_SCOPES} DELETE FROM file WHERE hash NOT IN ({kept})")  # noqa: S608 - as above
