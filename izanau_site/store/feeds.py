"""The feeds of the scopes: an entry is written only when the view's bytes changed, and counted in order of commit (R4)."""

from __future__ import annotations

import functools
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any, Final, NamedTuple, cast

import msgspec
from sqlalchemy import ColumnElement, Connection, RowMapping, bindparam, func, literal, not_, or_, select
from sqlalchemy.dialects import postgresql, sqlite

from izanau_protocol import ambient, canonical, patch, visibility, wire
from izanau_protocol.canonical import Body
from izanau_site.store import policies
from izanau_site.store.documents import Document, chunks
from izanau_site.store.schema import changed, feed, scopes

MOVED: Final = "izanau_moved"
"""Where a connection notes the scopes that its transaction moves."""

LINE: Final = 300
"""Bytes that a line of a page takes at most beside its view: names, scope, id, seq."""

Place = tuple[str, str]
"""(scope, id)."""


class Held(NamedTuple):
    """An entry of a feed as it is in the table. `view` None is gone."""

    scope: str
    id: str
    kind: str
    seq: int
    since: int
    lost: int
    view: bytes | None
    cause: str
    views: str


class Read(NamedTuple):
    """What a reader has of a scope: every entry from `low` to `high`, as it is now (R7)."""

    scope: str
    low: int
    high: int


class Views(NamedTuple):
    """The views that a document should have now, by scope, and what happened to it."""

    kind: str
    id: str
    by_scope: Mapping[str, Body]
    event: str
    within: frozenset[str] | None = None
    """The scopes in which alone it can have changed, where these are few of many; None: all."""


_COLUMNS = [feed.c[name] for name in Held._fields]
_HEADS: Final = select(scopes).where(scopes.c.scope.in_(bindparam("names", expanding=True)))


def held(connection: Connection, ids: Iterable[str], names: Collection[str] | None = None) -> dict[Place, Held]:
    """The entries of these documents in these scopes, or in whatever scope: a job stands in that of each applicant."""
    found: dict[Place, Held] = {}
    query = select(*_COLUMNS) if names is None else select(*_COLUMNS).where(feed.c.scope.in_(sorted(names)))
    for some in chunks(sorted(set(ids))):
        for row in connection.execute(query.where(feed.c.id.in_(some))):
            found[row.scope, row.id] = Held(*row)
    return found


def publish(
    connection: Connection, documents: Sequence[Views], now: Mapping[Place, Held] | None = None, device: str = ""
) -> dict[Place, Held]:
    """Bring the feeds to these views. Returns the entries that were written; `device` is the one that pushed.

    The caller holds the locks of the documents and of whom they speak of, so their entries stand still; the rows of
    all scopes are taken last, sorted, in one statement that also counts.
    """
    before = _standing(connection, documents) if now is None else now
    by_id: dict[str, dict[str, Held]] = defaultdict(dict)
    for (scope, identity), entry in before.items():
        by_id[identity][scope] = entry
    current = versions(connection)
    wanted = [
        entry
        for document in documents
        for entry in _entries(document, by_id.get(document.id, {}), current[document.kind])
    ]
    events = {document.id: document.event for document in documents}
    if not wanted:
        return {}
    heads = _count(connection, Counter(entry.scope for entry in wanted))
    written: dict[Place, Held] = {}
    for entry in wanted:
        heads[entry.scope] += 1
        seq, old = heads[entry.scope], before.get((entry.scope, entry.id))
        appears = old is None or (old.view is None) != (entry.view is None)
        since = seq if old is None or appears else old.since
        lost = seq if old is not None and _lost(old, entry) else 0 if old is None or appears else old.lost
        written[entry.scope, entry.id] = entry._replace(seq=seq, since=since, lost=lost)
    _write(connection, list(written.values()), before, events, device)
    connection.info.setdefault(MOVED, set()).update(heads)
    return written


def _standing(connection: Connection, documents: Sequence[Views]) -> dict[Place, Held]:
    """What the feeds hold of these documents, where they can have changed."""
    found = held(connection, [document.id for document in documents if document.within is None])
    places = {(scope, document.id) for document in documents for scope in document.within or ()}
    for some in chunks(sorted({scope for scope, _ in places})):
        rows = held(connection, {identity for _, identity in places}, some)
        found |= {place: row for place, row in rows.items() if place in places}
    return found


