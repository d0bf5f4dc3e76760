"""What a figure tells: lines to read, and a JSON document."""

from __future__ import annotations

import argparse
import json
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any


def tell(figure: str, measure: Callable[..., dict[str, Any]], **sizes: int) -> None:
    """Measure, print, and write to the file named after `--json`; `sizes` are what `measure` takes, each an option too."""
    parser = argparse.ArgumentParser(prog=f"python -m bench.{figure}")
    parser.add_argument("--json", type=Path, help="also write the figures there")
    for name, size in sizes.items():
        parser.add_argument(f"--{name}", type=int, default=size, help=f"{size} unless given")
    given = parser.parse_args()
    busy = os.getloadavg()[0] if hasattr(os, "getloadavg") else 0.0
    found = {"figure": figure, "cores": os.cpu_count(), "load_before": round(busy, 2)}
    found |= measure(**{name: getattr(given, name) for name in sizes})
    for name, value in found.items():
        print(f"{name:28} {value}")
    if given.json is not None:
        given.json.parent.mkdir(parents=True, exist_ok=True)
        given.json.write_text(json.dumps(found, indent=2) + "\n", encoding="utf-8")
