"""How a test ends the program of a window."""

from __future__ import annotations

from pytestqt.qtbot import QtBot

from izanau_desktop.app import App


def end(app: App, qtbot: QtBot) -> None:
    """Close the window and all that belongs to it."""
    app.end()
    assert app.window is not None
    app.window.close()
    app.window.deleteLater()
    with qtbot.waitSignal(app.destroyed):
        app.deleteLater()
