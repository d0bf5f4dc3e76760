"""The card that lets a company's person choose where they are told of what happens, by kind of event."""

from __future__ import annotations

from functools import partial

from PySide6.QtWidgets import QComboBox, QSizePolicy, QSystemTrayIcon

from izanau_desktop.background import Background
from izanau_desktop.cache import noticing
from izanau_desktop.cache.connection import Connection
from izanau_desktop.desk import Desk
from izanau_desktop.shared.deeds import refusal
from izanau_desktop.translation import tr
from izanau_desktop.widgets.fieldrow import FieldRow
from izanau_desktop.widgets.plain import Card, Notice, Paragraph

FIELD = 320
"""Least width of a choice, in pixels."""


class NoticesCard(Card):
    """A choice a kind, which acts at once; messages of the system are offered where the system has a tray for them."""

    def __init__(self, desk: Desk, background: Background, language: str) -> None:
        super().__init__(tr("What you are told of"))
        self._desk, self._background, self._language = desk, background, language
        told = tr(
            "What came stands in My day. A message of the system names nobody, and comes while this program is open."
        )
        self.notice = Notice()
        self.add(Paragraph(told, "secondary"), self.notice)
        names = {
            noticing.APPLIED: tr("New applicants"),
            noticing.WRITTEN: tr("Messages of applicants"),
            noticing.LATE: tr("New applicants who become late"),
            noticing.DUE: tr("Tasks on their day"),
            noticing.MENTIONED: tr("Notes that mention you"),
            noticing.GIVEN: tr("Applicants given to you"),
            noticing.CONFLICT: tr("Conflicts"),
            noticing.REFUSED: tr("Changes refused by the site"),
            noticing.OWED: tr("Exported files that hold people who left"),
        }
        self.boxes = {kind: self._box(kind) for kind in noticing.KINDS}
        for kind, box in self.boxes.items():
            box.activated.connect(partial(self._choose, kind))
            self.add(FieldRow(names[kind], box))
        background.changed.connect(self._changed)
        self._read()

    def _box(self, kind: str) -> QComboBox:
        box = QComboBox()
        box.addItem(tr("In My day"), noticing.WINDOW)
        if QSystemTrayIcon.isSystemTrayAvailable():
            box.addItem(tr("In My day, and as a message of the system"), noticing.TRAY)
        if kind != noticing.DUE:  # one's own tasks stand nowhere else
            box.addItem(tr("Nowhere"), noticing.NOWHERE)
        box.setMinimumWidth(FIELD)
        box.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        return box

    def _changed(self, kinds: frozenset[str], _origin: object) -> None:
        if "notice" in kinds:  # another window of this process has settings too
            self._read()

    def _read(self) -> None:
        cache = self._desk.cache
        self._background.ask(lambda: cache.look(noticing.read), self, self._show, self._failed, key="notices")

    def _show(self, places: dict[str, str]) -> None:
        for kind, box in self.boxes.items():
            box.setCurrentIndex(max(0, box.findData(places[kind])))

    def _choose(self, kind: str, at: int) -> None:
        cache, place = self._desk.cache, str(self.boxes[kind].itemData(at))

        def work(connection: Connection) -> None:
            noticing.choose(connection, kind, place)

        def run() -> frozenset[str]:
            cache.change(work)
            return frozenset({"notice"})

        self._background.change(run, self, lambda _: self.notice.set(""), self._failed)

    def _failed(self, error: Exception) -> None:
        self.notice.set(refusal(error, self._language), "danger")
