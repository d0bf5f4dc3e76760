"""The mailbox of the demo: what it says while empty, and that it stays where one reads."""

from __future__ import annotations

import os
from collections.abc import Iterator
from email.message import EmailMessage
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot
from shiboken6 import isValid

from izanau_desktop.background import Background
from izanau_desktop.demo.mailbox import Mailbox


def send(folder: Path, number: int, code: str = "") -> str:
    """A mail as the site's outbox keeps it; the subject."""
    folder.mkdir(exist_ok=True)
    mail = EmailMessage()
    mail["To"], mail["Subject"] = f"person{number}@mail.example", f"Mail {number}"
    mail.set_content(f"Hello {number}\n\n{code}\n")
    file = folder / f"{number}.eml"
    file.write_bytes(mail.as_bytes())
    os.utime(file, ns=(number, number))
    return f"Mail {number}"


@pytest.fixture
def box(tmp_path: Path, background: Background, qtbot: QtBot) -> Iterator[Mailbox]:
    window = QWidget()
    qtbot.addWidget(window)
    made = Mailbox(tmp_path / "mails", background, window)
    with qtbot.waitExposed(made):
        made.open()
    background.wait()
    yield made
    if isValid(made):
        made.close()
    qtbot.waitUntil(lambda: not isValid(made))  # closed is gone: it would read its folder for ever


def told(box: Mailbox) -> str:
    return " ".join(one.text() for one in box.findChildren(QLabel) if one.isVisible())


def test_empty_mailbox_says_what_brings_a_mail(box: Mailbox) -> None:
    assert box.empty.isVisible()
    assert "Sign up anew" in told(box)


def test_mail_that_arrives_is_shown(box: Mailbox, tmp_path: Path, qtbot: QtBot) -> None:
    subject = send(tmp_path / "mails", 1)
    qtbot.waitUntil(lambda: subject in told(box))
    assert not box.empty.isVisible()
    newer = send(tmp_path / "mails", 2)
    qtbot.waitUntil(lambda: newer in told(box))


def test_mails_stand_newest_first_with_their_code(box: Mailbox, tmp_path: Path, qtbot: QtBot) -> None:
    send(tmp_path / "mails", 1, "ABCDEFGH")
    send(tmp_path / "mails", 2)
    qtbot.waitUntil(lambda: [row.title for row in box.list.model.rows] == ["Mail 2", "Mail 1"])
    (copy,) = [one for one in box.findChildren(QPushButton) if "code" in one.text()]
    assert not copy.isVisible()
    box.list.select("1.eml")
    assert copy.isVisible()
    assert "ABCDEFGH" in told(box)


def test_older_mail_stays_open_when_one_arrives(box: Mailbox, tmp_path: Path, qtbot: QtBot) -> None:
    for number in (1, 2):
        send(tmp_path / "mails", number)
    qtbot.waitUntil(lambda: box.list.model.rowCount() == 2)
    box.list.select("1.eml")
    send(tmp_path / "mails", 3)
    qtbot.waitUntil(lambda: box.list.model.rowCount() == 3)
    assert "Hello 1" in told(box)


def test_copied_is_said_of_the_mail_whose_code_it_was(box: Mailbox, tmp_path: Path, qtbot: QtBot) -> None:
    send(tmp_path / "mails", 1, "ABCDEFGH")
    send(tmp_path / "mails", 2, "JKLMNPQR")
    qtbot.waitUntil(lambda: box.list.model.rowCount() == 2)
    (copy,) = [one for one in box.findChildren(QPushButton) if one.isVisible() and "code" in one.text()]
    QTest.mouseClick(copy, Qt.MouseButton.LeftButton)
    assert QGuiApplication.clipboard().text() == "JKLMNPQR"
    assert copy.text() == "Copied: JKLMNPQR"
    box.list.select("1.eml")
    assert copy.text() == "Copy the &code"


def test_escape_closes_the_mailbox_from_its_list(box: Mailbox, tmp_path: Path, qtbot: QtBot) -> None:
    send(tmp_path / "mails", 1)
    qtbot.waitUntil(lambda: box.list.model.rowCount() == 1)
    box.list.view.setFocus()
    with qtbot.waitSignal(box.rejected):
        QTest.keyClick(box.list.view, Qt.Key.Key_Escape)
