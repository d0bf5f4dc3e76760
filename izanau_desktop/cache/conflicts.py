"""Conflicts: documents of the person's own scope, so that each of their devices shows them and one answer settles."""

from __future__ import annotations

from typing import Final, cast

from izanau_desktop.cache import appending, documents, meta, outbox, overlays, trees
from izanau_desktop.cache.connection import Connection
from izanau_desktop.cache.documents import Stored
from izanau_desktop.cache.overlays import Overlay
from izanau_protocol import canonical, ids, merge, patch
from izanau_protocol.canonical import Body
from izanau_protocol.patch import Path

_SIDES: Final = ("mine", "theirs", "who", "when")
"""What is said anew each time that a field clashes; one that is not there was removed."""
_BY_SITE: Final = ("at", "side", "member", "other")


def own_scope(connection: Connection) -> str:
    """The scope of the account that the cache belongs to."""
    return f"account:{meta.get(connection, 'account') or 'draft'}"


def is_over(row: Stored) -> bool:
    """Whether nobody here can decide anything about it any more: an application of another that was withdrawn."""
    others = row.kind == "application" and not row.scope.startswith("account:")
    return others and (trees.tree(row.base) or {}).get("withdrawn") is True


def is_read_by_others(connection: Connection, kind: str, body: Body | None) -> bool:
    """Whether somebody else reads a document as it is: a public profile, or one that a company has; a job, a company's page."""
    if kind == "profile":
        return bool(body and body.get("registered")) or _has_applied(connection)
    return kind == "company" or (kind == "job" and bool(body) and (body or {}).get("state") == "published")


def _has_applied(connection: Connection) -> bool:
    found = connection.exec_driver_sql(
        "SELECT 1 FROM shown s WHERE s.kind = 'application' AND NOT EXISTS"
        " (SELECT 1 FROM facet f WHERE f.number = s.number AND f.name = 'withdrawn') LIMIT 1"
    )
    return found.first() is not None


def found(connection: Connection, row: Stored, conflict: merge.Conflict) -> str:
    """Write a conflict as a document to be synced, and keep mine visible; its id, or empty where there is none any more."""
    if is_over(row):
        return ""
    account = meta.get(connection, "account")
    identity = ids.conflict_id(row.id, conflict.path, account)
    body: Body = {
        "document": row.kind,
        "about": row.id,
        "path": trees.dotted(conflict.path),
        "base": _spelled(conflict.base),
        "mine": _spelled(conflict.mine),
        "theirs": _spelled(conflict.theirs),
        **_theirs(connection, row, trees.dotted(conflict.path)),
        "device": meta.get(connection, "device_name"),
    }
    body = {name: value for name, value in body.items() if value != ""}
    before = documents.stored(connection, own_scope(connection), "conflict", identity)
    if before.visible and not before.visible.get("settled"):
        body = {name: value for name, value in before.visible.items() if name not in _SIDES} | {
            name: body[name] for name in _SIDES if name in body
        }
    elif before.visible:  # open again; these are the site's to set
        body |= {name: before.visible[name] for name in _BY_SITE if name in before.visible}
    tell(connection, _change(connection, before, body))
    if conflict.mine is None or conflict.path:
        overlays.put(connection, row, identity, conflict.path, conflict.mine)
    return identity


def _theirs(connection: Connection, row: Stored, path: str) -> Body:
    """Who wrote theirs and when, as far as this machine knows: staff who mended it, or the time that the site noted."""
    found = connection.exec_driver_sql("SELECT scope, id FROM shown WHERE kind = 'mend' AND about = ?", (row.id,)).all()
    mends = [documents.stored(connection, scope, "mend", one).visible or {} for scope, one in found]
    told = [one for one in mends if one.get("path") == path]
    last: Body = max(told, key=lambda one: str(one.get("at", "")), default={})
    when = last.get("at") or (trees.tree(row.base) or {}).get("updated", "")
    return {"who": last.get("author", ""), "when": when}


def told(connection: Connection, mend: Body) -> None:
    """A correction by staff came after the conflict that it made: say there who wrote theirs, and when."""
    about, path, account = str(mend.get("about", "")), str(mend.get("path", "")), meta.get(connection, "account")
    if not about or "/" in path or not path:
        return
    scope, identity = own_scope(connection), ids.conflict_id(about, path.replace("@", "."), account)
    row = documents.stored(connection, scope, "conflict", identity)
    if row.visible is None or row.visible.get("settled") or row.visible.get("who"):
        return
    said = {name: mend[field] for name, field in (("who", "author"), ("when", "at")) if mend.get(field)}
    tell(connection, _change(connection, row, {**row.visible, **said}))


def settle(connection: Connection, identity: str, word: str) -> outbox.Change | None:
    """Mark a conflict as settled; what the site should hear of it, nothing where it never heard of the conflict."""
    overlays.drop(connection, identity)
    row = documents.stored(connection, own_scope(connection), "conflict", identity)
    body = row.visible
    if body is None or body.get("settled"):
        return None
    links = outbox.chain(connection, row.scope, row.kind, row.id)
    if row.base is None and all(link.state != "sent" for link in links):
        for link in links:
            outbox.drop(connection, link.row)
        documents.remove(connection, row.scope, row.kind, row.id)
        return None
    return _change(connection, row, {**body, "settled": word})


