"""The record of a deletion: opened with its grace, closed by the erasure with a masked certificate, naming nobody (PRV-58)."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from typing import Final, NamedTuple

import msgspec
from sqlalchemy import Connection, delete, insert, select, update

from izanau_protocol import ambient
from izanau_site.store import recalls
from izanau_site.store.recalls import Waiting
from izanau_site.store.schema import accounts, erasures

CERTIFICATE_DAYS: Final = 365
"""How long the page of a certificate answers."""


class Erased(NamedTuple):
    """Whom an erasure tells that it was carried out, once; afterwards the address is known nowhere."""

    token: str
    email: str
    language: str
    confirmed: bool
    """Else the address may be anybody's, who is not written to."""


class Erasure(msgspec.Struct, frozen=True):
    """What is known of a deletion."""

    id: str
    masked: str
    begun: str
    erased: str
    erases: str
    """When the grace is over; empty once it is erased."""
    cleared: dict[str, int]
    recipients: list[Waiting]


def masked(email: str) -> str:
    """An address of which its owner knows that it is theirs, and nobody else whose: `m•••@e•••.jp`."""
    name, _, domain = email.rpartition("@")
    first, _, last = domain.rpartition(".")
    return f"{name[:1]}•••@{first[:1]}•••.{last}" if name and first else "•••"


def hash_of(token: str) -> str:
    """By what the token of a certificate is known."""
    return hashlib.sha256(token.encode()).hexdigest()


def begin(connection: Connection, account: str, identities: Iterable[str]) -> None:
    """The grace began, and everyone else's views went: note the devices that may hold some of them."""
    recalls.note(connection, _opened(connection, account), identities, f"account:{account}")


def cancel(connection: Connection, account: str) -> None:
    """The account stays: nothing is waited for."""
    connection.execute(delete(erasures).where(erasures.c.account == account))


def close(
    connection: Connection,
    account: str,
    identities: Iterable[str],
    token_hash: str,
    email: str,
    cleared: Mapping[str, int],
) -> None:
    """The account is erased: what is left says how much went and where it has yet to arrive."""
    erasure = _opened(connection, account)
    recalls.note(connection, erasure, identities, f"account:{account}")
    values = {
        "account": "",
        "token_hash": token_hash,
        "masked": masked(email),
        "erased": ambient.timestamp(),
        "cleared": msgspec.json.encode(dict(cleared)).decode(),
    }
    connection.execute(update(erasures).where(erasures.c.id == erasure).values(**values))


def certified(connection: Connection, token: str) -> Erasure | None:
    """What the certificate of this token says today; None where there is none."""
    found = _read(connection, erasures.c.token_hash == hash_of(token))
    return found[0] if found else None


def every(connection: Connection, limit: int = 200) -> list[Erasure]:
    """The deletions that are kept, newest first."""
    return _read(connection, erasures.c.id != "", limit)


def drop(connection: Connection, before: str) -> None:
    """Certificates are kept for their time, and no longer."""
    connection.execute(delete(erasures).where(erasures.c.erased != "", erasures.c.erased < before))


def _opened(connection: Connection, account: str) -> str:
    """The record of this account's deletion, made where there is none yet."""
    known = connection.execute(select(erasures.c.id).where(erasures.c.account == account)).scalar_one_or_none()
    if known is not None:
        return str(known)
    identity = ambient.new_id()
    connection.execute(insert(erasures).values(id=identity, account=account, begun=ambient.timestamp()))
    return identity


def _read(connection: Connection, which: object, limit: int = 1) -> list[Erasure]:
    query = select(erasures, accounts.c.erases).outerjoin(accounts, accounts.c.id == erasures.c.account)
    rows = connection.execute(
        query.where(which).order_by(erasures.c.begun.desc(), erasures.c.id).limit(limit)  # type: ignore[arg-type]  # a clause
    ).all()
    held = recalls.of(connection, [row.id for row in rows])
    return [
        Erasure(
            id=row.id,
            masked=row.masked,
            begun=row.begun,
            erased=row.erased,
            erases=row.erases or "",
            cleared=msgspec.json.decode(row.cleared, type=dict[str, int]),
            recipients=held.get(row.id, []),
        )
        for row in rows
    ]