def versions(connection: Connection) -> dict[str, str]:
    """The version of the views of each kind, by the table and the policy in force (R5)."""
    return visibility.versions(policies.manifest(connection))


def _entries(document: Views, before: Mapping[str, Held], version: str) -> list[Held]:
    """The entries that differ from what the feeds hold of a document, by scope."""
    entries = []
    encoded: dict[int, bytes] = {}  # one view is often the same tree in several scopes
    for scope, body in document.by_scope.items():
        if document.within is not None and scope not in document.within:
            continue
        view = encoded.get(id(body)) or encoded.setdefault(id(body), canonical.encode(dict(body)))
        old = before.get(scope)
        if old is None or old.view != view:
            entries.append(Held(scope, document.id, document.kind, 0, 0, 0, view, "", version))
    for scope, old in before.items():
        if scope not in document.by_scope:
            cause = visibility.cause_of(document.event, scope)
            if old.view is not None or (cause == "erased" and old.cause != "erased"):
                entries.append(Held(scope, document.id, old.kind, 0, 0, 0, None, cause, version))
    return entries


def _lost(old: Held, new: Held) -> bool:
    """Whether a view that others hold lacks a field that it had; one's own loses what one removes oneself."""
    if old.view is None or new.view is None or new.scope == "jobs" or new.scope.startswith("account:"):
        return False
    return not tree_of(old.view).keys() <= tree_of(new.view).keys()


def tree_of(view: bytes) -> Body:
    """The tree of a view, which was spelled here and needs no second look."""
    return cast("Body", msgspec.json.decode(view))


def _upsert(connection: Connection) -> Any:
    return postgresql.insert if connection.dialect.name == "postgresql" else sqlite.insert


def _count(connection: Connection, numbers: Mapping[str, int]) -> dict[str, int]:
    """Lock the scopes in their order and count on; returns the head that each had before."""
    insert = _upsert(connection)(scopes)
    counted = insert.on_conflict_do_update(
        index_elements=[scopes.c.scope], set_={"head": scopes.c.head + insert.excluded.head}
    ).returning(scopes.c.scope, scopes.c.head)
    rows = connection.execute(counted, [{"scope": scope, "head": numbers[scope]} for scope in sorted(numbers)])
    return {row.scope: row.head - numbers[row.scope] for row in rows}


def _write(
    connection: Connection,
    entries: Sequence[Held],
    before: Mapping[Place, Held],
    events: Mapping[str, str],
    device: str,
) -> None:
    insert = _upsert(connection)(feed)
    newer = {name: insert.excluded[name] for name in ("kind", "seq", "since", "lost", "view", "cause", "views")}
    statement = insert.on_conflict_do_update(index_elements=[feed.c.scope, feed.c.id], set_=newer)
    connection.execute(statement, [entry._asdict() for entry in entries])
    at, rows = ambient.timestamp(), []
    paths_of = functools.cache(_paths)  # those of a job are the same for each of its applicants
    for entry in entries:
        goes_on = entry.since != entry.seq
        if goes_on or is_read_by_others(entry.scope):
            paths = paths_of(before[entry.scope, entry.id].view, entry.view) if goes_on else ""
            event = events[entry.id] or "moved" if entry.view is None else ""
            row = {"scope": entry.scope, "id": entry.id, "seq": entry.seq, "paths": paths, "at": at, "event": event}
            rows.append(row | {"device": device})
    if rows:
        connection.execute(changed.insert(), rows)


def is_read_by_others(scope: str) -> bool:
    """Whether who reads a scope is somebody else than whom its documents speak of, and is known by name."""
    return scope != "jobs" and not scope.startswith("account:")


def _paths(old: bytes | None, new: bytes | None) -> str:
    one, two = tree_of(old or b"{}"), tree_of(new or b"{}")
    return "\n".join("\t".join(path) for path in patch.touched(patch.changes(one, two)))


def changes_since(connection: Connection, places: Mapping[Place, int]) -> dict[Place, dict[int, list[tuple[str, ...]]]]:
    """The paths that changed in these entries after a seq, by the seq that changed them."""
    found: dict[Place, dict[int, list[tuple[str, ...]]]] = defaultdict(dict)
    for scope in sorted({scope for scope, _ in places}):
        least = min(seq for place, seq in places.items() if place[0] == scope)
        query = select(changed).where(changed.c.scope == scope, changed.c.seq > least, changed.c.paths != "")
        for some in chunks(sorted(identity for place, identity in places if place == scope)):
            for row in connection.execute(query.where(changed.c.id.in_(some))):
                if row.seq > places[scope, row.id]:
                    found[scope, row.id][row.seq] = [tuple(line.split("\t")) for line in row.paths.split("\n")]
    return dict(found)


