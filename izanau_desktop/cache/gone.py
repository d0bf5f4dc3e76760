"""Losing the right to see: a document, or a whole scope, goes with everything about it, in one transaction (R15)."""

# ruff: noqa: S608 - names of tables and columns are constants of this package; every value is bound

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from izanau_desktop.cache import about as columns
from izanau_desktop.cache import (
    awaited,
    conflicts,
    documents,
    files,
    local,
    meta,
    outbox,
    overlays,
    rebase,
    settling,
    trees,
    undo,
)
from izanau_desktop.cache.connection import Connection
from izanau_desktop.cache.documents import Stored
from izanau_protocol import merge, visibility
from izanau_protocol.canonical import Body

RIGHT_ENDED: Final = ("erased", "revoked")
_ABOUT: Final = {
    "profile": (("application", "other"), ("message", "about")),
    "application": (("note", "about"), ("task", "about"), ("contact", "about"), ("message", "state")),
}
"""What speaks of a document: kinds, and the column of `shown` with the reference."""
_TOMBS: Final = "tombstones"
"""The note that there are tombstones of a right that ended."""
_OF_APPLICANTS: Final = ("applicants:", "job:")
_OF_OTHERS: Final = ("applicants:", "contacts:", "job:", "staff")


def remove(connection: Connection, row: Stored, seq: int, cause: str) -> int:
    """A view left its scope: keep a tombstone, and nothing of it if the right ended; how many conflicts came of it."""
    tomb = Stored(row.scope, row.kind, row.id, seq, None, None, cause, row.listed)
    clashes = 0
    if cause in RIGHT_ENDED:
        meta.put(connection, _TOMBS, "some")
        _purge(connection, row.scope, row.kind, row.id, cause)
    else:
        deleted(connection, row)
        clashes = _keep_unsent(connection, row)
    documents.put(connection, tomb)
    return clashes


def deleted(connection: Connection, row: Stored) -> None:
    """Note whom a document was about that others or oneself deleted: what is kept of it goes with them all the same."""
    column = dict(_ABOUT["application"]).get(row.kind)
    application = (trees.tree(row.base) or {}).get(columns.COLUMNS[row.kind][column]) if column else None
    if application:
        local.put(connection, local.DELETED, f"{application}/{row.kind}/{row.id}", "yes")


def remove_scope(connection: Connection, scope: str) -> int:
    """A scope is no longer ours: all of it goes, and no tombstone stays; how many documents went."""
    rows = connection.exec_driver_sql("SELECT kind, id, base FROM document WHERE scope = ?", (scope,)).all()
    for kind, identity, _base in rows:
        _purge(connection, scope, kind, identity, "revoked")
        documents.remove(connection, scope, kind, identity)
    remove_pushes(connection, lambda part: part.scope == scope)
    connection.exec_driver_sql("DELETE FROM cursor WHERE scope = ?", (scope,))
    if scope.startswith(_OF_APPLICANTS) and not _sees_applicants(connection):
        local.clear(connection, local.VIEWS)
    files.collect(connection)
    return sum(1 for row in rows if row[2] is not None)


def _sees_applicants(connection: Connection) -> bool:
    """Whether applicants are seen in some scope still: a hiring manager has one for each job."""
    scopes = connection.exec_driver_sql("SELECT scope FROM cursor UNION SELECT DISTINCT scope FROM document")
    return any(scope.startswith(_OF_APPLICANTS) for (scope,) in scopes)


def remove_pushes(connection: Connection, about: Callable[[outbox.Part], bool]) -> None:
    """Every push with such a part goes, settled ones too, with what it shows here and the steps back and forth of it."""
    for push in outbox.rows(connection, ("waiting", "sent", "refused", "settled")):
        found = [part for part in push.parts if about(part)]
        if found:
            _drop_push(connection, push)
        for part in found:
            undo.forget(connection, part.kind, part.id)


def remove_conflicts(connection: Connection, is_kept: Callable[[Body], bool]) -> int:
    """Every conflict but those that are to be kept goes, with what was to be sent of it; how many went."""
    scope = conflicts.own_scope(connection)
    found = connection.exec_driver_sql("SELECT id, about FROM shown WHERE kind = 'conflict'").all()
    going = [
        about for one, about in found if not is_kept(documents.stored(connection, scope, "conflict", one).visible or {})
    ]
    for about in going:
        _drop_conflicts(connection, about)
    return len(going)


def remove_mends(connection: Connection) -> int:
    """What staff hold of their corrections of others' records goes, with reasons and replies; how many went. Whom one is about
    is shown its text, too: what speaks of oneself stays."""
    scope = conflicts.own_scope(connection)
    rows = connection.exec_driver_sql("SELECT id, base FROM document WHERE scope = ? AND kind = 'mend'", (scope,)).all()
    going = [identity for identity, base in rows if base is not None and "text" not in (trees.tree(base) or {})]
    for identity in going:
        _purge(connection, scope, "mend", identity, "revoked")
        documents.remove(connection, scope, "mend", identity)
    return len(going)


