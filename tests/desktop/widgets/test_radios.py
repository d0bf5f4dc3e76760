"""Choices by keyboard whose words people write themselves."""

from __future__ import annotations

from PySide6.QtWidgets import QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from izanau_desktop.widgets.radios import Radios


def test_long_words_end_in_dots_and_are_told_beside(qtbot: QtBot) -> None:
    page = QWidget()
    radios = Radios({"a": "長い理由" * 20, "b": "Short"}, "Why?")
    QVBoxLayout(page).addWidget(radios)
    qtbot.addWidget(page)
    page.resize(360, 200)
    page.show()
    long, short = radios.buttons.values()
    qtbot.waitUntil(lambda: long.text().endswith("…"))
    assert long.geometry().right() < radios.width() <= 360
    assert (long.toolTip(), long.accessibleName()) == (f"1  {'長い理由' * 20}", "長い理由" * 20)
    assert (short.text(), short.toolTip()) == ("2  Short", "")
    page.resize(3000, 200)
    qtbot.waitUntil(lambda: not long.text().endswith("…") and not long.toolTip())


def test_sign_in_written_words_is_shown_and_names_no_key(qtbot: QtBot) -> None:
    radios = Radios({"a": "R&D experience"}, "Why?")
    qtbot.addWidget(radios)
    (only,) = radios.buttons.values()
    assert only.text() == "1  R&&D experience"
    assert only.shortcut().isEmpty()
