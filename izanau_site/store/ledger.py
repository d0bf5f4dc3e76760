"""What a restored backup must not undo: erasures, their grace, revocations, ended devices, roles; a file outside of the backup set."""

from __future__ import annotations

import contextlib
import sqlite3
import threading
from collections.abc import Collection, Iterable, Iterator
from pathlib import Path
from typing import Final, NamedTuple

from izanau_protocol import ambient
from izanau_site.store.engine import BUSY_SECONDS

_SCHEMA: Final = """
CREATE TABLE IF NOT EXISTS ledger (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS entries (
    event TEXT NOT NULL, kind TEXT NOT NULL, id TEXT NOT NULL, at TEXT NOT NULL, until TEXT NOT NULL,
    number INTEGER NOT NULL UNIQUE, PRIMARY KEY (event, kind, id)
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS marks (scope TEXT PRIMARY KEY, seq INTEGER NOT NULL) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS sessions (device TEXT PRIMARY KEY, refresh TEXT NOT NULL, spent TEXT NOT NULL) WITHOUT ROWID;
"""

_WRITE: Final = (
    "INSERT INTO entries VALUES (?, ?, ?, ?, ?, ?)"
    " ON CONFLICT DO UPDATE SET at = max(at, excluded.at), until = excluded.until, number = excluded.number"
)
_MARK: Final = (
    "INSERT INTO marks SELECT ?, ? FROM ledger WHERE name = 'epoch' AND value = ?"
    " ON CONFLICT DO UPDATE SET seq = max(seq, excluded.seq)"
)
_FORGET_PLACE: Final = "DELETE FROM entries WHERE event = 'placed' AND id = ?"
_FORGET_MANAGER: Final = (
    "UPDATE entries SET until = trim(replace(' ' || until || ' ', ' ' || :account || ' ', ' '))"
    " WHERE event = 'managed' AND instr(' ' || until || ' ', ' ' || :account || ' ')"
)
_LEFT_PLACES: Final = (
    "SELECT id FROM entries AS line WHERE event = 'placed' AND EXISTS (SELECT 1 FROM entries AS gone"
    " WHERE gone.event = 'erased' AND gone.kind = 'membership' AND gone.id = line.id)"
)
_LEFT_MARKS: Final = (
    "SELECT scope FROM marks"
    " WHERE scope IN (SELECT 'account:' || id FROM entries WHERE event = 'erased' AND kind = 'account')"
)


class Line(NamedTuple):
    """An event (erasing, kept, erased, certified, revoked, ended; placed, managed) that holds for this id up to this moment."""

    event: str
    kind: str
    id: str
    at: str
    until: str = ""
    """When the grace of an erasure is over; of what is certified, the hash of the certificate's token; of a membership that
    is placed, its role; of a job that is managed, the accounts that it names."""
    number: int = 0
    """Its place in the ledger, given when it is written; a line that is written again moves to the end."""


class Written(NamedTuple):
    """What a transaction noted, and what that took the place of: by it the lines of one that failed are taken back."""

    number: int
    """The number of the last line."""
    lines: tuple[tuple[Line, Line | None], ...]
    """Each line, and the one before it of the same event and id."""
    sessions: tuple[tuple[str, str, str], ...]
    """The sessions that ended, as `Ledger.sessions` has them."""


