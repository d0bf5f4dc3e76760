"""No fragment stays of an entry whose adding is taken back: what was changed in it since goes with it, in the same step."""

from __future__ import annotations

from collections.abc import Sequence

from izanau_desktop.cache import documents, outbox, trees
from izanau_desktop.cache.connection import Connection
from izanau_desktop.cache.documents import Key
from izanau_desktop.cache.outbox import Row
from izanau_protocol import patch
from izanau_protocol.canonical import Body
from izanau_protocol.patch import Path


def cut(connection: Connection, gone: Sequence[Row]) -> tuple[Row, ...]:
    """Cut out of what is not sent yet what it changes in entries that only these pushes, which went, had added.

    The pushes of which nothing is left by that, which went too.
    """
    went: list[Row] = []
    for key in dict.fromkeys((part.scope, part.kind, part.id) for row in gone for part in row.parts):
        dropped = [part for row in gone for part in row.parts if (part.scope, part.kind, part.id) == key]
        if any(_entries(part.kind, part.patch) for part in dropped):
            went += _cut(connection, key, {(part.push, part.place): part.patch for part in dropped})
    return tuple(went)


def _cut(connection: Connection, key: Key, dropped: dict[tuple[int, int], Body | None]) -> list[Row]:
    """Walk the edits as they were, with those that went, and as they are without them."""
    links = {(link.row, link.place): link for link in outbox.chain(connection, *key)}
    was = now = trees.tree(documents.stored(connection, *key).base)
    went: list[Row] = []
    for place in sorted(links.keys() | dropped.keys()):
        link = links.get(place)
        if link is None:
            was = patch.apply(was, dropped[place])
            continue
        left = link.patch
        if left is not None and link.state != "sent":  # what is sent is fixed, and its answer says the rest (R9)
            above = _entries(key[1], left)
            torn = [one for one in above if patch.value_at(was, one) and not patch.value_at(now, one)]
            left = patch.without(left, torn)
            went += _leave(connection, link, left)
        was, now = patch.apply(was, link.patch), patch.apply(now, left)
    return went


def _entries(kind: str, changed: Body | None) -> list[Path]:
    """The entries that a patch adds, changes or removes."""
    found = [(*path, "") for path in patch.touched(changed)]  # as what is in it, an entry stands above itself
    return list(dict.fromkeys(one for path in found for one in trees.entries_above(kind, path)))


def _leave(connection: Connection, link: outbox.Link, left: Body) -> list[Row]:
    """Leave so much of an edit; the push that it was all of."""
    if left == link.patch:
        return []
    row = outbox.get_by_number(connection, link.row)
    outbox.repatch(connection, link, left)
    return [row] if outbox.get(connection, row.id) is None else []
