"""A desk that pulls: how long until its first screen, until all is there, searchable, and joined; its memory."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any, Final

from bench.parts.corpus import EMAIL, EVERYONE, changed, word
from bench.parts.desk import Filed, signed_in, synced, tell, until
from bench.parts.served import forget_most, memory
from izanau_desktop.cache import joining
from izanau_desktop.cache.reads import company
from izanau_desktop.cache.reads.applicants import View
from izanau_desktop.desk import Desk
from izanau_desktop.sync import indexer
from izanau_desktop.sync.report import SyncReport

_INDEXER: Final = indexer.__name__.encode()
_SCREEN: Final = 30
"""Rows that a screen of applicants shows."""


def first_pull(desk: Desk, count: int) -> dict[str, Any]:
    """The first pull of a new desk that syncs by itself, looked at as a window would."""
    forget_most()
    before, since = memory(), time.perf_counter()
    pulled: list[float] = []
    beside = 0.0

    def reached(is_so: Callable[[], bool]) -> float:
        """Seconds until something is so; the indexing process, which comes and goes meanwhile, is looked at all along."""

        def looked() -> bool:
            nonlocal beside
            beside = max(beside, indexer_memory())
            return is_so()

        return until(looked, since)

    def told(report: SyncReport) -> None:
        if report.requests:  # a whole sync, not the news of one under way
            pulled.append(time.perf_counter() - since)

    desk.live(told)
    shown = reached(lambda: len(company.applicants(desk.cache, View(), _SCREEN).items) == _SCREEN)
    stored = reached(lambda: bool(pulled))
    found = reached(lambda: company.applicants(desk.cache, View(query=word(0)), 1).total == 1)
    if company.applicants(desk.cache, View(query=EVERYONE), 1).total != count:
        raise RuntimeError("not all applicants are found")
    joined = reached(lambda: not desk.cache.look(joining.is_due))
    most = memory(what="VmHWM")
    return {
        "first_screen_s": shown,
        "stored_s": pulled[0],
        "searchable_s": max(stored, found),
        "joined_s": joined,
        "memory_mb": most - before,
        "indexer_mb": beside,
    }


def indexer_memory() -> float:
    """The most that the process that fills the index had in memory so far; 0 where there is none.

    Asked of the process itself: what is told of one that has ended, or has yet to begin its program, counts its parent,
    from which it was forked.
    """
    children = (pid for task in Path("/proc/self/task").glob("*/children") for pid in task.read_text("ascii").split())
    try:
        return sum([memory(pid, "VmHWM") for pid in children if _INDEXER in Path(f"/proc/{pid}/cmdline").read_bytes()])
    except (OSError, StopIteration):  # rule: it has ended meanwhile
        return 0.0


def rows(desk: Desk) -> dict[str, int]:
    """How many rows there are, by table."""
    with desk.cache.file.read() as connection:
        tables = ("document", "shown", "facet", "search", "applicant", "search_applicant")
        return {name: connection.exec_driver_sql(f"SELECT count(*) FROM {name}").scalar_one() for name in tables}


def later(desk: Desk, count: int, turn: int) -> dict[str, Any]:
    """A pull of what changed since: so many profiles, for the time of this number."""
    busy, since = time.process_time(), time.perf_counter()
    synced(desk)
    searchable = until(lambda: company.applicants(desk.cache, View(query=changed(turn)), 1).total == count, since)
    return {"searchable_s": searchable, "processor_s": time.process_time() - busy}


def main() -> None:
    """`folder url count`; then for each line `count time` of what changed, pull that."""
    folder, url = Path(sys.argv[1]), sys.argv[2]
    vault = Filed(folder.with_name(f"{folder.name}.keys.json"))
    desk = signed_in(folder, url, vault)
    busy = sum(os.times()[:4])
    found = first_pull(desk, int(sys.argv[3]))
    desk.shut()
    took = os.times()
    found["processor_s"] = sum(took[:4]) - busy  # with the process that fills the index
    found["indexer_processor_s"] = took.children_user + took.children_system
    desk = Desk.open(folder, url, EMAIL, vault)  # syncs when told to only, from here on
    tell(found | {"rows": rows(desk)})
    for line in sys.stdin:
        tell(later(desk, *map(int, line.split())))
    desk.shut()


if __name__ == "__main__":
    main()
