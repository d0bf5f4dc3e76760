"""The outbox: every push that the site has not settled yet, and those that it settled lately (R9, R12)."""

# ruff: noqa: S608 - names of tables and columns are constants of this package; every value is bound

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from typing import Any, Final

import msgspec

from izanau_desktop.cache import documents, meta
from izanau_desktop.cache.connection import Connection
from izanau_desktop.cache.documents import Key
from izanau_desktop.cache.needed import UNSETTLED, Waiting, waiting
from izanau_desktop.cache.trees import patch_of, spelled, spelled_patch
from izanau_protocol import ambient, patch
from izanau_protocol.canonical import Body
from izanau_protocol.problems import Problem

_COLUMNS: Final = "number, id, push_id, state, deed, not_before, created, needs, problem, epoch, settled"
_OF_PART: Final = "push, place, kind, id, scope, base_seq, base, patch"
UNTOLD: Final = "untold"
"""In the place of a moment where the site told no time: it is behind every moment, so nothing is let go by it."""


class Row(msgspec.Struct, frozen=True):
    """One push: waiting (held until `not_before`), sent (fixed, no answer yet), refused, or settled."""

    number: int
    id: str
    push_id: str
    state: str
    deed: str
    not_before: str
    created: str
    needs: tuple[str, ...]
    problem: Problem | None
    epoch: str = ""
    settled: str = ""
    """When it was settled last; stays where a restored site is offered it again."""
    parts: tuple[Part, ...] = ()

    @property
    def held(self) -> bool:
        """Whether it still waits for a possible undo. It never waits for a clock that was set back since (R16)."""
        return self.state == "waiting" and self.not_before > ambient.timestamp() >= self.created


class Part(msgspec.Struct, frozen=True):
    """What a push does to one document; `base` is the site's view under it, kept once it was sent."""

    push: int
    place: int
    kind: str
    id: str
    scope: str
    base_seq: int
    base: bytes | None
    patch: Body | None


class Link(msgspec.Struct, frozen=True):
    """A part in the chain of unsettled edits of one document."""

    row: int
    place: int
    state: str
    deed: str
    patch: Body | None
    base: bytes | None
    is_again: bool = False
    """Whether it was settled before and is offered again to a restored site."""


class Change(msgspec.Struct, frozen=True):
    """What an edit asks the site for: the patch, and the body that it leads to from the end of the chain."""

    kind: str
    id: str
    scope: str
    patch: Body | None
    after: Body | None

    @property
    def key(self) -> Key:
        """Of which document."""
        return self.scope, self.kind, self.id


def chain(connection: Connection, scope: str, kind: str, identity: str) -> list[Link]:
    """The unsettled parts that touch a document, oldest first."""
    return chains(connection, [(scope, kind, identity)])[scope, kind, identity]


def chains(connection: Connection, keys: Collection[Key]) -> dict[Key, list[Link]]:
    """The chain of each of these documents."""
    found: dict[Key, list[Link]] = {key: [] for key in keys}
    for some in documents.pieces(key[2] for key in keys):
        rows = connection.exec_driver_sql(
            "SELECT p.scope, p.kind, p.id, p.push, p.place, o.state, o.deed, p.patch, p.base, o.settled FROM part p"
            f" JOIN outbox o ON o.number = p.push WHERE p.id IN ({','.join('?' * len(some))})"
            f" AND o.state IN {UNSETTLED} ORDER BY p.push, p.place",
            some,
        )
        for row in rows:
            if row[:3] in found:
                found[row[:3]].append(Link(row[3], row[4], row[5], row[6], patch_of(row[7]), row[8], bool(row[9])))
    return found


def end_of(base: Body | None, links: Sequence[Link]) -> Body | None:
    """The site's view with all unsettled edits made."""
    for link in links:
        base = patch.apply(base, link.patch)
    return base


def get(connection: Connection, identity: str) -> Row | None:
    """A push with its parts."""
    row = connection.exec_driver_sql(f"SELECT {_COLUMNS} FROM outbox WHERE id = ?", (identity,)).first()
    return _row(connection, row) if row else None


