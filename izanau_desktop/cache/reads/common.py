"""Read models of every role: status, outbox, conflicts, mends, consents, the policy in force, texts by language."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Final, cast

import msgspec

from izanau_desktop.cache import (
    Cache,
    Document,
    agreement,
    behind,
    conflicts,
    cursors,
    documents,
    indexing,
    lease,
    local,
    meta,
    outbox,
    resting,
    trees,
)
from izanau_desktop.cache.connection import Connection
from izanau_desktop.cache.reads.listing import Page, Wanted, ids
from izanau_desktop.cache.settling import DEED
from izanau_protocol import ambient, position, visibility
from izanau_protocol.canonical import Body
from izanau_protocol.problems import Problem

_SOUGHT: Final = {"company": "applicant", "staff": "ticket"}
"""What a group searches most; all others: jobs."""
UNREAD: Final = (
    "SELECT count(*) FROM facet f INDEXED BY facet_by_value CROSS JOIN shown s ON s.number = f.number"
    " WHERE f.name = 'sender' AND f.value = ?"
    " AND NOT EXISTS (SELECT 1 FROM local l WHERE l.shelf = ? AND l.key = s.id)"
)
"""The messages of one side alone, since the other's may be a hundred times as many; none but messages have a sender."""


class Status(msgspec.Struct, frozen=True):
    """What the state line and `izanau status` tell."""

    account: str
    group: str
    role: str
    last_sync: str
    waiting: int
    """Pushes not settled, the held ones among them."""
    refused: int
    conflicts: int
    notices: int
    """Mends that were not looked at yet."""
    unread: int
    """Messages of the other side that were not looked at yet."""
    applicants: int
    """Applicants that nobody has moved on yet; 0 for all but companies."""
    tickets: int
    """Open requests; 0 for all but staff."""
    owed: int
    """Exported files that hold people who left; 0 for all but companies."""
    lease: lease.Lease
    policy: agreement.Agreement
    documents: Mapping[str, int]
    cache_bytes: int
    problem: str
    """The code of what stopped the last sync, or empty."""
    rest: resting.Rest
    """Whether the person wants syncing by itself to rest."""
    fetched: int
    """Percent of what the site holds for the account, while that is read for the first time or anew; else 100."""
    indexed: indexing.Indexed | None
    """How far the search among what the role mostly looks for reaches, where it does not reach all yet."""


class OutboxRow(msgspec.Struct, frozen=True):
    """One waiting or refused change."""

    id: str
    state: str
    """waiting, held, sent or refused."""
    deed: str
    kinds: tuple[str, ...]
    documents: tuple[tuple[str, str], ...]
    """Kind and id of what it touches."""
    created: str
    not_before: str
    problem: Problem | None
    behind: OutboxRow | None = None
    """The refused change that it waits for."""


class ConflictRow(msgspec.Struct, frozen=True):
    """A conflict side by side; values are trees, None was absent."""

    id: str
    kind: str
    about: str
    path: str
    base: object
    mine: object
    theirs: object
    who: str
    when: str
    device: str
    at: str
    settled: str
    side: str = ""
    """Whose theirs is, by the table `conflict_side`; empty where nobody told."""
    member: str = ""
    """The membership of the colleague who wrote theirs."""
    other: str = ""
    """The other device of the person's own."""

    @property
    def can_keep_both(self) -> bool:
        """Whether both sides together are a value of the field: lists, and texts of several lines."""
        return conflicts.can_keep_both(self.kind, trees.parted(self.path), self.mine, self.theirs)


class MendRow(msgspec.Struct, frozen=True):
    """A correction by staff: the notice to the owner."""

    id: str
    kind: str
    about: str
    path: str
    old: object
    new: object
    reason: str
    text: str
    author: str
    at: str
    reply: str
    seen: bool


def text_in(texts: object, language: str) -> tuple[str, str]:
    """A free text in the reader's language, else in another, with the tag of the language that it is in."""
    held = cast("dict[str, str]", texts) if isinstance(texts, dict) else {}
    for tag in (language, language.split("-")[0], "en", "ja", *held):
        if held.get(tag):
            return held[tag], tag
    return "", ""


def field(body: Body, path: str) -> str:
    """The text at a path of a body; empty where there is none."""
    value: object = body
    for name in path.split("."):
        value = value.get(name) if isinstance(value, dict) else None
    return value if isinstance(value, str) else ""


