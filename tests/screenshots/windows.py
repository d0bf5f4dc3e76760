"""Finds what is on screen in the window of an app, and gives its commands."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from PySide6.QtWidgets import QWidget

from izanau_desktop.app import App
from izanau_desktop.window import Window
from tests.screenshots.loop import until

W = TypeVar("W", bound=QWidget)
SOMEBODY = "seeker@demo.example"
"""The seeker of the demo."""


def window_of(app: App) -> Window:
    """The window, which is there."""
    assert app.window is not None
    return app.window


def the(app: App, kind: type[W]) -> W:
    """The one widget of a class that is on screen, or the first that there is."""
    found = window_of(app).findChildren(kind)
    assert found, kind
    return next((one for one in found if one.isVisible()), found[0])


def run(command: str) -> Callable[[App], object]:
    """Gives a command, once it can be given."""

    def opening(app: App) -> None:
        commands = window_of(app).commands
        assert until(lambda: commands.run(command)), command
        until(lambda: app.background.wait(0))

    return opening