def forget_applied(connection: Connection) -> None:
    """Tombstones of a right that ended, once the site knows that they were applied: not even the id stays.

    Only at the end of a sync: then no older page is under way that they would have to hold back (R7).
    """
    if not meta.get(connection, _TOMBS):
        return
    found = connection.exec_driver_sql(  # `gone <> ''` as it stands here: so the index of what is gone serves
        "SELECT scope, kind, id, mine IS NULL AND EXISTS"
        " (SELECT 1 FROM cursor c WHERE c.scope = document.scope AND c.low = 0 AND c.acked >= document.seq)"
        " FROM document WHERE gone <> '' AND gone IN ('erased', 'revoked')"
    ).all()
    over = [tuple(row[:3]) for row in found if row[3]]
    connection.exec_driver_sql("DELETE FROM document WHERE scope = ? AND kind = ? AND id = ?", over)
    meta.put(connection, _TOMBS, "some" if len(over) < len(found) else "")


def give_up(connection: Connection) -> int:
    """What a restored site lacked and nobody brought back goes with all that was to be done with it; how many pushes that were."""
    found = awaited.pushes(connection)
    for scope, kind, identity in awaited.rows(connection):
        _purge(connection, scope, kind, identity, "revoked")
        documents.remove(connection, scope, kind, identity)
    for push in found:
        _drop_push(connection, push)
    awaited.finish(connection, "")
    return len(found)


def narrowed(connection: Connection, row: Stored, view: dict[str, object]) -> bool:
    """Whether a new view lacks a field that it had and that only others write; then its bytes go everywhere."""
    before = trees.tree(row.base)
    if before is None or not row.scope.startswith(_OF_OTHERS):
        return False
    lacking = before.keys() - view.keys()
    role = meta.get(connection, "role") if lacking else ""
    lost = sorted(name for name in lacking if not _may_write(row.kind, name, role))
    if not lost:
        return False
    undo.forget(connection, row.kind, row.id)
    bases = connection.exec_driver_sql(
        "SELECT push, place, base FROM part WHERE id = ? AND kind = ? AND scope = ? AND base IS NOT NULL",
        (row.id, row.kind, row.scope),
    ).all()
    for push, place, base in bases:
        kept = trees.spelled({name: value for name, value in (trees.tree(base) or {}).items() if name not in lost})
        connection.exec_driver_sql("UPDATE part SET base = ? WHERE push = ? AND place = ?", (kept, push, place))
    for name in lost:
        _drop_conflicts(connection, row.id, name)
        connection.exec_driver_sql(
            "DELETE FROM local WHERE shelf = ? AND key LIKE ?", (local.DRAFTS, f"{row.kind}/{row.id}/{name}%")
        )
    return True


def _may_write(kind: str, name: str, role: str) -> bool:
    """Whether this role writes a field of somebody else's document: what its owner writes as `self` is none of that."""
    found = visibility.row(kind, name)
    return found is not None and found.writes in visibility.rights_of(role) - {"self"}


def ended(connection: Connection, row: Stored) -> None:
    """An application of another was withdrawn: what was in dispute about it goes."""
    if conflicts.is_over(row):
        _drop_conflicts(connection, row.id)


def outlived(connection: Connection, conflict: Stored) -> None:
    """A conflict that comes after what it is about was withdrawn goes too: the site drops it only behind."""
    about = str((trees.tree(conflict.base) or {}).get("about", ""))
    found = connection.exec_driver_sql("SELECT scope FROM document WHERE kind = 'application' AND id = ?", (about,))
    held = [documents.stored(connection, scope, "application", about) for (scope,) in found.all()]
    if held and all(conflicts.is_over(one) for one in held):
        _drop_conflicts(connection, about)


def _purge(connection: Connection, scope: str, kind: str, identity: str, cause: str) -> None:
    """Everything about a document that may no longer be seen in a scope."""
    for push in outbox.holding(connection, scope, kind, identity):
        _drop_push(connection, push)
    is_elsewhere = _elsewhere(connection, scope, kind, identity)
    undo.forget(connection, kind, identity, scope if is_elsewhere else "")
    if not is_elsewhere:
        local.forget(connection, identity)
        if kind == "mend":  # what staff typed for a record is kept under the record's id
            local.forget(connection, _about(connection, scope, kind, identity))
        _drop_conflicts(connection, identity)
        if kind == "profile":
            _forget_looks(connection, identity)
    laid = overlays.drop(connection, identity) if kind == "conflict" else None
    if laid:
        rebase.again(connection, *laid[:3])
    if kind == "application":
        _purge_deleted(connection, identity)
    for about, column in _ABOUT.get(kind, ()):
        _purge_about(connection, about, column, identity, scope, everything=cause == "erased" or kind == "application")


