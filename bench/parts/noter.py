"""A desk that pushes notes which were written offline, or pulls those of another desk; with an index of words, or as peers without."""

from __future__ import annotations

import json
import sys
import time
from pathlib import Path

from bench.parts.desk import signed_in, synced, tell
from izanau_desktop.cache import Edit, applicants, edits
from izanau_desktop.cache.connection import Connection
from izanau_desktop.desk import Desk
from izanau_protocol import ambient


def noted(desk: Desk, file: Path) -> None:
    """Write a note for each line, all in one transaction, since that is not measured."""
    applications = desk.cache.list("application")
    lines = file.read_text(encoding="utf-8").splitlines()

    def work(connection: Connection) -> None:
        for number, line in enumerate(lines):
            one = applications[number % len(applications)]
            body = {"application": one.id, "text": json.loads(line)["text"]}
            edits.make(connection, [Edit("note", ambient.new_id(), one.scope, body)], edits.Options(deed="note"))

    desk.cache.change(work)


def leave_out_the_index() -> None:
    """Cut and index no words of applicants, which peers do not either."""
    setattr(applicants, "_cut_anew", lambda *_: None)  # noqa: B010 - it has no door, since the program always indexes


def main() -> None:
    """`folder url [bare]`; then a line with the file to push from, or an empty one to pull."""
    if sys.argv[3:] == ["bare"]:
        leave_out_the_index()
    desk = signed_in(Path(sys.argv[1]), sys.argv[2])
    synced(desk)
    tell({})
    for line in sys.stdin:
        if line.strip():
            noted(desk, Path(line.strip()))
        since = time.perf_counter()
        report = synced(desk)
        took = time.perf_counter() - since
        tell({"s": took, "pushed": report.pushed, "documents": len(desk.cache.list("note"))})
    desk.shut()


if __name__ == "__main__":
    main()