def number(body: Body, path: str) -> int:
    """The number at a path of a body; 0 where there is none."""
    value: object = body
    for name in path.split("."):
        value = value.get(name) if isinstance(value, dict) else None
    return value if isinstance(value, int) else 0


def in_order(body: Body, name: str) -> list[tuple[str, Body]]:
    """The items of a map in their order, with their ids."""
    held = body.get(name)
    items = cast("dict[str, Body]", held) if isinstance(held, dict) else {}
    return [(key, items[key]) for key in position.ordered(items)]


def status(cache: Cache) -> Status:
    """How this account stands on this machine."""
    with cache.file.read() as connection:
        counted = connection.exec_driver_sql("SELECT kind, count(*) FROM shown GROUP BY kind ORDER BY kind")
        by_kind = {row[0]: int(row[1]) for row in counted}
        group = meta.get(connection, "group")
        return Status(
            account=meta.get(connection, "account"),
            group=group,
            role=meta.get(connection, "role"),
            last_sync=meta.get(connection, "last_sync"),
            waiting=outbox.count(connection, "waiting", "sent"),
            refused=outbox.count(connection, "refused"),
            conflicts=conflict_count(connection),
            notices=_new_mends(connection),
            unread=unread(connection),
            applicants=_new(connection),
            tickets=_in_state(connection, "ticket", "open") if group == "staff" else 0,
            owed=owed_count(connection) if group == "company" else 0,
            lease=lease.state(connection),
            policy=agreement.read(connection),
            documents=by_kind,
            cache_bytes=cache.file.size(),
            problem=meta.get(connection, "sync_problem"),
            rest=resting.read(connection),
            fetched=cursors.fetched(connection),
            indexed=indexing.read(connection, _SOUGHT.get(group, "job")),
        )


def outbox_rows(cache: Cache) -> tuple[OutboxRow, ...]:
    """What the site has not settled yet, oldest first."""
    with cache.file.read() as connection:
        return tuple(unsettled(connection).values())


def open_conflicts(cache: Cache) -> tuple[ConflictRow, ...]:
    """The conflicts that wait for an answer, oldest first."""
    with cache.reading("conflict") as connection:
        found = documents.some(connection, "conflict", {})
        return tuple(conflict_row(one) for one in found if not one.body.get("settled"))


def asked_with(cache: Cache, rows: Iterable[OutboxRow]) -> dict[str, tuple[ConflictRow, ...]]:
    """The open conflicts that each of these changes asks about: what was typed for them goes where the question is taken back;
    none of them, but that it asks, while the lease is not held. One that answers is none of these: taken back, its question is
    open again."""
    asking = {row.id: [one for kind, one in row.documents if kind == "conflict"] for row in rows if row.deed != DEED}
    if not any(asking.values()):
        return {}
    with cache.file.read() as connection:
        is_shown = not lease.state(connection).is_down
        wanted = [one for some in asking.values() for one in some]
        known = documents.many(connection, "conflict", wanted)
    still = {one: conflict_row(found) for one, found in known.items() if not found.body.get("settled")}
    return {
        row: tuple(still[one] for one in some if one in still and is_shown)
        for row, some in asking.items()
        if set(some) & still.keys()
    }


def conflict(cache: Cache, identity: str) -> ConflictRow | None:
    """One conflict."""
    with cache.reading("conflict") as connection:
        found = documents.get(connection, "conflict", identity)
        return conflict_row(found) if found else None


def mends(cache: Cache, limit: int = 50, after: str = "") -> Page[MendRow]:
    """The corrections that staff made, newest first."""
    with cache.reading("mend") as connection:
        found = ids(connection, Wanted("mend"), limit, after)
        docs, seen = documents.many(connection, "mend", found.ids), local.among(connection, local.SEEN, found.ids)
        return found.page(_mend_row(docs[one], one in seen) for one in found.ids if one in docs)


def policy(cache: Cache, version: str = "") -> Body | None:
    """The body of a version of the policy that was read; of the one in force where none is named."""
    with cache.file.read() as connection:
        return agreement.version(connection, version or agreement.read(connection).current)


def manifest(cache: Cache) -> visibility.Manifest | None:
    """What the version of the policy in force lists, as far as this machine has read it."""
    with cache.file.read() as connection:
        return agreement.manifest(connection)


def operator(cache: Cache) -> dict[str, str]:
    """Who runs the site (name, address, email, url), as far as it was told."""
    kept = cache.note("operator")
    return msgspec.json.decode(kept, type=dict[str, str]) if kept else {}


