"""Rebasing: when the site's view moves, unsent edits are merged onto it, and what cannot stand becomes a conflict."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec.structs import replace

from izanau_desktop.cache import awaited, conflicts, documents, outbox, overlays, refusals, trees, withheld
from izanau_desktop.cache.connection import Connection
from izanau_desktop.cache.documents import Stored
from izanau_desktop.cache.outbox import Link, Part
from izanau_protocol import merge, patch
from izanau_protocol.canonical import Body


def onto(connection: Connection, row: Stored, old: Body | None, *, is_back: bool = False) -> int:
    """Bring the unsettled edits of a document from the view `old` onto `row.base`; how many conflicts came of it.

    `row` is the row as it shall be; it is written here, with what the person then sees.
    """
    links = outbox.chain(connection, row.scope, row.kind, row.id)
    new, clashes = _walk(connection, row, links, old, trees.tree(row.base), is_back=is_back)
    for clash in clashes:
        conflicts.found(connection, row, clash)
    if overlays.of(connection, row.scope, row.kind, row.id):
        conflicts.uprooted(connection, row, old, new)
        conflicts.moved(connection, row, new)
        new = overlays.over(connection, row, new)
    documents.see(connection, row, new)
    if row.kind == "conflict":
        settled(connection, row.scope, row.id)
    return len(clashes)


def back(connection: Connection, row: Stored) -> int:
    """What a restored site lacked is there again: each edit is merged from what it was made on; how many conflicts came of it."""
    return onto(connection, row, None, is_back=True)


def again(connection: Connection, scope: str, kind: str, identity: str) -> None:
    """Show a document anew after one of its edits was dropped."""
    row = documents.stored(connection, scope, kind, identity)
    if row.gone == awaited.GONE:
        return  # nothing of it is here to be changed
    links = outbox.chain(connection, scope, kind, identity)
    body = outbox.end_of(trees.tree(row.base), links)
    documents.see(connection, row, overlays.over(connection, row, body))


def decided(connection: Connection, part: Part) -> None:
    """A push is at the site: what refused ones before it asked for at the same paths stands over it no more."""
    paths = withheld.with_move(part.kind, patch.touched(part.patch))
    for link in outbox.chain(connection, part.scope, part.kind, part.id):
        if link.row < part.push and link.state == "refused" and link.patch is not None:
            left = patch.without(link.patch, paths)
            if left != link.patch:
                _leave(connection, part.kind, link, left)


def settled(connection: Connection, scope: str, conflict: str) -> None:
    """Where another of the person's devices settled a conflict, mine is no longer laid over the document."""
    answered = documents.stored(connection, scope, "conflict", conflict).visible or {}
    laid = None
    if answered.get("settled"):
        laid = overlays.drop(connection, conflict)
        laid = laid or overlays.orphan(connection, conflict, lambda push: outbox.get(connection, push))
    if laid:
        conflicts.ask_again(connection, answered, *laid)
        again(connection, *laid[:3])


def _walk(
    connection: Connection, row: Stored, links: Sequence[Link], old: Body | None, new: Body | None, *, is_back: bool
) -> tuple[Body | None, list[merge.Conflict]]:
    clashes, before = list[merge.Conflict](), list[Link]()
    texts = _texts(connection, row.kind, new) if links else _no_text
    for place, link in enumerate(links):
        if is_back and link.base is not None:
            old = awaited.under(link, trees.tree(row.base) or {})
            outbox.rest_on(connection, link, old)
        mine = patch.apply(old, link.patch)
        if link.is_again and link.state == "sent" and link.base is not None and not is_back:
            # The view of before the site was restored had it: merged from that it would change nothing, and not be seen.
            under = trees.tree(link.base)
            new, old = _sent(texts, under, patch.apply(under, link.patch), new), mine
            continue
        if outbox.is_application(row.kind, link.patch) and new is not None:
            old = mine  # applied for on another device too: the site says what becomes of this one
            continue
        if link.state == "sent":  # fixed: only what is seen follows, its answer will say the rest (R9)
            new = _sent(texts, old, mine, new)
        else:
            after, found = _unsent(row.kind, texts, old, mine, new)
            if row.kind == "application":
                after, found = withheld.with_reason(old, mine, new, after, found)
            found, mine = _undecided(link, links[place + 1 :], found, old, mine)
            clashes += found
            left = _left(row.kind, link, before, new, after, clashes)
            _leave(connection, row.kind, link, left)
            before.append(replace(link, patch=left))
            new = after
        old = mine
    return new, clashes


