"""Writing something else than either: the editor that the field has elsewhere too, with what is wrong said beside it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from izanau_desktop.cache.reads.common import ConflictRow
from izanau_desktop.translation import tr
from izanau_desktop.widgets.fields import (
    BoundField,
    CodeField,
    CodesField,
    DayField,
    LineField,
    MonthField,
    NumberField,
    Parse,
    YesField,
)
from izanau_desktop.widgets.plain import button
from izanau_desktop.widgets.texts import TextField
from izanau_protocol import documents, rules
from izanau_protocol.fields import Type
from izanau_protocol.problems import Problem, Refused, problem


class ProseField(TextField):
    """A long text in the one language that is in dispute."""

    def show_values(self, values: Mapping[str, object]) -> None:
        """Show the text itself."""
        self.show_text(str(values[self.objectName()] or ""))

    def values(self, parse: Parse) -> dict[str, object]:
        """The text itself."""
        text = self.text()
        return {self.objectName(): parse(self.objectName(), text) if text.strip() else None}


_EDITORS: Final[dict[Type, Callable[[], BoundField]]] = {
    "line": LineField,
    "email": LineField,
    "url": LineField,
    "prose": ProseField,
    "text": ProseField,
    "code": CodeField,
    "codes": CodesField,
    "day": DayField,
    "month": MonthField,
    "number": NumberField,
    "yes": YesField,
}


def place_of(row: ConflictRow) -> tuple[str, str]:
    """The path of the field in dispute, and the same with the tag of the language that the text is in."""
    path, _, tag = row.path.rpartition(".")
    above = documents.field(row.kind, path) if path and row.kind in documents.KINDS else None
    return (path, f"{path}@{tag}") if above is not None and above.spec.type == "text" else (row.path, row.path)


def can_be_written(row: ConflictRow) -> bool:
    """Whether the field has an editor; a whole entry or document has not."""
    field = documents.field(row.kind, place_of(row)[0]) if row.kind in documents.KINDS else None
    return field is not None and field.spec.type in _EDITORS


class Writing(QWidget):
    """The field in dispute. `decided(value)`: use this. `given_up`: neither. `kept(text)`: what stands there so far."""

    decided, given_up, kept = Signal(object), Signal(), Signal(str)

    def __init__(self, row: ConflictRow, language: str) -> None:
        super().__init__()
        self._row, self._language = row, language
        self._path, self._tagged = place_of(row)
        found = documents.field(row.kind, self._path)
        assert found is not None
        self._known = found
        self.field = _EDITORS[found.spec.type]()
        self.field.setObjectName(found.name)
        self.field.bind(found, language)
        self.field.settled.connect(self._settled)
        self.field.entered.connect(self.finish)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 4, 0, 0)
        column.setSpacing(8)
        foot = QWidget()
        line = QHBoxLayout(foot)
        line.setContentsMargins(0, 0, 0, 0)
        self.use = button(tr("Use this"), "primary", deed=self.finish)
        self.cancel = button(tr("Cancel"), "quiet", deed=self.given_up.emit)
        for part in (self.use, self.cancel):
            line.addWidget(part)
        line.addStretch(1)
        column.addWidget(self.field)
        column.addWidget(foot)

    def begin(self, value: object, typed: str = "") -> None:
        """Start from a value, or from what was typed before."""
        self.field.show_values({name: value if name == self._known.name else None for name in self.field.names()})
        if typed:
            self.field.show_text(typed)
            self._read()
        self.field.setFocus(Qt.FocusReason.OtherFocusReason)

    def finish(self) -> None:
        """Use what is written, or say what is wrong with it."""
        value, is_right = self._read()
        if is_right:
            self.decided.emit(value)
        else:
            self.field.setFocus(Qt.FocusReason.OtherFocusReason)

    def refuse(self, told: Problem) -> None:
        """Say beside the field what the rules of the document refuse."""
        self.field.show_problem(told.with_cure(self._language))
        self.field.setFocus(Qt.FocusReason.OtherFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Ctrl+Enter uses it, Esc gives it up."""
        enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if enter and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.finish()
        elif event.key() == Qt.Key.Key_Escape:
            self.given_up.emit()
        else:
            super().keyPressEvent(event)

    def _settled(self) -> None:
        self._read()
        self.kept.emit(self.field.text())

    def _read(self) -> tuple[object, bool]:
        """The value that is written, and whether it is one."""
        try:
            values = self.field.values(lambda _, text: rules.parse(self._row.kind, self._tagged, text, self._language))
            value = values[self._known.name]
            if value is None and self._known.spec.required:
                raise Refused(problem("required", self._path))
        except Refused as refused:
            self.field.show_problem(refused.problems[0].with_cure(self._language))
            return None, False
        self.field.show_problem("")
        return value, True
