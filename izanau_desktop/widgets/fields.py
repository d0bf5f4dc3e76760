"""Fields of documents as widgets, one class a type: a label above, the editor, a problem in words beneath.

Forms name them by their path (`ui/**`: promoted widgets, object name = field name); words, bounds and code table come from
the field's line in `izanau_protocol.documents`.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from typing import ClassVar

from PySide6.QtCore import QEvent, QObject, QSignalBlocker, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QLabel, QLineEdit, QVBoxLayout, QWidget

from izanau_desktop.look.style import wear
from izanau_desktop.translation import tr
from izanau_desktop.widgets.coded import CodeEdit, CodesEdit
from izanau_desktop.widgets.dates import spoken
from izanau_desktop.widgets.plain import label
from izanau_protocol import dates
from izanau_protocol.documents import Field

PAUSE = 700
"""Milliseconds without a key after which what was typed is settled."""
Parse = Callable[[str, str], object]


class BoundField(QWidget):
    """A field of a document. `settled` comes at a pause, when focus leaves, and with Enter."""

    settled = Signal()
    entered = Signal()
    """Enter was pressed: the form moves on."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.field: Field | None = None
        self._shown = ""
        self._timer = QTimer(self)  # rule: background.later needs the window's background, a field has none
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self.settle)
        self._whole = whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(4)
        self.label = QLabel()
        wear(self.label, "small")
        self.problem = label("", "problem")
        self.problem.hide()
        self.editor = self._make()
        self.editor.installEventFilter(self)
        self.label.setBuddy(self.editor)
        whole.addWidget(self.label)
        whole.addWidget(self._framed())
        whole.addWidget(self.problem)
        whole.addStretch(1)  # beside a field that says more, label and editor stay in line
        self.setFocusProxy(self.editor)

    def bind(self, field: Field, language: str) -> None:
        """Take words and bounds from the field's line."""
        self.field = field
        words = field.spec.words.of(language)
        self.label.setText(words + ("" if not field.spec.required else " *"))
        self.editor.setAccessibleName(words)
        self._dress(field, language)

    def names(self) -> tuple[str, ...]:
        """The names of the fields that this widget shows: itself, or two that belong together."""
        return (self.objectName(),)

    def show_values(self, values: Mapping[str, object]) -> None:
        """Show what the document holds."""
        value = values[self.objectName()]
        self.show_text("" if value is None else str(value))

    def values(self, parse: Parse) -> dict[str, object]:
        """What was typed as values by field name; None = nothing. Raises Refused."""
        text = self.text()
        return {self.objectName(): parse(self.objectName(), text) if text.strip() else None}

    def text(self) -> str:
        """What stands in the editor."""
        raise NotImplementedError

    def show_text(self, text: str) -> None:
        """Put text into the editor without settling it."""
        self._shown = text
        self._put(text)

    def settle(self) -> None:
        """Tell, once, that something else stands here than before."""
        self._timer.stop()
        if self.text() != self._shown:
            self._shown = self.text()
            self.settled.emit()

    def show_problem(self, words: str) -> None:
        """Say what is wrong beside the field; empty takes it away."""
        self.problem.setText(words)
        self.problem.setVisible(bool(words))
        wear(self.editor, wrong="true" if words else "false")
        self.editor.setAccessibleDescription(words)

    def add_beneath(self, widget: QWidget) -> None:
        """Have something more said beneath the problem."""
        self._whole.insertWidget(self._whole.count() - 1, widget)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Settle when focus leaves; Enter settles and moves on."""
        if event.type() == QEvent.Type.FocusOut:
            self.settle()
        elif event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            plain = event.modifiers() in (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier)
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and plain and self._enter_moves_on():
                self.settle()
                self.entered.emit()
                return True
        return super().eventFilter(watched, event)

    def _typed(self) -> None:
        self._timer.start(PAUSE)

    def _make(self) -> QWidget:
        raise NotImplementedError

    def _framed(self) -> QWidget:
        return self.editor

    def _dress(self, field: Field, language: str) -> None:
        """Bounds and choices, where a type has some."""

    def _put(self, text: str) -> None:
        raise NotImplementedError

    def _enter_moves_on(self) -> bool:
        return True


class LineField(BoundField):
    """A single line."""

    placeholder: ClassVar[str] = ""

    def _make(self) -> QWidget:
        self._line = QLineEdit()
        self._line.textEdited.connect(self._typed)
        return self._line

    def _dress(self, field: Field, language: str) -> None:
        words = tr(self.placeholder) if self.placeholder else ""  # rule: lupdate finds them where the class gives them
        self._line.setPlaceholderText(words)

    def text(self) -> str:
        return self._line.text()

    def _put(self, text: str) -> None:
        if self._line.text() != text:
            self._line.setText(text)


class DateField(LineField):
    """A date, typed any way a person writes it; beneath stands how it was understood."""

    def _make(self) -> QWidget:
        made = super()._make()
        self.meaning = label("", "small")
        self.meaning.hide()
        self._line.textChanged.connect(lambda _: self._explain())
        return made

    def _framed(self) -> QWidget:
        frame = QWidget()
        column = QVBoxLayout(frame)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        column.addWidget(self._beside())
        column.addWidget(self.meaning)
        return frame

    def _beside(self) -> QWidget:
        """The line, with what stands beside it."""
        return self.editor

    def show_problem(self, words: str) -> None:
        super().show_problem(words)
        self._explain()

    def _explain(self) -> None:
        """What was typed means this; where a problem is said, that is enough."""
        read = self._read(self._line.text().strip())
        words = spoken(read) if read and self.problem.isHidden() else ""
        self.meaning.setText(words)
        self.meaning.setVisible(bool(words))
        self.editor.setAccessibleDescription(words or self.problem.text())

    def _read(self, text: str) -> str | None:
        """The canonical date, or nothing."""
        raise NotImplementedError


class DayField(DateField):
    """A day: 1990-4-25, 25 Apr 1990, 1990年4月25日, 平成2年4月25日."""

    def _read(self, text: str) -> str | None:
        return dates.day(text)

    def _dress(self, field: Field, language: str) -> None:
        past = self.objectName() == "birthday"
        self._line.setPlaceholderText(tr("e.g. 1990-04-25, 25 Apr 1990") if past else tr("e.g. 2027-04-01"))


class MonthField(DateField):
    """A month: 2019-4, Apr 2019, 2019年4月, 平成31年4月."""

    def _read(self, text: str) -> str | None:
        return dates.month(text)

    def _dress(self, field: Field, language: str) -> None:
        self._line.setPlaceholderText(tr("e.g. 2019-4, Apr 2019"))


class UntilField(MonthField):
    """The end of a period: a month, or `now`, which sets the field `current` beside it."""

    def names(self) -> tuple[str, ...]:
        return (self.objectName(), "current")

    def _beside(self) -> QWidget:
        frame = QWidget()
        row = QHBoxLayout(frame)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        self.now = QCheckBox(tr("Until now"))
        # Typing "now" does the same, so that Tab goes from value to value.
        self.now.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.now.toggled.connect(self._toggled)
        row.addWidget(self.editor, 1)
        row.addWidget(self.now)
        return frame

    def _dress(self, field: Field, language: str) -> None:
        self._line.setPlaceholderText(tr("e.g. 2024-3, or: now"))
        self.now.setText(tr("Until now"))

    def show_values(self, values: Mapping[str, object]) -> None:
        current = bool(values.get("current"))
        self.show_text(tr("now") if current else str(values[self.objectName()] or ""))

    def values(self, parse: Parse) -> dict[str, object]:
        if self.text().strip().casefold() in _NOW:
            return {self.objectName(): None, "current": True}
        return {**super().values(parse), "current": None}

    def _put(self, text: str) -> None:
        super()._put(text)
        with QSignalBlocker(self.now):
            self.now.setChecked(text.strip().casefold() in _NOW)

    def _toggled(self, on: bool) -> None:
        self._put(tr("now") if on else "")
        self.settle()


_NOW = frozenset({"now", "today", "present", "current", "現在", "いま", "今", "在職中", "在学中"})


class NumberField(LineField):
    """A whole number."""

    def show_values(self, values: Mapping[str, object]) -> None:
        value = values[self.objectName()]
        self.show_text("" if value in (None, 0) else str(value))


class CodeField(BoundField):
    """One code of a table: type to find it in either language."""

    def _make(self) -> QWidget:
        self._codes = CodeEdit()
        self._codes.chosen.connect(self.settle)
        return self._codes

    def _dress(self, field: Field, language: str) -> None:
        self._codes.fill(field.spec.table, language)

    def offer(self, fits: Callable[[str], bool]) -> None:
        """Offer only some codes of the table."""
        self._codes.offer(fits)

    def text(self) -> str:
        return self._codes.code()

    def _put(self, text: str) -> None:
        self._codes.show_code(text)


class CodesField(BoundField):
    """A set of codes as chips, with an editor that adds one more."""

    def _make(self) -> QWidget:
        self._codes = CodesEdit()
        self._codes.changed.connect(self.settle)
        return self._codes

    def _dress(self, field: Field, language: str) -> None:
        self._codes.fill(field.spec.table, language)

    def show_values(self, values: Mapping[str, object]) -> None:
        held = values[self.objectName()]
        self.show_text("\n".join(str(one) for one in held) if isinstance(held, list | tuple) else "")

    def values(self, parse: Parse) -> dict[str, object]:
        members = sorted(self.text().splitlines())
        return {self.objectName(): parse(self.objectName(), json.dumps(members)) if members else None}

    def text(self) -> str:
        stranger = self._codes.stranger()
        return "\n".join([*self._codes.codes(), *([stranger] if stranger else [])])

    def _put(self, text: str) -> None:
        self._codes.show_typed(text.splitlines())

    def _enter_moves_on(self) -> bool:
        return not self._codes.is_choosing()


class YesField(BoundField):
    """Yes or no."""

    def _make(self) -> QWidget:
        self._box = QCheckBox()
        self._box.toggled.connect(self.settle)
        return self._box

    def _dress(self, field: Field, language: str) -> None:
        self.label.hide()
        self._box.setText(field.spec.words.of(language))

    def show_values(self, values: Mapping[str, object]) -> None:
        self.show_text("true" if values[self.objectName()] else "")

    def values(self, parse: Parse) -> dict[str, object]:
        return {self.objectName(): True if self._box.isChecked() else None}

    def text(self) -> str:
        return "true" if self._box.isChecked() else ""

    def _put(self, text: str) -> None:
        with QSignalBlocker(self._box):
            self._box.setChecked(text == "true")
