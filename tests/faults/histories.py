"""Simulated histories: each number tells one, and each fiftieth is run again in another process and must be the same.

`python -m tests.faults.histories 17 --tell` says what happens in one.
"""

from __future__ import annotations

import os
import subprocess
import sys

from tests.faults.simulation.world import history, lived

_TWICE = 50


def case(number: int) -> None:
    """One history. Raises AssertionError."""
    if number % _TWICE:
        history(number)
        return
    one, two = (_told_by_another(number, seed) for seed in ("1", "2"))  # with nothing left of what ran here before
    assert one == two, f"the second run was another one: {one} {two}"


def _told_by_another(number: int, hash_seed: str) -> str:
    """The trace of a history in a process of its own."""
    command = [sys.executable, "-m", "tests.faults.histories", str(number)]
    environment = {**os.environ, "PYTHONHASHSEED": hash_seed}
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr[-3000:]
    return done.stdout.strip()


def tell(number: int) -> None:
    """Everything that happens in a history, a line each, up to where it fails."""
    with lived(number) as world:
        try:
            world.run()
        finally:
            sys.stdout.write("\n".join(world.told) + "\n")


if __name__ == "__main__":
    if "--tell" in sys.argv:
        tell(int(sys.argv[1]))
    else:
        sys.stdout.write(history(int(sys.argv[1])) + "\n")
