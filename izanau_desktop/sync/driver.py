"""The driver: the thread that syncs while a window is open, in one process of a folder at a time (R19)."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Final

from msgspec.structs import replace

from izanau_desktop.cache import Cache, CacheTrouble, answers, cursors, indexing, lease, outbox, resting, synclog
from izanau_desktop.shut import DeskShutError
from izanau_desktop.sync import elect
from izanau_desktop.sync.indexer import Indexer
from izanau_desktop.sync.listener import Listener
from izanau_desktop.sync.pauses import Pauses
from izanau_desktop.sync.report import Stopped, SyncReport, Tally
from izanau_desktop.sync.site import Site
from izanau_protocol import ambient
from izanau_protocol.documents import KINDS
from izanau_protocol.problems import problem

log = logging.getLogger(__name__)
EVERY: Final = frozenset(KINDS)
_LOOK: Final = 1.0
"""Seconds between two looks at the cache: did another process edit, is a hold over?"""
_FIRST, _MOST = 5.0, 58.0
"""Seconds from the end of a try that did not get through to the next: at first, and at most. With the way of a question
and a look at the cache in between, two begin at most a minute apart."""
_KEYCHAIN: Final = ("keychain_dismissed", "keychain_silent")
_SILENT = 300.0
"""Seconds that a keychain which gave no answer, or whose question was closed, is left alone, by the line of events too: while
it is asked, the window says so to the person."""
_TICK: Final = 15.0
"""Seconds between two looks at the lease: it runs out in a running window too (R16)."""
_NEWS: Final = 2.0
"""Seconds between two times that what a first pull read so far is told."""
_PROOF: Final = ("site_untrusted", "site_expired", "site_misnamed")
_LINE: Final = ("offline", "foreign_answer", "file_held_up", "altered", *_PROOF)
_SITE: Final = (*_LINE, "site_down", "site_error", "too_many_requests")
_HERE: Final = ("disk_full", "disk_failing", "memory_full", "folder_unusable", "cache_busy")
_AGAIN: Final = (*_SITE, *_HERE, *_KEYCHAIN)
"""What passes by itself: it is tried again, also where nothing new is to be sent."""

_RANKS: Final = ("", "timer", "again", "edit", synclog.BEGUN, "moved", "network", synclog.ASKED)
"""Why a sync may be due, the word that says most last: that stands in the log."""
_AT_ONCE: Final = ("network", synclog.ASKED)


class Driver:
    """Syncs when the site says so, when an edit may go, when asked; `told` gets each report, in the driver's thread."""

    _news: tuple[frozenset[str], float]
    """The kinds that the sync under way was told to have read, and when that is told again."""

    def __init__(
        self,
        cache: Cache,
        folder: Path | None,
        connect: Callable[[], Site],
        sync: Callable[..., SyncReport],
        told: Callable[[SyncReport], object],
    ) -> None:
        self._cache, self._connect, self._sync, self._told = cache, connect, sync, told
        self._lock = elect.Lock(folder / elect.ENGINE if folder else None)
        self._wake, self._ended = threading.Event(), threading.Event()
        self._due = synclog.BEGUN
        """Why a sync is due, as the log names it; empty where none is."""
        self._tick = 0.0
        self._pauses = Pauses(_FIRST, _MOST)
        self._not_before = 0.0
        self._left_alone_until = 0.0
        self._report = SyncReport()
        self._others = cache.file.found
        """How many transactions other processes wrote so far; pages may have read right after the opening."""
        self._listener: Listener | None = None
        self._indexer = Indexer(cache.file)
        self._whole: int | None = None
        """How far the search index was whole at the last look, as pages know it; None where it was behind."""
        self.metered = False
        """Whether the network is metered, as the window says."""
        self.resting = False
        """Whether nothing is synced by itself for now."""
        with suppress(CacheTrouble, DeskShutError):  # rule: the first look meets the same, and tells it
            self._whole = cache.look(indexing.whole)
        self._thread = threading.Thread(target=self._run, name="driver", daemon=True)

    @property
    def polls(self) -> bool:
        """Whether the site is looked at now and then, since no line can be held on which it would say what moves."""
        return self._listener is not None and self._listener.polls

    def start(self) -> None:
        """Begin; the first sync follows at once."""
        self._thread.start()

    def now(self) -> None:
        """Sync as soon as possible: a person asked for it."""
        self._left_alone_until = 0.0
        self._at_once(synclog.ASKED)

    def network_back(self) -> None:
        """The network is there again: what did not get through is tried at once, unless the site asked for a while."""
        self._at_once("network")
        if self._listener is not None:
            self._listener.again()

    def stop(self, patience: float = 5.0) -> None:
        """End after the sync that is under way."""
        self._ended.set()
        self._wake.set()
        if self._listener is not None:
            self._listener.stop()
        self._thread.join(patience)
        self._indexer.stop()
        if self._listener is not None:
            self._listener.stop()  # it may have begun meanwhile
        self._lock.free()

    def _at_once(self, cause: str) -> None:
        """A sync is due that no pause holds up: also none that a sync under way begins by failing (`_synced`)."""
        self._moved(cause)
        self._not_before = self._left_alone_until
        self._wake.set()

    def _moved(self, cause: str) -> None:
        self._due = max(self._due, cause, key=_RANKS.index)
        self._wake.set()

    def _heard(self, cause: str) -> None:
        """The listener wants a sync. Where it holds a line, the site is within reach: nothing waits for the next try."""
        if self._listener is not None and self._listener.live:
            self._not_before = self._left_alone_until
        self._moved(cause)

    def _run(self) -> None:
        seen: int | None = None
        while not self._ended.is_set():
            try:
                seen = self._look(seen)
            except DeskShutError:
                if not self._ended.is_set():  # another process of this folder signed out
                    self._told(SyncReport(problem=problem("device_ended")))
                return
            except CacheTrouble as trouble:  # rule: it is told, and tried again
                self._due = self._due or "again"
                self._failed()
                self._report = replace(self._report, problem=trouble.problems[0])
                self._told(self._report)
            except Exception:
                log.exception("the driver stumbled")
                self._failed()
            self._wake.wait(_LOOK)
            self._wake.clear()

    def _look(self, seen: int | None) -> int | None:
        """Sync if there is reason to; the commits that were seen, or none where the same ones are to be looked at again."""
        syncs = self._lock.take()
        if not syncs:  # what keeps a sync beside it from going through stands until that process writes: it tries on
            self._report = replace(self._report, problem=None)
        self._hear_others()
        self._tick_lease()
        if not syncs:
            self._tell_index()
            self._sync_beside()
            return seen  # another process of this folder syncs and indexes; its commits are read like our own
        if self._rests() and self._due != synclog.ASKED:
            self._index()  # which needs no network
            return seen
        commits = self._cache.data_version()
        held = self._held()  # before it is asked what may go: a hold that ends in between is looked at again
        waits = commits != seen and self._may_go()
        if (self._due or waits) and ambient.monotonic() >= self._not_before:
            cause, self._due = self._due or "edit", ""
            commits, held_on = self._synced(cause)
            held = held or held_on
        elif waits:
            held = True  # by the pause after a try that failed
        self._index()
        return None if held or self._held() else commits

    def _sync_beside(self) -> None:
        """Beside the process that syncs by itself, do so when a person asks, which that one does not know of."""
        if self._due == synclog.ASKED:
            self._due, self.resting = "", self._shall_rest()  # what is asked for while paused no pause ends
            self._synced(synclog.ASKED)

    def _rests(self) -> bool:
        """Whether the person wants it to rest: then no line is held either. What was done meanwhile goes when it ends."""
        rests = self._shall_rest()
        if rests != self.resting:
            self.resting = rests
            self._moved("timer")  # once it rests no longer
            self._told(replace(self._report, kinds=frozenset()))
        if rests or self._is_shut_out():
            self._hush()
        else:
            self._listen()
        return rests

    def _is_shut_out(self) -> bool:
        """Whether the keychain opened for nobody when it was asked last: a line would ask it anew each time that it is taken up."""
        return self._report.problem is not None and self._report.problem.code in _KEYCHAIN

    def _shall_rest(self) -> bool:
        with self._cache.file.read() as connection:
            wanted = resting.read(connection)
        return wanted.paused or (wanted.unmetered and self.metered)

    def _index(self) -> None:
        """Have the search index filled, and tell how far it is."""
        if not self._indexer.look():
            self._indexer.stop()
        elif self._indexer.left_some:
            self._wake.set()  # it goes on at the next look alone
        self._tell_index()

    def _tell_index(self) -> None:
        """Tell how far the search index is, whoever fills it: no page has to be painted anew before it is whole."""
        whole = self._cache.look(indexing.whole)
        if whole is None or whole != self._whole:
            self._told(replace(self._report, kinds=frozenset() if whole is None else EVERY, gone=0))
        self._whole = whole

    def _turned(self, tally: Tally) -> None:
        """A page was written: of a first pull that is told, at once where it is the first of its kind.

        Raises Stopped where the person paused, or leaves.
        """
        if self._ended.is_set() or (not self.resting and self._shall_rest()):
            raise Stopped
        self._indexer.look()
        with self._cache.file.read() as connection:
            walks = cursors.fetched(connection) < cursors.WHOLE
        kinds, due = self._news
        if walks and (tally.kinds - kinds or ambient.monotonic() >= due):
            kinds = frozenset(tally.kinds)
            self._news = kinds, ambient.monotonic() + _NEWS
            self._told(SyncReport(pulled=tally.pulled, kinds=kinds))

    def _tick_lease(self) -> None:
        if ambient.monotonic() < self._tick:
            return
        self._tick = ambient.monotonic() + _TICK
        if not self._cache.file.tidied:
            self._cache.file.tidy()
        if lease.tick(self._cache.file).state == "due":
            self._told(replace(self._report, kinds=EVERY))
        indexing.reckon(self._cache.file)

    def _synced(self, cause: str) -> tuple[int, bool]:
        """Sync and tell; the commits that were seen as it ended, and whether an edit was held back then.

        Where that stumbles, what it had read before is in no report, so pages look for themselves.
        """
        self._news = frozenset(), 0.0
        try:
            report = self._report = self._sync(cause=cause, turned=self._turned)
        except DeskShutError:
            raise
        except Exception:
            self._moved("again")
            self._told(replace(self._report, kinds=EVERY))
            raise
        if report.problem is not None:  # the pause begins before anybody hears of it, and may do something about it
            self._failed(_SILENT if self._is_shut_out() else report.retry_after)
            if self._due == synclog.ASKED:
                self._left_alone_until = 0.0
            if self._due in _AT_ONCE:  # it was told while this sync was under way, which began without
                self._not_before = self._left_alone_until
            if report.problem.code in _AGAIN:
                self._moved("again")
        self._told(report)
        commits, held = self._cache.data_version(), self._held()  # first: what comes from now on is of the next look
        if report.problem is None:
            self._reached()
        if (report.problem is None or report.problem.code == "policy_required") and self._has_more():
            self._moved("edit")  # it came while this sync was under way
        return commits, held

    def _hear_others(self) -> None:
        """Have pages painted anew where another process of this folder wrote."""
        others = self._cache.file.of_others()
        if self._others < others:
            self._told(replace(self._report, kinds=EVERY))
        self._others = others

    def _reached(self) -> None:
        if self._pauses.failures and self._listener is not None:
            self._listener.again()
        self._pauses.reached()

    def _may_go(self) -> bool:
        with self._cache.file.read() as connection:
            return answers.may_any_go(connection)

    def _has_more(self) -> bool:
        with self._cache.file.read() as connection:
            return answers.has_more(connection)

    def _held(self) -> bool:
        with self._cache.file.read() as connection:
            return outbox.is_any_held(connection)

    def _failed(self, asked: float = 0.0) -> None:
        """Try again after a while; `asked`: not before so many seconds, as the site wants it."""
        now, pause = ambient.monotonic(), self._pauses.next()
        self._left_alone_until = now + asked
        self._not_before = now + max(pause, asked)

    def _hush(self) -> None:
        if self._listener is not None:
            self._listener.stop()
            self._listener = None

    def _listen(self) -> None:
        if self._listener is None:
            self._listener = Listener(self._connect, self._heard)
            self._listener.start()
