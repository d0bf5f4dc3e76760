"""Mends one field of an opened record: which, the old value, the new one, the reason and the words that the owner reads."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QCompleter, QHBoxLayout, QWidget

from izanau_desktop.forms.support.mend import Ui_MendForm
from izanau_desktop.shared import values
from izanau_desktop.support.fields import Mendable, mendable, parsed
from izanau_desktop.support.plainform import name_fields, say
from izanau_desktop.translation import tr
from izanau_desktop.widgets.plain import Card, button, label
from izanau_protocol import codes, rules
from izanau_protocol.problems import Refused, problem

Body = dict[str, Any]


@dataclass(frozen=True)
class Mending:
    """What is to be mended."""

    path: str
    old: Any
    new: Any
    reason: str
    text: str


class MendCard(Card):
    """`decided(Mending)` when everything is right."""

    decided, cancelled = Signal(object), Signal()

    def __init__(self, language: str) -> None:
        super().__init__(tr("Mend a field"))
        self._language = language
        self._kind, self._body = "", Body()
        self._fields: tuple[Mendable, ...] = ()
        form = QWidget()
        self.ui = Ui_MendForm()
        self.ui.setupUi(form)
        name_fields(self.ui, "path", "new_value", "reason", "text")
        self.ui.path.setEditable(True)
        self.ui.path.setInsertPolicy(self.ui.path.InsertPolicy.NoInsert)
        self.ui.path.completer().setFilterMode(Qt.MatchFlag.MatchContains)
        self.ui.path.completer().setCompletionMode(QCompleter.CompletionMode.PopupCompletion)
        self.ui.path.lineEdit().setAccessibleName(self.ui.path.accessibleName())
        self.ui.path.currentIndexChanged.connect(self._choose)
        for code, words in codes.table("mend_reason").items():
            self.ui.reason.addItem(words.of(language), code)
        told = label(tr("The owner gets a notice with old and new value, your name and this explanation."), "small")
        foot = QWidget()
        row = QHBoxLayout(foot)
        row.setContentsMargins(0, 0, 0, 0)
        self.finish_button = button(tr("&Mend"), "primary", deed=self.finish)
        row.addWidget(self.finish_button)
        row.addWidget(button(tr("Cancel"), "quiet", deed=self.cancelled.emit))
        row.addStretch(1)
        self.add(form, told, foot)

    def ask(self, kind: str, body: Body) -> None:
        """Begin with the fields of a record."""
        self._kind, self._body = kind, body
        self._fields = mendable(kind, body, self._language)
        self.ui.path.clear()
        for one in self._fields:
            self.ui.path.addItem(one.words, one.path)
        self.ui.text.setPlainText("")
        for name in ("path", "new_value", "text"):
            say(self.ui, name, "")
        self._choose(self.ui.path.currentIndex())
        self.ui.path.setFocus(Qt.FocusReason.OtherFocusReason)

    def choose(self, path: str) -> bool:
        """Take a field by its path."""
        place = self.ui.path.findData(path)
        self.ui.path.setCurrentIndex(place)
        return place >= 0

    def finish(self) -> None:
        """Mend, or say what is wrong beside its field."""
        for name in ("path", "new_value", "text"):
            say(self.ui, name, "")
        one = self._chosen()
        if one is None:
            say(self.ui, "path", problem("required", "path").words(self._language))
            return
        try:
            new = parsed(self._kind, one.path, self.ui.new_value.toPlainText(), self._body)
        except Refused as refused:
            first = refused.problems[0]
            say(self.ui, "new_value", f"{first.words(self._language)} {first.cure(self._language)}")
            return
        if new == one.value:
            say(self.ui, "new_value", tr("This is the value that stands there already."))
            return
        try:
            text = str(rules.parse("mend", "text", self.ui.text.toPlainText()))
        except Refused as refused:
            say(self.ui, "text", refused.problems[0].words(self._language))
            return
        if not text:
            say(self.ui, "text", problem("required", "text").words(self._language))
            return
        self.decided.emit(Mending(one.path, one.value, new, str(self.ui.reason.currentData()), text))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc puts it away."""
        if event.key() == Qt.Key.Key_Escape:
            self.cancelled.emit()
        else:
            super().keyPressEvent(event)

    def _chosen(self) -> Mendable | None:
        path = self.ui.path.itemData(self.ui.path.findText(self.ui.path.currentText()))
        return next((one for one in self._fields if one.path == path), None)

    def _choose(self, place: int) -> None:
        one = self._fields[place] if 0 <= place < len(self._fields) else None
        self.ui.old.setText(values.words(self._kind, one.path, one.value, self._language) if one else "")
        self.ui.old.setAccessibleName(tr("Old value: {value}").format(value=self.ui.old.text()))
        self.ui.new_value.setPlainText("" if one is None else typed(one, self._language))


def typed(one: Mendable, language: str) -> str:
    """A value as it would be typed: codes by their words, several with commas."""
    value, table = one.value, one.spec.spec.table
    if value is None:
        return ""
    if isinstance(value, list | tuple):
        return ", ".join(codes.words(table, str(part), language) if table else str(part) for part in value)
    if isinstance(value, bool):
        return tr("yes") if value else tr("no")
    return codes.words(table, str(value), language) if table and one.spec.spec.type == "code" else str(value)
