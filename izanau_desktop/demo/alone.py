"""The demo where there is no display: a virtual one, and the tour that drives the real windows in it from outside."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

from izanau_desktop import tour
from izanau_desktop.demo.site import NoSite
from izanau_desktop.tour.display import MissingProgramError, desktop_session
from izanau_desktop.tour.seat import izanau_command

MAIN = Path(tour.__file__).with_name("__main__.py")


def run(data: Path, applicants: int = 1500) -> int:
    """Drive the whole story, leaving transcript and pictures; the exit code is not 0 when a step failed."""
    folder = data / "demo" / "tour"
    shutil.rmtree(folder, ignore_errors=True)
    inner, pictures = folder / "data", folder / "pictures"
    inner.mkdir(parents=True)
    sys.stderr.write(f"No display: the story is told on a virtual one. Transcript and pictures: {pictures}\n")
    try:
        with desktop_session() as env:
            settings = {"IZANAU_DATA_DIR": str(inner), "LC_ALL": "C.UTF-8"}
            command = [*izanau_command(), "demo", "--applicants", str(applicants)]
            told = [sys.executable, str(MAIN), "story", str(inner / "demo"), str(pictures), *command]
            return subprocess.run(told, env={**env, **settings}, check=False).returncode
    except MissingProgramError as missing:
        raise NoSite(f"without a display the demo needs a virtual one: {missing}") from missing
