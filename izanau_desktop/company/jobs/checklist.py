"""What the law asks a job advertisement to state, item by item, with whether it is stated; a press goes to the field."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import Any

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtWidgets import QListView, QListWidget, QListWidgetItem, QWidget

from izanau_desktop.company.jobs import lacking
from izanau_desktop.look import icons
from izanau_desktop.look.style import wear
from izanau_desktop.look.tokens import ICON
from izanau_desktop.translation import tr
from izanau_desktop.widgets.flow import FlowLayout
from izanau_desktop.widgets.plain import Card, button, label
from izanau_protocol import rules

PATH = int(Qt.ItemDataRole.UserRole)
"""The field that an item leads to."""


class Checklist(Card):
    """The thirteen items of article 5-3 of the Employment Security Act. `wanted(path)`: go to that field."""

    wanted = Signal(str)

    def __init__(self, language: str) -> None:
        super().__init__(tr("What the law asks for"))
        self._count = label("", "small")
        self._language = language
        self._first = frozenset(item.field for item in rules.legal_items)
        """The fields that each stand for a whole item: missing alone, their name would only say it twice."""
        self.items: dict[str, QListWidgetItem] = {}
        self._names: dict[str, str] = {}
        self.missing: dict[str, str] = {}
        """The words of each item that is not stated in full, with the field that it leads to."""
        self.list = Items()
        self.list.setAccessibleName(tr("What the law asks for"))
        for item in rules.legal_items:
            words = item.words.of(language)
            self._names[item.id] = words[:1].upper() + words[1:]
            row = QListWidgetItem(self._names[item.id])
            row.setData(PATH, item.field)
            self.items[item.id] = row
            self.list.addItem(row)
        self.list.itemClicked.connect(self._go)
        self.list.itemActivated.connect(self._go)
        self.add(self._count, self.list)

    def show_job(self, body: Mapping[str, Any]) -> None:
        """Mark what is stated and what is not."""
        self.missing = {}
        for item in rules.legal_items:
            identity, row, paths = item.id, self.items[item.id], lacking.fields(item.id, dict(body))
            row.setIcon(icons.icon("circle" if paths else "circle-check", "warn" if paths else "ok"))
            row.setData(PATH, paths[0] if paths else item.field)
            name = self._names[identity]
            parts = tr(", ").join(lacking.words(path, self._language) for path in paths)
            is_part = len(paths) > 1 or (bool(paths) and paths[0] not in self._first)
            row.setText(tr("{item} — missing: {parts}").format(item=name, parts=parts) if is_part else name)
            if paths:
                self.missing[row.text()] = paths[0]
            told = tr("{item}: {state}").format(item=row.text(), state=tr("not stated") if paths else tr("stated"))
            row.setData(Qt.ItemDataRole.AccessibleTextRole, told)
            row.setToolTip(told)
        stated = len(self.items) - len(self.missing)
        told = tr("{stated} of {all} stated").format(stated=stated, all=len(self.items))
        self._count.setText(told if self.missing else tr("All {all} are stated").format(all=len(self.items)))
        self.list.fit()

    def _go(self, row: QListWidgetItem) -> None:
        self.wanted.emit(str(row.data(PATH)))


class Gaps(QWidget):
    """What is still to be stated, as links, for where the list itself is out of sight. `wanted(path)`: go to that field."""

    wanted = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self._flow = FlowLayout(self, 4)
        self._shown: dict[str, str] = {}
        self.setAccessibleName(tr("Still to be stated"))

    def show_missing(self, missing: Mapping[str, str]) -> None:
        """Name these."""
        self.setVisible(bool(missing))
        if missing == self._shown:
            return
        self._shown = dict(missing)
        self._flow.clear()
        told = label(tr("Still to be stated:"), "problem")
        told.setWordWrap(False)
        links = [button(words, "link", deed=partial(self.wanted.emit, path)) for words, path in missing.items()]
        told.setMinimumHeight(max((one.sizeHint().height() for one in links), default=0))
        for part in (told, *links):
            self._flow.addWidget(part)


class Items(QListWidget):
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
