"""The job as the public reads it once it is published, in the place of the form, with the way back."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from izanau_desktop.cache import Document
from izanau_desktop.cache.reads.people import job_row
from izanau_desktop.look.style import wear
from izanau_desktop.shared import job_words
from izanau_desktop.shared.job_view import JobCards
from izanau_desktop.translation import tr
from izanau_desktop.widgets.plain import Notice, button, label
from izanau_desktop.widgets.reading import ReadingArea
from izanau_protocol import visibility

COLUMN = 760


class JobPreview(QWidget):
    """Shows a job read-only. `closed`: back to editing."""

    closed = Signal()

    def __init__(self, language: str) -> None:
        super().__init__()
        self._language, self.job = language, ""
        self.setAccessibleName(tr("Preview"))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(28, 20, 28, 0)
        layout.setSpacing(10)
        self.back = button(tr("Back to editing"), "", "pencil", self.closed.emit)
        self._told = Notice()
        self._title, self._line, self._pay = label("", "title"), label("", "secondary"), label("", "strong")
        page = QWidget()
        wear(page, "scrolled")
        inside = QVBoxLayout(page)
        inside.setContentsMargins(0, 4, 0, 24)
        self._cards = JobCards(language)
        self._cards.setMaximumWidth(COLUMN)
        inside.addWidget(self._cards)
        inside.addStretch(1)
        self.area = ReadingArea(page, tr("Job in full"))
        for part in (self.back, self._told, self._title, self._line, self._pay):
            layout.addWidget(part)
        layout.addWidget(self.area, 1)
        self.setFocusProxy(self.area)

    def show_job(self, identity: str, body: dict[str, Any], company: Document | None, logo: bytes) -> None:
        """Show a job as everyone would see it."""
        self.job, language = identity, self._language
        seen = Document("job", identity, "jobs", 0, visibility.narrow("job", body, "public"), pending=False)
        row = job_row(seen, company.body if company is not None else {})
        is_public = body.get("state") == "published"
        told = tr("Everyone reads this.") if is_public else tr("Nobody reads this yet. It is what everyone would read.")
        self._told.set(told)
        self._title.setText(job_words.title(row, language) or tr("Untitled job"))
        self._line.setText(
            " · ".join(filter(None, (job_words.employer(row, language), job_words.place(row, language))))
        )
        self._pay.setText(job_words.pay(row, language))
        self._pay.setVisible(bool(self._pay.text()))
        self._cards.show_job(row, seen, company, logo)
        self.area.verticalScrollBar().setValue(0)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc leads back."""
        if event.key() == Qt.Key.Key_Escape:
            self.closed.emit()
        else:
            super().keyPressEvent(event)
