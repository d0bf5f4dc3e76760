"""The eight invariants of docs/sync.md, looked at where a history ends; the fourth at every answer too."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from typing import TYPE_CHECKING

import zstandard
from sqlalchemy import select

from izanau_desktop.cache import Cache, awaited, cursors, joining, lease, meta, outbox, overlays
from izanau_protocol import canonical, wire
from izanau_site.accounts.caller import Caller
from izanau_site.store import Store, feeds, verify
from izanau_site.store.schema import documents, feed
from tests.faults.simulation.cast import EMAIL
from tests.faults.simulation.server import Answered
from tests.faults.simulation.writes import ABOUT_OTHERS, asks

if TYPE_CHECKING:
    from tests.faults.simulation.network import Request
    from tests.faults.simulation.world import World

MOST_IDLE = 1024
_ADDRESSED = ("owner", "recruiter")
"""Who of a company gets the seeker's address."""
_HIRES = frozenset({"job", "profile", "application", "message", "note"})
READS = {
    "seeker": frozenset({"account", "profile", "job", "application", "message", "ticket", "mend"}),
    "owner": _HIRES,
    "recruiter": _HIRES,
    "reviewer": _HIRES,
    "hiring_manager": frozenset({"job", "profile", "application", "note"}),
    "administrator": frozenset({"job", "ticket", "account"}),  # a ticket has the name of who wrote it
}
"""Role → the kinds of documents in which it may be sent what others wrote, by hand from docs/privacy.md."""
_RECORD = "v1/records/show"
"""Where staff see a person's record, for a reason that is logged."""
_SLACK = 2.0
"""Hours by which a clock may go back that is trusted on, and what goes by between two looks at it."""
_OTHERS = (
    "SELECT count(*) FROM document WHERE base IS NOT NULL AND scope NOT IN ('jobs', 'local')"
    " AND scope NOT LIKE 'account:%' AND scope NOT LIKE 'company:%'"
)
_WORD = re.compile(r"(?:mai|hr|rec|rev|man|staff)\d{4,}x")


def everything(world: World) -> None:
    """All invariants. Raises AssertionError."""
    _idle_costs_one_request(world)
    wrong = verify.verify(world.server.site.store)
    assert not wrong, wrong
    for seat in world.living():
        caller = world.caller(seat)
        assert caller is not None, f"{seat.name}: no session"
        converged(seat.name, seat.cache, world.server.site.store, caller)
    _nothing_is_lost(world)
    _nothing_is_double(world)
    _gone_is_gone(world)


def answer(world: World, asked: Request, told: Answered) -> None:
    """Nothing beyond the view: no answer holds the address, or a word, that who asks may not see."""
    seat, body = world.seats[asked.name], told.body
    if told.headers.get("content-encoding") == "zstd":
        body = zstandard.ZstdDecompressor().decompressobj().decompress(body)
    words = set(_WORD.findall(body.decode(errors="replace")))
    has_address = seat.account.group == "company" and EMAIL.encode() in body
    caller = world.caller(seat) if has_address or words else None
    if caller is None or asked.path == _RECORD:
        return
    assert not has_address or caller.role in _ADDRESSED, f"{asked.name} was sent the address"
    beyond = [word for word in words if not _may_read(world, seat.device.session.account, caller.role, word)]
    assert not beyond, f"{asked.name} was sent {beyond}"


def leases(world: World) -> None:
    """Others' records are seen nowhere for longer after the site was heard than the terms say. Raises AssertionError."""
    for seat in world.seats.values():
        with world.clock.of(seat.wrong), seat.looked_at() as connection:
            held = lease.state(connection).state == "held" and connection.exec_driver_sql(_OTHERS).scalar_one()
        hours = (world.clock.time - seat.heard) / 3600
        assert not held or hours <= wire.LEASE_HOURS + _SLACK, f"{seat.name} shows {held} records after {hours} hours"


def _may_read(world: World, account: str, role: str, word: str) -> bool:
    by = world.seats[world.writes.ever[word].name].device.session.account
    return by == account or bool(world.writes.stands.get(word, set()) & READS[role])


def _idle_costs_one_request(world: World) -> None:
    for seat in world.living():
        before = world.network.carried
        report = seat.sync_once(at_once=True)
        assert report is not None
        if seat.ended:
            continue
        used = world.network.carried - before
        assert used == 1, f"{seat.name} idle: {used} requests"
        assert report.bytes_in + report.bytes_out < MOST_IDLE


def converged(name: str, cache: Cache, store: Store, caller: Caller) -> None:
    """A cache holds what the site shows to its device, has read all of it, and waits for nothing. Raises AssertionError."""
    _views_are_equal(name, cache, store, caller)
    _cursors_reach_the_head(name, cache, store, caller)


def _views_are_equal(name: str, cache: Cache, store: Store, caller: Caller) -> None:
    with store.transaction() as connection:
        mine = feed.c.scope.in_(caller.scopes) & feed.c.view.is_not(None)
        views = {(row.scope, row.kind, row.id): bytes(row.view) for row in connection.execute(select(feed).where(mine))}
    with cache.file.read() as connection:
        rows = outbox.rows(connection)
        held = {
            (row[0], row[1], row[2]): (row[3], row[4])
            for row in connection.exec_driver_sql("SELECT scope, kind, id, base, mine FROM document")
        }
        epoch = meta.get(connection, "epoch")
        waits = [row for row in rows if row.problem is not None and row.problem.code == "awaited"]
        vain = [row for row in waits if awaited.absent(connection, row, epoch) != "awaited"]
        laid = connection.exec_driver_sql("SELECT conflict, scope, kind, id FROM overlay").all()
        asked = set(asks(connection))
    base = {place: both[0] for place, both in held.items() if both[0] is not None}
    assert base == views, f"{name} differs: {_difference(base, views)}"
    unsent = [row for row in rows if not _is_stuck(row, rows)]
    assert not unsent, f"{name}: unsent {unsent}"
    assert not vain, f"{name}: waits for what is there: {vain}"
    touched = {(part.scope, part.kind, part.id) for row in rows for part in row.parts}
    laid_on = {(row[1], row[2], row[3]) for row in laid}
    stray = {place for place, both in held.items() if both[1] is not None} - touched - laid_on
    assert not stray, f"{name}: shown differently for no reason: {stray}"
    assert {row[0] for row in laid} <= asked, f"{name}: mine is laid over what nobody asks about"


