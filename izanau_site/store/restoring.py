"""After a restore: what the ledger says is done again before anything is served (R13, PRV-18)."""

from __future__ import annotations

import logging
from collections.abc import Callable
from functools import partial
from typing import Any, Final

from sqlalchemy import Connection, select, update

from izanau_protocol.problems import Refused
from izanau_site.attempt import attempt
from izanau_site.store import aside, documents, ended, engine, erasure, feeds, owned, ownerless, teams
from izanau_site.store.documents import Change, Document
from izanau_site.store.ledger import Line
from izanau_site.store.schema import accounts, devices
from izanau_site.store.store import Store, applied_of, epoch_of, put_applied

_log = logging.getLogger(__name__)


def apply_ledger(store: Store) -> int:
    """Carry out again every line that this database does not hold yet: "this id up to this moment". Returns how many.

    What others note meanwhile is carried out too, since they pass over no line that is not; by all of it nothing is
    done that they did not do themselves. One that fails by itself is set aside.
    """
    attempt(store, partial(_know_sessions, store))
    take_up(store)
    done = upto = 0
    while lines := attempt(store, partial(_due, store, upto)):
        for line in lines:
            done += _carried_out(store, line)
        upto = lines[-1].number
    ownerless.ask(store)
    store.settle()
    return done


def take_up(store: Store) -> None:
    """Carry out what was set aside, where that goes by now, and show again whom it was about."""
    with store.transaction() as connection:
        every = aside.lines(connection)
    for one in every:
        try:
            attempt(store, partial(_do_last, store, one.line))
            attempt(store, partial(aside.free, one.line))
            store.lasting.end(one.line[:3])
        except Exception as fault:
            if _passes(fault):
                raise
            _tell(store, one.line, fault)


def _do_last(store: Store, line: Line, connection: Connection) -> None:
    """Carry out what the ledger says of this event and id by now. Raises LookupError where an older ledger, or another one,
    says nothing of it, or only what came before, while somebody is there whom the line keeps: it may not look as if it had
    never been decided."""
    last = aside.said_since(store, line)
    if last is not None:
        _do(store, last, connection)
    elif aside.keeps(connection, line):
        raise LookupError("the ledger holds this line no more")


def _carried_out(store: Store, line: Line) -> bool:
    """Carry out a line, or set it aside. Raises what passes, what a newer program noted, and where it cannot be set aside."""
    try:
        return attempt(store, partial(_carry_out, store, line))
    except Exception as fault:
        if line.event not in _AGAIN or _passes(fault):
            raise
        attempt(store, partial(aside.put, store, line))
        _tell(store, line, fault)
        return False


def _passes(fault: Exception) -> bool:
    """Whether nothing is wrong with the line: the database was out of reach, or gave no way through."""
    return isinstance(fault, Refused) or (isinstance(fault, engine.FAULTS) and engine.passes(fault))


def _tell(store: Store, line: Line, fault: Exception) -> None:
    told = {"number": line.number, "kind": f"{line.event} {line.kind}"}
    store.lasting.tell(_log, "ledger_line", line[:3], fault, told)


def _due(store: Store, upto: int, connection: Connection) -> tuple[Line, ...]:
    """The lines that are due once all up to this number are carried out. Who notes one holds the lock until its commit, so
    that none of these is taken back later."""
    put_applied(connection, upto)
    lines = store.ledger.lines(applied_of(connection))
    if not lines:
        store.ledger.carried(epoch_of(connection))
    return lines


def _carry_out(store: Store, line: Line, connection: Connection) -> bool:
    done = _do(store, line, connection)
    put_applied(connection, line.number)
    return done


def _do(store: Store, line: Line, connection: Connection) -> bool:
    return _AGAIN[line.event](store, connection, line)


def _know_sessions(store: Store, connection: Connection) -> None:
    """The pairs that devices got since the backup: else the token of each would be taken for one spent long ago, and
    its session ended (with a company's cache, whose pushes are to be offered again).

    A refresh holds its device from before it is noted to its commit; so what was noted of those that are held here is
    what they have. Another one came since, and knows its own pair.
    """
    query = select(devices.c.id).where(devices.c.ended == "").order_by(devices.c.id).with_for_update()
    held = set(connection.execute(query).scalars())
    for device, refresh, spent in store.ledger.sessions():
        if device in held:
            mine = update(devices).where(devices.c.id == device)
            connection.execute(mine.values(refresh_hash=refresh, spent_hash=spent))


