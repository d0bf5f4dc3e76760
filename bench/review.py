"""The review desk over many applicants: each deed of the hand until it is painted, beside Qt's own proxy over the same encrypted rows."""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from pathlib import Path
from statistics import median
from typing import Any, Final

from bench.parts import served
from bench.parts.place import ROOT, Place
from bench.parts.report import tell
from bench.parts.served import Talk
from bench.start import once
from izanau_desktop.tour.display import desktop_session

AIMS: Final = {
    "page opened": "60 / 100",
    "page held": "50",
    "a key typed": "15 / 40",
    "sorted": "15 / 30",
    "a search sorted otherwise": "300",
    "a jump": "15 / 30",
    "a frame scrolled": "8 / 16",
    "facets": "60 / 120",
    "J or K": "30 / 60",
    "a thousand summed up": "100",
    "a thousand done": "300",
    "start": "1.1 times, of a million 1.2",
    "held": "50 beyond what nobody touches",
}
"""Milliseconds at p50 and p99, of 100,000 applicants; of deeds on many at p50, without the window. `page held` is the time of the
processor for which the page holds the UI thread in one go as it is made and put into its window; `held` the longest that the whole
program lets an event wait while one steps, pages and searches."""
_FEW: Final = 30
"""Applicants of an almost empty cache: a screen of rows, so that as much is painted."""
_STARTS: Final = 5


def measure(size: int, runs: int) -> dict[str, Any]:
    """So many applicants."""
    with (
        tempfile.TemporaryDirectory(prefix="izanau-bench-", ignore_cleanup_errors=True) as name,
        desktop_session() as env,
    ):
        folder = Path(name)
        made = served.run("applied", folder / "desk", size)
        ours = _run(env, folder / "desk", runs)
        control = _run(env, folder / "desk", runs, "control")
        served.run("applied", folder / "few", _FEW)
        program = _started(env, folder) | _held(env, folder / "desk")
    return {"applicants": size, **made} | read(ours, control) | program


def _started(env: dict[str, str], folder: Path) -> dict[str, Any]:
    """The program from its start to the first rows painted, over this cache and over an almost empty one, in turn."""
    took: dict[str, list[float]] = {"few": [], "desk": []}
    for name in took:
        Talk("seated", folder / name / "data", folder / name / "keys.json", env=env).told()
    for _ in range(_STARTS + 1):
        for name, times in took.items():
            seat = {**env, "IZANAU_DATA_DIR": str(folder / name / "data"), "PYTHONPATH": str(ROOT), "LC_ALL": "C.UTF-8"}
            times.append(once(Place(folder, "", seat), "real")["rows"] * 1000)
    few, many = (median(times[1:]) for times in took.values())  # the first reads the files
    return {"start": f"{many:.0f} ms, {many / few:.2f} times that of {_FEW} applicants, aim {AIMS['start']}"}


def _held(env: dict[str, str], desk: Path) -> dict[str, Any]:
    """The program at rest in use, beside a bare window that nobody touches."""
    idle = Talk("inuse", "idle", env=env)
    found = Talk("insync", desk / "data", desk / "keys.json", 0, 0, env=env)
    found.told()
    deeds, control = found.told(), idle.last()["idle"]["most"]
    most = max(told["most"] for deed, told in deeds.items() if deed.endswith("at rest"))
    return {"held": f"{most:.0f} ms, {control:.0f} where nobody touches, aim {AIMS['held']}"}


def read(ours: dict[str, list[float]], control: dict[str, list[float]]) -> dict[str, Any]:
    """Each deed as p50 / p99 in milliseconds, with the aim, and what Qt's proxy took."""
    found: dict[str, Any] = {}
    for deed, times in ours.items():
        if deed != "memory_mb":
            aim = f", aim {AIMS[deed]}" if deed in AIMS else ""
            beside = f"; proxy {_percentiles(control[deed])}" if deed in control else ""
            found[deed] = f"{_percentiles(times)} ms of {len(times)}{aim}{beside}"
    found["memory_mb"] = round(ours["memory_mb"][0])
    found["proxy_memory_mb"] = round(control["memory_mb"][0])
    return found


def _percentiles(times: list[float]) -> str:
    order = sorted(times)
    return f"{order[len(order) // 2]:.1f} / {order[min(len(order) - 1, len(order) * 99 // 100)]:.1f}"


def _run(env: dict[str, str], folder: Path, runs: int, *words: str) -> dict[str, list[float]]:
    command = [sys.executable, "-m", "bench.parts.reviewing", str(folder), str(runs), *words]
    whole = {**env, "PYTHONPATH": str(ROOT), "LC_ALL": "C.UTF-8"}
    done = subprocess.run(command, env=whole, cwd=ROOT, stdout=subprocess.PIPE, text=True, check=True)
    found: dict[str, list[float]] = json.loads(done.stdout.splitlines()[-1])
    return found


if __name__ == "__main__":
    tell("review", measure, size=100_000, runs=1)
