"""A window that tells when it was painted: a bare one, or the real program's with its frame and then the person's rows."""

from __future__ import annotations

import json
import os
import sys
import time
from pathlib import Path

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QAbstractItemView, QApplication, QLabel, QMainWindow

BEGAN = "BENCH_BEGAN"
"""The monotonic clock, which all processes share, when the parent started this one."""
_told: dict[str, float] = {}


def _tell(name: str) -> None:
    _told.setdefault(name, time.monotonic() - float(os.environ[BEGAN]))


def _end(whole: bool) -> None:
    sys.stdout.write(json.dumps(_told) + "\n")
    sys.stdout.flush()
    if not whole:
        os._exit(0)
    QApplication.quit()


class Watch(QObject):
    """Notes the end of the painting in which a window (`frame`), or a list on screen with rows (`rows`), came first."""

    def __init__(self, wanted: str, *, whole: bool = False) -> None:
        """`whole`: end as a person ends it, not at once."""
        super().__init__()
        self._wanted, self._whole = wanted, whole
        self._painted: list[str] = []

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """See what is painted; the first other event after it tells that the painting is done."""
        if event.type() != QEvent.Type.Paint:
            self._done()
        elif isinstance(watched, QMainWindow):
            self._painted.append("frame")
        elif _has_rows(watched.parent()):
            self._painted.append("rows")
        if self._painted:
            QTimer.singleShot(0, self._done)
        return False

    def _done(self) -> None:
        painted, self._painted = self._painted, []
        for name in painted:
            _tell(name)
        if self._wanted in painted:
            _end(self._whole)


def _has_rows(view: QObject | None) -> bool:
    """Whether it is one of our lists of people or jobs, with somebody in it."""
    ours = isinstance(view, QAbstractItemView) and type(view).__module__.endswith((".richlist", ".applicants.picking"))
    return ours and isinstance(view, QAbstractItemView) and view.model().rowCount() > 0


def bare() -> None:
    """A window with one label and nothing else."""
    qt = QApplication(sys.argv[:1])
    watch = Watch("frame")
    qt.installEventFilter(watch)
    window = QMainWindow()
    window.setCentralWidget(QLabel("Izanau"))
    window.resize(1360, 840)
    window.show()
    qt.exec()


def real() -> None:
    """The program as the desktop's menu starts it."""
    qt = QApplication(sys.argv[:1])
    watch = Watch("rows")
    qt.installEventFilter(watch)
    from izanau_desktop.opening import open_window

    sys.argv[1:] = []
    open_window()


def demo() -> None:
    """`izanau demo` with its site: filled when it is not there yet."""
    from izanau_desktop.demo.run import run

    qt = QApplication(sys.argv[:1])
    watch = Watch("frame", whole=True)
    qt.installEventFilter(watch)
    run(Path(sys.argv[2]))


if __name__ == "__main__":
    {"bare": bare, "real": real, "demo": demo}[sys.argv[1]]()
