"""What can still be read out of a cache that was put aside: changes that were not sent, what lies only here, whose it was."""

# ruff: noqa: S608 - names of tables and columns are constants of this package; every value is bound

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import closing, suppress
from pathlib import Path
from typing import Any, Final

import msgspec
import sqlcipher3.dbapi2 as driver

from izanau_desktop.cache import awaited, documents, file, files, meta, outbox, overlays, rebase, schema, trees
from izanau_desktop.cache.connection import Connection
from izanau_desktop.cache.edits import DRAFT, LOCAL
from izanau_protocol import patch, pictures

NOTE: Final = "rescued"
"""The note in the new cache that says what came of it."""
_LEFT_BEHIND: Final = ("commits", "etag", "views", "outdated", "list_anew", "sync_problem", "cut", "acknowledged", NOTE)
"""What the old cache knew of itself, and the new one finds out anew."""
_PLACE: Final = ("scope", "kind", "id")
_NAMES: Final = {name: table.columns.keys() for name, table in schema.metadata.tables.items()}


class Rescued(msgspec.Struct, frozen=True):
    """What came of it."""

    aside: str
    """The name of the folder that the old cache was put in."""
    older: bool = False
    """Whether the old cache was whole in itself, but not the newest: commits were missing."""
    kept: int = 0
    """Changes that were not sent yet, and are here."""
    lost: bool = False
    """Whether a part of what lived only here could not be read."""
    told: bool = False
    """Whether the person knows."""


class _Old:
    """The old cache, read with a new connection for each table: after one broken page a connection reads nothing more."""

    def __init__(self, folder: Path, key: bytes) -> None:
        self._path, self._key = folder / file.DATABASE, key
        self.whole = True
        self.edges: list[dict[str, Any]] = []
        """The rows on both sides of what could not be read."""

    def rows(self, table: str, wanted: Callable[[dict[str, Any]], bool] = lambda _: True) -> list[dict[str, Any]]:
        """The rows of a table from its beginning and, where that ends at something broken, from its end."""
        found: dict[int, dict[str, Any]] = {}
        for order in ("", "DESC"):
            last: dict[str, Any] | None = None
            try:
                with closing(self._opened()) as raw:
                    cursor = raw.execute(f'SELECT rowid AS "row id", * FROM "{table}" ORDER BY rowid {order}')
                    names = [column[0] for column in cursor.description[1:]]
                    for number, *values in cursor:
                        last = dict(zip(names, values, strict=True))
                        if wanted(last):
                            found[number] = last
                return [found[number] for number in sorted(found)]
            except driver.Error:
                self.whole = False
                self.edges += [last] if last is not None else []
        return [found[number] for number in sorted(found)]

    def is_all_here(self, held: Sequence[dict[str, Any]]) -> bool:
        """Whether of the documents that lie only here none is missing, by the index, which may be whole where rows are not."""
        try:
            with closing(self._opened()) as raw:
                listed = raw.execute(
                    "SELECT scope, kind, id FROM document WHERE scope IN (?, ?)", (LOCAL, DRAFT)
                ).fetchall()
        except driver.Error:
            return False
        return set(listed) <= {tuple(row[name] for name in _PLACE) for row in held}

    def _opened(self) -> Any:
        raw = driver.connect(file.address(self._path.absolute(), "ro"), isolation_level=None, uri=True)
        raw.execute("PRAGMA cipher_log_level = NONE")
        raw.execute(f"PRAGMA key = \"x'{self._key.hex()}'\"")
        return raw


def wait_for_writers(aside: Path, key: bytes) -> None:
    """Let another process end what it was writing when the file moved; what it begins after that finds no cache (R19)."""
    with (
        suppress(driver.Error),  # rule: what is too broken to be written is written by nobody
        closing(driver.connect(aside / file.DATABASE, timeout=file.BUSY_SECONDS, isolation_level=None)) as raw,
    ):
        raw.execute("PRAGMA cipher_log_level = NONE")
        raw.execute(f"PRAGMA key = \"x'{key.hex()}'\"")
        raw.execute("BEGIN IMMEDIATE")
        raw.execute("ROLLBACK")


