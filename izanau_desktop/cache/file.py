"""The encrypted file of a cache: opening with its key, transactions, proof of encryption, damage, putting aside."""

from __future__ import annotations

import os
import threading
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager, nullcontext, suppress
from pathlib import Path, PurePath
from typing import Any, Final

import sqlcipher3.dbapi2 as driver

from izanau_desktop.cache import applicants, columned, cutting, header, meta, search
from izanau_desktop.cache.connection import Bare, Connection
from izanau_desktop.cache.own import Own
from izanau_desktop.cache.trouble import CacheTrouble, OlderCache, code_of, told
from izanau_desktop.folder import private_folder
from izanau_desktop.shut import DeskShutError
from izanau_protocol import ambient
from izanau_protocol.problems import problem

DATABASE: Final = "cache.db"
HEADER: Final = "cache.header"
COMMITS: Final = "cache.commits"
DAMAGED: Final = "cache.damaged"
"""There once something of the database could not be read: it is not to be trusted any more."""
ASIDE: Final = "aside-"
_PLAIN: Final = b"SQLite format 3\0"
_FULL: Final = 2
BUSY_SECONDS: Final = 15
_TURN: Final = 0.002
_WRITE: Final = "BEGIN IMMEDIATE"
_KEPT: Final = 4
"""Connections that are kept open for the next transactions."""
PAGES_KB: Final = 16_384
"""Pages of the file that who writes keeps in memory: a page of a feed changes some thousand, of 4 KB each; with SQLite's own
2 MB these are encrypted and written out before the transaction ends, and read again."""
READ_KB: Final = 4_096
"""Those that who reads keeps: four who read along the long lists of the review desk held 64 MB, and were no quicker by it."""
LOG_BYTES: Final = 64 << 20
"""A longer log is cut. In a first pull somebody always reads, and it came to 2.5 GB beside a file of 0.5 GB."""
_CUT_SECONDS: Final = 1.0
"""Seconds that cutting it waits for those who read; nobody writes meanwhile."""
_UNCUT_SECONDS: Final = 30.0
"""Seconds until it is tried again where somebody read for longer: else each write would wait for them."""
_LAST_SECONDS: Final = 10.0
"""Seconds that closing waits for the transactions under way."""


def address(path: PurePath, mode: str) -> str:
    """The URI by which SQLite opens a file, made by nobody; it takes no machine's name, which stands in the path then."""
    uri = path.as_uri()
    return f"{uri if uri.startswith('file:///') else uri.replace('file:', 'file://', 1)}?mode={mode}"


def _begin(raw: Any, how: str) -> None:
    """Begin a transaction; who writes looks each `_TURN` seconds whether it is their turn.

    SQLite's own waiting looks ever more seldom, at last each 100 ms: who comes between two pages of a first pull, which
    follow one another within some, would wait for many of them, or in vain.
    """
    raw.execute(f"PRAGMA cache_size = -{PAGES_KB if how == _WRITE else READ_KB}")
    if how != _WRITE:
        raw.execute(how)
        return
    raw.execute("PRAGMA busy_timeout = 0")
    try:
        for _ in range(round(BUSY_SECONDS / _TURN)):
            try:
                raw.execute(how)
            except driver.OperationalError as fault:
                if code_of(fault) != "cache_busy":
                    raise
                time.sleep(_TURN)
            else:
                return
        raw.execute(how)
    finally:
        raw.execute(f"PRAGMA busy_timeout = {round(BUSY_SECONDS * 1000)}")


