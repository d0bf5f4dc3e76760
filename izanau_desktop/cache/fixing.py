"""Fixing a push before its first byte leaves: its id, the views that it stands on and their epoch, which then never change (R9)."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Sequence

import msgspec
from msgspec.structs import replace

from izanau_desktop.cache import documents, outbox, trees
from izanau_desktop.cache.connection import Connection
from izanau_protocol import ids


def fix(
    connection: Connection, row: outbox.Row, under: Sequence[documents.Stored], epoch: str, passed: Collection[int]
) -> outbox.Row:
    """Give the push its id, its bases and their epoch; from here on none changes (R9).

    What was sent before it and has no answer yet counts as applied: it needs that. But not those that it `passed`.
    """
    push_id, parts = _push_id(row), []
    for part, one in zip(row.parts, under, strict=True):
        stands_on_it = one.base is not None and not outbox.is_application(part.kind, part.patch)
        seq = one.seq if stands_on_it else 0
        base = _standing(connection, row, one, passed)
        connection.exec_driver_sql(
            "UPDATE part SET base_seq = ?, base = ? WHERE push = ? AND place = ?",
            (seq, base, part.push, part.place),
        )
        parts.append(replace(part, base_seq=seq, base=base))
    connection.exec_driver_sql(
        "UPDATE outbox SET state = 'sent', not_before = '', push_id = ?, epoch = ?, problem = '' WHERE number = ?",
        (push_id, epoch, row.number),
    )
    return replace(row, state="sent", not_before="", push_id=push_id, epoch=epoch, parts=tuple(parts))


def _push_id(row: outbox.Row) -> str:
    """The id of a push: that of its row, and of what it says. In an older copy of the folder, which a backup program put
    back, the same deed waits again; the site, which took it since, answers it as a repeat, whatever was decided after it."""
    says = [(part.kind, part.id, part.scope, part.patch) for part in row.parts]
    return ids.natural_id("push", row.id, hashlib.sha256(msgspec.json.encode(says, order="sorted")).hexdigest())


def _standing(
    connection: Connection, row: outbox.Row, under: documents.Stored, passed: Collection[int]
) -> bytes | None:
    """The site's view with what was sent before this push."""
    links = outbox.chain(connection, under.scope, under.kind, under.id)
    before = [link for link in links if link.row < row.number and link.row not in passed]
    sent = [link for link in before if link.state == "sent"]
    return trees.spelled(outbox.end_of(trees.tree(under.base), sent)) if sent else under.base
