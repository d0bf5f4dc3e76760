"""What the system says of the network: whether it is there, and whether it is metered."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal
from PySide6.QtNetwork import QNetworkInformation


class Network(QObject):
    """Follows the network. `back`: it is there again; `weighed(metered)`: whether it is metered may have changed.

    Where the system says nothing, the network is taken to be there, and not metered.
    """

    back = Signal()
    weighed = Signal(bool)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.metered = False
        self._there = True
        self._system = QNetworkInformation.instance() if QNetworkInformation.loadDefaultBackend() else None
        if self._system is not None:
            self._system.reachabilityChanged.connect(self._look)
            self._system.isMeteredChanged.connect(self._look)
            self._look()

    def tell(self, *, there: bool, metered: bool) -> None:
        """Note how the network is now."""
        was, self._there = self._there, there
        if there and not was:
            self.back.emit()
        if metered != self.metered:
            self.metered = metered
            self.weighed.emit(metered)

    def _look(self) -> None:
        assert self._system is not None
        away = (QNetworkInformation.Reachability.Disconnected, QNetworkInformation.Reachability.Local)
        self.tell(there=self._system.reachability() not in away, metered=self._system.isMetered())