def fill(connection: Connection, aside: Path, key: bytes, *, older: bool) -> Rescued:
    """Bring into a new cache what the old one alone had. The site tells the rest at the next sync, listed anew."""
    old = _Old(aside, key)
    for note in old.rows("meta"):
        if note["name"] not in _LEFT_BEHIND and not note["name"].startswith("missing "):
            meta.put(connection, note["name"], note["value"])
    old.edges.clear()
    parts = old.rows("part")
    torn = {edge["push"] for edge in old.edges}
    pushes = [push for push in old.rows("outbox") if push["number"] not in torn]
    numbers = {push["number"] for push in pushes} & {part["push"] for part in parts}
    laid = old.rows("overlay")
    mine = [part for part in parts if part["push"] in numbers]
    touched = {tuple(row[name] for name in _PLACE) for row in (*mine, *laid)}
    local = old.rows("local")
    whole = old.whole
    held = old.rows("document", lambda row: _is_only_here(row) or tuple(row[name] for name in _PLACE) in touched)
    whole = whole and (old.whole or old.is_all_here(held))
    whole = _bring_files(connection, old, _named_here(mine, laid), held) and whole
    _lay(connection, "outbox", [push for push in pushes if push["number"] in numbers])
    _lay(connection, "part", mine)
    _lay(connection, "overlay", laid)
    _lay(connection, "document", [{**row, "listed": 0} for row in held])
    _lay(connection, "local", local)
    _begin_anew(connection, old)
    for scope, kind, identity in sorted(touched):
        rebase.again(connection, scope, kind, identity)
    for row in held:
        documents.show(connection, row["kind"], row["id"])
    return Rescued(aside.name, older, len(outbox.rows(connection)), not whole)


def _named_here(parts: Sequence[dict[str, Any]], laid: Sequence[dict[str, Any]]) -> set[str]:
    """The pictures that pushes send, or that are mine in a conflict: they may be nowhere else."""
    told = [(part["kind"], trees.patch_of(part["patch"]) or {}) for part in parts]
    told += [
        (one["kind"], patch.with_value({}, trees.parted(one["path"]), overlays.mine_of(one["mine"]))) for one in laid
    ]
    return {pictures.named(kind, tree) for kind, tree in told} - {""}


def _bring_files(connection: Connection, old: _Old, sent: set[str], held: Sequence[dict[str, Any]]) -> bool:
    """Bring along the pictures that these name; whether none is missing of those that are only `sent`. The site has the others."""
    views = [(row["kind"], trees.tree(row["base"]) or {}) for row in held]
    names = sent | {pictures.named(kind, view) for kind, view in views} - {""}
    found = old.rows("file", lambda row: row["hash"] in names) if names else []
    _lay(connection, "file", found)
    for kind, view in views:
        files.want(connection, kind, view)
    return sent <= {row["hash"] for row in found}


def _is_only_here(row: dict[str, Any]) -> bool:
    return row["scope"] in (LOCAL, DRAFT) or row["gone"] == awaited.GONE


def _lay(connection: Connection, table: str, rows: Sequence[dict[str, Any]]) -> None:
    """Put rows in; what a table of another version had beside is left out."""
    for row in rows:
        names = [name for name in _NAMES[table] if name in row]
        columns, marks = ", ".join(f'"{name}"' for name in names), ", ".join("?" * len(names))
        connection.exec_driver_sql(
            f'INSERT OR REPLACE INTO "{table}"({columns}) VALUES({marks})', tuple(row[name] for name in names)
        )


def _begin_anew(connection: Connection, old: _Old) -> None:
    """Let the next sync walk every scope anew: what it does not list of what is here went meanwhile (R8, R15)."""
    known = {row["scope"]: row for row in old.rows("cursor")}
    held = connection.exec_driver_sql("SELECT DISTINCT scope FROM document").all()
    for scope in sorted({*known, *(row[0] for row in held)} - {LOCAL, DRAFT}):
        seen = known.get(scope, {}).get("seen", 0)
        _lay(connection, "cursor", [{"scope": scope, "low": 0, "high": 0, "seen": seen, "acked": 0, "walk": 1}])
    meta.put(connection, "list_anew", "yes")


def told(connection: Connection) -> Rescued | None:
    """What came of the rescue that this cache began with, if it did."""
    found = meta.get(connection, NOTE)
    return msgspec.json.decode(found, type=Rescued) if found else None


def note(connection: Connection, rescued: Rescued) -> None:
    """Note it."""
    meta.put(connection, NOTE, msgspec.json.encode(rescued).decode())
