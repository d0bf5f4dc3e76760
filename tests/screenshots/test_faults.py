"""Each rule of the pictures, shown on a window that breaks it, and on one that breaks none."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import (
    QApplication,
    QCheckBox,
    QComboBox,
    QGridLayout,
    QLabel,
    QLineEdit,
    QListWidget,
    QMenuBar,
    QPlainTextEdit,
    QPushButton,
    QScrollArea,
    QSpinBox,
    QTextEdit,
    QVBoxLayout,
    QWidget,
)
from pytestqt.qtbot import QtBot

from izanau_desktop.look.theme import Theme
from izanau_desktop.preferences import Preferences
from izanau_desktop.widgets.plain import Chip, Paragraph, button, scrolled
from izanau_desktop.widgets.richlist import RichList
from izanau_desktop.widgets.rows import Row
from tests.screenshots.faults import faults

PALE = "color: #BBBBBB"
LONG = "Words that are by far too long for the little place that they are given here"


@pytest.fixture(scope="module", autouse=True)
def look(qapp: QApplication, tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """The program's own fonts and style."""
    sheet, palette, font = qapp.styleSheet(), qapp.palette(), qapp.font()
    folder = tmp_path_factory.mktemp("look")
    preferences = Preferences(folder, qapp)
    preferences.theme = "light"
    Theme(qapp, preferences, folder).use_language("en")
    yield
    preferences.changed.disconnect()
    qapp.setStyleSheet(sheet)
    qapp.setPalette(palette)
    qapp.setFont(font)


def styled(widget: QWidget, style: str) -> QWidget:
    widget.setStyleSheet(style)
    return widget


def named(widget: QWidget, name: str = "Named") -> QWidget:
    widget.setAccessibleName(name)
    return widget


def line(text: str = "", hint: str = "") -> QLineEdit:
    made = QLineEdit(text)
    made.setPlaceholderText(hint)
    made.setAccessibleName("Line")
    return made


def box(text: str) -> QComboBox:
    made = QComboBox()
    made.addItem(text)
    made.setAccessibleName("Box")
    return made


def items(*texts: str) -> QListWidget:
    made = QListWidget()
    made.addItems(texts)
    made.setAccessibleName("List")
    return made


def rich(*titles: str) -> RichList:
    made = RichList("Rich list")
    made.set_rows(tuple(Row(title, title, "beneath") for title in titles))
    return made


def small(widget: QWidget, width: int, height: int = 0) -> QWidget:
    widget.setFixedWidth(width)
    if height:
        widget.setFixedHeight(height)
    return widget


def menus(words: str) -> QMenuBar:
    made = QMenuBar()
    made.addMenu(words)
    return made


def labelled() -> QWidget:
    made = QWidget()
    whole, label, field = QVBoxLayout(made), QLabel("&Years"), QSpinBox()
    label.setBuddy(field)
    whole.addWidget(label)
    whole.addWidget(field)
    return made


def overlapping() -> QWidget:
    made = QWidget()
    whole = QGridLayout(made)
    whole.addWidget(QLabel("One"), 0, 0)
    whole.addWidget(QLabel("Other"), 0, 0)
    return made


def narrow(made: QListWidget) -> QListWidget:
    made.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    made.setFixedWidth(100)
    return made


def low(made: QListWidget) -> QListWidget:
    for row in range(made.count()):
        made.item(row).setSizeHint(QSize(80, 9))
    return made


