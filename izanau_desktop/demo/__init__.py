"""The demo: a site of its own with believable data on this computer, and windows in any role."""

from __future__ import annotations

import subprocess
import sys


def start_beside() -> None:
    """Start the demo as a program of its own."""
    subprocess.Popen([sys.executable, "-m", "izanau_desktop.cli", "demo"])
