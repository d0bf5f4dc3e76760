"""The demo's mailbox: the mails that its site sent, newest first, with the code of each one click away."""

from __future__ import annotations

import email
import re
from dataclasses import dataclass
from email.policy import default
from pathlib import Path

from PySide6.QtCore import QSignalBlocker, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QDialog, QHBoxLayout, QStackedLayout, QVBoxLayout, QWidget

from izanau_desktop.background import Background
from izanau_desktop.translation import tr
from izanau_desktop.widgets.plain import EmptyState, Paragraph, button, label
from izanau_desktop.widgets.richlist import RichList
from izanau_desktop.widgets.rows import Row

CODE = re.compile(r"^\s*([A-Z2-9]{8})\s*$|code=([A-Z2-9]{8})", re.MULTILINE)


@dataclass(frozen=True)
class Mail:
    """One mail that the site sent; its id is the name of its file."""

    id: str
    to: str
    subject: str
    text: str
    code: str


NONE = Mail("", "", "", "", "")


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
    return Mail(file.name, str(message["To"]), str(message["Subject"]), text, (found[1] or found[2]) if found else "")


class Mailbox(QDialog):
    """Lists the mails and shows one."""

    def __init__(self, folder: Path, background: Background, parent: QWidget) -> None:
        super().__init__(parent)
        self._folder, self._background = folder, background
        self._mails: dict[str, Mail] = {}
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)  # it reads the folder as long as it is there
        self.setWindowTitle(tr("Mailbox of the demo"))
        self.resize(860, 520)
        self._stack = QStackedLayout(self)
        told = tr(
            "What the site mails to its people arrives here: codes to confirm an address, links to a new password."
        )
        ways = tr("Sign up anew or ask for a new password, and the mail is here within a second.")
        self.empty = EmptyState("mail", tr("No mail yet"), f"{told}\n{ways}")
        self._stack.addWidget(self.empty)
        filled = QWidget()
        self._stack.addWidget(filled)
        row = QHBoxLayout(filled)
        row.setContentsMargins(16, 16, 16, 16)
        row.setSpacing(16)
        self.list: RichList = RichList(tr("Mails"), EmptyState("mail", ""))
        self.list.selected.connect(self._show)
        self.list.left.connect(self.reject)
        row.addWidget(self.list, 2)
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
        """Show what is there now. Who is at the newest wants the newest; who reads an older one goes on reading it."""
        if found == tuple(self._mails.values()):
            return
        newest = next(iter(self._mails), "")
        self._mails = {mail.id: mail for mail in found}
        self._stack.setCurrentIndex(1 if found else 0)
        with QSignalBlocker(self.list):
            self.list.set_rows(tuple(Row(mail.id, mail.subject, mail.to) for mail in found))
        if found and self.list.current() in ("", newest):
            self.list.select(found[0].id)
        self._show(self.list.current())

    def _show(self, identity: str) -> None:
        mail = self._mails.get(identity, NONE)
        self._subject.setText(mail.subject)
        self._to.setText(mail.to)
        self._text.set_words(mail.text)
        self._copy.setText(tr("Copy the &code"))
        self._copy.setVisible(bool(mail.code))
        self._copy.setAccessibleDescription(mail.code)

    def _copy_code(self) -> None:
        mail = self._mails.get(self.list.current(), NONE)
        QGuiApplication.clipboard().setText(mail.code)
        self._copy.setText(tr("Copied: %1").replace("%1", mail.code))
