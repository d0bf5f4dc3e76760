"""A desk that edits offline, then pushes all of it: notes on applicants, and moves to another stage, in turn."""

from __future__ import annotations

import sys
import time
from pathlib import Path
from typing import Final

from bench.parts.desk import signed_in, synced, tell
from izanau_desktop.desk import Desk

_STAGES: Final = ("screening", "interview")


def edited(desk: Desk, count: int, turn: int) -> float:
    """Seconds that the edits take, each a transaction of its own."""
    applications = desk.cache.list("application")
    since = time.perf_counter()
    for number in range(count):
        one = applications[number % len(applications)]
        if number % 2:
            desk.note(one.id, f"Note {number} of {turn}: 日本語での会話は問題なし。 Ask about the notice period.")
        else:
            desk.move(one.id, _STAGES[one.body["stage"] == _STAGES[0]])
    return time.perf_counter() - since


def main() -> None:
    """`folder url`; then for each line `count turn` so many edits, and their push."""
    desk = signed_in(Path(sys.argv[1]), sys.argv[2])
    synced(desk)
    tell({})
    for line in sys.stdin:
        count, turn = map(int, line.split())
        seconds = edited(desk, count, turn)
        busy, since = time.process_time(), time.perf_counter()
        report = synced(desk)
        took = time.perf_counter() - since
        if report.pushed != count:
            raise RuntimeError(f"{report.pushed} of {count} pushed")
        tell({"edits_s": seconds, "s": took, "processor_s": time.process_time() - busy, "requests": report.requests})
    desk.shut()


if __name__ == "__main__":
    main()
