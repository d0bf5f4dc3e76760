"""The opaque token pair of a device: a short-lived access token, and a refresh token that is good once.

The answer to a refresh may be lost on its way, or with the power before it was kept. So the token that was spent last is
good again until its successor was used; whoever stole it and comes first is found out when the device comes after.
"""

from __future__ import annotations

from typing import Any, Final

import msgspec
from sqlalchemy import Connection, Row, bindparam, insert, select, update

from izanau_protocol import ambient, ids, wire
from izanau_protocol.problems import Refused, problem
from izanau_site.accounts.caller import Caller
from izanau_site.accounts.secrets import secret_hash
from izanau_site.policy import versions
from izanau_site.settings import Settings
from izanau_site.store import Store
from izanau_site.store.ledger import Line
from izanau_site.store.schema import accounts, devices, documents

_FAMILY: Final = 22
"""Characters of a refresh token that stay the same as long as the device is signed in: by them an old one is known."""
_SEEN_MINUTES: Final = 10
_LIVING: Final = (
    select(accounts, devices.c.id.label("device"), devices.c.seen.label("heard"), devices.c.spent_hash)
    .join(devices, devices.c.account == accounts.c.id)
    .where(devices.c.ended == "", accounts.c.erased == "")
)
_CALLER: Final = _LIVING.where(devices.c.access_hash == bindparam("hash"), devices.c.access_expires > bindparam("now"))
_OF_DEVICE: Final = _LIVING.where(devices.c.id == bindparam("device"))


def issue(
    store: Store, connection: Connection, settings: Settings, account: Row[Any], device: str, client: str
) -> wire.Session:
    """Sign a new device in."""
    now = ambient.timestamp()
    identity, family = ambient.new_id(), ambient.secret(16)[:_FAMILY]
    values = {"id": identity, "account": account.id, "name": device[:120], "client": client[:120]}
    connection.execute(insert(devices).values(**values, created=now, seen=now, family_hash=secret_hash(family)))
    return _renew(store, connection, settings, account, identity, family)


def refresh(store: Store, connection: Connection, settings: Settings, token: str) -> wire.Session | None:
    """A new pair for a refresh token; None, and the device's session has ended, when it was spent and its answer used.

    Raises Refused `device_ended` for a device whose session was ended (it may wipe then what it holds), and
    `not_signed_in` for a token that belongs to no device. The caller commits in both cases.
    """
    query = select(devices).where(devices.c.family_hash == family_hash(token))
    device = connection.execute(query.with_for_update()).one_or_none()
    if device is not None and device.ended:
        raise Refused(problem("device_ended"))
    if device is None or device.refresh_expires <= ambient.timestamp():
        raise Refused(problem("not_signed_in"))
    if secret_hash(token) not in (device.refresh_hash, device.spent_hash):
        end(store, connection, device.id)
        return None
    account = connection.execute(select(accounts).where(accounts.c.id == device.account)).one()
    return _renew(store, connection, settings, account, device.id, token[:_FAMILY], spent=secret_hash(token))


def family_hash(token: str) -> str:
    """By what a device is known from any refresh token that it ever had."""
    return secret_hash(token[:_FAMILY])


def end(store: Store, connection: Connection, *identities: str) -> None:
    """End the sessions of devices, noted in the ledger first; their tokens are worth nothing from now on."""
    at, living = ambient.timestamp(), (devices.c.id.in_(identities), devices.c.ended == "")
    query = select(devices.c.id).where(*living).order_by(devices.c.id).with_for_update()
    found = connection.execute(query).scalars().all()
    store.note(connection, [Line("ended", "device", identity, at) for identity in found])
    gone = {"ended": at, "access_hash": "", "refresh_hash": "", "spent_hash": ""}
    connection.execute(update(devices).where(devices.c.id.in_(found)).values(**gone))


def caller_of(connection: Connection, token: str, policy: versions.Version) -> Caller:
    """Who asks with this access token while this policy is in force. Raises Refused `not_signed_in`."""
    sought = {"hash": secret_hash(token), "now": ambient.timestamp()}
    found = connection.execute(_CALLER, sought).one_or_none() if token else None
    if found is None:
        raise Refused(problem("not_signed_in"))
    return _as_caller(connection, found, policy.version)


def scopes_of(connection: Connection, device: str) -> frozenset[str]:
    """The scopes that a device reads at this moment, whichever tokens it has by now; none once its session has ended."""
    found = connection.execute(_OF_DEVICE, {"device": device}).one_or_none()
    return frozenset(_as_caller(connection, found).scopes if found else ())


def _as_caller(connection: Connection, found: Row[Any], policy: str = "") -> Caller:
    return Caller(
        account=found.id,
        device=found.device,
        group=found.group,
        role=found.role,
        company=found.company,
        profile=ids.profile_id(found.id) if found.group == "seeker" else "",
        agreed=found.policy_version == policy,
        confirmed=bool(found.confirmed),
        jobs=managed(connection, found.company, found.id) if found.role == "hiring_manager" else (),
        noted=found.heard >= ambient.timestamp(minutes=-_SEEN_MINUTES) and not found.spent_hash,
    )


def managed(connection: Connection, company: str, account: str) -> tuple[str, ...]:
    """The jobs of a hiring manager; a job names the accounts of its managers."""
    c = documents.c
    rows = connection.execute(select(c.id, c.body).where(c.company == company, c.kind == "job", c.managed))
    return tuple(sorted(row.id for row in rows if account in msgspec.json.decode(row.body).get("managers", ())))


def note_seen(connection: Connection, device: str) -> None:
    """Note that a device was here, with the pair that it was given last."""
    values = {"seen": ambient.timestamp(), "spent_hash": ""}
    connection.execute(update(devices).where(devices.c.id == device).values(**values))


def _renew(
    store: Store,
    connection: Connection,
    settings: Settings,
    account: Row[Any],
    identity: str,
    family: str,
    spent: str = "",
) -> wire.Session:
    access, fresh = ambient.secret(), family + ambient.secret()
    store.ledger.keep_session(identity, secret_hash(fresh), spent)  # before the commit: a restored site knows them both
    connection.execute(
        update(devices)
        .where(devices.c.id == identity)
        .values(
            seen=ambient.timestamp(),
            access_hash=secret_hash(access),
            access_expires=ambient.timestamp(minutes=settings.access_minutes),
            refresh_hash=secret_hash(fresh),
            refresh_expires=ambient.timestamp(days=settings.refresh_days),
            spent_hash=spent,
        )
    )
    return wire.Session(
        account=account.id,
        group=account.group,
        role=account.role,
        company=account.company,
        device=identity,
        access=access,
        refresh=fresh,
        expires_in=settings.access_minutes * 60,
    )
