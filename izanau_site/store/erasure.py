"""Erasing a person: hidden at once, erased after the grace or now; the ledger is written first (PRV-56, R13, R15)."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from sqlalchemy import Connection, Row, delete, select, update

from izanau_protocol import ambient, text
from izanau_protocol.visibility import audiences
from izanau_site.attempt import attempt
from izanau_site.store import (
    documents,
    erasures,
    exports,
    facts,
    feeds,
    notices,
    owned,
    pseudonyms,
    recalls,
    remains,
    writes,
)
from izanau_site.store.documents import Change, Document
from izanau_site.store.erasures import Erased
from izanau_site.store.feeds import Views
from izanau_site.store.ledger import Line
from izanau_site.store.schema import accounts, changed, codes, devices, feed, mails, pushes, scopes, shown
from izanau_site.store.schema import documents as table
from izanau_site.store.store import Store


def begin(store: Store, account: str, erases: str) -> None:
    """Begin the grace: views of the person are revoked everywhere else, mails that wait are dropped."""

    def write(connection: Connection) -> None:
        documents.lock_accounts(connection, [account])
        store.note(connection, [Line("erasing", "account", account, ambient.timestamp(), erases)])
        set_grace(store, connection, account, erases)

    attempt(store, write)


def keep(store: Store, account: str) -> None:
    """End the grace: everything is as it was."""

    def write(connection: Connection) -> None:
        documents.lock_accounts(connection, [account])
        store.note(connection, [Line("kept", "account", account, ambient.timestamp())])
        set_grace(store, connection, account, "")

    attempt(store, write)


def set_grace(store: Store, connection: Connection, account: str, erases: str) -> bool:
    """Set until when an account is hidden before it is erased, or with "" that it stays; False where it is gone."""
    known = store.get(connection, "account", account)
    if known is None:
        return False
    connection.execute(update(accounts).where(accounts.c.id == account).values(erases=erases))
    body = {name: value for name, value in known.body.items() if name != "erases"}
    body |= {"erases": erases} if erases else {}
    store.write(connection, [Change(kind="account", id=account, body=body)])
    if erases:
        connection.execute(delete(mails).where(mails.c.account == account, mails.c.sent == ""))
        erasures.begin(connection, account, _documents_of(connection, account))
    else:
        erasures.cancel(connection, account)
    return True


def due(connection: Connection) -> list[str]:
    """Accounts whose grace is over; not one that is kept from everybody: what the ledger says of its grace may not be done yet."""
    over = (accounts.c.erases > "", accounts.c.erases <= ambient.timestamp(), accounts.c.erased == "")
    return list(connection.execute(select(accounts.c.id).where(*over).order_by(accounts.c.erases)).scalars())


def erase(store: Store, account: str, tell: Callable[[Connection, Erased], None] | None = None) -> int:
    """Erase an account and all that speaks of it, now. Returns how many documents went.

    `tell` is called before the commit with the token of the certificate, and whom to tell of it for the last time.
    """

    def write(connection: Connection) -> tuple[int, list[Document]]:
        _lock(connection, account)
        places = documents.list_all(connection, kind="membership", account=account)
        mine = select(devices.c.id, devices.c.family_hash).where(devices.c.account == account).order_by(devices.c.id)
        known, at, token = connection.execute(mine.with_for_update()).all(), ambient.timestamp(), ambient.new_id()
        person = _person(connection, account)
        # Before the erasure itself, so that a backup that is put back makes the certificate anew with it.
        lines = [Line("certified", "account", account, at, erasures.hash_of(token))]
        lines += [Line("erased", "account", account, at)]
        lines += [Line("ended", "device", device.id, at) for device in known]
        # By the hash of its secret alone a device that comes later is known, told, and wipes what it holds.
        lines += [Line("erased", "session", device.family_hash, at) for device in known]
        # By these the ledger forgets their roles at the next opening, where the process ends before it does so here.
        lines += [Line("erased", "membership", place.id, at) for place in places]
        # So that a link which was mailed before says that what it was for is gone.
        lines += [Line("erased", "code", one, at) for one in _open_codes(connection, account)]
        store.note(connection, lines)
        gone = erase_all(store, connection, account)
        if person is not None and tell is not None:
            tell(connection, Erased(token, person.email, person.language, bool(person.confirmed)))
        return gone, places

    gone, places = attempt(store, write)
    store.ledger.forget([account], [place.id for place in places])
    store.settle()
    return gone


def erase_all(store: Store, connection: Connection, account: str) -> int:
    """Erase an account whose erasure is in the ledger. Returns how many documents went."""
    _lock(connection, account)
    person = _person(connection, account)
    ended = list(connection.execute(select(devices.c.id).where(devices.c.account == account)).scalars())
    written = _written_signed_out(connection, account)
    gone = _documents_of(connection, account) | {row.id: row for row in written}
    documents.get_all(connection, gone, lock=True)
    own = f"account:{account}"
    before = {place: entry for place, entry in feeds.held(connection, gone).items() if place[0] != own}
    records = _left_behind(connection, gone)
    views = [Views(row.kind, row.id, {}, "erased") for row in gone.values()] + records
    feeds.publish(connection, views, before | feeds.held(connection, [one.id for one in records]))
    documents.delete_rows(connection, gone)
    cleared = {"documents": len(gone), "feeds": sum(entry.view is not None for entry in before.values())}
    cleared |= {"sessions": len(ended), "names": pseudonyms.forget(connection, [account, *gone])}
    cleared["mails"] = _forget(connection, account, own, list(gone), ended)
    for some in documents.chunks(sorted({str(row.body["email"]) for row in written})):
        signed_out = delete(mails).where(mails.c.to.in_(some), mails.c.account == "")
        cleared["mails"] += connection.execute(signed_out).rowcount
    if person is not None:
        token_hash = store.ledger.until("certified", "account", account)
        erasures.close(connection, account, gone, token_hash, person.email, cleared)
    return len(gone)


def _lock(connection: Connection, account: str) -> None:
    """Lock the account, and whom its conflicts are about: who hides or comes back just now publishes those anew."""
    own = documents.list_all(connection, kind="conflict", account=account)
    members = [row.id for row in documents.list_all(connection, kind="membership", account=account)]
    taken = {row.account for row in owned.taken_by(connection, members)}
    documents.lock_accounts(connection, {account} | documents.subjects(connection, own) | taken)


def _left_behind(connection: Connection, gone: Mapping[str, Document]) -> list[Views]:
    """What names somebody who goes and stays: records of files that hold their applications, and what they had taken of
    others'. Written without them; the views follow with the erasure."""
    at = ambient.timestamp()
    over = [Change(kind=row.kind, id=row.id, body=None) for row in gone.values()]
    changes = exports.leaving(connection, gone, "erased", at) + owned.leaving(connection, over, gone)
    known = documents.get_all(connection, [change.id for change in changes])
    rows = [documents.document_of(change, known[change.id], at) for change in changes]
    bodies = documents.write_rows(connection, rows, known)
    writes.log(connection, {row.id: bodies[row.id] for row in rows if row.account}, writes.By())
    about = facts.read(connection, rows)
    return [Views(row.kind, row.id, audiences(row.kind, row.id, row.body, about[row.id]), "") for row in rows]


