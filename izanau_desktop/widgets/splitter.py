"""A splitter that remembers where the person put its handle."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QSplitter, QWidget

from izanau_desktop.look import fonts
from izanau_desktop.look.tokens import BODY
from izanau_desktop.preferences import Preferences


class Splitter(QSplitter):
    """Panes beside one another; the window that shows it has it `remember` its sizes under its name."""

    def __init__(self, name: str, *panes: QWidget, sizes: tuple[int, ...] = (), parent: QWidget | None = None) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self._name = f"splitter/{name}"
        self.setChildrenCollapsible(False)
        self.setHandleWidth(1)
        for pane in panes:
            self.addWidget(pane)
        self._given, self._is_own = sizes, False

    def remember(self, preferences: Preferences) -> None:
        """Take the sizes of last time, and keep those that the person gives it from now on."""
        self._is_own = self.restoreState(preferences.layout(self._name))
        self.splitterMoved.connect(lambda *_: setattr(self, "_is_own", True))
        self.splitterMoved.connect(lambda *_: preferences.set_layout(self._name, self.saveState()))

    def event(self, event: QEvent) -> bool:
        """Give the panes their sizes once it is styled: to do so Qt measures all that is in them, which their page may be built on for."""
        done = super().event(event)
        if event.type() == QEvent.Type.Polish:
            self.setStretchFactor(self.count() - 1, 1)
            self._spread()
        return done

    def changeEvent(self, event: QEvent) -> None:
        """A list of enlarged type gets more room, unless the person gave it some."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange and self.testAttribute(Qt.WidgetAttribute.WA_WState_Polished):
            self._spread()

    def _spread(self) -> None:
        if self._given and not self._is_own:
            first, *rest = self._given
            self.setSizes([round(first * fonts.pixels(self.font()) / BODY), *rest])
