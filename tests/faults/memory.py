"""Where the proofs write without a disk: in memory, where the system has room for that."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Final

_PLACE: Final = Path("/dev/shm")
_ROOM: Final = 1_000_000_000
"""Bytes that have to be free: containers often have 64 MB there, which a few runs fill."""


def memory_folder() -> Path | None:
    """The folder for what is not to be written to a disk; None where there is none, or too little room in it."""
    return _PLACE if _PLACE.is_dir() and shutil.disk_usage(_PLACE).free >= _ROOM else None