def _purge_about(
    connection: Connection, kind: str, column: str, identity: str, scope: str, *, everything: bool
) -> None:
    """What speaks of it: all of it, or only what the site never had (its own tombstones take the rest)."""
    found = connection.exec_driver_sql(
        f"SELECT d.scope, d.id, d.seq, d.base FROM shown s JOIN document d ON d.kind = s.kind AND d.id = s.id"
        f" WHERE s.kind = ? AND s.{column} = ? AND d.gone = ''",
        (kind, identity),
    ).all()
    for where, other, seq, base in found:
        if where.startswith("account:") or not (everything or base is None):
            continue
        _purge(connection, where, kind, other, "erased")
        documents.remove(connection, where, kind, other)
        if base is not None:  # its tombstone keeps an older entry from coming back (R7)
            documents.put(connection, Stored(where, kind, other, seq, None, None, "erased"))


def _purge_deleted(connection: Connection, application: str) -> None:
    """What is kept of notes and tasks about it that were deleted: pushes that settled, steps of undo, conflicts."""
    for key in local.beginning(connection, local.DELETED, f"{application}/"):
        _, kind, identity = key.split("/")
        scopes = connection.exec_driver_sql("SELECT DISTINCT scope FROM part WHERE id = ?", (identity,)).all()
        for (scope,) in scopes:
            for push in outbox.holding(connection, scope, kind, identity):
                _drop_push(connection, push)
        undo.forget(connection, kind, identity)
        _drop_conflicts(connection, identity)
        local.put(connection, local.DELETED, key, None)


def _forget_looks(connection: Connection, profile: str) -> None:
    """What is kept of a profile under the applications of the person."""
    found = connection.exec_driver_sql(
        "SELECT id FROM shown INDEXED BY shown_by_other WHERE kind = 'application' AND other = ?", (profile,)
    ).all()
    for (application,) in found:
        local.put(connection, local.LOOKED, application, None)


def _about(connection: Connection, scope: str, kind: str, identity: str) -> str:
    """Whom a document is about; itself, where it is not said."""
    return str((documents.stored(connection, scope, kind, identity).visible or {}).get("about") or identity)


def _elsewhere(connection: Connection, scope: str, kind: str, identity: str) -> bool:
    return bool(
        connection.exec_driver_sql(
            "SELECT 1 FROM document WHERE id = ? AND kind = ? AND scope <> ? AND gone = '' LIMIT 1",
            (identity, kind, scope),
        ).first()
    )


def _drop_push(connection: Connection, push: outbox.Row) -> None:
    """A push goes as a whole; what its other parts did here is shown anew without it."""
    if outbox.get(connection, push.id) is None:
        return  # it went along with an earlier one
    gone_along = outbox.drop(connection, push.number)
    for gone in gone_along:
        settling.reopened(connection, gone)
    for gone in gone_along:
        for part in gone.parts if gone.state != "settled" else ():
            if part.kind != "conflict":
                rebase.again(connection, part.scope, part.kind, part.id)
                _forget_unmade(connection, part)


def _forget_unmade(connection: Connection, part: outbox.Part) -> None:
    """What only a push that went had made is no longer here to be found by what it was about."""
    left = documents.stored(connection, part.scope, part.kind, part.id)
    if left.base is None and left.mine is None:
        undo.forget(connection, part.kind, part.id)
        local.forget(connection, part.id)


def _drop_conflicts(connection: Connection, about: str, path: str = "") -> None:
    scope = conflicts.own_scope(connection)
    found = connection.exec_driver_sql("SELECT id FROM shown WHERE kind = 'conflict' AND about = ?", (about,)).all()
    for (identity,) in found:
        row = documents.stored(connection, scope, "conflict", identity)
        if path and str((row.visible or {}).get("path", "")).partition(".")[0] != path:
            continue
        overlays.forget(connection, identity)
        local.forget(connection, identity)
        for push in outbox.holding(connection, scope, "conflict", identity):
            _drop_push(connection, push)
        documents.remove(connection, scope, "conflict", identity)
        if row.base is not None:
            documents.put(connection, Stored(scope, "conflict", identity, row.seq, None, None, "erased"))


def _keep_unsent(connection: Connection, row: Stored) -> int:
    """Deleted or moved while an edit is unsent: the edit stays, as a conflict for its author."""
    links = [link for link in outbox.chain(connection, row.scope, row.kind, row.id) if link.state != "sent"]
    base = trees.tree(links[0].base if links and row.gone == awaited.GONE else row.base)
    mine = outbox.end_of(base, links)
    connection.exec_driver_sql(
        "DELETE FROM overlay WHERE id = ? AND kind = ? AND scope = ?", (row.id, row.kind, row.scope)
    )
    for link in links:
        outbox.repatch(connection, link, {})
    if not links or base is None or mine is None:
        return 0
    clash = merge.fate(base, mine, None)
    if clash:
        conflicts.found(connection, row, clash)
    return int(clash is not None)