CUT = "wider than its place|cut off"
PLANTED: list[tuple[str, Callable[[], QWidget], str]] = [
    ("pale button with a dark border", lambda: styled(QPushButton("Pale"), f"{PALE}; border: 3px solid black"), "contrast"),
    ("pale button with a dark icon", lambda: styled(button("Pale", icon="mail"), PALE), "contrast"),
    ("pale paragraph", lambda: styled(Paragraph("Running text"), PALE), "contrast"),
    ("pale check box", lambda: styled(QCheckBox("Tick"), PALE), "contrast"),
    ("pale line", lambda: styled(line("Typed"), PALE), "contrast"),
    ("pale hint", lambda: styled(line(hint="Example"), "placeholder-text-color: #CCCCCC"), "contrast"),
    ("pale box", lambda: styled(box("Chosen"), PALE), "contrast"),
    ("pale list", lambda: styled(items("One", "Two"), PALE), "contrast"),
    ("pale prose", lambda: styled(named(QPlainTextEdit("Long text")), PALE), "contrast"),
    ("pale menu", lambda: styled(menus("&File"), PALE), "contrast"),
    ("label that is too narrow", lambda: small(QLabel(LONG), 100), CUT),
    ("paragraph that is too low", lambda: small(Paragraph(LONG), 120, 30), CUT),
    ("foreign paragraph that is too low", lambda: small(Paragraph("မင်္ဂလာပါ" * 20), 120, 30), CUT),
    ("line that is too narrow", lambda: small(line(LONG), 100), CUT),
    ("hint that is too long", lambda: small(line(hint=LONG), 100), CUT),
    ("box that is too narrow", lambda: small(box(LONG), 100), CUT),
    ("button that is too narrow", lambda: small(button(LONG), 100), CUT),
    ("check box that is too narrow", lambda: small(QCheckBox(LONG), 100), CUT),
    ("chip that is too narrow", lambda: small(Chip(LONG), 60), CUT),
    ("list that is too narrow", lambda: narrow(items(LONG)), CUT),
    ("rows that are too low", lambda: low(items("Ägypten gyj", "Ägypten gyj")), CUT),
    ("list without the glyph", lambda: items("One \U00012000"), "no glyph"),
    ("rich list without the glyph", lambda: rich("One \U00012000"), "no glyph"),
    ("paragraph without the glyph", lambda: Paragraph("One \U00012000"), "no glyph"),
    ("line without the glyph", lambda: line("One \U00012000"), "no glyph"),
    ("nameless number", QSpinBox, "no accessible name"),
    ("nameless rich text", QTextEdit, "no accessible name"),
    ("nameless prose", QPlainTextEdit, "no accessible name"),
    ("nameless box", lambda: named(box("Chosen"), ""), "no accessible name"),
    ("nameless list", lambda: named(items("One"), ""), "no accessible name"),
    ("nameless frame that takes the focus", QScrollArea, "no accessible name"),
    ("nameless button", lambda: QPushButton(""), "no accessible name"),
    ("two in one place", overlapping, "overlap"),
    ("page that is wider than its frame", lambda: small(named(scrolled(small(QWidget(), 400))), 200, 100), "out of reach"),
]  # fmt: skip
SOUND: list[tuple[str, Callable[[], QWidget]]] = [
    ("paragraph", lambda: Paragraph(LONG)),
    ("primary button", lambda: button("&Press && me", "primary", "mail")),
    ("number with a label", labelled),
    ("line and its hint", lambda: line(hint="e.g. 2019-4")),
    ("box", lambda: box("Chosen")),
    ("chip", lambda: Chip("In review", "ok")),
    ("list that scrolls", lambda: small(items(*(f"Row {number}" for number in range(40))), 200, 100)),
    ("rich list that elides", lambda: small(rich(LONG * 3), 260, 100)),
    ("prose that scrolls", lambda: small(named(QPlainTextEdit(f"{LONG}\n" * 20)), 200, 80)),
    ("names from everywhere", lambda: Paragraph("Nguyễn Thị Ấy 髙橋さくら 김민준 สมชายใจดี Жанна Ωμέγα")),
]


def found(qtbot: QtBot, widget: QWidget) -> list[str]:
    """What the rules say of a window with only this in it."""
    window = QWidget()
    whole = QVBoxLayout(window)
    whole.addWidget(widget)
    whole.addStretch(1)
    qtbot.addWidget(window)
    window.resize(360, 240)
    with qtbot.waitExposed(window):
        window.show()
    return faults(window)


@pytest.mark.parametrize(("make", "told"), [one[1:] for one in PLANTED], ids=[one[0] for one in PLANTED])
def test_each_planted_fault_is_told(qtbot: QtBot, make: Callable[[], QWidget], told: str) -> None:
    heard = found(qtbot, make())
    assert [one for one in heard if any(word in one for word in told.split("|"))], heard


@pytest.mark.parametrize("make", [one[1] for one in SOUND], ids=[one[0] for one in SOUND])
def test_what_is_sound_has_no_fault(qtbot: QtBot, make: Callable[[], QWidget]) -> None:
    assert found(qtbot, make()) == []


def test_selected_words_are_judged_on_their_selection(qtbot: QtBot) -> None:
    made = line("All of it is selected")
    made.selectAll()
    assert found(qtbot, made) == []


def test_disabled_text_may_be_pale(qtbot: QtBot) -> None:
    pale = styled(QPushButton("Not now"), PALE)
    pale.setEnabled(False)
    assert found(qtbot, pale) == []
