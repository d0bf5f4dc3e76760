"""Where the data of this machine lie, open to their owner alone; apart from what reads them, which is slow to load."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
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
    with written_beside(path, data):
        pass


@contextmanager
def written_beside(path: Path, data: bytes) -> Iterator[None]:
    """The same, written through beside its place already: it gets its name once what is done here came to an end."""
    part = path.with_name(f".{path.name}.part")
    try:
        handle = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | getattr(os, "O_BINARY", 0), 0o600)
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())  # else its name may outlive the power alone
        yield
        part.replace(path)
    except BaseException:
        with suppress(OSError):  # rule: it may never have been there, and what came before is told
            part.unlink()
        raise
    if sys.platform != "win32":  # there a folder cannot be opened, and a new name is written through
        folder = os.open(path.parent, os.O_RDONLY)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)