def _person(connection: Connection, account: str) -> Row[str, str, bool] | None:
    query = select(accounts.c.email, accounts.c.language, accounts.c.confirmed).where(accounts.c.id == account)
    return connection.execute(query).one_or_none()


def forget_conflicts(store: Store) -> int:
    """Drop what a company's people keep of withdrawn applications in conflicts, which hold values; how many went.

    Only of the company's own: who makes a conflict up about an id learns nothing of what becomes of that.
    """
    application = table.alias()
    query = (
        select(table)
        .join(application, application.c.id == table.c.about)
        .where(table.c.kind == "conflict", application.c.kind == "application", application.c.state == "withdrawn")
        .join(accounts, accounts.c.id == table.c.account)
        .where(accounts.c.company == application.c.company)
    )

    def write(connection: Connection) -> int:
        held = [documents.from_row(row) for row in connection.execute(query)]
        gone = [Change(kind=row.kind, id=row.id, body=None, account=row.account, event="withdrawn") for row in held]
        if gone:
            store.write(connection, gone)
        return len(gone)

    return attempt(store, write)


def _open_codes(connection: Connection, account: str) -> list[str]:
    mine = (codes.c.account == account, codes.c.used == "", codes.c.expires > ambient.timestamp())
    return list(connection.execute(select(codes.c.hash).where(*mine).order_by(codes.c.hash)).scalars())


def _documents_of(connection: Connection, account: str) -> dict[str, Document]:
    """What speaks of the account, and what others keep about that: conflicts and mends hold values."""
    own = select(table).where(table.c.account == account)
    rows = [documents.from_row(row) for row in connection.execute(own)]
    for some in documents.chunks([*(row.id for row in rows), *remains.of(connection, [account])]):
        about = select(table).where(
            table.c.about.in_(some), table.c.kind.in_(("conflict", "mend", "note", "task", "contact"))
        )
        rows += [documents.from_row(row) for row in connection.execute(about)]
    return {row.id: row for row in rows}


def _written_signed_out(connection: Connection, account: str) -> list[Document]:
    """Requests of the contact form that gave the address of this account, which confirmed that it is theirs."""
    query = select(accounts.c.email_key).where(accounts.c.id == account, accounts.c.confirmed.is_(True))
    key = connection.execute(query).scalar_one_or_none()
    tickets = documents.list_all(connection, kind="ticket", account="") if key else []
    return [row for row in tickets if text.email_key(str(row.body.get("email", ""))) == key]


def _forget(connection: Connection, account: str, own: str, gone: list[str], ended: list[str]) -> int:
    """Everything else that names the person; in other scopes only bare tombstones stay. How many mails went."""
    for some in documents.chunks(gone):
        connection.execute(delete(changed).where(changed.c.id.in_(some)))
    for held in (feed, changed, scopes, shown):
        connection.execute(delete(held).where(held.c.scope == own))
    for some in documents.chunks(ended):
        connection.execute(delete(shown).where(shown.c.device.in_(some)))
    recalls.forget_devices(connection, ended)
    remains.forget(connection, remains.of(connection, [account]))
    notices.forget(connection, account)
    letters = connection.execute(delete(mails).where(mails.c.account == account)).rowcount
    connection.execute(delete(pushes).where(pushes.c.account == account))
    connection.execute(delete(accounts).where(accounts.c.id == account))  # devices and codes go with it
    return letters
