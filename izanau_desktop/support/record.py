"""One record as its owner sees it, and beside it the trail: who looked and mended, when and why."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from izanau_desktop.commands import Commands
from izanau_desktop.look.style import wear
from izanau_desktop.shared import moments, values
from izanau_desktop.shared.profile_view import ProfileCards, clear
from izanau_desktop.support.mend import MendCard
from izanau_desktop.translation import tr
from izanau_desktop.widgets.commandbutton import CommandButton
from izanau_desktop.widgets.plain import Card, Chip, Notice, label, scrolled
from izanau_desktop.widgets.timeline import Timeline, TimelineStep
from izanau_protocol import codes, documents, wire

KIND_WORDS = ("profile", "account", "company", "job", "ticket")


def kind_words(kind: str) -> str:
    """What a kind of record is called."""
    words = {
        "profile": tr("Profile"),
        "account": tr("Account"),
        "company": tr("Company"),
        "job": tr("Job"),
        "ticket": tr("Request"),
    }
    return words.get(kind, kind)


class RecordView(QWidget):
    """Shows a record, read-only; `mending` opens one field."""

    def __init__(self, commands: Commands, language: str) -> None:
        super().__init__()
        self._language = language
        self.record: wire.Record | None = None
        self.setAccessibleName(tr("Record"))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(28, 20, 24, 0)
        layout.setSpacing(10)
        head = QWidget()
        row = QHBoxLayout(head)
        row.setContentsMargins(0, 0, 0, 0)
        self._title, self._chip = label("", "title"), Chip()
        row.addWidget(self._title)
        row.addWidget(self._chip)
        row.addStretch(1)
        self._title.setWordWrap(False)
        self._line = label("", "secondary")
        deeds = QWidget()
        buttons = QHBoxLayout(deeds)
        buttons.setContentsMargins(0, 0, 0, 0)
        buttons.addWidget(CommandButton(commands, "records.mend", "primary"))
        buttons.addWidget(CommandButton(commands, "records.close"))
        buttons.addStretch(1)
        self.notice = Notice()
        for part in (head, self._line, deeds, self.notice):
            layout.addWidget(part)
        panes = QHBoxLayout()
        panes.setSpacing(16)
        panes.addWidget(self._record(), 3)
        panes.addWidget(self._trail(), 2)
        layout.addLayout(panes, 1)

    def _record(self) -> QWidget:
        page = QWidget()
        wear(page, "scrolled")
        layout = QVBoxLayout(page)
        layout.setContentsMargins(0, 4, 8, 24)
        layout.setSpacing(12)
        self.mending = MendCard(self._language)
        self.mending.hide()
        self._profile = ProfileCards("staff_record", self._language)
        self._cards = QVBoxLayout()
        layout.addWidget(self.mending)
        layout.addWidget(self._profile)
        layout.addLayout(self._cards)
        layout.addStretch(1)
        self.area: QScrollArea = scrolled(page)
        self.area.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.area.setAccessibleName(tr("The record as its owner sees it"))
        return self.area

    def _trail(self) -> QWidget:
        page = QFrame()
        wear(page, "scrolled")
        layout = QVBoxLayout(page)
        layout.setContentsMargins(0, 4, 0, 24)
        card = Card(tr("Looks and changes"))
        self.trail = Timeline(tr("Looks and changes"))
        card.add(self.trail)
        layout.addWidget(card)
        layout.addStretch(1)
        area = scrolled(page)
        area.setAccessibleName(tr("The last 50 looks and changes"))
        area.setMinimumWidth(240)
        return area

    def show_record(self, record: wire.Record) -> None:
        """Show a record that the site gave out."""
        self.record = record
        self.mending.hide()
        self.notice.set("")
        name = str(record.owner.get("name") or "") or _name(record.view)
        self._title.setText(name or kind_words(record.kind))
        self._chip.set(kind_words(record.kind), "accent")
        since = moments.day(str(record.owner.get("created") or ""), self._language)
        told = [str(record.owner.get("email") or ""), tr("since {day}").format(day=since) if since else "", record.id]
        self._line.setText(" · ".join(filter(None, told)))
        self._profile.setVisible(record.kind == "profile")
        self._profile.show_profile(record.view if record.kind == "profile" else {})
        clear(self._cards)
        if record.kind != "profile":
            self._cards.addWidget(self._plain(record))
        self.trail.set_steps([self._step(record.kind, one) for one in record.trail])
        self.area.verticalScrollBar().setValue(0)

    def begin_mending(self) -> None:
        """Open the form of one field."""
        if self.record is not None:
            self.mending.show()
            self.mending.ask(self.record.kind, dict(self.record.view))
            self.area.verticalScrollBar().setValue(0)

    def _plain(self, record: wire.Record) -> Card:
        card = Card(kind_words(record.kind))
        for name, field in documents.fields(record.kind).items():
            if "." not in name and name in record.view:
                words = field.spec.words.of(self._language)
                told = values.words(record.kind, name, record.view[name], self._language)
                card.add(label(words, "small"), label(told))
        return card

    def _step(self, kind: str, one: Mapping[str, Any]) -> TimelineStep:
        mended = one.get("deed") == "mend"
        path = values.path_words(kind, str(one.get("path") or ""), self._language) if mended else ""
        words = tr("Mended: {field}").format(field=path) if mended else tr("Looked at")
        table = "mend_reason" if mended else "look_reason"
        reason = codes.words(table, str(one.get("reason") or ""), self._language)
        told = [str(one.get("by") or ""), reason, str(one.get("text") or "")]
        return TimelineStep(
            words,
            moments.full(str(one.get("at") or ""), self._language),
            "\n".join(filter(None, told)),
            "accent" if mended else "neutral",
        )


def _name(view: Mapping[str, Any]) -> str:
    value = view.get("name") or view.get("title") or ""
    if isinstance(value, Mapping):
        return str(value.get("full") or next(iter(value.values()), ""))
    return str(value)


def focus(view: RecordView) -> None:
    """Take the focus into the record."""
    view.area.setFocus(Qt.FocusReason.OtherFocusReason)
