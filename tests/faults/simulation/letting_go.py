"""What a machine lets go of: before any other step of a sync (R8), and an older page brings none of it back (R7)."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec
from sqlalchemy import or_, select

from izanau_desktop.cache import meta
from izanau_site.store import feeds
from izanau_site.store.schema import feed

if TYPE_CHECKING:
    from izanau_site.store import Store
    from tests.faults.simulation.network import Request
    from tests.faults.simulation.seat import Seat
    from tests.faults.simulation.world import World

Place = tuple[str, str, str]
"""(scope, kind, id)."""
_STEPS = ("v1/push", "v1/feed")
_LETS_GO = ("gone=", "kind=")
"""Pages that are asked for to let go of something."""
_HELD = "SELECT scope, kind, id, seq FROM document WHERE base IS NOT NULL AND scope NOT IN ('local', 'account:draft')"


class LettingGo(msgspec.Struct):
    """What a machine was told so far."""

    site: str = ""
    """The site's epoch when it asked for its scopes last."""
    heads: dict[str, int] = {}
    """Where they stood then."""
    epoch: str = ""
    """Its own epoch, of which the tombstones are."""
    gone: dict[Place, int] = {}
    """The tombstones that it ever had, with their seq."""


def comes_first(world: World, seat: Seat, asked: Request) -> None:
    """What was gone or narrowed when the machine asked for its scopes is let go of before it pushes or reads on."""
    known, store = seat.letting_go, world.server.site.store
    if asked.path == "v1/scopes":
        caller = world.caller(seat)
        with store.transaction() as connection:
            heads = feeds.heads(connection, caller.scopes if caller else [])
        known.site, known.heads = store.epoch, {name: head.head for name, head in heads.items()}
    elif asked.path in _STEPS and not any(word in asked.url for word in _LETS_GO):
        with seat.looked_at() as connection:
            same = meta.get(connection, "epoch") == known.site == store.epoch
            held = {(row[0], row[1], row[2]): row[3] for row in connection.exec_driver_sql(_HELD)}
        wrong = _kept(store, known.heads, held) if same else []
        assert not wrong, f"{seat.name} goes on to {asked.url} with {wrong}"


def _kept(store: Store, heads: dict[str, int], held: dict[Place, int]) -> list[Place]:
    """What these documents (with the seq of each) should no longer be, or no longer be so."""
    c = feed.c
    query = select(c.scope, c.kind, c.id, c.seq, c.view.is_(None).label("gone"), c.lost)
    with store.transaction() as connection:
        rows = connection.execute(query.where(c.scope.in_(heads), or_(c.view.is_(None), c.lost > 0))).all()
    told = {
        (row.scope, row.kind, row.id): row.seq if row.gone else row.lost for row in rows if row.seq <= heads[row.scope]
    }
    return [place for place, seq in held.items() if place[0] not in heads or seq < told.get(place, 0)]


def stays_gone(seat: Seat) -> None:
    """No page that is older than a tombstone brings back what that took."""
    known = seat.letting_go
    with seat.looked_at() as connection:
        epoch = meta.get(connection, "epoch")
        rows = connection.exec_driver_sql("SELECT scope, kind, id, seq, base IS NULL, gone FROM document").all()
    if epoch != known.epoch:
        known.epoch, known.gone = epoch, {}
    for scope, kind, identity, seq, empty, gone in rows:
        place = (scope, kind, identity)
        assert empty or seq >= known.gone.get(place, 0), f"{seat.name}: an older page brought back {place}"
        if gone:
            known.gone[place] = seq
