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
    trace = history(number)
    if number % _TWICE == 0:
        command = [sys.executable, "-m", "tests.faults.histories", str(number)]
        environment = {**os.environ, "PYTHONHASHSEED": str(1 + number % 1000)}
        done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
        assert done.stdout.strip() == trace, f"the second run was another one: {done.stdout} {done.stderr[-500:]}"


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
