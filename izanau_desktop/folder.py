"""Where the data of this machine lie, open to their owner alone; apart from what reads them, which is slow to load."""

from __future__ import annotations

import os
import sys
from pathlib import Path


def data_folder(given: str | Path | None = None) -> Path:
    """The data folder: as given, else `IZANAU_DATA_DIR`, else the platform's."""
    chosen = given or os.environ.get("IZANAU_DATA_DIR")
    if chosen:
        return Path(chosen)
    import platformdirs

    return platformdirs.user_data_path("izanau", appauthor=False)


def private_folder(path: Path) -> Path:
    """Make a folder that only its owner can enter."""
    path.mkdir(parents=True, exist_ok=True)
    if sys.platform != "win32":
        path.chmod(0o700)
    return path


def write_private(path: Path, data: bytes) -> None:
    """Write a file that only its owner can read, whole or not at all, and there for good once this returns."""
    new = path.with_name(f"{path.name}.new")
    handle = os.open(new, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | getattr(os, "O_BINARY", 0), 0o600)
    with os.fdopen(handle, "wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
    new.replace(path)
    if sys.platform != "win32":  # there a folder cannot be opened, and a new name is written through
        folder = os.open(path.parent, os.O_RDONLY)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)
