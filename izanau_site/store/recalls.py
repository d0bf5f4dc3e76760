"""Which devices may hold something of a person whose views went, and which have let go of it (PRV-60)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Final, NamedTuple

from sqlalchemy import Connection, and_, insert, or_, select, update

from izanau_protocol import ambient, ids
from izanau_site.store import remains
from izanau_site.store.documents import chunks, get_all
from izanau_site.store.schema import accounts, devices, documents, feed, recalls, shown
from izanau_site.store.tombstones import ENDED

STAFF: Final = "staff"
"""The recipient of what support staff were shown."""
SELF: Final = "self"


class Waiting(NamedTuple):
    """The devices of one recipient: how many may hold something, how many of these let go of it or were ended."""

    recipient: str
    devices: int
    reached: int
    ended: int
    """No longer signed in: nothing reaches them; their lease locks and purges what they hold (R16)."""
    since: str
    """Since when the longest of those that have not let go of it is waited for."""


def note(connection: Connection, erasure: str, identities: Iterable[str], own: str) -> None:
    """Note which living devices were shown a scope where these documents are gone now. One that is noted already is
    not noted again: what it let go of once, it holds no more."""
    gone = {scope: seq for scope, seq in _gone(connection, identities).items() if scope != own}
    known = select(recalls.c.device, recalls.c.scope).where(recalls.c.erasure == erasure)
    before = {(row.device, row.scope) for row in connection.execute(known)}
    recipients, at = _recipients(connection, gone), ambient.timestamp()
    rows = [
        {
            "erasure": erasure,
            "device": device,
            "scope": scope,
            "recipient": recipients[scope],
            "seq": gone[scope],
            "sent": at,
            "reached": at if acknowledged >= gone[scope] else "",
        }
        for device, scope, acknowledged, _ in _holders(connection, gone)
        if (device, scope) not in before
    ]
    if rows:
        connection.execute(insert(recalls), rows)


def reach(connection: Connection, device: str, seqs: Mapping[str, int]) -> None:
    """A device has applied the tombstones of these scopes up to these seqs."""
    waiting = and_(recalls.c.device == device, recalls.c.reached == "")
    upto = [and_(recalls.c.scope == scope, recalls.c.seq <= seq) for scope, seq in seqs.items()]
    if upto:
        connection.execute(update(recalls).where(waiting, or_(*upto)).values(reached=ambient.timestamp()))


def forget_devices(connection: Connection, ended: Iterable[str]) -> None:
    """The devices of an account that is erased are named no more; nothing reaches them."""
    for some in chunks(ended):
        connection.execute(update(recalls).where(recalls.c.device.in_(some)).values(device=""))


def of(connection: Connection, erasures: Iterable[str]) -> dict[str, list[Waiting]]:
    """The recipients of each of these erasures, those that are waited for longest first."""
    found: dict[str, dict[str, dict[str, list[tuple[bool, bool, str]]]]] = {}
    for some in chunks(sorted(erasures)):
        query = select(recalls, devices.c.id.label("living")).where(recalls.c.erasure.in_(some))
        here = and_(devices.c.id == recalls.c.device, devices.c.ended == "")
        for row in connection.execute(query.outerjoin(devices, here)):
            by_device = found.setdefault(row.erasure, {}).setdefault(row.recipient, {})
            place = row.device or str(row.number)
            by_device.setdefault(place, []).append((bool(row.reached), row.living is None, row.sent))
    return {
        erasure: sorted((_counted(one, held) for one, held in by.items()), key=lambda one: one.since or "~")
        for erasure, by in found.items()
    }


def living(connection: Connection, account: str) -> list[Waiting]:
    """Where what a person took back (withdrew, paused, deleted) is still on its way to a device, by recipient."""
    query = select(documents.c.id, documents.c.kind).where(documents.c.account == account)
    rows = connection.execute(query).all()
    mine = {row.id for row in rows} | {ids.contact_id(row.id) for row in rows if row.kind == "application"}
    for some in chunks(
        [*(row.id for row in rows), *remains.of(connection, [account])]
    ):  # what others keep of it in conflicts is in scopes of their own
        kept = select(documents.c.id).where(documents.c.about.in_(some), documents.c.kind == "conflict")
        mine |= set(connection.scalars(kept))
    gone = _gone(connection, mine)
    recipients = _recipients(connection, gone)
    recipients[f"account:{account}"] = SELF
    held: dict[str, dict[str, list[tuple[bool, bool, str]]]] = {}
    for device, scope, acknowledged, seen in _holders(connection, gone):
        by_device = held.setdefault(recipients[scope], {})
        by_device.setdefault(device, []).append((acknowledged >= gone[scope], False, seen))
    counted = [_counted(recipient, by) for recipient, by in held.items()]
    return sorted(one for one in counted if one.reached < one.devices)


def _counted(recipient: str, by_device: Mapping[str, list[tuple[bool, bool, str]]]) -> Waiting:
    reached = [all(done for done, _, _ in rows) for rows in by_device.values()]
    ended = [not all(done for done, _, _ in rows) and any(over for _, over, _ in rows) for rows in by_device.values()]
    since = [at for rows in by_device.values() for done, over, at in rows if not done and not over]
    return Waiting(recipient, len(by_device), sum(reached), sum(ended), min(since, default=""))


def _gone(connection: Connection, identities: Iterable[str]) -> dict[str, int]:
    """The scopes whose feeds tell a device to let go of one of these documents, or of a field, and up to which seq."""
    found: dict[str, int] = {}
    for some in chunks(sorted(set(identities))):
        query = select(feed.c.scope, feed.c.seq, feed.c.lost, feed.c.view).where(feed.c.id.in_(some))
        going = or_(and_(feed.c.view.is_(None), feed.c.cause.in_(ENDED)), feed.c.lost > 0)
        for row in connection.execute(query.where(going)):
            seq = row.seq if row.view is None else row.lost
            found[row.scope] = max(seq, found.get(row.scope, 0))
    return found


def _holders(connection: Connection, scopes: Iterable[str]) -> Iterable[tuple[str, str, int, str]]:
    """The living devices that were shown something of these scopes, how far they let go, and when they were last here."""
    columns = (shown.c.device, shown.c.scope, shown.c.acknowledged, devices.c.seen)
    query = select(*columns).join(devices, and_(devices.c.id == shown.c.device, devices.c.ended == ""))
    for some in chunks(sorted(scopes)):
        for row in connection.execute(query.where(shown.c.scope.in_(some), shown.c.seq > 0)):
            yield row.device, row.scope, row.acknowledged, row.seen


def _recipients(connection: Connection, scopes: Iterable[str]) -> dict[str, str]:
    """Whose each scope is: a company's id, or `staff`."""
    found: dict[str, str] = {}
    for scope in scopes:
        place, _, named = scope.partition(":")
        if place in ("company", "applicants", "contacts"):
            found[scope] = named
        elif place == "job":
            query = select(documents.c.company).where(documents.c.id == named)
            found[scope] = str(connection.execute(query).scalar_one_or_none() or STAFF)
        elif place == "account":
            query = select(accounts.c.company).where(accounts.c.id == named)
            found[scope] = str(connection.execute(query).scalar_one_or_none() or STAFF)
        else:
            found[scope] = STAFF
    return found


def names(connection: Connection, recipients: Iterable[str]) -> dict[str, str]:
    """The names of the companies among these recipients."""
    return {one.id: str(one.body.get("name", "")) for one in get_all(connection, recipients).values()}
