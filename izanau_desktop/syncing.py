"""Sync as the window shows it: the driver's reports brought to the UI thread, and one quiet line of words."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtCore import QDateTime, QObject, Signal

from izanau_desktop.background import Background
from izanau_desktop.cache.reads import common
from izanau_desktop.desk import Desk
from izanau_desktop.frame.sync import SyncState
from izanau_desktop.leaving import Why
from izanau_desktop.look.tokens import Tone
from izanau_desktop.network import Network
from izanau_desktop.shared import reach
from izanau_desktop.sync.report import SyncReport
from izanau_desktop.translation import tr
from izanau_protocol import ambient
from izanau_protocol.text import sentences

LOOK = 20.0
"""Seconds after which "2 min ago" is counted anew."""


class Syncing(QObject):
    """Follows the sync of one desk. `state` tells the words for the frame; `moved(kinds)` what pages should read anew."""

    state = Signal(object)
    moved = Signal(object)
    counted = Signal(object)
    """A `common.Status`, for the counts of places."""
    ended = Signal(object)
    """The session on this computer was ended from elsewhere: `Why`."""
    damaged = Signal()
    """Something of the cache could not be read: it is to be opened again."""
    _arrived = Signal(object)

    def __init__(self, desk: Desk, background: Background, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._desk, self._background = desk, background
        self._last: SyncReport | None = None
        self._offline_since = ""
        self._arrived.connect(self._take)
        background.changed.connect(self._changed)  # a method: Qt lets go of it when this is no more
        background.every(LOOK, self, self._look)
        self.network = Network(self)
        self._driver = desk.live(self._arrived.emit, metered=self.network.metered) if desk.site_url else None
        if self._driver is not None:
            self.network.back.connect(self._driver.network_back)
            self.network.weighed.connect(self._weigh)
        self._look()

    def now(self) -> None:
        """Sync as soon as possible."""
        if self._driver is not None:
            self._driver.now()

    @property
    def problem_words(self) -> str:
        """What keeps sync from going on, and what would do; empty when nothing does."""
        problem = self._last.problem if self._last else None
        return problem.with_cure(self._desk.language) if problem else ""

    def _weigh(self, metered: bool) -> None:
        if self._driver is not None:
            self._driver.metered = metered
        self._look()

    def _changed(self, _kinds: object, _origin: object) -> None:
        self._look()

    def _take(self, report: SyncReport) -> None:
        self._last = report
        if report.problem is not None and report.problem.code in ("offline", "site_down"):
            self._offline_since = self._offline_since or _clock()
        else:
            self._offline_since = ""
        if report.problem is not None and report.problem.code in ("device_ended", "account_erased"):
            self.ended.emit(Why.ENDED if report.problem.code == "device_ended" else Why.ERASED)
            return
        if report.problem is not None and report.problem.code == "cache_damaged":
            self.damaged.emit()
            return
        if report.kinds or report.gone:
            self.moved.emit(report.kinds)
        self._look()

    def _look(self) -> None:
        self._background.ask(lambda: common.status(self._desk.cache), self, self._show, key="status")

    def _show(self, status: common.Status) -> None:
        self.counted.emit(status)
        words, tone = self._words(status)
        rests = status.rest.paused or self._waits_for_network(status)
        waits = "outbox" if (status.waiting and not rests) or status.refused else "sync_log"
        waits = "policy" if status.policy.due else waits
        leads = "conflicts" if status.conflicts else "sign_in" if self._is_signed_out() else waits
        polls = self._driver is not None and self._driver.polls and not self._offline_since
        self.state.emit(SyncState(words, tone, self._detail(status), leads, rests, polls))

    def _detail(self, status: common.Status) -> str:
        """What keeps sync from going on, and what would do."""
        if status.rest.paused:
            return tr("What you do is kept here and sent when the pause ends. “Sync now” syncs once all the same.")
        if self._waits_for_network(status):
            return tr("You chose to sync only while the network is not metered. “Sync now” syncs once all the same.")
        return sentences(self.problem_words, reach.explained(status))

    def _waits_for_network(self, status: common.Status) -> bool:
        return status.rest.unmetered and self.network.metered

    def _is_signed_out(self) -> bool:
        problem = self._last.problem if self._last else None
        return problem is not None and problem.code == "not_signed_in"

    def _words(self, status: common.Status) -> tuple[str, Tone]:
        if not self._desk.account.id:
            return tr("On this computer only"), "neutral"
        return self._asked(status) or self._going(status)

    def _asked(self, status: common.Status) -> tuple[str, Tone] | None:
        """What waits for the person."""
        if status.conflicts:
            return tr("%n conflict(s)", None, status.conflicts), "warn"
        if status.refused:
            return tr("%n change(s) refused", None, status.refused), "danger"
        if self._is_signed_out():
            return tr("Sign in again"), "danger"
        if status.policy.first:
            return tr("Please read and agree to the privacy policy"), "warn"
        if status.policy.due:
            return tr("The privacy policy has changed: please read it"), "warn"
        return None

    def _going(self, status: common.Status) -> tuple[str, Tone]:
        """How it goes on by itself, or what keeps it."""
        problem = self._last.problem if self._last else None
        waiting = tr("%n change(s) waiting", None, status.waiting) if status.waiting else ""
        far = reach.progress(status)
        if status.rest.paused or self._waits_for_network(status):
            return " · ".join(filter(None, (self._resting(status), far, waiting))), "neutral"
        if self._offline_since:
            since = tr("Offline since %1").replace("%1", self._offline_since)
            return " · ".join(filter(None, (since, far, waiting))), "warn"
        if problem is not None:
            return problem.words(self._desk.language), "warn"
        if far:
            return " · ".join(filter(None, (far, waiting))), "accent"
        if waiting:
            return waiting, "neutral"
        if not status.last_sync:
            return tr("Syncing…"), "accent"
        return tr("All synced %1").replace("%1", _ago(status.last_sync)), "ok"

    @staticmethod
    def _resting(status: common.Status) -> str:
        if not status.rest.paused:
            return tr("Waits for a network that is not metered")
        if not status.rest.until:
            return tr("Syncing is paused")
        return tr("Syncing is paused until %1").replace("%1", _clock_of(status.rest.until))


def _clock_of(at: str) -> str:
    return f"{datetime.fromisoformat(at).astimezone():%H:%M}"


def _clock() -> str:
    return f"{ambient.now().astimezone():%H:%M}"


def _ago(at: str) -> str:
    minutes = QDateTime.fromString(at, "yyyy-MM-ddTHH:mm:ss.zzzZ").secsTo(QDateTime.currentDateTimeUtc()) // 60
    if minutes < 1:
        return tr("just now")
    if minutes < 60:
        return tr("%n min ago", None, int(minutes))
    return tr("%n h ago", None, int(minutes // 60))
