"""The dialog that asks where to save a file: what is typed in it is what is saved to."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QDialogButtonBox, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from izanau_desktop.shared.saving import SaveDialog


def test_typed_path_is_saved_to_though_the_keyboard_went_meanwhile(qtbot: QtBot, tmp_path: Path) -> None:
    """A list of completions takes it for a moment, in which Qt keeps the folder on the way selected: that would be opened."""
    chosen = list[Path]()
    over = QWidget()
    qtbot.addWidget(over)
    dialog = SaveDialog(over, "Export everything", "all.zip", chosen.append)
    dialog.open()
    qtbot.waitUntil(dialog.isVisible)
    [name], [buttons] = dialog.findChildren(QLineEdit), dialog.findChildren(QDialogButtonBox)
    name.setFocus()
    name.clear()
    QTest.keyClicks(name, str(tmp_path))
    name.clearFocus()
    QTest.keyClicks(name, "/again.zip")
    [save] = [one for one in buttons.buttons() if one.text().replace("&", "") != "Cancel"]
    assert save.text().replace("&", "") == "Save"
    QTest.mouseClick(save, Qt.MouseButton.LeftButton)
    assert chosen == [tmp_path / "again.zip"]
