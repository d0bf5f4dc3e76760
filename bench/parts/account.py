"""Prepares a data folder: signs someone of the demo in, syncs if wanted, and makes a place the one opened last."""

from __future__ import annotations

import json
import sys
from pathlib import Path

from izanau_desktop.demo.run import ADDRESSES, PASSWORD
from izanau_desktop.desk import Desk
from izanau_desktop.preferences import Preferences
from izanau_desktop.vault import Keeper

ROLES = {"seeker": "seeker", "company": "company", "staff": "support"}


def sign_in(folder: Path, url: str, role: str, vault: Keeper | None = None) -> Desk:
    """The desk of the demo's person of this role."""
    return Desk.sign_in(folder, url, ADDRESSES[role], PASSWORD, vault)


def main() -> None:
    """`folder url role place [synced]`."""
    folder, url, role, place = Path(sys.argv[1]), sys.argv[2], sys.argv[3], sys.argv[4]
    desk = sign_in(folder, url, role)
    if "synced" in sys.argv[5:]:
        report = desk.sync()
        if report.problem is not None:
            raise RuntimeError(report.problem.code)
    desk.shut()
    known = Preferences(folder)
    known.set_last_place("role", ROLES[role])
    known.set_last_place(ROLES[role], place)
    known.save()
    sys.stdout.write(json.dumps({"folder": str(folder)}) + "\n")


if __name__ == "__main__":
    main()
