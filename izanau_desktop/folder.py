"""Where the data of this machine lie; apart from what reads them, so that a window is painted before that is loaded."""

from __future__ import annotations

import os
from pathlib import Path


def data_folder(given: str | Path | None = None) -> Path:
    """The data folder: as given, else `IZANAU_DATA_DIR`, else the platform's."""
    chosen = given or os.environ.get("IZANAU_DATA_DIR")
    if chosen:
        return Path(chosen)
    import platformdirs

    return platformdirs.user_data_path("izanau", appauthor=False)
