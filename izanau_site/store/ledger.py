"""What a restored backup must not undo: erasures, revocations and ended devices, in a file outside of the backup set."""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Iterable
from pathlib import Path
from typing import Final, NamedTuple

from izanau_protocol import ambient

_SCHEMA: Final = """
CREATE TABLE IF NOT EXISTS ledger (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS entries (
    event TEXT NOT NULL, kind TEXT NOT NULL, id TEXT NOT NULL, at TEXT NOT NULL, PRIMARY KEY (event, kind, id)
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS marks (scope TEXT PRIMARY KEY, seq INTEGER NOT NULL) WITHOUT ROWID;
"""


class Line(NamedTuple):
    """An event (erased, revoked, ended) that holds for this id up to this moment."""

    event: str
    kind: str
    id: str
    at: str


class Ledger:
    """The ledger's file; it holds ids and times, nothing else."""

    def __init__(self, folder: Path) -> None:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        self._lock = threading.Lock()
        self._file = sqlite3.connect(folder / "ledger.db", timeout=10, isolation_level=None, check_same_thread=False)
        self._file.execute("PRAGMA journal_mode=WAL")
        self._file.execute("PRAGMA synchronous=FULL")
        self._file.executescript(_SCHEMA)
        self._file.execute("INSERT OR IGNORE INTO ledger VALUES ('id', ?)", (ambient.new_id(),))
        self._marks: dict[str, int] = dict(self._file.execute("SELECT scope, seq FROM marks"))

    @property
    def id(self) -> str:
        """A random id: another ledger beside the same database means that one of both was restored."""
        with self._lock:
            return str(self._file.execute("SELECT value FROM ledger WHERE name = 'id'").fetchone()[0])

    def write(self, event: str, kind: str, identity: str, at: str = "") -> None:
        """Note an event before it is carried out; when this returns, it is on the disk."""
        self.write_all([Line(event, kind, identity, at or ambient.timestamp())])

    def write_all(self, lines: Iterable[Line]) -> None:
        """Note several events at once."""
        with self._lock:
            self._file.execute("BEGIN IMMEDIATE")
            self._file.executemany(
                "INSERT INTO entries VALUES (?, ?, ?, ?) ON CONFLICT DO UPDATE SET at = max(at, excluded.at)", lines
            )
            self._file.execute("COMMIT")

    def lines(self) -> tuple[Line, ...]:
        """All events, oldest first."""
        with self._lock:
            rows = self._file.execute("SELECT event, kind, id, at FROM entries ORDER BY at, id").fetchall()
        return tuple(Line(*row) for row in rows)

    def has(self, event: str, kind: str, identity: str) -> bool:
        """Whether an event of this id was noted."""
        with self._lock:
            query = "SELECT 1 FROM entries WHERE event = ? AND kind = ? AND id = ?"
            return self._file.execute(query, (event, kind, identity)).fetchone() is not None

    def mark(self, scope: str, seq: int) -> None:
        """Note that a seq of a scope is about to be shown to someone (R13); writes only what is news."""
        if self._marks.get(scope, 0) >= seq:
            return
        with self._lock:
            self._file.execute(
                "INSERT INTO marks VALUES (?, ?) ON CONFLICT DO UPDATE SET seq = max(seq, excluded.seq)", (scope, seq)
            )
            self._marks[scope] = max(seq, self._marks.get(scope, 0))

    def marks(self) -> dict[str, int]:
        """The highest seq that was ever shown, by scope."""
        with self._lock:
            return dict(self._file.execute("SELECT scope, seq FROM marks"))

    def forget_marks(self) -> None:
        """Begin anew, with a new epoch."""
        with self._lock:
            self._file.execute("DELETE FROM marks")
            self._marks.clear()

    def forget_scope(self, scope: str) -> None:
        """A scope that ends with its account leaves no mark."""
        with self._lock:
            self._file.execute("DELETE FROM marks WHERE scope = ?", (scope,))
            self._marks.pop(scope, None)

    def close(self) -> None:
        """Close the file."""
        with self._lock:
            self._file.close()
