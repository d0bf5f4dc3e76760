"""Prepares a data folder: signs someone of the demo in, syncs if wanted, and makes a place the one opened last."""

from __future__ import annotations

import json
import sys
from datetime import timedelta
from pathlib import Path

from izanau_desktop import own_record
from izanau_desktop.demo.run import ADDRESSES, PASSWORD
from izanau_desktop.desk import Desk
from izanau_desktop.preferences import Preferences
from izanau_desktop.vault import Keeper
from izanau_protocol import ambient

SIGHTS = 300
ROLES = {"seeker": "seeker", "company": "company", "staff": "support"}


def sign_in(folder: Path, url: str, role: str, vault: Keeper | None = None) -> Desk:
    """The desk of the demo's person of this role."""
    return Desk.sign_in(folder, url, ADDRESSES[role], PASSWORD, vault)


def much_seen(desk: Desk) -> None:
    """What the site told last about who looked: as long as after a year of many applications."""
    who = {"group": "company", "company": "", "name": "A company"}
    days = [ambient.now() - timedelta(days=day) for day in range(SIGHTS)]
    items = [{"at": day.isoformat(), "deed": "page", "who": who, "what": "application"} for day in days]
    told = {"at": ambient.now().isoformat(), "value": {"items": items, "next": ""}}
    desk.cache.set_local(own_record.SHELF, own_record.SEEN.path, told)


def main() -> None:
    """`folder url role place [synced] [long]`."""
    folder, url, role, place = Path(sys.argv[1]), sys.argv[2], sys.argv[3], sys.argv[4]
    desk = sign_in(folder, url, role)
    if "synced" in sys.argv[5:]:
        report = desk.sync()
        if report.problem is not None:
            raise RuntimeError(report.problem.code)
    if "long" in sys.argv[5:]:
        much_seen(desk)
    desk.shut()
    known = Preferences(folder)
    known.set_last_place("role", ROLES[role])
    known.set_last_place(ROLES[role], place)
    known.save()
    sys.stdout.write(json.dumps({"folder": str(folder)}) + "\n")


if __name__ == "__main__":
    main()
