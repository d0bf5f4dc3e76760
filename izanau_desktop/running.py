"""Runs the window's program from its first paint to its last window; nothing else here holds an event loop."""

from __future__ import annotations

import sys
from pathlib import Path

from PySide6.QtWidgets import QApplication

from izanau_desktop.app import App
from izanau_desktop.crash import hooks
from izanau_desktop.crash.notice import CrashNotices
from izanau_desktop.garbage import Garbage


def run(folder: Path, site: str = "", account: str | None = None) -> int:
    """Open the window and stay until the last one is closed; the exit code."""
    qt = QApplication.instance() or QApplication(sys.argv[:1])
    assert isinstance(qt, QApplication)
    qt.setApplicationName("Izanau")
    qt.setDesktopFileName("izanau")
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    crashes = hooks.install(folder)
    Garbage(qt)
    app = App(qt, folder, site, account)
    CrashNotices(app, crashes)
    app.start()
    return int(qt.exec())
