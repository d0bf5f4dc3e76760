"""Fields for codes of a table: type a few letters of the words, in either language, and take what fits."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QEvent, QObject, QStringListModel, Qt, Signal
from PySide6.QtGui import QAction, QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QCompleter, QLineEdit, QVBoxLayout, QWidget

from izanau_desktop.look import icons
from izanau_desktop.look.style import wear
from izanau_desktop.translation import tr
from izanau_desktop.widgets.flow import FlowLayout
from izanau_desktop.widgets.plain import button
from izanau_desktop.widgets.search import name_action
from izanau_protocol import codes
from izanau_protocol.text import fold


class CodeEdit(QLineEdit):
    """One code. The words are shown; what fits in either language, or the code itself, is taken when the field is left."""

    chosen = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._language, self._table = "en", ""
        self._by_words: dict[str, str] = {}
        self._folded: list[tuple[str, str]] = []
        self._code = ""
        self._model = QStringListModel(self)
        completer = QCompleter(self._model, self)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        completer.setCompletionMode(QCompleter.CompletionMode.UnfilteredPopupCompletion)
        completer.setMaxVisibleItems(9)
        popup = completer.popup()
        if popup is not None:
            wear(popup, "popup")
        completer.activated.connect(self._take_words)
        self.setCompleter(completer)
        self._open = QAction(icons.icon("chevron-down"), "", self)
        self._open.triggered.connect(self._show_all)
        self.addAction(self._open, QLineEdit.ActionPosition.TrailingPosition)
        self.textEdited.connect(self._narrow)

    def fill(self, table: str, language: str) -> None:
        """Offer the codes of a table; an empty name lets any line be."""
        self._table, self._language = table, language
        self.offer(lambda _: True)
        self.setPlaceholderText(tr("Type to choose") if table else "")
        self._open.setVisible(bool(table))
        name_action(self, self._open, tr("Show all choices"))

    def offer(self, fits: Callable[[str], bool]) -> None:
        """Offer only some codes of the table; one that is shown already stays, whatever it is."""
        rows = codes.table(self._table) if self._table else {}
        self._by_words = {words.of(self._language): code for code, words in rows.items() if fits(code)}
        self._folded = [
            (code, " ".join((fold(words.en), fold(words.ja), fold(code)))) for code, words in rows.items() if fits(code)
        ]
        self._model.setStringList(list(self._by_words))

    def code(self) -> str:
        """The code that is shown, or what was typed where none fits."""
        return self._code

    def show_code(self, code: str) -> None:
        """Show a code by its words."""
        self._code = code
        words = codes.words(self._table, code, self._language) if code and self._table else code
        if words != self.text():
            self.setText(words)
        if not self.hasFocus():
            self.setCursorPosition(0)  # words too long for the field are read from their beginning

    def take(self) -> None:
        """Take what the typed words fit best."""
        typed = self.text().strip()
        if not typed or not self._table:
            self._code = typed
        elif self._code in codes.table(self._table) and typed == codes.words(self._table, self._code, self._language):
            pass  # untouched, though it may not be offered any more
        elif typed in self._by_words:
            self._code = self._by_words[typed]
        else:
            fitting = self._fitting(typed)
            self.show_code(fitting[0] if fitting else typed)
        self.chosen.emit()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Leaving takes, unless it is only for the list of choices."""
        if event.reason() != Qt.FocusReason.PopupFocusReason:
            self.take()
            self.setCursorPosition(0)
        super().focusOutEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """All is selected, so that typing replaces it."""
        super().focusInEvent(event)
        self.selectAll()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Down shows all choices."""
        popup = self.completer().popup()
        if event.key() == Qt.Key.Key_Down and self._table and (popup is None or not popup.isVisible()):
            self._show_all()
            return
        super().keyPressEvent(event)

    def _show_all(self) -> None:
        self.setFocus(Qt.FocusReason.PopupFocusReason)
        self._model.setStringList(list(self._by_words))
        self.completer().complete()

    def _fitting(self, typed: str) -> list[str]:
        wanted = fold(typed)
        begins = [code for code, words in self._folded if any(word.startswith(wanted) for word in _starts(words))]
        inside = [code for code, words in self._folded if wanted in words and code not in begins]
        exact = [code for code, _ in self._folded if fold(code) == wanted]
        return [*exact, *(code for code in begins + inside if code not in exact)]

    def _narrow(self, typed: str) -> None:
        self._code = typed
        if self._table:
            fitting = self._fitting(typed) if typed.strip() else [code for code, _ in self._folded]
            self._model.setStringList([codes.words(self._table, code, self._language) for code in fitting[:60]])

    def _take_words(self, words: str) -> None:
        self._code = self._by_words.get(words, words)
        self.setText(words)
        self.chosen.emit()


def _starts(words: str) -> list[str]:
    parts = words.split(" ")
    return [words, *(" ".join(parts[place:]) for place in range(1, len(parts)))]


class CodesEdit(QWidget):
    """A set of codes: each a chip that a press takes away, and a field that adds one."""

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._language, self._table = "en", ""
        self._codes: list[str] = []
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(6)
        self._chips = QWidget()
        self._flow = FlowLayout(self._chips)
        self._one = CodeEdit()
        self._one.chosen.connect(self._add)
        self._one.installEventFilter(self)
        whole.addWidget(self._chips)
        whole.addWidget(self._one)
        self.setFocusProxy(self._one)

    def fill(self, table: str, language: str) -> None:
        """Offer the codes of a table; with an empty name any short line is a member."""
        self._table, self._language = table, language
        self._one.fill(table, language)
        self._one.setAccessibleName(self.accessibleName())

    def setAccessibleName(self, name: str) -> None:  # noqa: N802 - Qt's name, overridden
        """The field that adds carries the name too."""
        super().setAccessibleName(name)
        self._one.setAccessibleName(name)

    def codes(self) -> list[str]:
        """The members, in the order of choosing."""
        return list(self._codes)

    def show_codes(self, members: list[str]) -> None:
        """Show these members."""
        self._codes = list(members)
        while self._flow.count():
            item = self._flow.takeAt(0)
            widget = item.widget() if item is not None else None
            if widget is not None:
                widget.deleteLater()
        for code in self._codes:
            words = codes.words(self._table, code, self._language) if self._table else code
            chip = button(f"{words} ×", "chip", deed=partial(self._drop, code))
            wear(chip, tone="accent")
            chip.setAccessibleName(tr("Remove %1").replace("%1", words))
            self._flow.addWidget(chip)
        self._chips.setVisible(bool(self._codes))

    def show_typed(self, lines: list[str]) -> None:
        """Show what was typed: members as chips, anything else in the field that adds."""
        self.show_codes([line for line in lines if self._has(line)])
        self._one.show_code(" ".join(line for line in lines if not self._has(line)))

    def is_choosing(self) -> bool:
        """Whether something is typed that has not become a member yet."""
        return bool(self._one.text().strip())

    def stranger(self) -> str:
        """What was typed and is no member of the table; it stays in the field."""
        return self._one.code().strip()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Enter adds; Backspace in the empty field takes the last member back."""
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.is_choosing():
                self._one.take()
                return True
            if event.key() == Qt.Key.Key_Backspace and not self._one.text() and self._codes:
                self._drop(self._codes[-1])
                return True
        return super().eventFilter(watched, event)

    def _add(self) -> None:
        code = self._one.code().strip()
        if code and self._has(code):
            self._one.show_code("")
            if code not in self._codes:
                self.show_codes([*self._codes, code])
        self.changed.emit()

    def _has(self, code: str) -> bool:
        return not self._table or code in codes.table(self._table)

    def _drop(self, code: str) -> None:
        self.show_codes([one for one in self._codes if one != code])
        self.changed.emit()
        self._one.setFocus(Qt.FocusReason.OtherFocusReason)
