"""Plant one forbidden import per import-linter contract in a copy of the packages; each contract must see its own."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
import tomllib
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
LINTER = Path(sys.executable).with_name("lint-imports")


def seen(contract: dict[str, Any]) -> bool:
    """Whether the linter breaks this contract, and by the planted line, once its first source imports what it may not."""
    sources, forbidden = contract.get("source_modules"), contract.get("forbidden_modules")
    source, target = (sources[-1], forbidden[0]) if sources and forbidden else contract["modules"][:2]
    with tempfile.TemporaryDirectory() as folder:
        shutil.copy(ROOT / "pyproject.toml", folder)
        for package in ("izanau_protocol", "izanau_site", "izanau_desktop"):
            shutil.copytree(
                ROOT / package, Path(folder, package), ignore=shutil.ignore_patterns("__pycache__", "_resources")
            )
        place = Path(folder, *source.split("."))
        module = (place / "__init__.py") if place.is_dir() else place.with_suffix(".py")
        if not module.exists():
            return False
        module.write_text(module.read_text(encoding="utf-8") + f"\nimport {target}\n", encoding="utf-8")
        command = [str(LINTER), "--no-logo", "--no-cache", "--contract", contract["id"]]
        environment = {**os.environ, "PYTHONPATH": folder, "COLUMNS": "200"}
        done = subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, check=False)
    return done.returncode == 1 and "BROKEN" in done.stdout and f"{source} -> {target}" in done.stdout


def main() -> int:
    """Plant in every contract; 1 and the names of the blind ones when an import went unseen."""
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    contracts = settings["tool"]["importlinter"]["contracts"]
    with ThreadPoolExecutor(2) as pool:
        blind = [c["id"] for c, ok in zip(contracts, pool.map(seen, contracts), strict=True) if not ok]
    words = (
        f"contracts that did not see a planted import: {', '.join(blind)}" if blind else "each saw its planted import"
    )
    sys.stdout.write(f"{len(contracts)} contracts; {words}\n")
    return bool(blind)


if __name__ == "__main__":
    sys.exit(main())
