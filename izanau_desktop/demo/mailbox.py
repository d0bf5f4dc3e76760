"""The demo's mailbox: the mails that its site sent, newest first, with the code of each one click away."""

from __future__ import annotations

import email
import re
from dataclasses import dataclass
from email.policy import default
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QDialog, QHBoxLayout, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from izanau_desktop.background import Background
from izanau_desktop.translation import tr
from izanau_desktop.widgets.plain import Paragraph, button, label

CODE = re.compile(r"^\s*([A-Z2-9]{8})\s*$|code=([A-Z2-9]{8})", re.MULTILINE)


@dataclass(frozen=True)
class Mail:
    """One mail that the site sent."""

    to: str
    subject: str
    text: str
    code: str


def mails(folder: Path) -> tuple[Mail, ...]:
    """The mails in a folder of .eml files, newest first."""
    if not folder.is_dir():
        return ()
    files = sorted(folder.glob("*.eml"), key=lambda file: file.stat().st_mtime_ns, reverse=True)
    return tuple(_read(file) for file in files[:100])


def _read(file: Path) -> Mail:
    message = email.message_from_bytes(file.read_bytes(), policy=default)
    part = message.get_body(("plain",))
    text = str(part.get_content()) if part is not None else ""
    found = CODE.search(text)
    return Mail(str(message["To"]), str(message["Subject"]), text, (found[1] or found[2]) if found else "")


class Mailbox(QDialog):
    """Lists the mails and shows one."""

    def __init__(self, folder: Path, background: Background, parent: QWidget) -> None:
        super().__init__(parent)
        self._folder, self._background = folder, background
        self._mails: tuple[Mail, ...] = ()
        self.setWindowTitle(tr("Mailbox of the demo"))
        self.resize(860, 520)
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 16, 16, 16)
        row.setSpacing(16)
        self._list = QListWidget()
        self._list.setAccessibleName(tr("Mails"))
        self._list.setWordWrap(True)
        self._list.currentRowChanged.connect(self._show)
        row.addWidget(self._list, 2)
        side = QVBoxLayout()
        side.setSpacing(8)
        self._subject, self._to = label("", "heading"), label("", "secondary")
        self._text = Paragraph("")
        self._text.setAlignment(Qt.AlignmentFlag.AlignTop)
        self._copy = button(tr("Copy the &code"), "primary", "copy", self._copy_code)
        for widget in (self._subject, self._to, self._copy):
            side.addWidget(widget)
        side.addWidget(self._text, 1)
        row.addLayout(side, 3)
        self._read_again()
        background.every(1.0, self, self._read_again)

    def _read_again(self) -> None:
        self._background.ask(lambda: mails(self._folder), self, self._fill, key="mails")

    def _fill(self, found: tuple[Mail, ...]) -> None:
        if found == self._mails and self._list.count():
            return
        self._mails = found
        self._list.clear()
        for mail in found:
            self._list.addItem(QListWidgetItem(f"{mail.subject}\n{mail.to}"))
        if not found:
            self._list.addItem(tr("No mail yet"))
        self._list.setCurrentRow(0)

    def _show(self, row: int) -> None:
        mail = self._mails[row] if 0 <= row < len(self._mails) else Mail("", "", "", "")
        self._subject.setText(mail.subject)
        self._to.setText(mail.to)
        self._text.set_words(mail.text)
        self._copy.setVisible(bool(mail.code))
        self._copy.setAccessibleDescription(mail.code)

    def _copy_code(self) -> None:
        row = self._list.currentRow()
        if 0 <= row < len(self._mails):
            QGuiApplication.clipboard().setText(self._mails[row].code)
            self._copy.setText(tr("Copied: %1").replace("%1", self._mails[row].code))
