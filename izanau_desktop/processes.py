"""How a part of the program is started as a process of its own, out of the bundle too."""

from __future__ import annotations

import sys


def command(module: str, *words: str) -> list[str]:
    """What starts a module; `-P`, so that nothing of the folder where somebody works is taken for a part of the program."""
    return [sys.executable, "-P", "-m", module, *words]
