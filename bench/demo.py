"""From the start of `izanau demo` to its window: the first time, when its site is filled, and when it goes on."""

from __future__ import annotations

import time
from dataclasses import replace
from typing import Any

from bench.parts.painted import BEGAN
from bench.parts.place import Place, place
from bench.parts.report import tell

FILL_AIM, AGAIN_AIM = 15, 10


def once(at: Place, *what: str) -> float:
    """Seconds from the start of one process to its painted frame."""
    began = {BEGAN: str(time.monotonic())}
    found: float = replace(at, env={**at.env, **began}).run("painted", *what)["frame"]
    return found


def measure() -> dict[str, Any]:
    """2,000 seekers, 300 jobs and 1,500 applications to one company."""
    with place(applicants=20) as at:
        data = str(at.folder / "data")
        bare = once(at, "bare")
        first, again = once(at, "demo", data), once(at, "demo", data)
    return {
        "bare_s": round(bare, 2),
        "first_s": round(first, 1),
        "first_aim_s": FILL_AIM,
        "again_s": round(again, 1),
        "again_aim_s": AGAIN_AIM,
    }


if __name__ == "__main__":
    tell("demo", measure)
