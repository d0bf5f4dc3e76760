"""Which pushes wait for which: read once for all that one transaction takes back, however many they are."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Final

import msgspec

from izanau_desktop.cache.connection import Connection

UNSETTLED: Final = "('waiting', 'sent', 'refused')"
Waiting = Mapping[str, Sequence[int]]
"""By the id of a push the numbers of those that need it, oldest first."""


def waiting(connection: Connection) -> Waiting:
    """Read it; who looks a number up sees whether it still waits."""
    found: dict[str, list[int]] = defaultdict(list)
    rows = connection.exec_driver_sql(
        f"SELECT number, needs FROM outbox WHERE state IN {UNSETTLED} AND needs <> '[]' ORDER BY number"  # noqa: S608 - a constant
    )
    for number, needs in rows:
        for one in msgspec.json.decode(needs or "[]", type=list[str]):
            found[one].append(number)
    return dict(found)
