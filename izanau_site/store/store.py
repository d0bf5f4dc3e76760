"""The store: one database and its ledger, opened, checked against a restore, and offered as transactions."""

from __future__ import annotations

import contextlib
import threading
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, Final

from sqlalchemy import Connection, Engine, and_, insert, or_, select, update

from izanau_protocol import ambient
from izanau_protocol.problems import Refused
from izanau_site.store import documents, engine, feeds, moves, writing
from izanau_site.store.documents import Change, Document
from izanau_site.store.feeds import Held, Place
from izanau_site.store.lasting import Lasting
from izanau_site.store.ledger import Ledger, Line, Written
from izanau_site.store.schema import accounts, feed, scopes, site

_APPLIED: Final = "applied"
_NOTED: Final = "izanau_noted"
"""Where a connection keeps what its transaction noted in the ledger."""
RESTORED: Final = "restored"
"""When a backup was put back last."""
SCRUBBED: Final = "scrubbed"
"""As of when SQLite's file was written anew last (`work/scrubbing`)."""
_SETTLE_MS: Final = 500
_EPOCH: Final = select(site.c.value).where(site.c.name == "epoch")


class Store:
    """Documents, feeds and accounts of one site."""

    def __init__(self, connected: Engine, ledger: Ledger) -> None:
        self.engine = connected
        self.ledger = ledger
        self.moved: list[Callable[[frozenset[str]], None]] = []
        """Who is told which scopes moved, after the commit."""
        self.lasting = Lasting()
        """Faults of what is tried again and again."""
        self.sender = ambient.new_id()
        """What other processes know this one by (`moves`)."""
        self._history: str | None = None
        """The history of the server that was looked at last; None before the first time."""
        self._looking, self._looker = threading.RLock(), 0

    @classmethod
    def open(cls, url: str, ledger: Path, *, threads: int = 20) -> Store:
        """Open a migrated database. One that is older than what was shown of it, or than what the ledger says, was
        restored: it begins a new epoch, and the rest of the ledger is carried out before anything is served (R13)."""
        from izanau_site.store.restoring import take_up  # it stands on this module

        store = cls(engine.connect(url, threads=threads), Ledger(ledger))
        known = store.ledger.epoch
        try:
            with store.transaction():  # the first one looks
                pass
            store._forget_erased()
            if store.ledger.epoch == known:  # else all of it was tried just now
                take_up(store)
        except BaseException:
            store.close()
            raise
        return store

    def _forget_erased(self) -> None:
        """Let the ledger forget who was erased, where a process ended between the commit and that."""
        if any(self.ledger.left()):
            with self.transaction(write=True) as connection:
                applied_of(connection)  # held by whoever notes an erasure, which may yet be taken back
                self.ledger.forget(*self.ledger.left())

    def close(self) -> None:
        """Close every connection."""
        self.engine.dispose()
        self.ledger.close()

    @contextlib.contextmanager
    def transaction(self, *, write: bool = False) -> Iterator[Connection]:
        """One transaction; a writing one takes SQLite's write lock at once.

        What one noted that fails before its commit is taken back from the ledger: else a restore would carry out what
        nobody decided any more. Where the commit itself fails it stays, for it may have come through.
        """
        with self._known(write=write) as connection:
            noted: list[Written] = []
            connection.info.pop(feeds.MOVED, None)
            connection.info[_NOTED] = noted
            try:
                yield connection
            except BaseException:
                self._take_back(noted)
                raise
            moved = frozenset(connection.info.pop(feeds.MOVED, ()))
        if moved:
            for tell in self.moved:
                tell(moved)
            moves.tell(self.engine, moved, self.sender)

    def _take_back(self, noted: Sequence[Written]) -> None:
        """Take back what a transaction noted. Where others noted more meanwhile, the line to the database was lost, and with it
        the row that says how far the ledger was carried out: they left that below these, and it is brought up to theirs.
        Where that fails, the next opening begins an epoch."""
        from izanau_site.store.restoring import apply_ledger  # it stands on this module

        for written in reversed(noted):
            self.ledger.take_back(written)
        if noted and self.ledger.count > noted[-1].number:
            with contextlib.suppress(*engine.FAULTS, Refused):  # rule: the deed tells of the same
                apply_ledger(self)

    @contextlib.contextmanager
    def _known(self, *, write: bool) -> Iterator[Connection]:
        """One transaction, on a server of which it is known whether it was restored: another one that took its place, or
        the same one put back, may have less than was shown, also where it has as much again by now (R13)."""
        while True:
            with engine.transaction(self.engine, write=write) as connection:
                history = engine.history_of(connection)
                if history == self._history or self._looker == threading.get_ident():
                    yield connection
                    return
            self._look(history)

    def _look(self, history: str) -> None:
        """Look once whether this history of the server is an older one; whoever comes meanwhile waits for it."""
        with self._looking:
            if history == self._history:
                return
            self._looker = threading.get_ident()
            try:
                self._check_epoch()
            finally:
                self._looker = 0
            self._history = history

    def settle(self) -> bool:
        """Bring SQLite's log into its file and empty it: it holds old pages, with what was erased on them.

        Whether that is so; a reader may have kept it from being emptied.
        """
        if self.engine.dialect.name != "sqlite":
            return True
        with contextlib.closing(self.engine.raw_connection()) as connection:
            cursor = connection.cursor()
            cursor.execute(f"PRAGMA busy_timeout = {_SETTLE_MS}")  # who would write waits as long
            try:
                busy, *_ = cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
            finally:
                cursor.execute(f"PRAGMA busy_timeout = {engine.BUSY_SECONDS * 1000}")
        return not busy

    def rewrite(self) -> None:
        """Write SQLite's file anew, with nothing in it but what is there, while nobody else writes; then it is to be settled."""
        with contextlib.closing(self.engine.raw_connection()) as connection:
            connection.cursor().execute("VACUUM")

    def get(self, connection: Connection, kind: str, identity: str) -> Document | None:
        """A document, or None where there is none of that kind and id."""
        found = documents.get(connection, identity)
        return found if found and found.kind == kind else None

    def list(self, connection: Connection, kind: str, **where: str | Sequence[str]) -> list[Document]:
        """Documents of a kind by columns: account, company, job, about, state."""
        return documents.list_all(connection, kind=kind, **where)

    def write(self, connection: Connection, changes: Sequence[Change]) -> dict[Place, Held]:
        """Write documents and publish their views; the first statement of a transaction, because of the locks (R4)."""
        return writing.write(connection, changes)

    def load(self, changes: Iterable[Change], people: Sequence[Mapping[str, Any]] = ()) -> int:
        """Write much at once, as demo data: rows of `accounts` first, then documents with the times they give."""
        every = list(changes)
        with self.transaction(write=True) as connection:
            if people:
                connection.execute(insert(accounts), list(people))
            return len(writing.write(connection, every, locked=True))

    def renew(self, limit: int = 500) -> int:
        """Publish anew, behind, entries whose views are of an older version (R5); how many documents were looked at."""
        with self.transaction(write=True) as connection:
            # Two spans of the index of each kind, which are empty nearly always; "another than" would be all of it.
            older = or_(
                *[
                    and_(feed.c.kind == kind, other)
                    for kind, version in feeds.versions(connection).items()
                    for other in (feed.c.views < version, feed.c.views > version)
                ]
            )
            query = select(feed.c.id).where(older, feed.c.view.is_not(None)).distinct().limit(limit)
            found = documents.get_all(connection, connection.execute(query).scalars())
            people = {row.account for row in found.values()} | documents.subjects(connection, found.values())
            documents.lock_accounts(connection, people)
            rows = documents.get_all(connection, found, lock=True)
            writing.republish(connection, list(rows.values()))
            for kind, version in feeds.versions(connection).items():
                made_anew = [row.id for row in rows.values() if row.kind == kind]
                if made_anew:
                    connection.execute(update(feed).where(feed.c.id.in_(made_anew)).values(views=version))
            return len(rows)

    @property
    def epoch(self) -> str:
        """The id of this history of the database: another one means that a backup was restored."""
        with self.transaction() as connection:
            return epoch_of(connection)

    def begin_epoch(self) -> str:
        """Start a new epoch: every desktop reads anew and offers again what it sent within the backup window. What of
        the ledger this database never carried out is carried out now."""
        return self._begin(lambda _connection: True)

    def epoch_after(self, seen: Mapping[str, int]) -> str:
        """The epoch; one that begins now where a reader saw more of a scope than there is (R13), or where the ledger knows of
        another one: then the commit of its beginning failed. Where the ledger is not carried out yet, it is before this returns:
        who was at it, in whatever process, may have failed."""
        with self.transaction() as connection:
            epoch = epoch_of(connection)
            over = epoch == self.ledger.epoch != self.ledger.carrying
            if over and not self._is_behind(connection, seen):
                return epoch
        return self._begin(
            lambda connection: epoch_of(connection) != self.ledger.epoch or self._is_behind(connection, seen)
        )

    def _begin(self, is_due: Callable[[Connection], bool]) -> str:
        """Begin an epoch, unless somebody else did so since it was found to be due, and carry out the ledger where that is
        not over; the epoch that there is then. Where it fails, the next transaction looks again before anything else."""
        from izanau_site.store.restoring import apply_ledger  # it stands on this module

        try:
            with self.transaction(write=True) as connection:
                applied = applied_of(connection)  # behind whoever begins one, or carries out a line, at this moment
                epoch = self._put_epoch(connection, applied) if is_due(connection) else epoch_of(connection)
            with self._looking:  # one of a process does it for all
                if self.ledger.carrying == epoch:
                    apply_ledger(self)
        except BaseException:
            with self._looking:  # whoever ends a look just now would note that history again
                self._history = None
            raise
        return epoch

    def _put_epoch(self, connection: Connection, applied: int) -> str:
        """Write a new epoch into the database and, before the commit, into the ledger: where that fails, the two differ,
        and an epoch is begun again."""
        known = {row.name: row.value for row in connection.execute(select(site))}
        at = ambient.timestamp()
        if "epoch" not in known:
            applied = self.ledger.count  # a new database: there is nobody in it yet
            put_value(connection, SCRUBBED, at)
        elif known.get("ledger") != self.ledger.id or applied > self.ledger.count:
            applied = 0  # another ledger, or an older one
        epoch = ambient.new_id()
        now = {"epoch": epoch, "ledger": self.ledger.id, _APPLIED: str(applied)}
        now["engine"] = engine.history_of(connection)
        now |= {RESTORED: at} if "epoch" in known else {}
        for name, value in now.items():
            put_value(connection, name, value)
        self.ledger.begin(epoch)
        return epoch

    def note(self, connection: Connection, lines: Iterable[Line]) -> None:
        """Write events into the ledger that this transaction carries out; it is on the disk before the commit (R13).

        The row that says how far the ledger was carried out stays locked until the transaction ends, so that a backup
        never claims a line which another transaction has yet to carry out. Nor does it pass over one below that was not
        carried out yet. Its place among the locks: after documents and devices, before scopes (R4).
        """
        noted = list(lines)
        if noted:
            applied = applied_of(connection)
            written = self.ledger.write(noted)
            connection.info[_NOTED].append(written)
            if applied == written.number - len(noted):
                put_value(connection, _APPLIED, str(written.number))

    def _check_epoch(self) -> None:
        """Begin an epoch where one is due, and carry out the ledger where another process, or this one, is not through."""
        with self.transaction() as connection:
            older = self._is_older(connection)
        if older or self.ledger.carrying:
            self._begin(self._is_older)

    def _is_older(self, connection: Connection) -> bool:
        """Whether this database is new, or older than its ledger or than what was shown of it."""
        marks = self.ledger.marks()  # first: other processes commit, and mark then what they show
        known = {row.name: row.value for row in connection.execute(select(site))}
        heads = {row.scope: row.head for row in connection.execute(select(scopes.c.scope, scopes.c.head))}
        here = {"epoch": self.ledger.epoch, "engine": engine.history_of(connection)}
        if "epoch" not in known or any(known.get(name) != value for name, value in here.items()):
            return True
        if known.get(_APPLIED) != str(self.ledger.count) and self.ledger.carrying != known["epoch"]:
            return True
        return any(seq > heads.get(scope, 0) for scope, seq in marks.items())

    def _is_behind(self, connection: Connection, seen: Mapping[str, int]) -> bool:
        """Whether a reader saw more of a scope than there is, and the ledger knows that it was shown."""
        claimed = {scope: seq for scope, seq in seen.items() if self.ledger.marked(scope) >= seq}
        if not claimed:
            return False
        rows = connection.execute(select(scopes.c.scope, scopes.c.head).where(scopes.c.scope.in_(list(claimed))))
        heads = {row.scope: row.head for row in rows}
        return any(seq > heads.get(scope, 0) for scope, seq in claimed.items())


