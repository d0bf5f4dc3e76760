"""Seats a desk of this run at the desktop that it is started on: its keys in the keychain, the applicants opened first."""

from __future__ import annotations

import json
import sys
from pathlib import Path

from bench.parts.desk import tell
from izanau_desktop.preferences import Preferences
from izanau_desktop.vault import Vault


def seat(folder: Path, keys: Path) -> None:
    """A data folder, and the file in which another program of the run kept its keys."""
    vault = Vault()
    for owner, name, value in json.loads(keys.read_text()):
        vault.put(owner, name, value)
    known = Preferences(folder)
    known.set_last_place("role", "company")
    known.set_last_place("company", "applicants")
    known.save()


if __name__ == "__main__":
    seat(Path(sys.argv[1]), Path(sys.argv[2]))
    tell({"seated": True})
