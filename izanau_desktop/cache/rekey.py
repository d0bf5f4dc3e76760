"""Giving documents other ids or scopes: a draft that joins its account, an application whose number was taken (R1)."""

from __future__ import annotations

from msgspec.structs import replace

from izanau_desktop.cache import documents, edits, meta, outbox, rebase, trees
from izanau_desktop.cache.connection import Connection
from izanau_protocol import ids
from izanau_protocol.canonical import Body


def join_draft(connection: Connection, account: str) -> None:
    """The draft of this machine becomes the profile of an account that has just signed up; it is sent like any edit."""
    profile, own = ids.profile_id(account), f"account:{account}"
    meta.put(connection, "account", account)
    rows = connection.exec_driver_sql(
        "SELECT scope, kind, id FROM document WHERE scope IN (?, ?)", (edits.DRAFT, edits.LOCAL)
    ).all()
    for scope, kind, identity in rows:
        body = documents.stored(connection, scope, kind, identity).visible
        documents.remove(connection, scope, kind, identity)
        place = own if scope == edits.DRAFT else scope
        wanted = edits.Edit(kind, profile, place, body or {})
        edits.make(connection, [wanted], edits.Options(undoable=False, checked=False))
        for table in ("undo", "overlay"):
            connection.exec_driver_sql(
                f"UPDATE {table} SET id = ?, scope = ? WHERE id = ? AND scope = ?",  # noqa: S608 - one of these two
                (profile, place, identity, scope),
            )
        connection.exec_driver_sql(
            'UPDATE undo SET "group" = ? WHERE "group" = ?', (f"{kind}:{profile}", f"{kind}:{identity}")
        )
        connection.exec_driver_sql(
            "UPDATE local SET key = replace(key, ?, ?) WHERE key LIKE ?", (identity, profile, f"%/{identity}/%")
        )


def next_attempt(connection: Connection, row: outbox.Row, due: int) -> None:
    """The number of an application was taken: it takes the next, with its consent and with what was done about it since."""
    old = next((part for part in row.parts if part.kind == "application"), None)
    if old is None or old.patch is None:
        return
    new = ids.application_id(str(old.patch.get("job")), str(old.patch.get("seeker")), due)
    documents.put(connection, replace(documents.stored(connection, old.scope, old.kind, old.id), mine=None))
    for one in outbox.rows(connection, ("sent",)):
        if row.id in one.needs:  # not applied either, so it may be made anew (R9)
            outbox.set_state(connection, one.number, "waiting")
    later = outbox.rows(connection, ("waiting", "refused"))
    for one in (row, *(one for one in later if one.number > row.number)):
        for part in one.parts:
            _rename(connection, part, old.id, new, due)


def _rename(connection: Connection, part: outbox.Part, old: str, new: str, due: int) -> None:
    """Let a part speak of the new id; a withdrawal of the old one would leave the new one open."""
    if part.patch is None:
        return
    identity = new if (part.kind, part.id) == ("application", old) else part.id
    changed: Body = {name: new if value == old else value for name, value in part.patch.items()}
    if outbox.is_application(part.kind, changed) and identity == new:
        changed["attempt"] = due
    if identity == part.id and changed == part.patch:
        return
    connection.exec_driver_sql(
        "UPDATE part SET id = ?, patch = ?, base = NULL WHERE push = ? AND place = ?",
        (identity, trees.spelled_patch(changed), part.push, part.place),
    )
    rebase.again(connection, part.scope, part.kind, identity)
