"""Shows a crash report to the person: what happened, that nothing was sent, and what can be done with it."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QDialog, QHBoxLayout, QPlainTextEdit, QVBoxLayout, QWidget

from izanau_desktop.crash.hooks import Crashes
from izanau_desktop.crash.report import Report
from izanau_desktop.doors import write_to_support
from izanau_desktop.look import fonts
from izanau_desktop.look.tokens import BODY
from izanau_desktop.translation import tr
from izanau_desktop.widgets.plain import Paragraph, button, label

if TYPE_CHECKING:
    from izanau_desktop.app import App

AGAIN = 1_000
"""Milliseconds until a window is looked for again that a report can be shown on."""


class CrashNotice(QDialog):
    """One report, to read, to copy, or to write to support with. `contact(text)`: the person wants to send it by hand."""

    contact = Signal(str)

    def __init__(self, report: Report, parent: QWidget, *, may_write: bool) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(tr("Something went wrong"))
        self.report = report
        self.text = QPlainTextEdit(report.text)
        self.text.setReadOnly(True)
        self.text.setTabChangesFocus(True)
        self.text.setAccessibleName(tr("The report"))
        whole = QVBoxLayout(self)
        whole.setContentsMargins(24, 20, 24, 20)
        whole.setSpacing(12)
        whole.addWidget(label(tr("Something went wrong in this program"), "heading"))
        what = tr(
            "A part of it met an error that it did not expect. What you typed is kept; if something here no longer works, close the window and open it again."
        )
        sent = tr(
            "Nothing was sent to anybody. The report below says where in the program it happened, and holds no name, no address and nothing that you wrote. You can send it to us if you like."
        )
        for text in (what, sent):
            whole.addWidget(Paragraph(text))
        whole.addWidget(self.text, 1)
        foot = QHBoxLayout()
        foot.setSpacing(8)
        self.write = button(tr("&Write to us with it"), "primary", deed=self._write)
        self.write.setVisible(may_write)
        self.copied = button(tr("&Copy"), icon="copy", deed=self._copy)
        self.away = button(tr("C&lose"), "quiet", deed=self.reject)
        for one in (self.write, self.copied, self.away):
            foot.addWidget(one)
        foot.addStretch(1)
        whole.addLayout(foot)
        scale = fonts.pixels(self.font()) / BODY
        self.resize(round(640 * scale), round(460 * scale))
        (self.write if may_write else self.copied).setFocus()

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self.report.text)

    def _write(self) -> None:
        self.accept()
        self.contact.emit(self.report.text)


class CrashNotices(QObject):
    """Brings reports from whatever thread to the window that is open, one at a time."""

    _came = Signal(object)

    def __init__(self, app: App, crashes: Crashes) -> None:
        super().__init__(app)
        self._app, self._open = app, False
        self._came.connect(self.show, Qt.ConnectionType.QueuedConnection)
        crashes.show_by(self._came.emit)
        self.destroyed.connect(lambda: crashes.show_by(None))

    def show(self, report: Report) -> None:
        """Show a report, as soon as there is a window; while one is shown the others are only kept."""
        window = self._app.window
        if self._open:
            return
        if window is None or not window.isVisible():
            self._app.background.later(AGAIN, self, lambda: self.show(report))
            return
        self._open = True
        notice = CrashNotice(report, window, may_write=any(one.id == "contact" for one in window.places))
        notice.contact.connect(partial(write_to_support, self._app))
        notice.destroyed.connect(self._closed)
        notice.show()
        notice.activateWindow()

    def _closed(self) -> None:
        self._open = False
