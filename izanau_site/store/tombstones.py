"""Tombstones of a right that ended go once each live device of their scope applied them; the floor rises over them (R8)."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from sqlalchemy import Connection, and_, delete, func, select, update

from izanau_site.store.schema import devices, feed, scopes, shown

ENDED: Final = ("erased", "revoked")


def applied(connection: Connection, names: Iterable[str]) -> dict[str, int]:
    """Up to which seq all living devices that were shown a scope have applied its tombstones."""
    query = (
        select(shown.c.scope, func.min(shown.c.acknowledged).label("least"))
        .join(devices, and_(devices.c.id == shown.c.device, devices.c.ended == ""))
        .where(shown.c.scope.in_(sorted(set(names))))
        .group_by(shown.c.scope)
    )
    return {row.scope: row.least for row in connection.execute(query)}


def scopes_with_some(connection: Connection) -> list[str]:
    """The scopes whose feeds hold any."""
    query = select(feed.c.scope).where(feed.c.view.is_(None), feed.c.cause.in_(ENDED)).distinct()
    return list(connection.execute(query).scalars())


def collect(connection: Connection, above: dict[str, int], upto: dict[str, int]) -> int:
    """Drop those between two seqs of each scope; how many went. A cursor below the floor gets a listing anew."""
    gone = 0
    for scope in sorted(upto):
        over = and_(
            feed.c.scope == scope,
            feed.c.seq > above.get(scope, 0),
            feed.c.seq <= upto[scope],
            feed.c.view.is_(None),
            feed.c.cause.in_(ENDED),
        )
        top = connection.execute(select(func.max(feed.c.seq)).where(over)).scalar_one()
        if top is None:
            continue
        known = and_(scopes.c.scope == scope, scopes.c.floor < top)
        connection.execute(update(scopes).where(known).values(floor=top))
        gone += connection.execute(delete(feed).where(over)).rowcount
    return gone
