"""The demo's mailbox: mails as they arrive, newest first, with the code of each to take along."""

from __future__ import annotations

import os
from email.message import EmailMessage
from pathlib import Path

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QLabel, QListWidget, QPushButton, QWidget
from pytestqt.qtbot import QtBot
from shiboken6 import isValid

from izanau_desktop.background import Background
from izanau_desktop.demo.mailbox import Mailbox


def mail(folder: Path, number: int, subject: str, text: str) -> None:
    message = EmailMessage()
    message["To"], message["Subject"] = "ana@demo.example", subject
    message.set_content(text)
    file = folder / f"{number}.eml"
    file.write_bytes(message.as_bytes())
    os.utime(file, ns=(number, number))


def test_mails_stand_newest_first_with_their_code(qtbot: QtBot, background: Background, tmp_path: Path) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    box = Mailbox(tmp_path, background, window)
    with qtbot.waitExposed(box):
        box.show()
    listed = box.findChildren(QListWidget)[0]
    qtbot.waitUntil(lambda: listed.count() == 1 and "No mail yet" in listed.item(0).text())
    mail(tmp_path, 1, "Confirm your address", "Your code:\n\n  ABCD2345\n")
    mail(tmp_path, 2, "Welcome", "You are in.")
    qtbot.waitUntil(lambda: listed.count() == 2)
    assert [listed.item(row).text().split("\n")[0] for row in range(2)] == ["Welcome", "Confirm your address"]
    (copy,) = [one for one in box.findChildren(QPushButton) if "Copy" in one.text()]
    assert not copy.isVisible()
    listed.setCurrentRow(1)
    assert any("ABCD2345" in one.accessibleName() for one in box.findChildren(QLabel))
    copy.click()
    assert QGuiApplication.clipboard().text() == "ABCD2345"
    box.close()
    box.deleteLater()
    qtbot.waitUntil(lambda: not isValid(box))  # it reads the folder as long as it is there