def _erase(store: Store, connection: Connection, line: Line) -> bool:
    """A session that was erased went with its account, as a code and a membership did."""
    if line.kind == "application":
        row = store.get(connection, "application", line.id)
        return row is not None and row.created < line.at and ended.erase(store, connection, line.id, noted=False)
    if line.kind != "account":
        return False
    places = documents.list_all(connection, kind="membership", account=line.id)
    store.ledger.forget([line.id], [place.id for place in places])
    return erasure.erase_all(store, connection, line.id) > 0


def _set_grace(store: Store, connection: Connection, line: Line) -> bool:
    """By what the account decided last: a line that is taken up comes behind the one that took it back."""
    documents.lock_accounts(connection, [line.id])  # who notes either holds it
    known = [store.ledger.line(event, line.kind, line.id) for event in ("erasing", "kept")]
    last = max((one for one in known if one is not None), key=lambda one: one.number, default=line)
    return erasure.set_grace(store, connection, line.id, last.until)


def _end(_store: Store, connection: Connection, line: Line) -> bool:
    query = update(devices).where(devices.c.id == line.id, devices.c.ended == "")
    return connection.execute(query.values(ended=line.at, access_hash="", refresh_hash="")).rowcount > 0


def _revoke(store: Store, connection: Connection, line: Line) -> bool:
    found = store.get(connection, line.kind, line.id)
    documents.lock_accounts(connection, [found.account] if found else [])
    row = store.get(connection, line.kind, line.id)
    if row is None or feeds.is_set_since(connection, row, _FIELD[line.kind], line.at):
        return False
    body = _consent_over(row, line.at) if line.kind == "consent" else _REVOKED[line.kind](row)
    if body == row.body:
        return False
    if line.kind == "account":
        connection.execute(update(accounts).where(accounts.c.id == row.id).values(paused=True))
    changes = [Change(kind=row.kind, id=row.id, body=body), *_switched_off(store, connection, row)]
    changes += _let_out(store, connection, row)
    if line.kind == "application":
        contacts = documents.list_all(connection, kind="contact", about=row.id)
        changes += [Change(kind="contact", id=contact.id, body=None, event="withdrawn") for contact in contacts]
    store.write(connection, changes)
    return True


def _consent_over(row: Document, at: str) -> dict[str, Any]:
    return {"ended_at": at, "ended_by": "ledger", **row.body, "ended": True}


def _switched_off(store: Store, connection: Connection, row: Document) -> list[Change]:
    """The account whose purpose stood on a consent that was ended: it is off, as it was, also where another one lives."""
    purpose, account = row.body.get("purpose"), store.get(connection, "account", row.account)
    if row.kind != "consent" or not purpose or account is None:
        return []
    held = {name: on for name, on in account.body.get("purposes", {}).items() if name != purpose}
    return [Change(kind="account", id=row.account, body={**account.body, "purposes": held})]


def _let_out(store: Store, connection: Connection, row: Document) -> list[Change]:
    """The account of somebody who left the company: it reads nothing of it any more, also of what it keeps in conflicts."""
    account = store.get(connection, "account", row.account)
    if row.kind != "membership" or account is None or account.company != row.company:
        return []
    connection.execute(update(accounts).where(accounts.c.id == row.account).values(company=""))
    body = {name: value for name, value in account.body.items() if name != "company"}
    return [Change(kind="account", id=row.account, body=body), *owned.left_behind(connection, row.account)]


def _unregistered(row: Document) -> dict[str, Any]:
    return {name: value for name, value in row.body.items() if name != "registered"}


_REVOKED: Final[dict[str, Callable[[Document], dict[str, Any]]]] = {
    "application": lambda row: {**row.body, "withdrawn": True, "status": "withdrawn"},
    "profile": _unregistered,
    "account": lambda row: {**row.body, "paused": True},
    "membership": lambda row: {**row.body, "ended": True},
}

_FIELD: Final = {
    "application": "withdrawn",
    "profile": "registered",
    "account": "paused",
    "membership": "ended",
    "consent": "ended",
}
"""What a revocation sets, or takes away."""

_AGAIN: Final[dict[str, Callable[[Store, Connection, Line], bool]]] = {
    "erasing": _set_grace,
    "kept": _set_grace,
    "certified": lambda _store, _connection, _line: False,  # the erasure after it takes it along
    "erased": _erase,
    "revoked": _revoke,
    "ended": _end,
    "placed": teams.place,
    "managed": teams.manage,
}
