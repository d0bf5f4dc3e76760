"""A record read-only, as its owner sees it, and beside it who looked at it and who mended what, with their reasons."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from izanau_desktop.background import after
from izanau_desktop.cache.reads import values
from izanau_desktop.commands import Commands
from izanau_desktop.look import fonts
from izanau_desktop.look.style import wear
from izanau_desktop.look.tokens import BODY
from izanau_desktop.shared import moments
from izanau_desktop.shared.profile_view import ProfileCards, clear, column
from izanau_desktop.support import choices, words
from izanau_desktop.support.erasing import EraseCard
from izanau_desktop.support.mending import MendCard
from izanau_desktop.translation import tr
from izanau_desktop.widgets.commandbutton import CommandButton
from izanau_desktop.widgets.plain import Card, Chip, Notice, Paragraph, label
from izanau_desktop.widgets.reading import ReadingArea
from izanau_desktop.widgets.splitter import Splitter
from izanau_desktop.widgets.timeline import Timeline
from izanau_protocol import documents, wire

AUDIENCE = "staff_record"
TRAIL = 50
ROOM_FOR_TWO = 700
"""Pixels, at the body's size of type, from which the trail stands beside the record; with less it stands below it."""
BESIDE, BELOW = (16, 24, 20, 24), (0, 12, 0, 0)
"""Margins of the trail."""


class RecordView(QWidget):
    """Shows one record and its trail; `card` opens under the name and mends one field, `erasing` stands at its end."""

    def __init__(self, commands: Commands, language: str) -> None:
        super().__init__()
        self._language = language
        self.record: wire.Record | None = None
        self.notice, self.card = Notice(), MendCard(language)
        self.erasing = EraseCard(commands, language)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(Splitter("record", self._left(commands), self._right(), sizes=(620, 320)))

    def _left(self, commands: Commands) -> QWidget:
        holder = QWidget()
        layout = QVBoxLayout(holder)
        layout.setContentsMargins(28, 20, 20, 0)
        layout.setSpacing(10)
        head = QHBoxLayout()
        head.setSpacing(10)
        self._name, self._kind = label("", "title"), Chip()
        head.addWidget(self._name, 1)
        head.addWidget(self._kind)
        self._line = label("", "secondary")
        self.mend = CommandButton(commands, "records.mend")
        layout.addLayout(head)
        for part in (self._line, self.mend, self.notice):
            layout.addWidget(part)
        page = QWidget()
        wear(page, "scrolled")
        self._inside = inside = QVBoxLayout(page)
        inside.setContentsMargins(0, 4, 0, 24)
        inside.setSpacing(12)
        self.profile = ProfileCards(AUDIENCE, self._language)
        self._other = QVBoxLayout()
        self._nothing = Paragraph(tr("Nothing stands in this record."), "secondary")
        self.card.hide()
        inside.addWidget(self.card)
        inside.addWidget(self.profile)
        inside.addLayout(self._other)
        inside.addWidget(self._nothing)
        inside.addWidget(self.erasing)
        inside.addStretch(1)
        self.area = ReadingArea(page, tr("The record as its owner sees it"))
        layout.addWidget(self.area, 1)
        return holder

    def _right(self) -> QWidget:
        self._looks = page = QFrame()
        wear(page, "scrolled")
        page.setMinimumWidth(200)
        layout = QVBoxLayout(page)
        layout.setContentsMargins(*BESIDE)
        layout.setSpacing(12)
        self.trail = Timeline(tr("Looks and edits"))
        told = label(tr("The last {number}, newest first").format(number=TRAIL), "small")
        for part in (label(tr("Looks and edits"), "heading"), told, self.trail):
            layout.addWidget(part)
        layout.addStretch(1)
        self._side = ReadingArea(page, tr("Looks and edits"))
        self._side.setMinimumWidth(220)
        return self._side

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Where there is little room, the record has it, and the trail follows it."""
        super().resizeEvent(event)
        self._place_trail(beside=self.width() >= ROOM_FOR_TWO * fonts.pixels(self.font()) / BODY)

    def _place_trail(self, *, beside: bool) -> None:
        if beside is not self._side.isHidden():
            return
        if beside:
            self._inside.removeWidget(self._looks)
            self._side.setWidget(self._looks)
        else:
            self._side.takeWidget()
            self._inside.insertWidget(self._inside.count() - 1, self._looks)  # what stretches stays the last
        layout = self._looks.layout()
        assert layout is not None
        layout.setContentsMargins(*(BESIDE if beside else BELOW))
        self._looks.show()
        self._side.setVisible(beside)

    def show_record(self, record: wire.Record) -> None:
        """Show a record; its place stays when it is shown anew."""
        place = self.area.verticalScrollBar().value() if self.record and self.record.id == record.id else 0
        self.record = record
        owner, view = record.owner, record.view
        self._name.setText(str(owner.get("name") or "") or _title(record, self._language))
        self._kind.set(words.kind_words(record.kind))
        since = moments.day(str(owner.get("created") or ""), self._language)
        told = (
            str(owner.get("email") or ""),
            tr("e-mail address not confirmed") if owner and not owner.get("confirmed") else "",
            tr("since {day}").format(day=since) if since else "",
            (tr("public") if view.get("registered") else tr("not public")) if record.kind == "profile" else "",
        )
        self._line.setText(" · ".join(filter(None, told)))
        self._line.setVisible(any(told))
        self._fill(record)
        self.erasing.show_record(record)
        steps = tuple(words.trail_step(record.kind, entry, self._language) for entry in record.trail[:TRAIL])
        self.trail.set_steps(steps)
        self.area.verticalScrollBar().setValue(place)

    def open_mend(self, draft: str = "") -> None:
        """Open the card that mends one field, with what was typed into it before."""
        if self.record is not None:
            self.card.ask(self.record.kind, self.record.view, draft)
            self.card.show()
            self.area.verticalScrollBar().setValue(0)
            self.card.focus()

    def close_mend(self) -> None:
        """Put it away."""
        self.card.hide()
        self.area.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_erasing(self) -> None:
        """Bring the card at the end into view, once its form has its place."""
        after(0, self, lambda: self.area.ensureWidgetVisible(self.erasing, 0, 24))

    def may_mend(self) -> bool:
        """Whether this record has fields that can be mended."""
        return self.record is not None and self.record.kind in choices.MENDED

    def _fill(self, record: wire.Record) -> None:
        is_profile = record.kind == "profile"
        self.profile.setVisible(is_profile)
        self.profile.show_profile(record.view if is_profile else {})
        clear(self._other)
        card = None if is_profile else self._plain(record)
        if card is not None:
            self._other.addWidget(card)
        self._nothing.setVisible(not self.profile.groups if is_profile else card is None)

    def _plain(self, record: wire.Record) -> Card | None:
        """Any other kind of record: its fields one below the other."""
        card, some = Card(), False
        for path, field in documents.fields(record.kind).items():
            value = record.view.get(path)
            if "." in path or value is None:
                continue
            some = True
            told = values.words(record.kind, path, value, self._language)
            card.add(label(field.spec.words.of(self._language), "small"), column(Paragraph(told)))
        card.setAccessibleName(tr("Record"))
        return card if some else None


def _title(record: wire.Record, language: str) -> str:
    """The name of what belongs to no one person."""
    for path in ("name", "title", "number"):
        if record.view.get(path):
            return values.words(record.kind, path, record.view[path], language)
    return words.kind_words(record.kind)
