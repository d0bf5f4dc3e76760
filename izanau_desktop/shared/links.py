"""The way from one page to another of the same window."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from izanau_desktop.commands import Commands
from izanau_desktop.window import Window


def open_place(origin: QWidget, commands: Commands, place: str) -> QWidget | None:
    """Open a place of the window that a page stands in; its page, or None where there is no such place."""
    window = origin.window()
    commands.run(f"go.{place}")
    return window.page(place) if isinstance(window, Window) else None