def tell(connection: Connection, changed: outbox.Change | None) -> None:
    """Have the site hear of it, where there is anything to hear."""
    if changed is not None:
        appending.append(connection, [changed], deed="", not_before="", needs=())
        documents.show(connection, changed.kind, changed.id)


def marked(connection: Connection, identity: str, word: str) -> outbox.Change | None:
    """What the site is to hear of a conflict that was settled, whether it heard of it before or not."""
    row = documents.stored(connection, own_scope(connection), "conflict", identity)
    return _change(connection, row, {**(row.visible or {}), "settled": word})


def laid_again(connection: Connection, laid: Overlay) -> None:
    """Mine lies where it lay: say so there again, where theirs went on under a choice that is taken back and opened it with that."""
    held = documents.stored(connection, own_scope(connection), "conflict", laid.conflict)
    if held.visible is not None and not canonical.equal(value_of(held.visible.get("mine")), laid.mine):
        wanted = {**held.visible, "mine": _spelled(laid.mine)}
        tell(connection, _change(connection, held, {name: value for name, value in wanted.items() if value != ""}))


def moved(connection: Connection, row: Stored, body: Body | None) -> None:
    """Theirs went on under an open conflict: say so there, so that nobody takes or leaves what stands no more."""
    for laid in overlays.of(connection, row.scope, row.kind, row.id) if body is not None else ():
        held = documents.stored(connection, own_scope(connection), "conflict", laid.conflict)
        theirs = patch.value_at(body, laid.path)
        if held.visible is None or canonical.equal(value_of(held.visible.get("theirs")), theirs):
            continue
        said = {"theirs": _spelled(theirs), **_theirs(connection, row, trees.dotted(laid.path))}
        whole = {**held.visible, "who": "", "when": "", **said}
        wanted = {name: value for name, value in whole.items() if value != ""}
        tell(connection, _change(connection, held, wanted))


def uprooted(connection: Connection, row: Stored, old: Body | None, body: Body | None) -> None:
    """An item went under an open conflict about a field of it: what is asked is whether it stays, with mine in it."""
    kept: dict[Path, Body] = {}
    for laid in overlays.of(connection, row.scope, row.kind, row.id) if body is not None else ():
        for item in (laid.path[:length] for length in range(1, len(laid.path))):
            whole = kept.get(item) or patch.value_at(old, item)
            if patch.is_item(whole) and patch.value_at(body, item) is None:
                kept[item] = patch.with_value(cast("Body", whole), laid.path[len(item) :], laid.mine)
                tell(connection, settle(connection, laid.conflict, "value"))
    for item, mine in kept.items():
        found(connection, row, merge.Conflict(item, patch.value_at(old, item), mine, None))


def ask_again(connection: Connection, answered: Body, scope: str, kind: str, about: str, laid: Overlay) -> None:
    """Ask about mine of this device where the answer was not about it: another device's mine stood in its place."""
    row = documents.stored(connection, scope, kind, about)
    now = outbox.end_of(trees.tree(row.base), outbox.chain(connection, scope, kind, about))
    theirs = patch.value_at(now, laid.path)
    known = (value_of(answered.get("mine")), value_of(answered.get("theirs")), theirs)
    if now is not None and not any(canonical.equal(laid.mine, one) for one in known):
        found(connection, row, merge.Conflict(laid.path, value_of(answered.get("base")), laid.mine, theirs))


def rebased(old: Body | None, mine: Body, new: Body) -> Body:
    """What one's devices say of one conflict never conflicts itself: this one's word stands over another's.

    A conflict that this one found anew is open, though another settled it meanwhile: its answer knew nothing of it.
    """
    told = patch.changes(old or {}, mine)
    body = patch.applied(new, told)
    if told.get("settled") or not (old is None or told.keys() & {"mine", "settled"}):
        return body
    removed = {name for name in _SIDES if name not in mine} if old is None else set[str]()
    return {name: value for name, value in body.items() if name != "settled" and name not in removed}


def can_keep_both(kind: str, path: Path, mine: object, theirs: object) -> bool:
    """Whether both sides together are a value of the field: lists, and texts of several lines."""
    if isinstance(mine, list) and isinstance(theirs, list):
        return True
    return isinstance(mine, str) and isinstance(theirs, str) and trees.is_free_text(kind, path)


def as_merge(body: Body) -> merge.Conflict:
    """A conflict document as the merge knows it."""
    sides = [value_of(body.get(name)) for name in ("base", "mine", "theirs")]
    return merge.Conflict(trees.parted(str(body["path"])), *sides)


def _change(connection: Connection, row: Stored, body: Body) -> outbox.Change | None:
    end = outbox.end_of(trees.tree(row.base), outbox.chain(connection, row.scope, row.kind, row.id))
    documents.see(connection, row, body)
    changed = patch.diff(end, body)
    return outbox.Change(row.kind, row.id, row.scope, changed, body) if changed else None


def _spelled(value: object) -> str:
    return "" if value is None else canonical.encode_value(value)


def value_of(text: object) -> object:
    """The value that a conflict or mend holds as canonical text; None where it holds none."""
    return canonical.decode_value(text) if isinstance(text, str) and text else None
