"""How long nobody has touched keyboard or mouse in any window of this program, also while the machine slept."""

from __future__ import annotations

from datetime import datetime
from typing import Final

from PySide6.QtCore import QEvent, QObject
from PySide6.QtGui import QGuiApplication, QWindow

from izanau_protocol import ambient

_TOUCHES: Final = frozenset(
    {
        QEvent.Type.KeyPress,
        QEvent.Type.MouseButtonPress,
        QEvent.Type.MouseMove,
        QEvent.Type.Wheel,
        QEvent.Type.TouchBegin,
        QEvent.Type.TabletPress,
        QEvent.Type.InputMethod,
    }
)


class Idle(QObject):
    """Watches the windows that have the keyboard: they get few events, the widgets in them far too many."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._since: tuple[float, datetime] = (0.0, ambient.now())
        self.touched()
        application = QGuiApplication.instance()
        assert isinstance(application, QGuiApplication)
        application.focusWindowChanged.connect(self._watch)
        self._watch(QGuiApplication.focusWindow())

    def touched(self) -> None:
        """Somebody is there."""
        self._since = (ambient.monotonic(), ambient.now())

    def seconds(self) -> float:
        """For how long nobody was: by the clock on the wall too, since the other stands while the machine sleeps."""
        began, at = self._since
        return max(ambient.monotonic() - began, (ambient.now() - at).total_seconds())

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Take note of a touch, and keep nothing from anybody."""
        if event.type() in _TOUCHES:
            self.touched()
        return False

    def _watch(self, window: QWindow | None) -> None:
        if window is not None:
            window.removeEventFilter(self)  # never twice
            window.installEventFilter(self)
