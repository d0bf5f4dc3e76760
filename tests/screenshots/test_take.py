"""The studio in which pictures are taken leaves nothing behind over which Qt falls when the process ends."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

from PySide6.QtWidgets import QApplication, QLabel, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from izanau_desktop.demo.run import NOWHERE, Demo
from izanau_desktop.demo.site import DemoSite
from izanau_desktop.vault import SessionVault
from izanau_desktop.widgets.turns import Turns
from tests.desktop.apps import end
from tests.screenshots.take import Studio
from tests.screenshots.windows import window_of

MANY = 2_000
"""Parts that are still being built when the window goes."""


def parts(page: QWidget) -> Iterator[None]:
    layout = QVBoxLayout(page)
    for number in range(MANY):
        layout.addWidget(QLabel(str(number)))
        yield


def test_studio_ends_with_no_window_in_sight_or_half_built(qapp: QApplication, tmp_path: Path, qtbot: QtBot) -> None:
    site = DemoSite(tmp_path, NOWHERE, subprocess.Popen([sys.executable, "-c", ""], text=True))
    site.process.wait()
    demo = Demo(qapp, tmp_path, site, SessionVault())
    studio = Studio(demo, tmp_path, NOWHERE, tmp_path)
    app = studio._app("start")
    window = window_of(app)
    page = QWidget(window)
    turns = Turns(page)
    page.show()
    turns.add("parts", parts(page))
    assert turns.is_building
    studio.close()
    assert not window.isVisible()
    assert len(page.findChildren(QLabel)) == MANY
    end(app, qtbot)
    demo.deleteLater()
