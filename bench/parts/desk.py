"""A desk of the bench's company: signed in, with a cache on the disk, asked and told line by line."""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any, Final

from bench.parts.corpus import EMAIL, PASSWORD
from izanau_desktop.desk import Desk
from izanau_desktop.sync.report import SyncReport
from izanau_desktop.vault import SessionVault

_PAUSE: Final = 0.02
_MOST: Final = 10800.0


class Kept(SessionVault):
    """A keychain of this run alone, with a cache on the disk as on anyone's desk."""

    lasting = True


class Filed(Kept):
    """A keychain of this folder alone, for the programs of one run."""

    def __init__(self, file: Path) -> None:
        super().__init__()
        self._file = file
        held = json.loads(file.read_text()) if file.exists() else []
        self._items = {(owner, name): value for owner, name, value in held}

    def put(self, owner: str, name: str, value: str) -> None:
        """Keep an item in the file."""
        super().put(owner, name, value)
        self._file.write_text(json.dumps([[*key, value] for key, value in self._items.items()]))


def signed_in(folder: Path, url: str, vault: Kept | None = None) -> Desk:
    """A new desk of the owner of the bench's company."""
    return Desk.sign_in(folder, url, EMAIL, PASSWORD, vault or Kept())


def synced(desk: Desk) -> SyncReport:
    """Sync once. Raises RuntimeError where it did not get through."""
    report = desk.sync()
    if report.problem is not None:
        raise RuntimeError(report.problem.code)
    return report


def until(is_so: Callable[[], bool], since: float) -> float:
    """Seconds from a moment until something is so."""
    while not is_so():
        if time.perf_counter() - since > _MOST:
            raise RuntimeError(f"not so after {_MOST} s")
        time.sleep(_PAUSE)
    return time.perf_counter() - since


def tell(found: dict[str, Any]) -> None:
    """Print a line."""
    sys.stdout.write(json.dumps(found) + "\n")
    sys.stdout.flush()
