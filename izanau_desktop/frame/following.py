"""What the window tells of syncing beside its line in the frame: counts at the places, what keeps it up, where that leads."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

if TYPE_CHECKING:
    from izanau_desktop.app import App
    from izanau_desktop.cache.reads.common import Status
    from izanau_desktop.frame.sync import SyncState
    from izanau_desktop.syncing import Syncing


class Following(QObject):
    """Lives as long as the syncing that it follows, whatever window there is meanwhile."""

    def __init__(self, app: App, syncing: Syncing) -> None:
        super().__init__(syncing)
        self._app = app
        syncing.state.connect(self._tell_waiting)
        syncing.counted.connect(self._count)

    def _tell_waiting(self, state: SyncState) -> None:
        tell_waiting(self._app, state)

    def _count(self, status: Status) -> None:
        window = self._app.window
        assert window is not None
        self._app.locks.see(status)
        window.set_agreement(status.policy)
        for place, count in (
            ("outbox", status.waiting + status.refused),
            ("conflicts", status.conflicts),
            ("notices", status.notices),
            ("messages", status.unread),
            ("applicants", status.applicants),
            ("tickets", status.tickets),
            ("exports", status.owed),
        ):
            window.set_count(place, count or None)


def explain(app: App) -> None:
    """Open what the line of sync leads to; where sync goes on, it does so at once."""
    if app.window is None or app.desk is None:
        return
    state = app.window.form.sync.state
    if state.leads == "sign_in":
        app.first_screen("sign_in")
        return
    if not state.rests:
        app.sync()
    app.window.go(state.leads)
    tell_waiting(app, state)


def tell_waiting(app: App, state: SyncState) -> None:
    """What keeps sync from going on stands above the changes that wait for it, and above its log."""
    from izanau_desktop.shared.outbox import OutboxPage  # stands on the cache, which takes long to import
    from izanau_desktop.shared.sync_log import SyncLogPage

    for place in ("outbox", "sync_log"):
        page = app.window.page(place) if app.window is not None else None
        if isinstance(page, (OutboxPage, SyncLogPage)):
            page.explain(state)
