"""Hints on the wording of a job: beneath each text that holds such words, and as a list beside the items of the law."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QListWidgetItem

from izanau_desktop.company.jobs.checklist import PATH, Items
from izanau_desktop.look import icons
from izanau_desktop.shared.editing import Editing
from izanau_desktop.shared.hints import Hints, quoted
from izanau_desktop.translation import tr
from izanau_desktop.widgets.fields import BoundField
from izanau_desktop.widgets.plain import Card
from izanau_protocol import codes, documents, rules


class Wording(Card):
    """Lists the words of a job that have a hint, and keeps the hints beneath its fields. `wanted(path)`: go to that field."""

    wanted = Signal(str)

    def __init__(self, editing: Editing, language: str) -> None:
        super().__init__(tr("Wording to look at"))
        self._editing, self._language = editing, language
        self._known: dict[str, tuple[str, tuple[rules.Finding, ...]]] = {}
        self._hints: dict[BoundField, Hints] = {}
        self.list = Items()
        self.list.setAccessibleName(tr("Wording to look at"))
        self.list.itemClicked.connect(self._go)
        self.list.itemActivated.connect(self._go)
        self.add(self.list)
        self.hide()

    @property
    def found(self) -> dict[str, tuple[rules.Finding, ...]]:
        """What was found, by path and language."""
        return {path: told for path, (_, told) in self._known.items() if told}

    @property
    def count(self) -> int:
        """How many hints there are."""
        return sum(map(len, self.found.values()))

    def show_job(self, body: Mapping[str, Any]) -> None:
        """Look over the texts; those that stayed the same were looked over before."""
        before, self._known = self._known, {}
        for path, text in rules.texts("job", body).items():
            known = before.get(path)
            self._known[path] = known if known is not None and known[0] == text else (text, rules.wording(text))
        self.show_beneath()
        self.list.clear()
        for path, findings in self.found.items():
            for one in findings:
                self.list.addItem(self._item(path, one))
        self.setVisible(bool(self.found))
        self.list.fit()

    def show_beneath(self) -> None:
        """Say beneath each field that is there what was found in its text."""
        told: dict[BoundField, list[rules.Finding]] = {field: [] for field in self._hints}
        for path, findings in self.found.items():
            field = self._editing.field(path)
            if field is not None:
                told.setdefault(field, []).extend(findings)
        for field, all_of_it in told.items():
            if field not in self._hints:
                self._hints[field] = Hints(self._language)
                field.add_beneath(self._hints[field])
            self._hints[field].show_findings(all_of_it)

    def _item(self, path: str, one: rules.Finding) -> QListWidgetItem:
        field, tag = documents.field("job", path), path.rpartition("@")[2]
        name = field.spec.words.of(self._language) if field is not None else path
        if tag != self._language:
            name = tr("{field} ({language})").format(field=name, language=codes.words("languages", tag, self._language))
        item = QListWidgetItem(tr("{words} in: {field}").format(words=quoted(one.words), field=name))
        item.setIcon(icons.icon("triangle-alert", "warn"))
        item.setData(PATH, path)
        reason = rules.reasons()[one.kind]
        item.setToolTip(f"{reason.why.of(self._language)} {one.instead.of(self._language)}")
        item.setData(Qt.ItemDataRole.AccessibleDescriptionRole, item.toolTip())
        return item

    def _go(self, item: QListWidgetItem) -> None:
        self.wanted.emit(str(item.data(PATH)))
