"""The demo: a site of its own with believable data on this computer, and windows in any role."""

from __future__ import annotations

from izanau_desktop import processes


def start_beside() -> None:
    """Start the demo as a program of its own."""
    from PySide6.QtCore import QProcess  # the package is also the command's, which has no Qt

    program, *words = processes.command("izanau_desktop.cli", "demo")
    QProcess.startDetached(program, words)
