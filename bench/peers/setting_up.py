"""Sets the peers up in build/peers, once: PouchDB by npm, Anki by pip in an environment of its own; or says what is missing."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Final

from bench.parts.served import ROOT

HERE: Final = ROOT / "build" / "peers"
POUCH: Final = ("pouchdb@9.0.0", "express-pouchdb@4.2.0", "express@4")
ANKI: Final = "anki==26.9.3"
_NODE: Final = ["apt-get", "install", "--yes", "--no-install-recommends", "-qq", "nodejs", "npm"]


def pouch() -> Path:
    """The folder with PouchDB's packages."""
    folder = HERE / "pouch"
    if not (folder / "done").exists():
        _need_node()
        folder.mkdir(parents=True, exist_ok=True)
        (folder / "package.json").write_text('{"private": true}\n', encoding="ascii")
        _run(["npm", "install", "--no-audit", "--no-fund", "--silent", *POUCH], folder)
        (folder / "done").touch()
    return folder


def anki() -> Path:
    """The Python of Anki's environment."""
    folder = HERE / "anki-environment"
    python = folder / "bin" / "python"
    if not (folder / "done").exists():
        HERE.mkdir(parents=True, exist_ok=True)
        _run([sys.executable, "-m", "venv", "--clear", str(folder)], HERE)
        _run([str(python), "-m", "pip", "install", "--quiet", ANKI], HERE)
        (folder / "done").touch()
    return python


def _need_node() -> None:
    missing = [name for name in ("node", "npm") if shutil.which(name) is None]
    if not missing:
        return
    if shutil.which("apt-get") is None or os.geteuid():
        sys.exit(
            f"PouchDB needs {' and '.join(missing)}, which this machine lacks. Install Node.js 18 or later with npm,\n"
            f"on Debian:  sudo {' '.join(_NODE)}"
        )
    _run(["apt-get", "update", "-qq"], ROOT)
    _run(_NODE, ROOT)


def _run(command: list[str], folder: Path) -> None:
    """Run a step; what it says on failure is the answer."""
    if subprocess.run(command, cwd=folder, check=False).returncode:
        sys.exit(f"a peer could not be set up; this step failed in {folder}:\n  {' '.join(command)}")
