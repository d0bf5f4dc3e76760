"""The languages that a job asks for: one small form each, added and taken away in place."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from izanau_desktop.company.jobs.sections import form_of
from izanau_desktop.shared.editing import Editing
from izanau_desktop.translation import tr
from izanau_desktop.widgets.binding import Binding
from izanau_desktop.widgets.fields import BoundField, CodeField
from izanau_desktop.widgets.plain import button, line
from izanau_protocol import ambient, position
from izanau_protocol.rules.languages import language_problems


class JobLanguages(QWidget):
    """Follows the document that is edited; a new entry joins it with its first language."""

    def __init__(self, editing: Editing) -> None:
        super().__init__()
        self._editing = editing
        self._rows: dict[str, tuple[QWidget, Binding]] = {}
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(12)
        self._list = QVBoxLayout()
        self._list.setSpacing(12)
        layout.addLayout(self._list)
        self.add = button(tr("Add a language"), icon="plus", deed=self._add)
        layout.addWidget(self.add)
        layout.addWidget(line())
        editing.changed.connect(self._follow)

    def _follow(self) -> None:
        held = self._editing.body.get("languages") or {}
        order = position.ordered(held)
        for item in [item for item in self._rows if item not in held]:
            self._drop(item)
        for item in order:
            if item not in self._rows:
                self._show(item)
            level = self._rows[item][1].fields[f"languages.{item}.level"]
            assert isinstance(level, CodeField)
            level.offer(partial(_is_examined, str(held[item].get("language") or "")))

    def _show(self, item: str) -> None:
        row = QFrame()
        beside = QHBoxLayout(row)
        beside.setContentsMargins(0, 0, 0, 0)
        form = form_of("language")
        remove = button("", "quiet", "trash-2", deed=lambda: self._remove(item))
        remove.setAccessibleName(tr("Remove this language"))
        remove.setToolTip(tr("Remove this language"))
        beside.addWidget(form, 1)
        beside.addWidget(remove, 0, Qt.AlignmentFlag.AlignTop)
        binding = self._editing.bind(form, f"languages.{item}.")
        self._rows[item] = (row, binding)
        self._list.addWidget(row)

    def _drop(self, item: str) -> None:
        row, binding = self._rows.pop(item)
        self._editing.unbind(binding)
        self._list.removeWidget(row)
        row.hide()
        row.deleteLater()

    def _add(self) -> None:
        held = self._editing.body.get("languages") or {}
        used = {one.get("language") for one in held.values()}
        language = next((code for code in ("ja", "en", "zh", "ko") if code not in used), "en")
        last = position.ordered(held)[-1:]
        place = position.between(position.position_of(held[last[0]]) if last else None, None)
        item = ambient.item_id()
        self._editing.edit({"languages": {item: {"language": language, "position": place}}})
        field = self._rows[item][0].findChild(BoundField) if item in self._rows else None
        if isinstance(field, BoundField):
            field.setFocus(Qt.FocusReason.OtherFocusReason)

    def _remove(self, item: str) -> None:
        self._editing.edit({"languages": {item: None}})
        self.add.setFocus(Qt.FocusReason.OtherFocusReason)


def _is_examined(language: str, level: str) -> bool:
    """Whether a level can be asked of a language: a test of Japanese only of Japanese."""
    return not any(language_problems({"languages": {"one": {"language": language, "level": level}}}))