class CacheFile:
    """One cache: a folder with an encrypted database, or, with `folder` None, memory of this process only.

    SQLAlchemy is imported only where its tables are to be made or changed. Once closed, or wiped by whichever process, it
    answers nothing: every transaction raises DeskShutError.
    """

    def __init__(self, folder: Path | None, key: bytes | None = None) -> None:
        """Open, or make if there is none. Raises CacheTrouble (`cache_damaged`, `cache_key_missing`, `disk_full`)."""
        self.folder = folder
        self._key = key
        self._memory = threading.RLock()
        self._gate = threading.Condition()
        self._inside = 0
        self._closed = False
        self._idle: list[Any] = []
        self._uncut_until = 0.0
        self._own = Own()
        self.tidied = True
        """Whether the log held nothing any more when it was last to be cut."""
        self.found = 0
        """How many were written before it was opened here."""
        self._which: tuple[int, int] | None = None
        with told(folder):
            fresh = self._prepare(folder, key)
            try:
                self._settle(fresh)
            except BaseException:
                self._dispose()
                raise

    @property
    def shared(self) -> tuple[Path, bytes] | None:
        """Folder and key by which another process opens the same; None where it is memory of this one."""
        return None if self.folder is None or self._key is None else (self.folder, self._key)

    @contextmanager
    def read(self) -> Iterator[Connection]:
        """One consistent look."""
        with self._told(), self._alone(), self._transaction("BEGIN") as connection:
            yield connection

    @contextmanager
    def write(self, *, counted: bool = True) -> Iterator[Connection]:
        """One transaction, all or nothing, safe on the disk when left (R17). Never nest them.

        Only what changes nothing that is read, and could be made anew, need not be `counted`: nobody has to hear of it.
        """
        number = 0
        with self._told(), self._alone():
            try:
                with self._transaction(_WRITE) as connection:
                    if self._is_wiped():  # while we waited for our turn
                        raise DeskShutError
                    yield connection
                    applicants.write(connection)
                    search.write(connection)
                    if counted:
                        number = self._count(connection)
                        self._own.begin(number)
            except BaseException:
                if number:
                    self._own.undo(number)
                raise
            if self.folder is not None and counted and not self._is_wiped():  # the next one in its place counts its own
                with suppress(OSError):  # rule: it was written; a lower number only sees less of what gets lost later
                    header.write_commits(self.folder / COMMITS, number)
        self._shorten()

    def commits(self) -> int:
        """How many transactions were written so far, by any process."""
        with self.read() as connection:
            return int(meta.get(connection, "commits") or 0)

    def of_others(self) -> int:
        """How many transactions other processes wrote so far, and whoever wrote before it was opened here."""
        number = self.commits()
        return number - self._own.until(number)

    def tidy(self) -> None:
        """Leave nothing of what was removed: fold the log into the file and cut it (PRV-62).

        Where somebody reads for so long that it cannot be cut, `tidied` says so, and the driver tries it again.
        """
        with self._alone():
            self.tidied = self._fold()

    def close(self) -> None:
        """Checkpoint and close, after what is under way; another process may go on. Closing twice does nothing."""
        with self._gate:
            if self._closed:
                return
            self._closed = True
            self._gate.wait_for(lambda: not self._inside, _LAST_SECONDS)
        try:
            with suppress(DeskShutError):  # rule: wiped in this very moment, it has nothing to fold
                if not self._is_wiped():
                    self._fold()
        finally:
            self._dispose()

    def size(self) -> int:
        """Bytes on the disk."""
        if self.folder is None:
            return 0
        files = (self.folder / f"{DATABASE}{end}" for end in ("", "-wal"))
        return sum(file.stat().st_size for file in files if file.exists())

    def _shorten(self) -> None:
        """Cut the log where it grew long: SQLite begins it anew only where nobody reads at that moment."""
        if self.folder is None or ambient.monotonic() < self._uncut_until:
            return
        with suppress(CacheTrouble, OSError):  # rule: what was to be written is
            log = self.folder / f"{DATABASE}-wal"
            if log.stat().st_size > LOG_BYTES and not self._fold(_CUT_SECONDS):
                self._uncut_until = ambient.monotonic() + _UNCUT_SECONDS

    def _fold(self, seconds: float = BUSY_SECONDS) -> bool:
        """Whether nothing is left in the log; so long it waits for those who read."""
        if self.folder is None:
            return True
        with self._told(), closing(self._open()) as raw:
            raw.execute(f"PRAGMA busy_timeout = {round(seconds * 1000)}")
            return bool(raw.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()[0] == 0)

    def _dispose(self) -> None:
        while self._idle:
            self._idle.pop().close()

    def _is_wiped(self) -> bool:
        """Whether another process removed the database, or put it aside and began another in its place."""
        return self.folder is not None and self._which != _which(self.folder / DATABASE)

    @contextmanager
    def _told(self) -> Iterator[None]:
        """Turn errors of the driver into words, and note damage for the next opening; of a file that is wiped there are none."""
        try:
            with told(self.folder):
                yield
        except CacheTrouble as trouble:
            if self._is_wiped():
                raise DeskShutError from trouble
            if self.folder is None or trouble.problems[0].code != "cache_damaged":
                raise
            if self._is_sound():
                raise CacheTrouble(problem("disk_failing")) from trouble
            with suppress(OSError):  # rule: where nothing can be written, it is met again
                (self.folder / DAMAGED).touch(0o600)
            raise

    def _is_sound(self) -> bool:
        """Whether every page can be read after all: a read that failed looks like a broken page to SQLCipher."""
        try:
            with told(self.folder), closing(self._open()) as raw:
                broken = raw.execute("PRAGMA cipher_integrity_check").fetchone()
                return broken is None and raw.execute("PRAGMA quick_check(1)").fetchone() == ("ok",)
        except CacheTrouble as trouble:
            return trouble.problems[0].code != "cache_damaged"

    @contextmanager
    def _alone(self) -> Iterator[None]:
        """The file stays open meanwhile; in memory there is one connection, which one thread has at a time."""
        with self._gate:
            if self._closed or self._is_wiped():
                raise DeskShutError
            self._inside += 1
        try:
            with self._memory if self.folder is None else nullcontext():
                yield
        finally:
            with self._gate:
                self._inside -= 1
                self._gate.notify_all()

    def _prepare(self, folder: Path | None, key: bytes | None) -> bool:
        """Whether the cache is new; checks the key against the header before any page is read."""
        if folder is None:
            return True
        if key is None or len(key) != 32:
            raise CacheTrouble(problem("cache_key_missing"))
        private_folder(folder)
        if (folder / DAMAGED).exists():
            raise CacheTrouble(problem("cache_damaged"))
        if (folder / DATABASE).exists():
            header.verify(folder / HEADER, key)
            self._which = _which(folder / DATABASE)
            return (folder / DATABASE).stat().st_size == 0
        header.begin(folder / HEADER, key)
        os.close(os.open(folder / DATABASE, os.O_WRONLY | os.O_CREAT, 0o600))
        self._which = _which(folder / DATABASE)
        return True

    @contextmanager
    def _transaction(self, begin: str) -> Iterator[Connection]:
        """A connection in a transaction, which is committed at the end, or rolled back by whatever is raised."""
        try:
            raw = self._idle.pop()
        except IndexError:
            raw = self._open()
        try:
            _begin(raw, begin)
            yield Bare(raw)
            raw.commit()
        except BaseException:
            raw.rollback()
            raise
        finally:
            if self.folder is None or (len(self._idle) < _KEPT and not self._closed):  # memory goes with its connection
                self._idle.append(raw)
            else:
                raw.close()

    def _open(self) -> Any:
        path = ":memory:"
        if self.folder is not None:  # never made here: where it was put aside meanwhile, nothing takes its place
            path = address((self.folder / DATABASE).absolute(), "rw")
        connection = driver.connect(path, timeout=BUSY_SECONDS, isolation_level=None, check_same_thread=False, uri=True)
        try:
            if self._key is not None and self.folder is not None:
                connection.execute("PRAGMA cipher_log_level = NONE")  # what goes wrong is told in words, not on stderr
                connection.execute(f"PRAGMA key = \"x'{self._key.hex()}'\"")
                connection.execute("PRAGMA cipher_memory_security = OFF")
            connection.execute("PRAGMA secure_delete = ON")
            connection.execute("PRAGMA temp_store = MEMORY")
            connection.execute("PRAGMA journal_mode = WAL")
            connection.execute("PRAGMA synchronous = FULL")
            if connection.execute("PRAGMA synchronous").fetchone() != (_FULL,):
                raise CacheTrouble(problem("cache_damaged"))
        except BaseException:
            connection.close()
            raise
        return connection

    def _settle(self, fresh: bool) -> None:
        """Bring the tables up, and check what an opened file must fulfil."""
        noted = 0 if self.folder is None else header.read_commits(self.folder / COMMITS)
        if fresh:
            from izanau_desktop.cache import schema  # imports SQLAlchemy, which only a new cache need spend time on

            with self._transaction(_WRITE) as connection:
                if not connection.exec_driver_sql("PRAGMA user_version").scalar():  # else another process just did
                    schema.create(connection)
                    columned.note(connection)
                    cutting.note(connection)
            if self.folder is None:
                return
        assert self.folder is not None
        with self.read() as connection:
            version = int(connection.exec_driver_sql("PRAGMA user_version").scalar() or 0)
        if version != meta.REVISION:
            from izanau_desktop.cache import engine, migrations  # Alembic takes time that only an old cache need spend

            self._dispose()  # the copy that is made first is read past SQLite, as below
            migrations.upgrade(engine.connect(self._open), self.folder, version)
        for copy in self.folder.glob(f"{DATABASE}.before-*"):  # of a migration that was killed once it had worked
            copy.unlink(missing_ok=True)
        self.found = self.commits()
        if self.found < noted:
            raise OlderCache(problem("cache_damaged"))
        self._catch_up()
        # On POSIX, closing a file frees what locks this process has on it: no connection of SQLite may be open here, or other
        # processes would take the file for one that nobody uses.
        self._dispose()
        with (self.folder / DATABASE).open("rb") as file:
            if file.read(len(_PLAIN)) == _PLAIN:
                raise CacheTrouble(problem("cache_damaged"))

    def _catch_up(self) -> None:
        with self.read() as connection:
            behind = [one.catch_up for one in (columned, cutting) if one.is_behind(connection)]
        if behind:
            with self.write() as connection:
                for catch_up in behind:
                    catch_up(connection)

    @staticmethod
    def _count(connection: Connection) -> int:
        counted = connection.exec_driver_sql(
            "INSERT INTO meta(name, value) VALUES('commits', '1')"
            " ON CONFLICT(name) DO UPDATE SET value = CAST(value AS INTEGER) + 1 RETURNING value"
        )
        return int(counted.scalar_one())


def exists(folder: Path) -> bool:
    """Whether there is a cache in a folder."""
    return (folder / DATABASE).exists()


def _which(path: Path) -> tuple[int, int] | None:
    """What tells one file from another that takes its name; None where there is none."""
    try:
        found = path.stat()
    except FileNotFoundError:
        return None
    return found.st_dev, found.st_ino


def put_aside(folder: Path, name: str = "") -> Path:
    """Move a broken or foreign cache out of the way; it obeys lease and wipe like the cache itself.

    The database goes last: one whose moving was cut off goes on under the `name` that it was given.
    """
    aside = private_folder(folder / (name or name_aside()))
    for part in (HEADER, COMMITS, DAMAGED, f"{DATABASE}-shm", f"{DATABASE}-wal", DATABASE):
        if (folder / part).exists() and not (aside / DATABASE).exists():
            (folder / part).replace(aside / part)
    return aside


def name_aside() -> str:
    """A name for what is put aside now; it begins with the moment."""
    return f"{ASIDE}{ambient.timestamp().replace(':', '')}-{ambient.new_id()[:8]}"