def get_by_number(connection: Connection, number: int) -> Row:
    """The push of that number, which must be there."""
    row = connection.exec_driver_sql(f"SELECT {_COLUMNS} FROM outbox WHERE number = ?", (number,)).first()
    return _row(connection, row)


def get_by_push(connection: Connection, push_id: str) -> Row | None:
    """The push that was offered under that push_id."""
    row = connection.exec_driver_sql(f"SELECT {_COLUMNS} FROM outbox WHERE push_id = ?", (push_id,)).first()
    return _row(connection, row) if row else None


def rows(connection: Connection, states: Sequence[str] = ("waiting", "sent", "refused")) -> tuple[Row, ...]:
    """The pushes in these states, oldest first."""
    marks = ",".join("?" * len(states))
    found = connection.exec_driver_sql(
        f"SELECT {_COLUMNS} FROM outbox WHERE state IN ({marks}) ORDER BY number", tuple(states)
    ).all()
    parts: dict[int, list[Part]] = defaultdict(list)
    held = connection.exec_driver_sql(
        f"SELECT {_OF_PART} FROM part WHERE push IN (SELECT number FROM outbox WHERE state IN ({marks}))"
        " ORDER BY push, place",
        tuple(states),
    )
    for part in map(_part, held):
        parts[part.push].append(part)
    return tuple(_with_parts(row, parts[row[0]]) for row in found)


def unsent(connection: Connection) -> Iterator[Row]:
    """The pushes without an answer, oldest first; read a few at a time, for a batch takes few of many."""
    number = 0
    while True:
        found = connection.exec_driver_sql(
            f"SELECT {_COLUMNS} FROM outbox WHERE state IN ('sent', 'waiting') AND number > ? ORDER BY number LIMIT 200",
            (number,),
        ).all()
        for row in found:
            number = row[0]
            yield _row(connection, row)
        if not found:
            return


def unfix_after(connection: Connection, row: Row) -> None:
    """What was sent standing on a push that the site did not apply was not applied either: it is fixed anew (R9).

    Not so in another epoch, where each was offered by itself and may have been applied.
    """
    if row.epoch != meta.get(connection, "epoch"):
        return
    for part in row.parts:
        found = connection.exec_driver_sql(
            "SELECT DISTINCT o.number FROM part p JOIN outbox o ON o.number = p.push WHERE p.id = ? AND p.kind = ?"
            " AND p.scope = ? AND o.state = 'sent' AND o.epoch = ? AND o.number > ? ORDER BY o.number",
            (part.id, part.kind, part.scope, row.epoch, row.number),
        )
        for (number,) in found.all():
            later = get_by_number(connection, number)
            if later.state == "sent":
                set_state(connection, number, "waiting")
                unfix_after(connection, later)


def count(connection: Connection, *states: str) -> int:
    """How many pushes are in these states."""
    marks = ",".join("?" * len(states))
    return int(connection.exec_driver_sql(f"SELECT count(*) FROM outbox WHERE state IN ({marks})", states).scalar_one())


def is_any_held(connection: Connection) -> bool:
    """Whether any push still waits for a possible undo."""
    now = ambient.timestamp()
    found = connection.exec_driver_sql(
        "SELECT 1 FROM outbox WHERE state = 'waiting' AND not_before > ? AND created <= ? LIMIT 1", (now, now)
    )
    return found.first() is not None


def touching(connection: Connection, kind: str, identity: str) -> list[str]:
    """The ids of unsettled pushes that touch a document in any scope."""
    found = connection.exec_driver_sql(
        f"SELECT DISTINCT o.id FROM outbox o JOIN part p ON p.push = o.number WHERE p.id = ? AND p.kind = ?"
        f" AND o.state IN {UNSETTLED} ORDER BY o.number",
        (identity, kind),
    )
    return [row[0] for row in found]


def making(connection: Connection, kind: str, ids: Collection[str]) -> dict[str, Row]:
    """The unsettled push of each of these documents that has one, the last that touches it."""
    found: dict[str, Row] = {}
    for some in documents.pieces(ids):
        rows = connection.exec_driver_sql(
            f"SELECT p.id, o.number FROM part p JOIN outbox o ON o.number = p.push WHERE p.id IN ({','.join('?' * len(some))})"
            f" AND p.kind = ? AND o.state IN {UNSETTLED} ORDER BY o.number",
            (*some, kind),
        )
        found |= {identity: get_by_number(connection, number) for identity, number in rows.all()}
    return found


