"""The card that lets a company's person choose where they are told of what happens, by kind of event."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import NamedTuple

from PySide6.QtCore import QSignalBlocker, Qt
from PySide6.QtWidgets import QCheckBox, QComboBox, QGridLayout, QSizePolicy, QSystemTrayIcon, QWidget

from izanau_desktop.background import Background
from izanau_desktop.cache import noticing
from izanau_desktop.cache.connection import Connection
from izanau_desktop.desk import Desk
from izanau_desktop.shared.deeds import refusal
from izanau_desktop.shared.privacy.purposes import returned_words
from izanau_desktop.translation import tr
from izanau_desktop.widgets.fieldrow import FieldRow
from izanau_desktop.widgets.plain import Card, Notice, Paragraph
from izanau_protocol.rules.trees import line

FIELD = 320
"""Least width of a choice, in pixels."""


class _Chosen(NamedTuple):
    places: dict[str, str]
    mailed: frozenset[str]
    bounced: str


class NoticesCard(Card):
    """A choice a kind, which acts at once; messages of the system are offered where the system has a tray for them, and mails
    of what the site knows."""

    def __init__(self, desk: Desk, background: Background, language: str) -> None:
        super().__init__(tr("What you are told of"))
        self._desk, self._background, self._language = desk, background, language
        told = tr(
            "What came stands in My day. A message of the system names nobody, and comes while this program is open."
        )
        self.notice, self.returned = Notice(), Notice("", "warn")
        self.add(Paragraph(told, "secondary"), self.notice, self.returned)
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
        self.ticks = {
            kind: QCheckBox(tr("By mail")) for kind in noticing.MAILED if noticing.is_mailed(kind, desk.account.role)
        }
        self.add(self._rows(names))
        mails = tr(
            "A mail says how many came and names nobody, once an hour at most, also while this program is closed. Mails are chosen"
            " for all your computers. Conflicts and refused changes arise on a computer: of them the site has nothing to mail."
        )
        self.add(Paragraph(mails, "secondary"))
        background.changed.connect(self._changed)
        self._read()

    def _rows(self, names: Mapping[str, str]) -> QWidget:
        whole = QWidget()
        grid = QGridLayout(whole)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(12)
        grid.setColumnStretch(1, 1)
        for at, (kind, box) in enumerate(self.boxes.items()):
            box.activated.connect(partial(self._choose, kind))
            grid.addWidget(FieldRow(names[kind], box), at, 0)
            tick = self.ticks.get(kind)
            if tick is not None:
                tick.setAccessibleName(tr("{kind}, by mail").format(kind=names[kind]))
                tick.toggled.connect(partial(self._mail, kind))
                grid.addWidget(tick, at, 1, Qt.AlignmentFlag.AlignBottom)
        return whole

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
        if kinds & {"notice", "account"}:  # another window of this process has settings too
            self._read()

    def _read(self) -> None:
        desk = self._desk

        def read() -> _Chosen:
            mine = desk.cache.get("account", desk.account.id)
            body = mine.body if mine is not None else {}
            return _Chosen(desk.cache.look(noticing.read), noticing.mailed(body), line(body, "bounced"))

        self._background.ask(read, self, self._show, self._failed, key="notices")

    def _show(self, found: _Chosen) -> None:
        for kind, box in self.boxes.items():
            box.setCurrentIndex(max(0, box.findData(found.places[kind])))
        for kind, tick in self.ticks.items():
            with QSignalBlocker(tick):
                tick.setChecked(kind in found.mailed)
        self.returned.set(returned_words(found.bounced if found.mailed else "", self._language), "warn")

    def _choose(self, kind: str, at: int) -> None:
        cache, place = self._desk.cache, str(self.boxes[kind].itemData(at))

        def work(connection: Connection) -> None:
            noticing.choose(connection, kind, place)

        def run() -> frozenset[str]:
            cache.change(work)
            return frozenset({"notice"})

        self._background.change(run, self, lambda _: self.notice.set(""), self._failed)

    def _mail(self, kind: str, chosen: bool) -> None:
        desk = self._desk

        def run() -> frozenset[str]:
            desk.notice_by_mail(kind, chosen=chosen)
            return frozenset({"account"})

        self._background.change(run, self, lambda _: self.notice.set(""), self._failed)

    def _failed(self, error: Exception) -> None:
        self.notice.set(refusal(error, self._language), "danger")
