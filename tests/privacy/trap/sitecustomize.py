"""Loaded by a started program before anything of its own: notes whom it speaks to, and stumbles when it is told to."""

from __future__ import annotations

import os
import signal
import sys
import threading

HEARD = ("socket.connect", "socket.getaddrinfo", "socket.gethostbyname", "socket.sendto")
WORDS = os.environ.get("TRAP_WORDS", "")
"""What the errors that are planted here quote."""


def hear(event: str, arguments: tuple[object, ...]) -> None:
    """Note every address and every name that is asked for."""
    if event in HEARD:
        told = arguments[1] if event in ("socket.connect", "socket.sendto") else arguments[:2]
        with open(os.environ["TRAP_HEARD"], "a", encoding="utf-8") as file:  # noqa: PTH123 - pathlib is not there so early
            file.write(f"{event} {told!r}\n")


def stumble() -> None:
    """An error that nobody catches, full of somebody."""
    person = {"name": WORDS}
    raise ValueError(f"no such thing as {person['name']} of {WORDS!r}")


def stumble_here(*_: object) -> None:
    """In the thread of the window, from its loop: raised between any two steps, an error may come out in the midst of Qt."""
    from PySide6.QtCore import QTimer

    QTimer.singleShot(0, stumble)


def stumble_aside(*_: object) -> None:
    """In another thread."""
    threading.Thread(target=stumble, name="aside").start()


if "TRAP_HEARD" in os.environ:
    sys.addaudithook(hear)
if WORDS:
    signal.signal(signal.SIGUSR1, stumble_here)
    signal.signal(signal.SIGUSR2, stumble_aside)
