"""A program that keeps a desk open and lets it sync by itself, as an open window does, until it is told to end."""

from __future__ import annotations

import os
import signal
from pathlib import Path

from izanau_desktop.desk import Desk


def main() -> None:
    """Sync until SIGTERM."""
    signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGTERM})
    desk = Desk.open(Path(os.environ["IZANAU_DATA_DIR"]), driven=True)
    desk.live(lambda _report: None)
    signal.sigwait({signal.SIGTERM})
    desk.shut()
