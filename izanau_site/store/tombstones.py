"""Tombstones of a right that ended go once each live device of their scope applied them; the floor rises over them (R8)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Final

from sqlalchemy import ColumnElement, Connection, and_, delete, func, select, update

from izanau_site.store.documents import chunks
from izanau_site.store.schema import devices, feed, scopes, shown

ENDED: Final = ("erased", "revoked")


def applied(connection: Connection, names: Iterable[str]) -> dict[str, int]:
    """Up to which seq all living devices that were shown a scope have applied its tombstones."""
    query = (
        select(shown.c.scope, func.min(shown.c.acknowledged).label("least"))
        .join(devices, and_(devices.c.id == shown.c.device, devices.c.ended == ""))
        .group_by(shown.c.scope)
    )
    found = [connection.execute(query.where(shown.c.scope.in_(some))) for some in chunks(sorted(set(names)))]
    return {row.scope: row.least for rows in found for row in rows}


def between(connection: Connection, above: Mapping[str, int], upto: Mapping[str, int]) -> list[str]:
    """The scopes that hold any between two seqs: an acknowledgement of one device lets go of none but those it passed."""
    return [
        scope
        for scope, seq in sorted(upto.items())
        if seq > above.get(scope, 0)
        and connection.execute(select(feed.c.seq).where(_span(scope, above, seq)).limit(1)).first() is not None
    ]


def scopes_with_some(connection: Connection) -> list[str]:
    """The scopes whose feeds hold any."""
    query = select(feed.c.scope).where(feed.c.view.is_(None), feed.c.cause.in_(ENDED)).distinct()
    return list(connection.execute(query).scalars())


def collect(connection: Connection, above: Mapping[str, int], upto: Mapping[str, int]) -> int:
    """Drop those between two seqs of each scope; how many went. A cursor below the floor gets a listing anew."""
    gone = 0
    for scope in sorted(upto):
        over = _span(scope, above, upto[scope])
        top = connection.execute(select(func.max(feed.c.seq)).where(over)).scalar_one()
        if top is None:
            continue
        known = and_(scopes.c.scope == scope, scopes.c.floor < top)
        connection.execute(update(scopes).where(known).values(floor=top))
        gone += connection.execute(delete(feed).where(over)).rowcount
    return gone


def _span(scope: str, above: Mapping[str, int], upto: int) -> ColumnElement[bool]:
    ended = (feed.c.view.is_(None), feed.c.cause.in_(ENDED))
    return and_(feed.c.scope == scope, feed.c.seq > above.get(scope, 0), feed.c.seq <= upto, *ended)
