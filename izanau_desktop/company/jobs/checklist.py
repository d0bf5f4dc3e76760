"""What the law asks a job advertisement to state, item by item, with whether it is stated; a press goes to the field."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtWidgets import QListView, QListWidget, QListWidgetItem

from izanau_desktop.look import icons
from izanau_desktop.look.style import wear
from izanau_desktop.look.tokens import ICON
from izanau_desktop.translation import tr
from izanau_desktop.widgets.plain import Card, label
from izanau_protocol import rules


class Checklist(Card):
    """The thirteen items of article 5-3 of the Employment Security Act. `wanted(path)`: go to that field."""

    wanted = Signal(str)

    def __init__(self, language: str) -> None:
        super().__init__(tr("What the law asks for"))
        self._count = label("", "small")
        self.items: dict[str, QListWidgetItem] = {}
        self.list = _Items()
        self.list.setAccessibleName(tr("What the law asks for"))
        for item in rules.legal_items:
            words = item.words.of(language)
            row = QListWidgetItem(words[:1].upper() + words[1:])
            row.setData(Qt.ItemDataRole.UserRole, item.field)
            self.items[item.id] = row
            self.list.addItem(row)
        self.list.itemClicked.connect(self._go)
        self.list.itemActivated.connect(self._go)
        self.add(self._count, self.list)

    def show_job(self, body: Mapping[str, Any]) -> None:
        """Mark what is stated and what is not."""
        lacking = rules.missing_legal_items(dict(body))
        for identity, row in self.items.items():
            missing = identity in lacking
            row.setIcon(icons.icon("circle" if missing else "circle-check", "warn" if missing else "ok"))
            state = tr("not stated") if missing else tr("stated")
            told = tr("{item}: {state}").format(item=row.text(), state=state)
            row.setData(Qt.ItemDataRole.AccessibleTextRole, told)
            row.setToolTip(told)
        stated = len(self.items) - len(lacking)
        told = tr("{stated} of {all} stated").format(stated=stated, all=len(self.items))
        self._count.setText(told if lacking else tr("All {all} are stated").format(all=len(self.items)))

        self.list.fit()

    def _go(self, row: QListWidgetItem) -> None:
        self.wanted.emit(str(row.data(Qt.ItemDataRole.UserRole)))


class _Items(QListWidget):
    """As high as its items, whose words break where they must."""

    def __init__(self) -> None:
        super().__init__()
        wear(self, "nav")
        self.setWordWrap(True)
        self.setSpacing(2)
        self.setIconSize(QSize(ICON, ICON))
        self.setFrameShape(QListWidget.Shape.NoFrame)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)

    def resizeEvent(self, event: Any) -> None:
        """Take the height that the words need at this width."""
        super().resizeEvent(event)
        self.fit()

    def changeEvent(self, event: QEvent) -> None:
        """Another size of type needs another height."""
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self.fit()

    def fit(self) -> None:
        """Take the height of the items as they are laid out now."""
        self.doItemsLayout()
        last = self.item(self.count() - 1)
        if last is not None:
            self.setFixedHeight(self.visualItemRect(last).bottom() + self.verticalOffset() + 8)