def is_set_since(connection: Connection, row: Document, name: str, at: str) -> bool:
    """Whether a field of a document was set at a moment or after it, or the document made: what else was edited then says
    nothing of the field."""
    if row.created >= at:
        return True
    scope = f"company:{row.company}" if row.kind in ("membership", "job") else f"account:{row.account}"
    query = select(changed.c.paths).where(changed.c.id == row.id, changed.c.scope == scope, changed.c.at >= at)
    return any(line.split("\t")[0] == name for paths in connection.scalars(query) for line in paths.split("\n"))


def set_since(connection: Connection, people: Collection[str], name: str, at: str) -> dict[str, dict[str, str]]:
    """When each part of this field of people's accounts was set last, of what was set after a moment; by account and part."""
    found: dict[str, dict[str, str]] = defaultdict(dict)
    own = changed.c.scope == literal("account:") + changed.c.id
    query = select(changed.c.id, changed.c.paths, changed.c.at).where(changed.c.id.in_(people), own, changed.c.at > at)
    for row in connection.execute(query.order_by(changed.c.seq)):
        for field, *rest in (line.split("\t") for line in row.paths.split("\n")):
            if field == name:
                found[row.id]["\t".join(rest)] = row.at
    return found


def heads(connection: Connection, names: Sequence[str]) -> dict[str, wire.ScopeHead]:
    """Head and floor of each of these scopes; one that holds nothing yet has 0."""
    rows = connection.execute(_HEADS, {"names": names})
    found = {row.scope: wire.ScopeHead(row.head, row.floor) for row in rows}
    return {name: found.get(name, wire.ScopeHead(0)) for name in names}


def page(
    connection: Connection,
    scope: str,
    *,
    after: int | None,
    before: int | None,
    limit: int,
    gone: bool = False,
    kind: str = "",
) -> Sequence[RowMapping]:
    """Entries of a scope above `after` upwards, or below `before` downwards: one walk along the index (scope, seq).

    `gone` leaves only what a cache at `after` has to let go of: tombstones, and views that lost a field since;
    `kind` leaves one kind.
    """
    query = select(*_COLUMNS).where(feed.c.scope == scope)
    if gone:
        query = query.where(or_(feed.c.view.is_(None), feed.c.lost > (after or 0)))
    if kind:
        query = query.where(feed.c.kind == kind)
    if after is not None:
        query = query.where(feed.c.seq > after).order_by(feed.c.seq)
    else:
        query = (
            query.where(feed.c.seq < before).order_by(feed.c.seq.desc())
            if before
            else query.order_by(feed.c.seq.desc())
        )
    return connection.execute(query.limit(limit)).mappings().all()


def sizes_of(connection: Connection, scope_names: Sequence[str], ids: Sequence[str], read: Read) -> dict[str, int]:
    """How many bytes at most the lines of some documents take on a page, in all of these scopes together, by id.

    What was read before takes none.
    """
    found: dict[str, int] = {}
    if ids:
        length = func.length(feed.c.view).label("length")
        query = select(feed.c.id, length).where(feed.c.id.in_(ids), feed.c.scope.in_(scope_names))
        for row in connection.execute(query.where(feed.c.view.is_not(None), _unread(read))):
            found[row.id] = found.get(row.id, 0) + row.length + LINE
    return found


def entries_of(connection: Connection, scope_names: Sequence[str], ids: Sequence[str], read: Read) -> list[RowMapping]:
    """The living entries of some documents in some scopes, but those that were read before."""
    if not ids:
        return []
    query = select(*_COLUMNS).where(feed.c.id.in_(ids), feed.c.scope.in_(scope_names), feed.c.view.is_not(None))
    # Sorted here: to read them in their order, SQLite walks along all of the scope.
    return sorted(connection.execute(query.where(_unread(read))).mappings(), key=lambda row: (row["scope"], row["seq"]))


def _unread(read: Read) -> ColumnElement[bool]:
    return not_((feed.c.scope == read.scope) & feed.c.seq.between(read.low, read.high))
