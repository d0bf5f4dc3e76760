"""A desk that has everything: what a sync takes of its processor while nothing moves."""

from __future__ import annotations

import sys
import time
from pathlib import Path

from bench.parts.desk import signed_in, synced, tell


def main() -> None:
    """`folder url`; then for each line with a number, so many syncs."""
    desk = signed_in(Path(sys.argv[1]), sys.argv[2])
    synced(desk)
    tell({"requests": synced(desk).requests})
    for line in sys.stdin:
        busy = time.process_time()
        for _ in range(int(line)):
            synced(desk)
        tell({"processor_s": time.process_time() - busy})
    desk.shut()


if __name__ == "__main__":
    main()
