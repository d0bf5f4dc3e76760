"""Applying what the site says: a page of entries with its cursor and index in one transaction (R7, R8, R15)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Literal

import msgspec
from msgspec.structs import replace

from izanau_desktop.cache import (
    awaited,
    conflicts,
    cursors,
    documents,
    files,
    given,
    gone,
    meta,
    outbox,
    overlays,
    rebase,
    trees,
)
from izanau_desktop.cache.connection import Connection
from izanau_desktop.cache.cursors import Cursor
from izanau_desktop.cache.documents import Stored
from izanau_protocol import pictures, wire

Direction = Literal["down", "up"]


class Applied(msgspec.Struct):
    """What a page, or several, came to."""

    pulled: int = 0
    gone: int = 0
    conflicts: int = 0
    kinds: set[str] = msgspec.field(default_factory=set)
    unnamed: bool = False
    """Whether a document no longer names the file that it named, or is gone."""

    def __iadd__(self, other: Applied) -> Applied:
        self.pulled += other.pulled
        self.gone += other.gone
        self.conflicts += other.conflicts
        self.kinds |= other.kinds
        self.unnamed |= other.unnamed
        return self


def page(
    connection: Connection, cursor: Cursor, entries: Sequence[wire.Entry], end: wire.PageEnd, direction: Direction
) -> tuple[Cursor, Applied]:
    """Apply a page and move the cursor. Raises CursorMoved where another engine did; then nothing was written."""
    low, high = cursor.low, cursor.high
    if direction == "down":
        low = end.cursor if end.more else 0
    else:
        high = max(high, end.cursor)
    moved = cursors.move(connection, cursor, low, high)
    if direction == "down" and low == 0 and moved.walk > 1:
        meta.put(connection, _missing(moved.scope), "yes")
    walks = direction == "down"
    later = walks and cursor.low <= cursor.high
    return moved, every(connection, entries, {cursor.scope: cursor.walk}, walks=walks, later=later)


def every(
    connection: Connection,
    entries: Sequence[wire.Entry],
    listed: Mapping[str, int],
    *,
    walks: bool = False,
    later: bool = False,
) -> Applied:
    """Apply entries, each noted for the walk of its scope that lists it; what they no longer name goes with them.

    `walks`: they tell what there is, not what is new. `later`: the page is not the first of its walk: what is new on it can be seen at once, and is indexed behind.
    """
    told = Applied()
    for one in entries:
        walk = listed.get(one.scope, 0) if not one.beside else 0
        told += entry(connection, one, walk, walks=walks, later=later)
    if told.unnamed:
        files.collect(connection)
    return told


def entry(connection: Connection, one: wire.Entry, walk: int, *, walks: bool = False, later: bool = False) -> Applied:
    """Apply one entry, unless the cache knows a newer one of the same document in that scope."""
    row = documents.stored(connection, one.scope, one.kind, one.id)
    if walk and row.listed != walk:
        connection.exec_driver_sql(
            "UPDATE document SET listed = ? WHERE scope = ? AND kind = ? AND id = ?",
            (walk, one.scope, one.kind, one.id),
        )
    listed = walk or row.listed
    if row.seq > one.seq:
        return Applied()
    if one.gone:
        known = row.base is not None or row.mine is not None or row.gone == awaited.GONE
        marked = Stored(row.scope, row.kind, row.id, row.seq, row.base, row.mine, row.gone, listed)
        clashes = gone.remove(connection, marked, one.seq, one.gone)
        return Applied(0, int(known), clashes, {one.kind}, unnamed=one.kind in pictures.NAMING)
    view = one.view or {}
    new = trees.spelled(view)
    if row.base == new and row.seq == one.seq:
        return Applied()
    files.want(connection, one.kind, view)
    narrowed = gone.narrowed(connection, row, view)
    fresh = Stored(row.scope, row.kind, row.id, one.seq, new, row.mine, "", listed)
    gone.ended(connection, fresh)
    clashes = _settle(connection, row, fresh, later=later)
    if one.kind == "application":
        given.note(connection, row, view, walks=walks)
    if one.kind == "mend":
        conflicts.told(connection, view)
    if one.kind == "conflict":
        gone.outlived(connection, fresh)
        rebase.settled(connection, one.scope, one.id)
    named = pictures.named(one.kind, trees.tree(row.base) or {})
    unnamed = (narrowed and one.kind in pictures.NAMING) or named not in ("", pictures.named(one.kind, view))
    return Applied(1, int(narrowed), clashes, {one.kind}, unnamed)


def _settle(connection: Connection, row: Stored, fresh: Stored, *, later: bool) -> int:
    """Write the new view; merge what is unsent onto it, if there is anything."""
    unsent = documents.is_unsent(connection, row.kind, row.id)
    if row.gone == awaited.GONE and unsent:
        return rebase.back(connection, fresh)
    if row.mine is None and not unsent and not overlays.of(connection, row.scope, row.kind, row.id):
        documents.put(connection, fresh, later=later, unsent=False)
        return 0
    return rebase.onto(connection, fresh, trees.tree(row.base))


def begin(connection: Connection, scope: str, head: int) -> Cursor:
    """Begin a walk down from the head. Anew, and with nothing above the beginning, it lists nothing and is whole already."""
    cursor = cursors.begin(connection, scope, head)
    if cursor.low == 0 and cursor.walk > 1:
        meta.put(connection, _missing(scope), "yes")
    return cursor


def is_missing(scope: str, connection: Connection) -> bool:
    """Whether a walk anew was whole, and what it did not list is still to be looked for."""
    return bool(meta.get(connection, _missing(scope)))


def unlisted(scope: str, connection: Connection) -> Applied:
    """The end of a whole walk anew: what it did not list was deleted while we were away.

    Only once the scope was read up to its head, too: what moved during the walk stands above where it began.
    """
    cursor = cursors.get(connection, scope)
    if cursor is None or cursor.low > 0 or not is_missing(scope, connection):
        return Applied()  # another engine was quicker, or walks anew, which notes it again
    meta.put(connection, _missing(scope), "")
    rows = connection.exec_driver_sql(
        "SELECT kind, id FROM document WHERE scope = ? AND listed <> ? AND base IS NOT NULL AND seq <= ?",
        (cursor.scope, cursor.walk, cursor.high),
    ).all()
    told = Applied()
    for kind, identity in rows:
        row = documents.stored(connection, cursor.scope, kind, identity)
        if _is_made_here(connection, row):  # a restored site lacks it, and would not have it again
            rebase.onto(connection, replace(row, base=None), None)
            continue
        if row.seq == 0 and awaited.is_any(connection) and not _is_to_decide(connection, row):
            # A restored site lacks it: it may be brought back.
            awaited.put_off(connection, row)
            told += Applied(0, 1, 0, {kind}, unnamed=kind in pictures.NAMING)
            continue
        others = row.scope.startswith(("applicants:", "contacts:", "job:", "staff"))
        clashes = gone.remove(connection, row, row.seq, "revoked" if others else "deleted")
        told += Applied(0, 1, clashes, {kind}, unnamed=kind in pictures.NAMING)
    if told.unnamed:
        files.collect(connection)
    return told


def _is_made_here(connection: Connection, row: Stored) -> bool:
    """Whether an unsettled push of this machine made it: then it was not deleted, the push says what became of it (R12)."""
    first = next(iter(outbox.chain(connection, row.scope, row.kind, row.id)), None)
    return first is not None and first.state in ("sent", "refused") and first.base is None and first.patch is not None


def _is_to_decide(connection: Connection, row: Stored) -> bool:
    """Whether it is one's own, with unsent edits: one need not wait for the machine that made it, but is asked."""
    links = outbox.chain(connection, row.scope, row.kind, row.id)
    return row.scope.startswith("account:") and any(link.state != "sent" for link in links)


