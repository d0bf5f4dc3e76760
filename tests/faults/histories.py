"""Simulated histories: each number tells one, and each fiftieth is run again in another process and must be the same."""

from __future__ import annotations

import os
import subprocess
import sys

from tests.faults.simulation.world import history

_TWICE = 50


def case(number: int) -> None:
    """One history. Raises AssertionError."""
    trace = history(number)
    if number % _TWICE == 0:
        command = [sys.executable, "-m", "tests.faults.histories", str(number)]
        environment = {**os.environ, "PYTHONHASHSEED": str(1 + number % 1000)}
        done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
        assert done.stdout.strip() == trace, f"the second run was another one: {done.stdout} {done.stderr[-500:]}"


if __name__ == "__main__":
    sys.stdout.write(history(int(sys.argv[1])) + "\n")
