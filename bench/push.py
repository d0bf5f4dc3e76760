"""A push of what was edited offline, against the site writing the same documents in one process, batched alike."""

from __future__ import annotations

import shutil
import tempfile
import time
from pathlib import Path
from statistics import median
from typing import Any

from bench.parts import inprocess, served
from bench.parts.report import tell
from bench.parts.served import Talk
from izanau_desktop.cache.answers import MOST_PUSHES
from izanau_protocol import ambient
from izanau_site.site import Site
from izanau_site.store import Change

AIM = 2.0


def written(site: Site, moment: str) -> list[Change]:
    """The notes and applications as they were written since a moment, in the order of writing."""
    with site.store.transaction() as connection:
        found = [one for kind in ("application", "note") for one in site.store.list(connection, kind)]
    some = sorted((one for one in found if one.written > moment), key=lambda one: one.written)
    return [Change(kind=one.kind, id=one.id, body=one.body, account=one.account) for one in some]


def bare(site: Site, changes: list[Change]) -> float:
    """Seconds of writing them, so many in a transaction."""
    since = time.perf_counter()
    for first in range(0, len(changes), MOST_PUSHES):
        with site.store.transaction(write=True) as connection:
            site.store.write(connection, changes[first : first + MOST_PUSHES])
    return time.perf_counter() - since


def measure(size: int, runs: int) -> dict[str, Any]:
    """So many edits, half of them notes, half of them moves of an application, by the owner of a company with as many applicants."""
    found: dict[str, list[float]] = {}
    with tempfile.TemporaryDirectory(prefix="izanau-bench-", ignore_cleanup_errors=True) as name:
        folder = Path(name)
        served.run("corpus", folder / "site", size)
        shutil.copytree(folder / "site", folder / "bare")
        with served.site(folder / "site") as site:
            desk = Talk("pusher", folder / "desk", site.url)
            desk.told()
            for turn in range(runs):
                moment, busy = ambient.timestamp(), site.processor()
                pushed = desk.ask(size, turn)
                pushed["site_processor_s"] = site.processor() - busy
                with inprocess.opened(folder / "site") as theirs, inprocess.opened(folder / "bare") as ours:
                    changes = written(theirs, moment)
                    pushed["floor_s"] = bare(ours, changes)
                pushed["ratio"] = pushed["s"] / pushed["floor_s"]
                for figure, value in pushed.items():
                    found.setdefault(figure, []).append(value)
            desk.end()
    told = {figure: round(median(values), 3) for figure, values in found.items()}
    return {"database": "sqlite", "runs": runs, "edits": size, "written": len(changes), **told, "ratio_aim": AIM}


if __name__ == "__main__":
    tell("push", measure, size=4_000, runs=5)