def _missing(scope: str) -> str:
    return f"missing {scope}"


def new_epoch(connection: Connection, epoch: str) -> None:
    """The site was restored: offer settled pushes again, list every scope anew, believe any seq (R12, R13)."""
    if meta.get(connection, "epoch"):
        for push in outbox.rows(connection, ("settled",)):
            outbox.set_state(connection, push.number, "sent")
        awaited.begin(connection)
        connection.exec_driver_sql("UPDATE document SET seq = 0")
        connection.exec_driver_sql("UPDATE cursor SET seen = 0, acked = 0")
        meta.put(connection, "list_anew", "yes")
    meta.put(connection, "epoch", epoch)


def new_views(connection: Connection, views: Mapping[str, str]) -> None:
    """Note the versions of the views; the kinds whose version is another than before are to be listed anew (R5)."""
    known = _versions(connection)
    if known == views:
        return
    changed = {kind for kind, version in views.items() if known.get(kind, version) != version}
    meta.put(connection, "views", msgspec.json.encode(views, order="sorted").decode())
    meta.put(connection, "outdated", " ".join(sorted(changed | set(outdated(connection)))))


def _versions(connection: Connection) -> dict[str, str]:
    return msgspec.json.decode(meta.get(connection, "views") or "{}", type=dict[str, str])


def outdated(connection: Connection) -> tuple[str, ...]:
    """The kinds that are to be listed anew."""
    return tuple(meta.get(connection, "outdated").split())


def listed_anew(kind: str, connection: Connection) -> None:
    """A kind was listed anew in every scope."""
    meta.put(connection, "outdated", " ".join(one for one in outdated(connection) if one != kind))


def holds(scope: str, kind: str, connection: Connection) -> bool:
    """Whether there is any document of a kind in a scope."""
    found = connection.exec_driver_sql("SELECT 1 FROM document WHERE scope = ? AND kind = ? LIMIT 1", (scope, kind))
    return found.first() is not None