def agreed(cache: Cache) -> agreement.Agreement:
    """How the account stands to the policy."""
    with cache.file.read() as connection:
        return agreement.read(connection)


def mark_seen(cache: Cache, *identities: str) -> None:
    """Note on this machine that these were looked at; never sent."""
    at = ambient.timestamp()

    def work(connection: Connection) -> None:
        for one in identities:
            local.put(connection, local.SEEN, one, at)
            local.put(connection, local.GIVEN, one, None)

    cache.change(work)


def unread(connection: Connection) -> int:
    """How many messages of the other side were not looked at on this machine: the one count, wherever it stands."""
    theirs = "seeker" if meta.get(connection, "group") == "company" else "company"
    return int(connection.exec_driver_sql(UNREAD, (theirs, local.SEEN)).scalar_one())


def conflict_count(connection: Connection) -> int:
    """How many conflicts wait for an answer."""
    found = connection.exec_driver_sql(
        "SELECT count(*) FROM shown INDEXED BY shown_by_state WHERE kind = 'conflict' AND state = ''"
    )
    return int(found.scalar_one())


def conflicts_open(connection: Connection) -> list[str]:
    """The conflicts that wait for an answer."""
    found = connection.exec_driver_sql(
        "SELECT id FROM shown INDEXED BY shown_by_state WHERE kind = 'conflict' AND state = ''"
    )
    return [row[0] for row in found]


def owed_files(connection: Connection) -> list[str]:
    """The exported files that hold people who left."""
    found = connection.exec_driver_sql(
        "SELECT s.id FROM shown s WHERE s.kind = 'export' AND EXISTS"
        " (SELECT 1 FROM facet f WHERE f.number = s.number AND f.name = 'owed')"
    )
    return [row[0] for row in found]


def owed_count(connection: Connection) -> int:
    """How many exported files hold people who left."""
    return len(owed_files(connection))


def _in_state(connection: Connection, kind: str, state: str) -> int:
    found = connection.exec_driver_sql(
        "SELECT count(*) FROM shown INDEXED BY shown_by_state WHERE kind = ? AND state = ?",
        (kind, state),
    )
    return int(found.scalar_one())


def _new(connection: Connection) -> int:
    found = connection.exec_driver_sql("SELECT coalesce(sum(many), 0) FROM standing WHERE stage = 'new'")
    return int(found.scalar_one())


def _new_mends(connection: Connection) -> int:
    found = connection.exec_driver_sql(
        "SELECT count(*) FROM shown s WHERE s.kind = 'mend'"
        " AND NOT EXISTS (SELECT 1 FROM local l WHERE l.shelf = ? AND l.key = s.id)",
        (local.SEEN,),
    )
    return int(found.scalar_one())


def unsettled(connection: Connection) -> dict[str, OutboxRow]:
    """What the site has not settled yet, oldest first, by id."""
    found = {row.id: row for row in outbox.rows(connection)}
    return {identity: _outbox_row(row, behind.refused(found, row)) for identity, row in found.items()}


def _outbox_row(row: outbox.Row, refused: outbox.Row | None = None) -> OutboxRow:
    """A push as it stands; `refused`: the one that it waits for."""
    return OutboxRow(
        id=row.id,
        state="held" if row.held else row.state,
        deed=row.deed,
        kinds=tuple(dict.fromkeys(part.kind for part in row.parts)),
        documents=tuple((part.kind, part.id) for part in row.parts),
        created=row.created,
        not_before=row.not_before,
        problem=row.problem,
        behind=_outbox_row(refused) if refused is not None else None,
    )


def conflict_row(one: Document) -> ConflictRow:
    """A conflict with its three values as trees."""
    known = conflicts.as_merge(one.body)
    names = ("about", "path", "who", "when", "device", "at", "settled", "side", "member", "other")
    told = {name: field(one.body, name) for name in names}
    if one.pending:  # the site has not said yet whose theirs is by now
        told |= dict.fromkeys(("side", "member", "other"), "")
    kind = field(one.body, "document")
    return ConflictRow(id=one.id, kind=kind, base=known.base, mine=known.mine, theirs=known.theirs, **told)


def _mend_row(one: Document, seen: bool) -> MendRow:
    names = ("about", "path", "reason", "text", "author", "at", "reply")
    told = {name: field(one.body, name) for name in names}
    old, new = (conflicts.value_of(one.body.get(name)) for name in ("old", "new"))
    return MendRow(id=one.id, kind=field(one.body, "document"), seen=seen, old=old, new=new, **told)
