"""The search box of a list: a field, the filters in force as chips, and how many were found."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QAction, QKeyEvent
from PySide6.QtWidgets import QLineEdit, QToolButton, QVBoxLayout, QWidget

from izanau_desktop.background import after
from izanau_desktop.look import icons
from izanau_desktop.translation import tr
from izanau_desktop.widgets.flow import FlowLayout
from izanau_desktop.widgets.plain import button, label

PAUSE = 150
"""Milliseconds after a key before a list is searched that is read as a whole."""


@dataclass(frozen=True)
class Filter:
    """A filter in force: its id and its words."""

    id: str
    words: str


class SearchBox(QWidget):
    """`searched(text)` after a short pause or Enter; `removed(id)` when a filter's chip is pressed; `adding` for one more.

    Esc empties the field, then `left` tells the page to give the focus back to its list; so does the arrow down.
    """

    searched, removed = Signal(str), Signal(str)
    adding, left = Signal(), Signal()

    def __init__(
        self,
        name: str,
        hint: str = "",
        parent: QWidget | None = None,
        *,
        with_filters: bool = False,
        pause: int = PAUSE,
    ) -> None:
        super().__init__(parent)
        self.field = _Line()
        self._find = QAction(icons.icon("search"), "", self.field)
        self._find.triggered.connect(self._search)
        self.field.addAction(self._find, QLineEdit.ActionPosition.LeadingPosition)
        self.add = button("", "chip", deed=self.adding.emit)
        self.add.setVisible(with_filters)
        self.count = label("", "small")
        self._chips = QWidget()
        self._flow = FlowLayout(self._chips)
        self._flow.addWidget(self.add)
        self._chips.setVisible(with_filters)
        self._filters: tuple[Filter, ...] = ()
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(8)
        for part in (self.field, self._chips, self.count):
            whole.addWidget(part)
        self.count.hide()
        self._pause = after(pause, self, self._search, start=False)
        self._said = ""
        self.field.textEdited.connect(lambda _: self._pause.start())
        self.field.returnPressed.connect(self._search)
        self.field.escaped.connect(self._escape)
        self.field.down.connect(self.left)
        self.setFocusProxy(self.field)
        self.set_words(name, hint)

    def set_words(self, name: str, hint: str = "") -> None:
        """The name for assistive technology and the hint in the empty field."""
        self.field.setAccessibleName(name)
        self.field.setPlaceholderText(hint or name)
        self._retell()

    def set_help(self, words: str) -> None:
        """What the search understands, for the mouse and for assistive technology."""
        self.field.setToolTip(words)
        self.field.setAccessibleDescription(words)

    def text(self) -> str:
        """What stands in the field."""
        return self.field.text()

    def set_text(self, text: str) -> None:
        """Put words into the field and search for them."""
        self.field.setText(text)
        self._search()

    def show_text(self, text: str) -> None:
        """Put words into the field that are searched for already."""
        self._pause.stop()
        self._said = text
        self.field.setText(text)

    def set_count(self, text: str) -> None:
        """Say how many were found, and in what order."""
        self.count.setText(text)
        self.count.setVisible(bool(text))

    def set_filters(self, filters: tuple[Filter, ...]) -> None:
        """Show the filters in force as chips."""
        if filters == self._filters:
            return
        self._filters = filters
        self._flow.removeWidget(self.add)
        self._flow.clear()
        for one in filters:
            chip = button(tr("{filter} ×").format(filter=one.words), "chip")
            chip.setProperty("tone", "accent")
            chip.setAccessibleName(tr("Remove filter: {filter}").format(filter=one.words))
            chip.clicked.connect(lambda _=False, which=one.id: self.removed.emit(which))
            self._flow.addWidget(chip)
        self._flow.addWidget(self.add)
        self._chips.setVisible(bool(filters) or not self.add.isHidden())

    def focus_all(self) -> None:
        """Take the focus with everything selected, so that typing replaces it."""
        self.field.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.field.selectAll()

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language."""
        if event.type() == QEvent.Type.LanguageChange:
            self._retell()
        super().changeEvent(event)

    def _retell(self) -> None:
        self.add.setText(tr("+ Filter"))
        name_action(self.field, self._find, tr("Find"))
        clearable(self.field)

    def _search(self) -> None:
        self._pause.stop()
        if self.field.text() != self._said:
            self._said = self.field.text()
            self.searched.emit(self._said)

    def _escape(self) -> None:
        if self.field.text():
            self.set_text("")
        else:
            self.left.emit()


def clearable(field: QLineEdit) -> None:
    """Give a field Qt's button that empties it, and the button the name that Qt leaves out."""
    field.setClearButtonEnabled(True)
    made = field.findChild(QAction, "_q_qlineeditclearaction")  # Qt's own style sheets know it by this name
    assert isinstance(made, QAction)
    made.setIcon(icons.icon("x", "text2"))
    name_action(field, made, tr("Clear the field"))


def name_action(field: QLineEdit, action: QAction, words: str) -> None:
    """Name the button of an action inside a field; as the action's text it would count as painted."""
    action.setToolTip(words)
    for one in field.findChildren(QToolButton):
        if one.defaultAction() == action:
            one.setAccessibleName(words)


class _Line(QLineEdit):
    """A line that tells Esc and the arrow down."""

    escaped, down = Signal(), Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc and Down mean something to the page; all else is typing."""
        if event.key() == Qt.Key.Key_Escape:
            self.escaped.emit()
        elif event.key() == Qt.Key.Key_Down:
            self.down.emit()
        else:
            super().keyPressEvent(event)
