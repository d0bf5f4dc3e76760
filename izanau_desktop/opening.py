"""The entry point `izanau-desktop`: straight to the window, past the command line where nothing was asked of it."""

from __future__ import annotations

import gc
import sys


def open_window() -> None:
    """Open the window; with words after the name do as `izanau` does."""
    if len(sys.argv) > 1:
        from izanau_desktop.cli import open_window as as_asked

        as_asked()
        return
    gc.disable()  # what importing makes stays; the window looks for garbage itself once it is there
    from izanau_desktop.folder import data_folder
    from izanau_desktop.running import run

    sys.exit(run(data_folder()))


if __name__ == "__main__":
    open_window()