def holding(connection: Connection, scope: str, kind: str, identity: str) -> list[Row]:
    """The pushes in every state that have a part of a document in a scope."""
    found = connection.exec_driver_sql(
        "SELECT DISTINCT push FROM part WHERE id = ? AND kind = ? AND scope = ?", (identity, kind, scope)
    )
    return [get_by_number(connection, row[0]) for row in found.all()]


def drop(connection: Connection, number: int, needed: Waiting | None = None) -> tuple[Row, ...]:
    """Take a push away with its parts; all that went, it first. `needed` as it was read, where many are taken away.

    What waited for it goes along only where it is about what this push made (a message about an application that was
    never sent), or changes it; else it stays, and waits no longer: an application is not lost with an earlier edit of the profile.
    """
    row = get_by_number(connection, number)
    needed = waiting(connection) if needed is None else needed
    along = going_along(connection, row, needed)
    for one in (row, *along):
        connection.exec_driver_sql("DELETE FROM part WHERE push = ?", (one.number,))
        connection.exec_driver_sql("DELETE FROM outbox WHERE number = ?", (one.number,))
        for later in _needing(connection, one, needed):
            left = msgspec.json.encode([need for need in later.needs if need != one.id]).decode()
            connection.exec_driver_sql("UPDATE outbox SET needs = ? WHERE number = ?", (left, later.number))
    return row, *along


def going_along(connection: Connection, row: Row, needed: Waiting) -> tuple[Row, ...]:
    """The pushes that go when this one is taken back, oldest first."""
    found: dict[int, Row] = {}
    made = _made(connection, row)
    about = [one for one in _needing(connection, row, needed) if any(_is_about(part, made) for part in one.parts)]
    for later in (*about, *_changing(connection, made, row.number)) if made else ():
        if later.number not in found:
            found |= {one.number: one for one in (later, *going_along(connection, later, needed))}
    return tuple(found[number] for number in sorted(found))


def _changing(connection: Connection, made: frozenset[str], number: int) -> list[Row]:
    """The pushes after one that change what it made: there is nothing that they could change without it."""
    marks = ",".join("?" * len(made))
    found = connection.exec_driver_sql(
        f"SELECT {_COLUMNS} FROM outbox WHERE state IN {UNSETTLED} AND number > ?"
        f" AND number IN (SELECT push FROM part WHERE id IN ({marks})) ORDER BY number",
        (number, *sorted(made)),
    )
    return [_row(connection, one) for one in found.all()]


def _needing(connection: Connection, row: Row, needed: Waiting) -> list[Row]:
    """Those that wait for it, as they are by now; some may have gone since it was read."""
    one = f"SELECT {_COLUMNS} FROM outbox WHERE number = ? AND state IN {UNSETTLED}"
    found = (connection.exec_driver_sql(one, (number,)).first() for number in needed.get(row.id, ()))
    return [_row(connection, later) for later in found if later]


def _made(connection: Connection, row: Row) -> frozenset[str]:
    """The ids of the documents that are only there by this push."""

    def is_new(part: Part) -> bool:
        links = chain(connection, part.scope, part.kind, part.id)
        is_first = not links or links[0].row == row.number
        stands_alone = is_first and (not links or links[0].base is None)
        return stands_alone and documents.stored(connection, part.scope, part.kind, part.id).base is None

    return frozenset(part.id for part in row.parts if is_new(part))


def _is_about(part: Part, made: frozenset[str]) -> bool:
    return part.id in made or any(isinstance(value, str) and value in made for value in (part.patch or {}).values())


def is_application(kind: str, patch: Body | None) -> bool:
    """Whether a part applies for a job. That is a deed, never an edit of what another device applied with meanwhile."""
    return kind == "application" and patch is not None and "job" in patch


