"""What each client costs the site of memory: one that waits on a line for what moves, and one that pulls while others do."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import Any

from bench.parts import served
from bench.parts.report import tell
from bench.parts.served import Talk, memory

AIM_MB = 10


def measure(size: int, clients: int) -> dict[str, Any]:
    """So many clients of a company with so many applicants, after one that pulled alone."""
    with tempfile.TemporaryDirectory(prefix="izanau-bench-", ignore_cleanup_errors=True) as name:
        folder = Path(name)
        served.run("corpus", folder / "site", size)
        with served.site(folder / "site") as site:
            begun = site.memory()
            several = Talk("clients", site.url, clients)
            several.told()
            alone, most = site.memory(), memory(site.process, "VmHWM")
            several.ask()
            lines = site.memory()
            pages = several.ask()["pages"]
            pulling = memory(site.process, "VmHWM")
            several.end()
    return {
        "applicants": size,
        "clients": clients,
        "pages": pages,
        "site_begun_mb": round(begun),
        "after_one_mb": round(alone),
        "a_line_mb": round((lines - alone) / clients, 2),
        "a_pull_mb": round((pulling - most) / clients, 2),
        "aim_mb": AIM_MB,
    }


if __name__ == "__main__":
    tell("memory", measure, size=5_000, clients=20)
