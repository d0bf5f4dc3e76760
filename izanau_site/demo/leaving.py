"""People of the demo who left: a file and a computer of the company still hold them, and one account is about to go."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Any, Final

from sqlalchemy import insert

from izanau_protocol import ambient, ids, wire
from izanau_site.accounts.caller import Caller
from izanau_site.store import Store, erasure, feeds
from izanau_site.store.schema import devices
from izanau_site.sync import pull, push

Body = dict[str, Any]

COUNT: Final = 3
"""How many leave: one withdraws, one is erased, one is in the grace of it."""
BEGAN: Final = dt.timedelta(days=3)
"""How long ago the file was written; the others left since."""
EXPORTED: Final = 24
"""Rows of the file."""
FIELDS: Final = ("id", "name", "email", "job", "stage", "applied", "languages")
HOUR: Final = 3600
CLIENT: Final = "izanau 0.1.0"


def leave(store: Store, now: dt.datetime, number: int, staff: Sequence[Body], people: Sequence[Body], job: str) -> None:
    """Have applicants to a job leave, through the doors that everyone's program goes through.

    `staff` are two members of the company; the computer of the second one does not come back. `people` applied to the
    job; the first three of them leave: each an account's row.
    """
    withdraws, goes, about_to = people[:COUNT]
    with ambient.ruled(now - BEGAN, seed=f"leaving {number}") as clock:
        desk, lost = (_caller(store, row, device) for row, device in zip(staff, ("Windows", "Darwin"), strict=True))
        for caller in (desk, lost):
            _read(store, caller)
        _export(store, desk, [ids.application_id(job, row["profile"], 1) for row in people[:EXPORTED]])
        clock.advance(20 * HOUR)
        _withdraw(store, _caller(store, withdraws, "Linux"), ids.application_id(job, withdraws["profile"], 1))
        clock.advance(9 * HOUR)
        erasure.begin(store, goes["id"], ambient.timestamp())
        erasure.erase(store, goes["id"])
        clock.advance(16 * HOUR)
        erasure.begin(store, about_to["id"], ambient.timestamp(hours=72))
        _let_go(store, desk)


def _caller(store: Store, row: Body, device: str) -> Caller:
    """The person at a computer of theirs, whose tokens nobody has."""
    identity, at = ambient.new_id(), ambient.timestamp()
    values = {"id": identity, "account": row["id"], "name": device, "client": CLIENT, "created": at, "seen": at}
    with store.transaction(write=True) as connection:
        connection.execute(insert(devices).values(**values, family_hash=ambient.secret()))
    return Caller(
        account=row["id"],
        device=identity,
        group=row["group"],
        role=row["role"],
        company=row["company"],
        profile=row["profile"],
    )


def _read(store: Store, caller: Caller) -> None:
    """A page of each scope is shown at this computer."""
    for scope in caller.scopes:
        pull.feed(store, caller, scope, before=0, limit=40)


def _let_go(store: Store, caller: Caller) -> None:
    with store.transaction() as connection:
        heads = {scope: one.head for scope, one in feeds.heads(connection, caller.scopes).items()}
    pull.acknowledge(store, caller, heads)


def _export(store: Store, caller: Caller, rows: list[str]) -> None:
    day = ambient.today().isoformat()
    body = {
        "file": f"applicants-{day}.xlsx",
        "format": "xlsx",
        "count": len(rows),
        "fields": list(FIELDS),
        "rows": rows,
    }
    _push(store, caller, wire.Part("export", ambient.new_id(), f"applicants:{caller.company}", 0, body))


def _withdraw(store: Store, caller: Caller, application: str) -> None:
    own = f"account:{caller.account}"
    with store.transaction() as connection:
        entry = feeds.held(connection, [application])[own, application]
    _push(store, caller, wire.Part("application", application, own, entry.seq, {"withdrawn": True}))


def _push(store: Store, caller: Caller, part: wire.Part) -> None:
    one = wire.Push(ambient.new_id(), [part], store.epoch)
    (answer,) = push.apply_batch(store, caller, wire.Batch([one])).answers
    assert answer.result == "applied", answer
