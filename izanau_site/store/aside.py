"""Lines of the ledger that could not be carried out: set aside, and whom they are about kept from everybody until they can be (R13).

Whoever is kept reads nothing, signs in nowhere, is sent nothing and is shown to nobody: an erasure, or a right that was taken
away, that cannot be done again may not look as if it had never been decided. Everybody else is served."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Any, Final, NamedTuple

import msgspec
from sqlalchemy import Connection, select, update

from izanau_protocol import ambient
from izanau_site.store import documents, feeds, teams, writing
from izanau_site.store.feeds import Views
from izanau_site.store.ledger import Line
from izanau_site.store.schema import accounts, devices
from izanau_site.store.schema import documents as table
from izanau_site.store.store import Store, applied_of, get_value, put_applied, put_value

_NAME: Final = "aside"


class Aside(NamedTuple):
    """A line that is set aside, and the accounts that it keeps."""

    line: Line
    people: list[str]


def lines(connection: Connection) -> list[Aside]:
    """The lines that are set aside, each by all that it says, in their order: a number alone is another line's in an older
    ledger, or in another one."""
    return msgspec.json.decode(get_value(connection, _NAME) or "[]", type=list[Aside])


def kept(connection: Connection) -> frozenset[str]:
    """The accounts that are kept from everybody."""
    return frozenset(account for one in lines(connection) for account in one.people)


def keeps(connection: Connection, line: Line) -> bool:
    """Whether a line that is set aside keeps anybody who is there still."""
    people = {account for one in lines(connection) if one.line == line for account in one.people}
    return connection.execute(select(accounts.c.id).where(accounts.c.id.in_(people)).limit(1)).first() is not None


def said_since(store: Store, line: Line) -> Line | None:
    """What the ledger says of this event and id by now; None where an older ledger, or another one, says nothing of it, or only
    what came before."""
    last = store.ledger.line(line.event, line.kind, line.id)
    return last if last is not None and order(last) >= order(line) else None


def put(store: Store, line: Line, connection: Connection) -> None:
    """Set a line aside, as far as this database goes, and keep whom it is about. No body is read of what is hidden, which may
    be what the line failed by."""
    people = sorted(_people(store, connection, line))
    documents.lock_accounts(connection, people)
    hidden = _lock(connection, people)
    put_applied(connection, line.number)
    _add(connection, line, people)
    connection.execute(update(accounts).where(accounts.c.id.in_(people)).values(erased=ambient.timestamp()))
    scopes: dict[str, set[str]] = {row.id: set() for row in hidden}
    for scope, identity in feeds.held(connection, scopes):
        scopes[identity].add(scope)
    own = {f"account:{one}" for one in people}  # nobody else reads them, and who does is kept from them
    views = [Views(row.kind, row.id, {}, "paused", frozenset(scopes[row.id] - own)) for row in hidden]
    feeds.publish(connection, views)


def free(line: Line, connection: Connection) -> None:
    """A line is set aside no longer: show whom no other one keeps as they are."""
    documents.lock_accounts(
        connection, {account for one in lines(connection) if one.line == line for account in one.people}
    )
    applied_of(connection)  # held by whoever sets one aside
    every = lines(connection)
    _show(connection, every, [one for one in every if one.line != line])


def let_go(account: str, connection: Connection) -> None:
    """No line keeps this account any more, by an operator's word: show it as it is."""
    documents.lock_accounts(connection, [account])
    applied_of(connection)  # as above
    every = lines(connection)
    others = {one.line: [who for who in one.people if who != account] for one in every}
    left = [one._replace(people=others[one.line]) for one in every if others[one.line] or not one.people]
    _show(connection, every, left)


def _show(connection: Connection, every: Sequence[Aside], left: Sequence[Aside]) -> None:
    """Keep whom these lines keep alone, and show who was kept by others."""
    people = {account for one in every for account in one.people} - {account for one in left for account in one.people}
    rows = documents.get_all(connection, [row.id for row in _lock(connection, people)])
    _note(connection, left)
    connection.execute(update(accounts).where(accounts.c.id.in_(people)).values(erased=""))
    writing.republish(connection, list(rows.values()))


def _add(connection: Connection, line: Line, people: Collection[str]) -> None:
    """One of the same event and id takes the place of the one before it, with whom that keeps; what was decided last holds,
    also beside a ledger that is older."""
    every = lines(connection)
    before = [one for one in every if one.line[:3] == line[:3]]
    last = max([line._replace(until=""), *(one.line for one in before)], key=order)
    whom = sorted({*people, *(account for one in before for account in one.people)})
    _note(connection, [*(one for one in every if one not in before), Aside(last, whom)])


def order(line: Line) -> tuple[str, int]:
    """Which of two lines of the same event and id was decided later, by whichever ledger."""
    return line.at, line.number


def _note(connection: Connection, now: Collection[Aside]) -> None:
    put_value(connection, _NAME, msgspec.json.encode(sorted(now, key=lambda one: one.line.number)).decode())


def _people(store: Store, connection: Connection, line: Line) -> set[str]:
    """Whom a line is about: of a job that names other managers those who would see it no more."""
    if line.kind == "account":
        return {line.id}
    if line.kind == "job":
        return teams.losing(store, connection, line)
    column = (devices.c if line.kind == "device" else table.c).account
    owner = devices.c.id if line.kind == "device" else table.c.id
    return {one for one in connection.scalars(select(column).where(owner == line.id)) if one}


def _lock(connection: Connection, people: Collection[str]) -> Sequence[Any]:
    """What speaks of these people, and what others keep in conflicts about that, or about what of it was deleted, without the
    bodies."""
    spoke = documents.places()
    own = select(spoke.c.id).where(spoke.c.account.in_(people))
    query = select(table.c.id, table.c.kind, table.c.account)
    about = (table.c.kind == "conflict") & table.c.about.in_(own)
    return connection.execute(
        query.where(table.c.account.in_(people) | about).order_by(table.c.id).with_for_update()
    ).all()
