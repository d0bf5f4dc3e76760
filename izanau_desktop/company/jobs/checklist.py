"""What the law asks a job advertisement to state, item by item, with whether it is stated; a press goes to the field."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from izanau_desktop.look import icons
from izanau_desktop.translation import tr
from izanau_desktop.widgets.plain import Card, button, label
from izanau_protocol import rules


class Checklist(Card):
    """The thirteen items of article 5-3 of the Employment Security Act. `wanted(path)`: go to that field."""

    wanted = Signal(str)

    def __init__(self, language: str) -> None:
        super().__init__(tr("What the law asks for"))
        self._count = label("", "small")
        self.add(self._count)
        self.rows: dict[str, QPushButton] = {}
        holder = QWidget()
        layout = QVBoxLayout(holder)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        for item in rules.legal_items:
            words = item.words.of(language)
            row = button(words[:1].upper() + words[1:], "quiet", deed=lambda path=item.field: self.wanted.emit(path))
            row.setStyleSheet("text-align: left; padding-left: 2px;")
            self.rows[item.id] = row
            layout.addWidget(row)
        self.add(holder)

    def show_job(self, body: Mapping[str, Any]) -> None:
        """Mark what is stated and what is not."""
        lacking = rules.missing_legal_items(body)
        for identity, row in self.rows.items():
            missing = identity in lacking
            row.setIcon(icons.icon("circle" if missing else "circle-check", "warn" if missing else "ok"))
            state = tr("not stated") if missing else tr("stated")
            row.setAccessibleName(tr("{item}: {state}").format(item=row.text(), state=state))
        stated = len(self.rows) - len(lacking)
        told = tr("{stated} of {all} stated").format(stated=stated, all=len(self.rows))
        self._count.setText(told if lacking else tr("All {all} are stated").format(all=len(self.rows)))
