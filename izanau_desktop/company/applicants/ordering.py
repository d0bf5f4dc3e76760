"""The order of the list: the button that says it, and the menu of those that it can have."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from msgspec.structs import replace
from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QWidget

from izanau_desktop.cache.reads.applicants import View
from izanau_desktop.translation import tr
from izanau_desktop.widgets.plain import button

ORDERS: Final[tuple[tuple[str, bool, Callable[[], str]], ...]] = (
    ("applied", True, lambda: tr("newest first")),
    ("applied", False, lambda: tr("oldest first")),
    ("name", False, lambda: tr("by name")),
    ("japanese", True, lambda: tr("best Japanese first")),
    ("years", True, lambda: tr("most experience first")),
    ("since", False, lambda: tr("longest at their stage first")),
    ("ends", False, lambda: tr("stay ending soonest first")),
    ("fit", True, lambda: tr("best visa and language fit first")),
    ("match", True, lambda: tr("best match first")),
)
"""The orders that are offered, each as it is called; never by birthday, age or citizenship (PRV-28)."""


class Ordering(QObject):
    """`chosen(sort, down)` wants another order. The best match is offered while words are searched; of nothing it is the newest."""

    chosen = Signal(str, bool)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.button = button("", "link", deed=self.offer)
        self.menu = QMenu(self.button)
        self.menu.setAccessibleName(tr("Order"))
        self.sort, self.down, self._searches = "applied", True, False

    def show_order(self, view: View, *, searches: bool) -> None:
        """Say the order of a view; `searches`: it has words, which may be found better or worse."""
        is_newest = view.sort == "match" and not searches
        self.sort, self.down = ("applied", True) if is_newest else (view.sort, view.down or view.sort == "match")
        self._searches = searches
        name = next((name() for sort, down, name in ORDERS if (sort, down) == (self.sort, self.down)), "")
        if not name:
            column = next(name() for sort, _, name in ORDERS if sort == self.sort)
            name = tr("{order}, the other way round").format(order=column)
        self.button.setText(name)
        self.button.setAccessibleName(tr("Order: {order}").format(order=name))

    def offer(self) -> None:
        """Open the menu."""
        self.menu.clear()
        for sort, down, name in ORDERS:
            if sort == "match" and not self._searches:
                continue
            action = QAction(name(), self.menu)
            action.setCheckable(True)
            action.setChecked((self.sort, self.down) == (sort, down))
            action.triggered.connect(lambda _=False, sort=sort, down=down: self.chosen.emit(sort, down))
            self.menu.addAction(action)
        self.menu.popup(self.button.mapToGlobal(self.button.rect().bottomLeft()))


def turned(view: View, sort: str) -> View:
    """A view after a press on the head of a column: by it, and the other way round at the next press."""
    first = next(down for name, down, _ in ORDERS if name == sort)
    return replace(view, sort=sort, down=not view.down if view.sort == sort else first)