def _is_stuck(row: outbox.Row, rows: Sequence[outbox.Row]) -> bool:
    """Whether it says why it waits, or stands on one that does: by its needs, or behind it in the order of their document (R9)."""
    if row.problem is not None:
        return True
    stuck = [one for one in rows if one.problem is not None]
    before = {(part.kind, part.id) for one in stuck if one.number < row.number for part in one.parts}
    return bool({one.id for one in stuck} & set(row.needs)) or any((part.kind, part.id) in before for part in row.parts)


def _difference(held: dict[tuple[str, str, str], bytes], views: dict[tuple[str, str, str], bytes]) -> str:
    places = [place for place in sorted(held.keys() | views.keys()) if held.get(place) != views.get(place)]
    return "; ".join(f"{place}: {held.get(place)!r} is not {views.get(place)!r}" for place in places[:3])


def _cursors_reach_the_head(name: str, cache: Cache, store: Store, caller: Caller) -> None:
    with store.transaction() as connection:
        heads = {name: head.head for name, head in feeds.heads(connection, caller.scopes).items()}
    with cache.file.read() as connection:
        known = {name: (cursor.low, cursor.high) for name, cursor in cursors.every(connection).items()}
    assert known == {name: (0, head) for name, head in heads.items()}, f"{name}: {known} is not {heads}"


def _nothing_is_lost(world: World) -> None:
    kept = bodies(world.server.site.store) + "".join(unsent(seat.cache) for seat in world.seats.values())
    lost = {word: by for word, by in world.writes.live.items() if word not in kept and not _may_go(world, word, *by)}
    assert not lost, f"lost: {lost}"


def arrived(store: Store) -> set[str]:
    """The words that stand in documents of a site, but for what is only asked about."""
    return set(_WORD.findall(bodies(store, "mend", "conflict")))


def bodies(store: Store, *without: str) -> str:
    """The bodies of all documents of a site, as text, but for those of some kinds: of what staff told of a correction, where none are named."""
    with store.transaction() as connection:
        found = connection.execute(select(documents.c.body).where(documents.c.kind.not_in(without or ("mend",))))
        return "\n".join(bytes(row.body).decode() for row in found)


def unsent(cache: Cache) -> str:
    """What a cache has that the site has not: pushes, and what lies over documents in conflicts; as text."""
    with cache.file.read() as connection:
        laid = connection.exec_driver_sql("SELECT scope, kind, id FROM overlay").all()
        over = str([overlays.of(connection, *row) for row in laid])
        return over + "".join(str(part.patch) for row in outbox.rows(connection) for part in row.parts)


def _may_go(world: World, word: str, name: str, kind: str) -> bool:
    """Whether R15 or R16 took it before it was at the site, or a restore took it from there after they took what the machine
    would have offered. What is at the site goes with an erasure alone, or with its days."""
    is_about_others, is_mine = kind in ABOUT_OTHERS, world.seats[name].device.session.account == world.cast.mai
    if (is_about_others and world.aged) or ((is_about_others or is_mine) and world.erased):
        return True
    if word in world.arrived:
        return False
    return name in world.weak or (is_about_others and not is_mine and world.writes.hidden)


def _nothing_is_double(world: World) -> None:
    once(world.server.site.store)


def once(store: Store) -> None:
    """Nothing that was written once stands at a site twice. Raises AssertionError."""
    with store.transaction() as connection:
        found = [(row.kind, canonical.decode(bytes(row.body))) for row in connection.execute(select(documents))]
    words = Counter(str(body.get("text")) for kind, body in found if kind in ("message", "note", "ticket"))
    assert all(count == 1 for count in words.values()), words
    open_ones = Counter(
        (body["job"], body["seeker"])
        for kind, body in found
        if kind == "application" and not body.get("withdrawn") and body.get("status") != "rejected"
    )
    assert all(count == 1 for count in open_ones.values()), open_ones


def _gone_is_gone(world: World) -> None:
    """What a company's caches hold of the seeker's words is what their views show now."""
    for seat in world.living():
        if seat.account.group == "seeker":
            continue
        caller = world.caller(seat)
        assert caller is not None
        with world.server.site.store.transaction() as connection:
            mine = feed.c.scope.in_(caller.scopes) & feed.c.view.is_not(None)
            views = b"\n".join(bytes(row.view) for row in connection.execute(select(feed.c.view).where(mine))).decode()
        whole = dump(seat.cache)
        stale = [word for word in world.writes.ever if word.startswith("mai") and word in whole and word not in views]
        assert not stale, f"{seat.name} still holds {stale}"


def dump(cache: Cache) -> str:
    """All that is in a cache, as text, once what is done behind is done: the index joined, which rows took words out of."""
    joining.order(cache.file)
    with cache.file.read() as connection:
        tables = [row[0] for row in connection.exec_driver_sql("SELECT name FROM sqlite_master WHERE type = 'table'")]
        rows = [str(tuple(row)) for table in tables for row in connection.exec_driver_sql(f'SELECT * FROM "{table}"')]
    return "\n".join(rows)