def rest_on(connection: Connection, link: Link, base: Body | None) -> None:
    """Note what a part was made on."""
    connection.exec_driver_sql(
        "UPDATE part SET base = ? WHERE push = ? AND place = ?", (spelled(base), link.row, link.place)
    )


def repatch(connection: Connection, link: Link, changed: Body | None) -> None:
    """Give an unsent part another patch; a part that says nothing any more goes, and a push without parts too."""
    if changed != {}:
        connection.exec_driver_sql(
            "UPDATE part SET patch = ?, base = NULL WHERE push = ? AND place = ?",
            (spelled_patch(changed), link.row, link.place),
        )
        return
    connection.exec_driver_sql("DELETE FROM part WHERE push = ? AND place = ?", (link.row, link.place))
    if not connection.exec_driver_sql("SELECT 1 FROM part WHERE push = ?", (link.row,)).first():
        drop(connection, link.row)


def set_state(connection: Connection, number: int, state: str, problem: Problem | None = None, at: str = "") -> None:
    """Move a push on. Waiting again it gets a new push_id and a base when it is sent; settled, `at` the site's time, it
    keeps both (R12): for good where the site tells no time, since the clock of this machine decides nothing (R16)."""
    told = msgspec.json.encode(problem).decode() if problem else ""
    settled = (at or UNTOLD) if state == "settled" else None
    connection.exec_driver_sql(
        "UPDATE outbox SET state = ?, problem = ?, settled = coalesce(?, settled) WHERE number = ?",
        (state, told, settled, number),
    )
    if state == "waiting":
        connection.exec_driver_sql("UPDATE outbox SET push_id = '' WHERE number = ?", (number,))
        connection.exec_driver_sql("UPDATE part SET base = NULL WHERE push = ?", (number,))


def note(connection: Connection, number: int, problem: Problem | None) -> None:
    """Say what a push lacks that stays as it is."""
    told = msgspec.json.encode(problem).decode() if problem else ""
    connection.exec_driver_sql("UPDATE outbox SET problem = ? WHERE number = ?", (told, number))


def stumble(connection: Connection, push_id: str, why: Problem) -> None:
    """Note of a push that the site has a fault of its own that shows by it; it stays as it was sent."""
    connection.exec_driver_sql(
        "UPDATE outbox SET problem = ? WHERE push_id = ? AND state = 'sent'",
        (msgspec.json.encode(why).decode(), push_id),
    )


def stumbled(connection: Connection) -> set[str]:
    """The push_ids of those."""
    query = "SELECT push_id FROM outbox WHERE state = 'sent' AND problem != '' AND json_extract(problem, '$.code') = ?"
    return {row[0] for row in connection.exec_driver_sql(query, ("site_error",))}


def settled_before(connection: Connection, before: str) -> Sequence[Any]:
    """The numbers of the pushes that were settled before a moment (R12)."""
    return connection.exec_driver_sql(
        "SELECT number FROM outbox WHERE state = 'settled' AND settled < ?", (before,)
    ).all()


def forget_settled(connection: Connection, before: str) -> None:
    """Drop the pushes that were settled before a moment, at which the backup window began."""
    for (number,) in settled_before(connection, before):
        connection.exec_driver_sql("DELETE FROM part WHERE push = ?", (number,))
        connection.exec_driver_sql("DELETE FROM outbox WHERE number = ?", (number,))


def _row(connection: Connection, row: Sequence[Any]) -> Row:
    parts = connection.exec_driver_sql(f"SELECT {_OF_PART} FROM part WHERE push = ? ORDER BY place", (row[0],))
    return _with_parts(row, map(_part, parts))


def _part(row: Sequence[Any]) -> Part:
    return Part(row[0], row[1], row[2], row[3], row[4], row[5], row[6], patch_of(row[7]))


def _with_parts(row: Sequence[Any], parts: Iterable[Part]) -> Row:
    return Row(
        row[0],
        row[1],
        row[2],
        row[3],
        row[4],
        row[5],
        row[6],
        needs=tuple(msgspec.json.decode(row[7] or "[]")),
        problem=msgspec.json.decode(row[8], type=Problem) if row[8] else None,
        epoch=row[9],
        settled=row[10],
        parts=tuple(parts),
    )