class Ledger:
    """The ledger's file; it holds ids, times, hashes of tokens and the roles of memberships, nothing else."""

    def __init__(self, folder: Path) -> None:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        self._lock = threading.Lock()
        self._file = sqlite3.connect(
            folder / "ledger.db", timeout=BUSY_SECONDS, isolation_level=None, check_same_thread=False
        )
        self._file.execute("PRAGMA journal_mode=WAL")
        self._file.execute("PRAGMA synchronous=FULL")
        self._file.executescript(_SCHEMA)
        self._file.execute("INSERT OR IGNORE INTO ledger VALUES ('id', ?)", (ambient.new_id(),))
        epoch, marks = self.epoch, self._file.execute("SELECT scope, seq FROM marks")
        self._marks: dict[tuple[str, str], int] = {(epoch, scope): seq for scope, seq in marks}
        """What this process marked: epoch and scope, and up to where."""

    @property
    def id(self) -> str:
        """A random id: another ledger beside the same database means that one of both was restored."""
        return self._value("id")

    @property
    def epoch(self) -> str:
        """The epoch that was begun last: a database of another one was restored, however often; empty before the first."""
        return self._value("epoch")

    @property
    def carrying(self) -> str:
        """The epoch in which the ledger is being carried out, by whatever process; empty where that is over."""
        return self._value("carrying")

    def carried(self, epoch: str) -> None:
        """Note that the ledger was carried out in this epoch."""
        with self._lock:
            self._file.execute("DELETE FROM ledger WHERE name = 'carrying' AND value = ?", (epoch,))

    def _value(self, name: str) -> str:
        with self._lock:
            row = self._file.execute("SELECT value FROM ledger WHERE name = ?", (name,)).fetchone()
        return str(row[0]) if row else ""

    def begin(self, epoch: str) -> None:
        """Note that an epoch begins, and the ledger is to be carried out. What was shown before it counts no more."""
        with self._transaction():
            self._file.execute("INSERT OR REPLACE INTO ledger VALUES ('epoch', ?), ('carrying', ?)", (epoch, epoch))
            self._file.execute("DELETE FROM ledger WHERE name = 'seal'")  # a backup's chain is shorter
            self._file.execute("DELETE FROM marks")
            self._marks.clear()

    @property
    def seal(self) -> tuple[int, str]:
        """The row of the access log that was sealed last in this epoch, and its seal; 0 and nothing where there is none."""
        number, _, held = self._value("seal").partition(" ")
        return int(number or 0), held

    def note_seal(self, number: int, held: str) -> None:
        """Note how far the access log is sealed: from now on it cannot be cut shorter unseen (PRV-17)."""
        with self._lock:
            self._file.execute("INSERT OR REPLACE INTO ledger VALUES ('seal', ?)", (f"{number} {held}",))

    def write(self, lines: Iterable[Line]) -> Written:
        """Note events before they are carried out; when this returns, they are on the disk.

        Call it through `Store.note`, which keeps in the database how far the ledger was carried out.
        """
        noted, ended = list[tuple[Line, Line | None]](), list[tuple[str, str, str]]()
        with self._transaction():
            number = self._count()
            for line in lines:
                number += 1
                noted.append((line._replace(number=number), self._line(*line[:3])))
                self._file.execute(_WRITE, noted[-1][0])
                if (line.event, line.kind) == ("ended", "device"):
                    gone = "DELETE FROM sessions WHERE device = ? RETURNING device, refresh, spent"
                    ended += self._file.execute(gone, (line.id,)).fetchall()
        return Written(number, tuple(noted), tuple(ended))

    def take_back(self, written: Written) -> None:
        """Make it as if these lines had never been noted: the transaction that they were for was not committed.

        One that was noted anew meanwhile stays: it is another transaction's.
        """
        with self._transaction():
            for line, before in reversed(written.lines):
                mine = (line.event, line.kind, line.id, line.number)
                self._file.execute("DELETE FROM entries WHERE event = ? AND kind = ? AND id = ? AND number = ?", mine)
                if before is not None:
                    self._file.execute("INSERT OR IGNORE INTO entries VALUES (?, ?, ?, ?, ?, ?)", before)
            self._file.executemany("INSERT OR IGNORE INTO sessions VALUES (?, ?, ?)", written.sessions)

    @contextlib.contextmanager
    def _transaction(self) -> Iterator[None]:
        """One transaction: committed at its end, rolled back by an exception, so that the next one can begin."""
        with self._lock, self._file:
            self._file.execute("BEGIN IMMEDIATE")
            yield

    def lines(self, above: int = 0) -> tuple[Line, ...]:
        """The events after a number, in the order in which they were written."""
        query = "SELECT event, kind, id, at, until, number FROM entries WHERE number > ? ORDER BY number"
        with self._lock:
            rows = self._file.execute(query, (above,)).fetchall()
        return tuple(Line(*row) for row in rows)

    @property
    def count(self) -> int:
        """The number of the newest line."""
        with self._lock:
            return self._count()

    def _count(self) -> int:
        return int(self._file.execute("SELECT coalesce(max(number), 0) FROM entries").fetchone()[0])

    def keep_session(self, device: str, refresh: str, spent: str) -> None:
        """Note the hashes of a device's new refresh token and of the one before, so that a backup, which knows older ones
        only, takes nobody for a thief."""
        with self._lock:
            self._file.execute("INSERT OR REPLACE INTO sessions VALUES (?, ?, ?)", (device, refresh, spent))

    def sessions(self) -> tuple[tuple[str, str, str], ...]:
        """Device, and the hashes of its newest refresh token and of the one before."""
        with self._lock:
            return tuple(self._file.execute("SELECT device, refresh, spent FROM sessions ORDER BY device").fetchall())

    def line(self, event: str, kind: str, identity: str) -> Line | None:
        """The line of an event of this id; None where none was noted."""
        with self._lock:
            return self._line(event, kind, identity)

    def _line(self, event: str, kind: str, identity: str) -> Line | None:
        query = "SELECT * FROM entries WHERE event = ? AND kind = ? AND id = ?"
        row = self._file.execute(query, (event, kind, identity)).fetchone()
        return Line(*row) if row else None

    def has(self, event: str, kind: str, identity: str) -> bool:
        """Whether an event of this id was noted."""
        return self.line(event, kind, identity) is not None

    def until(self, event: str, kind: str, identity: str) -> str:
        """What was noted with an event of this id; empty where there is none."""
        line = self.line(event, kind, identity)
        return line.until if line else ""

    def mark(self, scope: str, seq: int, epoch: str) -> None:
        """Note that a seq of a scope is about to be shown to someone (R13); writes only what is news.

        It is one of the epoch in which it was read: where any process began another, what was marked before is news
        again to all of them, and what was read before counts no more.
        """
        if self._marks.get((epoch, scope), 0) >= seq:
            return
        with self._lock:
            self._file.execute(_MARK, (scope, seq, epoch))
            self._marks[epoch, scope] = max(seq, self._marks.get((epoch, scope), 0))

    def marks(self) -> dict[str, int]:
        """The highest seq that was ever shown, by scope; of who was erased there is none."""
        with self._lock:
            left = {scope for (scope,) in self._file.execute(_LEFT_MARKS)}
            marks = self._file.execute("SELECT scope, seq FROM marks").fetchall()
        return {scope: seq for scope, seq in marks if scope not in left}

    def marked(self, scope: str) -> int:
        """The highest seq of this scope that was ever shown, by whatever process; 0 where none was."""
        with self._lock:
            row = self._file.execute("SELECT seq FROM marks WHERE scope = ?", (scope,)).fetchone()
        return int(row[0]) if row else 0

    def forget(self, ended: Collection[str], memberships: Iterable[str]) -> None:
        """An account that ends leaves no mark of its scope, no role, and no job that names it as its manager."""
        own = {f"account:{account}" for account in ended}
        with self._transaction():
            self._file.executemany("DELETE FROM marks WHERE scope = ?", [(one,) for one in own])
            self._file.executemany(_FORGET_PLACE, [(one,) for one in memberships])
            self._file.executemany(_FORGET_MANAGER, [{"account": account} for account in ended])
            self._marks = {place: seq for place, seq in self._marks.items() if place[1] not in own}

    def left(self) -> tuple[frozenset[str], frozenset[str]]:
        """Who was erased and is named here still, and which of such memberships have a role: their process ended before it
        could forget them."""
        with self._lock:
            places = frozenset(one for (one,) in self._file.execute(_LEFT_PLACES))
            marked = self._file.execute(_LEFT_MARKS).fetchall()
            managed = self._file.execute("SELECT until FROM entries WHERE event = 'managed'").fetchall()
            named = {one for (until,) in managed for one in until.split()}
            gone = {one for one in named if self._line("erased", "account", one)}
        return frozenset(gone | {scope.removeprefix("account:") for (scope,) in marked}), places

    def close(self) -> None:
        """Close the file."""
        with self._lock:
            self._file.close()
