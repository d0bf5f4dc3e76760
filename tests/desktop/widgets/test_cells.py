"""The model of a table keeps Qt's rules for models, and tells what its cells say."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QIcon
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from izanau_desktop.widgets.cells import Cell, CellModel

HEADS = ("When", "What")


def test_cells_say_their_words_and_their_tip(qtbot: QtBot, qtmodeltester: ModelTester) -> None:
    icon = QIcon()
    model = CellModel(HEADS, ((Cell("Monday"), Cell("Rain", icon, tip="All day")),))
    qtmodeltester.check(model)  # type: ignore[no-untyped-call]  # pytest-qt gives it no types
    first, second = model.index(0, 0), model.index(0, 1)
    assert [first.data(), second.data()] == ["Monday", "Rain"]
    assert first.data(Qt.ItemDataRole.ToolTipRole) is None
    assert second.data(Qt.ItemDataRole.ToolTipRole) == "All day"
    assert isinstance(second.data(Qt.ItemDataRole.DecorationRole), QIcon)
    assert model.headerData(1, Qt.Orientation.Horizontal) == "What"


def test_other_rows_take_the_place_of_all(qtbot: QtBot, qtmodeltester: ModelTester) -> None:
    model = CellModel(HEADS, ((Cell("Monday"), Cell("Rain")),))
    qtmodeltester.check(model)  # type: ignore[no-untyped-call]  # pytest-qt gives it no types
    with qtbot.waitSignal(model.modelReset):
        model.set_rows(((Cell("Tuesday"), Cell("Sun")), (Cell("Wednesday"), Cell("Wind"))))
    assert [row[1].text for row in model.rows] == ["Sun", "Wind"]
    assert model.rowCount() == 2
    assert model.rowCount(model.index(0, 0)) == 0
