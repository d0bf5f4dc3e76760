"""Rich list, search box, flow and toast as a person uses them."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QAccessible, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QToolButton, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from izanau_desktop.widgets.flow import FlowLayout
from izanau_desktop.widgets.plain import Chip, EmptyState, OneLine
from izanau_desktop.widgets.richlist import EDGE, RichList
from izanau_desktop.widgets.rows import Row, initials
from izanau_desktop.widgets.search import Filter, SearchBox
from izanau_desktop.widgets.toast import Toast


def rows(*numbers: int) -> tuple[Row, ...]:
    return tuple(Row(f"id{n}", f"Person {n}", f"does {n}", "10:24", "New", "ok", "P") for n in numbers)


@pytest.fixture
def shown(qtbot: QtBot) -> RichList:
    made = RichList("People", EmptyState("inbox", "Nobody yet", "", "Invite"))
    qtbot.addWidget(made)
    made.resize(400, 500)
    made.set_rows(rows(*range(200)))
    with qtbot.waitExposed(made):
        made.show()
    return made


def test_selection_and_place_stay_over_a_sync(shown: RichList) -> None:
    shown.select("id100")
    shown.view.verticalScrollBar().setValue(shown.view.verticalScrollBar().value() - 120)
    index = shown.model.index(shown.model.place_of("id100"))
    before = shown.view.visualRect(index).top()
    said: list[str] = []
    shown.selected.connect(said.append)
    shown.set_rows(rows(*range(1000, 1007), *range(200)))
    assert shown.current() == "id100"
    assert shown.view.currentIndex().row() == 107
    assert shown.view.visualRect(shown.view.currentIndex()).top() == before
    assert said == []


def test_a_row_that_went_is_told_once(shown: RichList) -> None:
    shown.select("id3")
    said: list[str] = []
    shown.selected.connect(said.append)
    shown.set_rows(rows(1, 2))
    assert said == [""]
    assert shown.current() == ""


def test_a_row_that_went_and_came_can_be_chosen_again(shown: RichList) -> None:
    shown.select("id3")
    shown.set_rows(rows(1, 2))
    shown.set_rows(rows(1, 2, 3))
    assert shown.select("id3")
    assert shown.current() == "id3"


def test_arrows_move_and_enter_opens(shown: RichList, qtbot: QtBot) -> None:
    shown.select("id0")
    QTest.keyClick(shown.view, Qt.Key.Key_Down)
    assert shown.current() == "id1"
    with qtbot.waitSignal(shown.opened) as opened:
        QTest.keyClick(shown.view, Qt.Key.Key_Return)
    assert opened.args == ["id1"]
    with qtbot.waitSignal(shown.left):
        QTest.keyClick(shown.view, Qt.Key.Key_Escape)


def test_stepping_stops_at_both_ends(shown: RichList) -> None:
    shown.set_rows(rows(1, 2))
    shown.step(1)
    shown.step(-5)
    assert shown.current() == "id1"
    shown.step(9)
    assert shown.current() == "id2"


def test_a_painted_row_says_its_words(shown: RichList) -> None:
    said = shown.model.index(0).data(Qt.ItemDataRole.AccessibleTextRole)
    assert said == "Person 0, does 0, New, 10:24"


def test_unread_row_is_told_by_weight_and_a_dot(qtbot: QtBot) -> None:
    made = RichList("People")
    qtbot.addWidget(made)
    made.resize(400, 300)
    made.set_rows(tuple(Row(str(told), "Ana Prova", "writes", unread=told) for told in (True, False)))
    with qtbot.waitExposed(made):
        made.show()
    unread, read = (made.view.grab(made.view.visualRect(made.model.index(place))).toImage() for place in (0, 1))
    gutter = QRect(0, 0, EDGE, unread.height() - 2)
    title = QRect(EDGE, 0, 120, unread.height() // 2)
    assert ink(unread, gutter) > ink(read, gutter) == 0
    assert ink(unread, title) > 1.1 * ink(read, title) > 0


def ink(picture: QImage, part: QRect) -> int:
    """How much darker than the ground a part of a picture is, colours left out."""
    grey = picture.copy(part).convertToFormat(QImage.Format.Format_Grayscale8)
    shades = [grey.pixelColor(x, y).value() for x in range(grey.width()) for y in range(grey.height())]
    return sum(max(shades) - shade for shade in shades)


def test_an_empty_list_offers_the_next_deed(shown: RichList, qtbot: QtBot) -> None:
    shown.set_rows(())
    assert shown.empty.isVisible()
    with qtbot.waitSignal(shown.empty.clicked):
        shown.empty.button.click()


def test_rows_are_tall_as_the_measure_says(shown: RichList) -> None:
    assert shown.view.visualRect(shown.model.index(0)).height() >= 68


@pytest.mark.parametrize(
    ("name", "letters"), [("María José García", "MJ"), ("髙橋 さくら", "髙"), ("Suharto", "S"), ("", "")]
)
def test_initials_fit_the_script(name: str, letters: str) -> None:
    assert initials(name) == letters


def test_searching_waits_for_a_pause_and_says_it_once(qtbot: QtBot) -> None:
    box = SearchBox("Search")
    qtbot.addWidget(box)
    said: list[str] = []
    box.searched.connect(said.append)
    QTest.keyClicks(box.field, "python")
    assert said == []
    qtbot.waitUntil(lambda: said == ["python"])
    QTest.keyClick(box.field, Qt.Key.Key_Return)
    assert said == ["python"]


def test_escape_empties_then_leaves(qtbot: QtBot) -> None:
    box = SearchBox("Search")
    qtbot.addWidget(box)
    box.set_text("x")
    with qtbot.waitSignal(box.searched) as searched:
        QTest.keyClick(box.field, Qt.Key.Key_Escape)
    assert searched.args == [""]
    with qtbot.waitSignal(box.left):
        QTest.keyClick(box.field, Qt.Key.Key_Escape)


def test_a_filter_chip_removes_itself_by_name(qtbot: QtBot) -> None:
    box = SearchBox("Search", with_filters=True)
    qtbot.addWidget(box)
    box.set_filters((Filter("n2", "Japanese N2"), Filter("py", "python")))
    chips = [chip for chip in box.findChildren(type(box.add)) if "Remove filter" in chip.accessibleName()]
    with qtbot.waitSignal(box.removed) as removed:
        chips[1].click()
    assert removed.args == ["py"]


def test_flow_breaks_lines_and_grows(qtbot: QtBot) -> None:
    frame = QWidget()
    qtbot.addWidget(frame)
    flow = FlowLayout(frame)
    for _ in range(6):
        flow.addWidget(Chip("a chip of words"))
    assert flow.heightForWidth(150) > flow.heightForWidth(2000)
    flow.setGeometry(QRect(0, 0, 300, 400))
    boxes = [flow.itemAt(place).geometry() for place in range(6)]
    assert not any(one.intersects(other) for one in boxes for other in boxes if one is not other)
    assert all(box.right() <= 300 for box in boxes)


def test_words_in_a_flow_that_are_too_long_for_a_line_get_the_height_of_several(qtbot: QtBot) -> None:
    frame = QWidget()
    qtbot.addWidget(frame)
    flow, words = FlowLayout(frame), OneLine("title")
    words.setText("Camille Marguerite d’Aubigné-Lefèvre")
    flow.addWidget(words)
    flow.addWidget(Chip("Final interview"))
    with qtbot.waitExposed(frame):
        frame.show()
    for width in (120, 2000):
        frame.resize(width, 400)
        assert words.height() >= words.heightForWidth(words.width())
        assert words.geometry().right() <= width
    assert words.height() < 2 * words.fontMetrics().lineSpacing()  # there is room for all in one line
    assert flow.heightForWidth(120) > 2 * flow.heightForWidth(2000)


def test_a_deed_is_undone_once(qtbot: QtBot) -> None:
    page = QWidget()
    qtbot.addWidget(page)
    page.resize(600, 400)
    with qtbot.waitExposed(page):
        page.show()
    toast, undone = Toast(page), []
    toast.tell("Stage moved", lambda: undone.append(1))
    assert toast.can_undo()
    assert page.rect().contains(toast.geometry())
    toast.undo()
    toast.undo()
    assert undone == [1]
    assert not toast.isVisible()


def test_toast_breaks_what_is_longer_than_its_page(qtbot: QtBot) -> None:
    page = QWidget()
    qtbot.addWidget(page)
    page.resize(500, 300)
    with qtbot.waitExposed(page):
        page.show()
    toast = Toast(page)
    toast.tell("Short", lambda: None)
    line = toast.height()
    toast.tell("Not taken back, for there is no room left on the disk. " * 3, lambda: None)
    words = toast._words
    QApplication.processEvents()
    assert toast.height() > line
    assert words.height() >= words.heightForWidth(words.width())
    assert page.rect().contains(toast.geometry())
    page.resize(3_000, 300)
    qtbot.waitUntil(lambda: toast.height() == line)
    toast.dismiss()


def test_buttons_inside_search_box_have_names(qtbot: QtBot) -> None:
    box = SearchBox("Find people")
    qtbot.addWidget(box)
    with qtbot.waitExposed(box):
        box.show()
    QTest.keyClicks(box.field, "mori")
    assert names_inside(box.field) == ["Find", "Clear the field"]
    with qtbot.waitSignal(box.searched) as searched:
        box.field.findChildren(QToolButton)[0].click()
    assert searched.args == ["mori"]
    with qtbot.waitSignal(box.searched) as searched:
        box.field.findChildren(QToolButton)[1].click()
    assert searched.args == [""]


def names_inside(field: QWidget) -> list[str]:
    """What a screen reader says of the buttons in a field."""
    seen = QAccessible.queryAccessibleInterface(field)
    inside = [seen.child(place) for place in range(seen.childCount())]
    return [one.text(QAccessible.Text.Name) for one in inside if one.role() == QAccessible.Role.Button]


def test_list_keeps_the_focus_while_it_has_no_rows(qtbot: QtBot) -> None:
    window = QWidget()
    layout = QVBoxLayout(window)
    above, made = QLineEdit(), RichList("People")
    layout.addWidget(above)
    layout.addWidget(made)
    qtbot.addWidget(window)
    with qtbot.waitExposed(window):
        window.show()
    window.activateWindow()
    made.set_rows((Row("1", "One"),))
    made.setFocus()
    qtbot.waitUntil(made.view.hasFocus)
    made.set_rows(())
    assert made.hasFocus()  # and no field above, where letters would be typed
    made.set_rows((Row("2", "Two"),))
    assert made.view.hasFocus()
