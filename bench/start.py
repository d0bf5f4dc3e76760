"""Process start to painted, warm, under Xvfb: the frame, and the person's own rows, against a bare PySide6 window."""

from __future__ import annotations

import time
from dataclasses import replace
from statistics import median
from typing import Any

from bench.parts.painted import BEGAN
from bench.parts.place import Place, place
from bench.parts.report import tell

RUNS = 7
FRAME_AIM, ROWS_AIM = 1.5, 3.0


def once(at: Place, what: str) -> dict[str, float]:
    """Seconds from the start of one process to what it painted."""
    began = {BEGAN: str(time.monotonic())}
    found: dict[str, float] = replace(at, env={**at.env, **began}).run("painted", what)
    return found


def measure() -> dict[str, Any]:
    """Alternating runs, so that whatever else the machine does meets all alike; medians of them."""
    with place(applicants=50) as at:
        data = at.folder / "data"
        at.run("account", str(data), at.url, "seeker", "applications", "synced")
        seat = replace(at, env={**at.env, "IZANAU_DATA_DIR": str(data)})
        once(at, "bare")
        once(seat, "real")  # warm: files read, byte code written
        bare, real = [], []
        for _ in range(RUNS):
            bare.append(once(at, "bare")["frame"])
            real.append(once(seat, "real"))
    base, frame, rows = median(bare), median(one["frame"] for one in real), median(one["rows"] for one in real)
    return {
        "runs": RUNS,
        "bare_ms": round(base * 1000),
        "frame_ms": round(frame * 1000),
        "rows_ms": round(rows * 1000),
        "frame_ratio": round(frame / base, 2),
        "frame_aim": FRAME_AIM,
        "rows_ratio": round(rows / base, 2),
        "rows_aim": ROWS_AIM,
    }


if __name__ == "__main__":
    tell("start", measure)
