"""Corrections on their way: written, held for an undo, sent by the sync, and then shown with the record anew, or refused."""

from __future__ import annotations

from PySide6.QtCore import QObject

from izanau_desktop.background import Background
from izanau_desktop.desk import Desk
from izanau_desktop.shared.deeds import Done, refusal, take_back
from izanau_desktop.support import reading
from izanau_desktop.support.looking import Look
from izanau_desktop.support.mending import Mending
from izanau_desktop.support.reading import Became
from izanau_desktop.support.record import RecordView
from izanau_desktop.translation import tr
from izanau_desktop.widgets.toast import Toast
from izanau_protocol.problems import Refused


class Corrections(QObject):
    """Carries what the card of a record view decides; `look` is the record that is open there."""

    def __init__(self, desk: Desk, background: Background, view: RecordView, toast: Toast, language: str) -> None:
        super().__init__(view)
        self._desk, self._background, self._language = desk, background, language
        self._view, self._toast = view, toast
        self.look: Look | None = None
        self._waiting: dict[str, tuple[Look, Mending]] = {}
        background.changed.connect(self._changed)

    def mend(self, mending: Mending) -> None:
        """Write a correction; a second press while that is under way is none."""
        desk, look = self._desk, self.look
        if look is None or not self._view.card.deed.isEnabled():
            return
        self._view.card.deed.setEnabled(False)
        self._background.change(
            lambda: reading.mend(desk, look, mending),
            self,
            lambda done: self._written(look, mending, done.made),
            self._failed,
        )

    def _written(self, look: Look, mending: Mending, made: str) -> None:
        self._view.card.deed.setEnabled(True)
        self._waiting[made] = (look, mending)
        if self.look == look:
            self._view.close_mend()
            self._view.notice.set(tr("Waits to be sent; the owner is told as soon as it is."), "warn")
        self._toast.tell(tr("The correction goes out in ten seconds"), lambda: self._take_back(made))

    def _changed(self, kinds: frozenset[str], _origin: object) -> None:
        """Those that waited may be sent, or refused, by now."""
        if kinds & reading.MEND:
            for made, (look, _) in self._waiting.items():
                self._ask(made, look)

    def _ask(self, made: str, look: Look) -> None:
        desk = self._desk
        self._background.ask(
            lambda: reading.became(desk, look, made),
            self,
            lambda told: self._became(made, told),
            self._failed,
            key=made,
        )

    def _became(self, made: str, told: Became) -> None:
        if told.state == "waiting" or made not in self._waiting:
            return
        look, mending = self._waiting.pop(made)
        if self.look != look:
            return
        if told.refused is not None:
            self._take_up(mending)
            self._view.card.refuse(Refused(told.refused))
            return
        if told.record is not None:
            self._view.show_record(told.record)
        self._view.notice.set(tr("The owner is told."), "ok")

    def _take_up(self, mending: Mending) -> None:
        """Open the card with what was typed into it."""
        self._view.notice.set("")
        self._view.open_mend()
        self._view.card.take_up(mending)

    def _take_back(self, made: str) -> None:
        desk = self._desk
        kept = self._waiting.pop(made, None)
        self._background.change(
            lambda: Done(reading.MEND, "yes" if take_back(desk, "mend", made) else ""),
            self,
            lambda done: self._taken_back(made, kept, in_time=bool(done.outbox)),
            self._failed,
        )

    def _taken_back(self, made: str, kept: tuple[Look, Mending] | None, *, in_time: bool) -> None:
        self._toast.tell(tr("Taken back") if in_time else tr("Too late: it was sent already."))
        if kept is None:
            return
        look, mending = kept
        if not in_time:
            self._waiting[made] = kept
            self._ask(made, look)
        elif self.look == look:
            self._take_up(mending)

    def _failed(self, error: Exception) -> None:
        self._view.card.deed.setEnabled(True)
        self._view.notice.set(refusal(error, self._language), "danger")
