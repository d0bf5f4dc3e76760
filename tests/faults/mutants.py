"""Mutants made by hand: a rule of docs/sync.md broken in one line each, which its own test must see.

`python -m tests.faults.mutants` plants all, with rules (`R7`) only theirs; `--check` looks for mutants that rotted.
"""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from tests import planting
from tests.planting import ROOT, Fault

FOLDER = Path("tests/faults/mutants")
RULES = tuple(f"R{number}" for number in range(1, 22))
ALWAYS = "always"
"""The table of those that `make test` plants too."""
SECONDS = 1800.0


def check(root: Path) -> list[str]:
    """What is wrong without running anything."""
    every = planting.read(root / FOLDER)
    lacking = [f"{rule} has no mutant" for rule in RULES if rule not in {fault.row for fault in every}]
    return lacking + [words for fault in every for words in _rotten(root, fault)]


def _rotten(root: Path, fault: Fault) -> Iterator[str]:
    yield from planting.rotten(root, fault)
    if fault.row not in RULES:
        yield f"{fault.row} is no rule of docs/sync.md"


def caught(root: Path, fault: Fault) -> str:
    """Empty where its test saw the mutant, else what came instead."""
    words = "; ".join(_rotten(root, fault)) or planting.caught(root, fault, SECONDS)
    sys.stdout.write(f"{fault.row} {fault.file}: {words or 'caught'}\n")
    sys.stdout.flush()
    return words


def main(arguments: list[str]) -> int:
    """1 where a mutant rotted or lived."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("rules", nargs="*", metavar="RN")
    parser.add_argument("--check", action="store_true", help="run nothing; look for mutants that rotted")
    parser.add_argument("--workers", type=int, default=int(os.environ.get("WORKERS") or os.cpu_count() or 2))
    asked = parser.parse_args(arguments)
    every = planting.read(ROOT / FOLDER)
    if asked.check:
        wrong = check(ROOT)
        sys.stdout.write("\n".join([*wrong, f"{len(every)} mutants; {len(wrong)} rotten"]) + "\n")
        return bool(wrong)
    chosen = [one for one in every if not asked.rules or one.row in asked.rules]
    with ThreadPoolExecutor(asked.workers) as pool:
        lived = [words for words in pool.map(lambda one: caught(ROOT, one), chosen) if words]
    sys.stdout.write(f"{len(chosen)} mutants, {len(chosen) - len(lived)} caught\n")
    return bool(lived) or not chosen


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