def epoch_of(connection: Connection) -> str:
    """The epoch as this transaction sees it."""
    return str(connection.execute(_EPOCH).scalar_one())


def applied_of(connection: Connection) -> int:
    """Up to which number the ledger was carried out in this database; its row is locked until the transaction ends."""
    query = select(site.c.value).where(site.c.name == _APPLIED).with_for_update()
    return int(connection.execute(query).scalar_one_or_none() or 0)


def put_applied(connection: Connection, number: int) -> None:
    """Note that a line of the ledger has been carried out again."""
    if applied_of(connection) < number:
        put_value(connection, _APPLIED, str(number))


def get_value(connection: Connection, name: str) -> str:
    """A value that the site keeps of itself; empty where there is none."""
    return str(connection.execute(select(site.c.value).where(site.c.name == name)).scalar_one_or_none() or "")


def put_value(connection: Connection, name: str, value: str) -> None:
    """Set a value; the row stays the same one, for others may be waiting for its lock."""
    if connection.execute(update(site).where(site.c.name == name).values(value=value)).rowcount == 0:
        connection.execute(insert(site), {"name": name, "value": value})


def count(connection: Connection, name: str) -> int:
    """The next number of a counter, as tickets have it; its row is locked until the transaction ends."""
    row = connection.execute(select(site.c.value).where(site.c.name == name).with_for_update()).scalar_one_or_none()
    number = int(row or 0) + 1
    put_value(connection, name, str(number))
    return number