def _undecided(
    link: Link, later: Sequence[Link], found: list[merge.Conflict], old: Body | None, mine: Body | None
) -> tuple[list[merge.Conflict], Body | None]:
    """What of an edit is asked about, and the body that the edits after it are held to.

    Where later plain ones say another word at all that it changed there, theirs alone counts, held to what stood there before:
    they were typed while this one was sent, else they were one with it. Who undid it meanwhile is asked nothing about it.
    """
    plain = [one for one in later if one.state == "waiting" and not one.deed and not link.deed]
    said = [path for one in plain for path in patch.touched(one.patch)]
    left: list[merge.Conflict] = []
    for one in found:
        paths = [path for path in patch.touched(link.patch) if patch.overlap([path], [one.path])]
        if mine is None or not one.path or not paths or not all(_covers(said, path) for path in paths):
            left.append(one)
            continue
        for path in paths:
            mine = patch.with_value(mine, path, patch.value_at(old, path))
    return left, mine


def _covers(said: Sequence[patch.Path], path: patch.Path) -> bool:
    return any(path[: len(one)] == one for one in said)


def _left(
    kind: str,
    link: Link,
    before: Sequence[Link],
    new: Body | None,
    after: Body | None,
    clashes: Sequence[merge.Conflict],
) -> Body | None:
    """What an edit asks for yet; again also for what a refused one before it asks for, but for what clashes."""
    left = {} if trees.spelled(after) == trees.spelled(new) else patch.diff(new, after)
    paths = [clash.path for clash in clashes]
    again = refusals.named(kind, link.patch, before)
    return refusals.asking(left, after, [path for path in again if not patch.overlap([path], paths)])


def _leave(connection: Connection, kind: str, link: Link, left: Body | None) -> None:
    """Leave so much of an edit; a message that was to go with a move of which nothing is left stays here."""
    if withheld.is_undone(kind, link.patch, left):
        for scope, message in withheld.withhold(connection, link.row):
            again(connection, scope, "message", message)
    outbox.repatch(connection, link, left)


def _texts(connection: Connection, kind: str, body: Body | None) -> merge.FreeTexts:
    """Which texts are merged by their lines: none that others read, since nobody would have read the whole of it before."""
    if conflicts.is_read_by_others(connection, kind, body):
        return _no_text
    return lambda path: trees.is_free_text(kind, path)


def _no_text(_path: patch.Path) -> bool:
    return False


def _sent(texts: merge.FreeTexts, old: Body | None, mine: Body | None, new: Body | None) -> Body | None:
    if mine is None or new is None:
        return mine if new is not None or old is None else None
    return merge.merge(old, mine, new, texts).visible


def _unsent(
    kind: str, texts: merge.FreeTexts, old: Body | None, mine: Body | None, new: Body | None
) -> tuple[Body | None, list[merge.Conflict]]:
    """The body that the site should get, and what cannot be merged."""
    if new is None and old is None:
        return mine, []
    if kind == "conflict":
        return None if mine is None or new is None else conflicts.rebased(old, mine, new), []
    if mine is None or new is None:
        clash = merge.fate(old or {}, mine, new) if (mine is None) != (new is None) else None
        return (new, [clash]) if clash else (None, [])
    merged = merge.merge(old, mine, new, texts)
    return merged.body, list(merged.conflicts)
