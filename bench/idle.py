"""A sync while nothing moved: its requests, its bytes on the line, and the processor at both ends, against doing nothing."""

from __future__ import annotations

import json
import tempfile
import time
from pathlib import Path
from statistics import median
from typing import Any

from bench.parts import between, served
from bench.parts.report import tell
from bench.parts.served import Talk

AIMS = {"requests": 1, "bytes": 1000, "processor_ms": 5}


def passed_through(folder: Path) -> dict[str, int]:
    """Requests and bytes that went between so far."""
    told = json.loads((folder / between.TOLD).read_bytes())
    return {"requests": told["requests"], "bytes": told["bytes_up"] + told["bytes_down"]}


def measure(size: int, syncs: int, runs: int) -> dict[str, Any]:
    """A company's desk with so many applicants; medians of so many syncs in a row."""
    desk_ms, site_ms, rest_ms = [], [], []
    with tempfile.TemporaryDirectory(prefix="izanau-bench-", ignore_cleanup_errors=True) as name:
        folder = Path(name)
        served.run("corpus", folder / "site", size)
        with (
            served.site(folder / "site") as site,
            served.part("between", folder / "kept", site.url) as counting,
        ):
            counted = Talk("idler", folder / "counted", counting.url)
            counted.told()
            before = passed_through(folder / "kept")
            counted.ask(1)
            after = passed_through(folder / "kept")
            counted.end()
            desk = Talk("idler", folder / "desk", site.url)
            desk.told()
            desk.ask(syncs)
            for _ in range(runs):
                busy, since = site.processor(), time.perf_counter()
                desk_ms.append(desk.ask(syncs)["processor_s"] / syncs * 1000)
                seconds = time.perf_counter() - since
                busy, since = site.processor() - busy, site.processor()
                time.sleep(seconds)
                rest = site.processor() - since
                site_ms.append((busy - rest) / syncs * 1000)
                rest_ms.append(rest / seconds * 1000)
            desk.end()
    return {
        "applicants": size,
        "requests": after["requests"] - before["requests"],
        "bytes": after["bytes"] - before["bytes"],
        "desk_processor_ms": round(median(desk_ms), 2),
        "site_processor_ms": round(median(site_ms), 2),
        "processor_ms": round(median(map(sum, zip(desk_ms, site_ms, strict=True))), 2),
        "site_at_rest_ms_a_second": round(median(rest_ms), 2),
        **{f"{name}_aim": aim for name, aim in AIMS.items()},
    }


if __name__ == "__main__":
    tell("idle", measure, size=2_000, syncs=100, runs=5)
