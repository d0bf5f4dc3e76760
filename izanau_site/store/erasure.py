"""Erasing a person: hidden at once, erased after the grace or now; the ledger is written first (PRV-56, R13, R15)."""

from __future__ import annotations

from sqlalchemy import Connection, delete, select, update

from izanau_protocol import ambient, text
from izanau_site.attempt import attempt
from izanau_site.store import documents, feeds, pseudonyms
from izanau_site.store.documents import Change, Document
from izanau_site.store.feeds import Views
from izanau_site.store.ledger import Line
from izanau_site.store.schema import accounts, changed, devices, feed, mails, pushes, scopes, shown
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
    return True


def due(connection: Connection) -> list[str]:
    """Accounts whose grace is over."""
    query = select(accounts.c.id).where(accounts.c.erases != "", accounts.c.erases <= ambient.timestamp())
    return list(connection.execute(query.order_by(accounts.c.erases)).scalars())


def erase(store: Store, account: str) -> int:
    """Erase an account and all that speaks of it, now. Returns how many documents went."""

    def write(connection: Connection) -> int:
        documents.lock_accounts(connection, [account])
        mine = select(devices.c.id, devices.c.family_hash).where(devices.c.account == account).order_by(devices.c.id)
        known, at = connection.execute(mine.with_for_update()).all(), ambient.timestamp()
        lines = [Line("erased", "account", account, at)]
        lines += [Line("ended", "device", device.id, at) for device in known]
        # By the hash of its secret alone a device that comes later is known, told, and wipes what it holds.
        lines += [Line("erased", "session", device.family_hash, at) for device in known]
        store.note(connection, lines)
        return erase_all(connection, account)

    gone = attempt(store, write)
    store.ledger.forget_scope(f"account:{account}")
    store.settle()
    return gone


def erase_all(connection: Connection, account: str) -> int:
    """Erase an account whose erasure is in the ledger. Returns how many documents went."""
    documents.lock_accounts(connection, [account])
    ended = list(connection.execute(select(devices.c.id).where(devices.c.account == account)).scalars())
    written = _written_signed_out(connection, account)
    gone = _documents_of(connection, account) | {row.id: row for row in written}
    documents.get_all(connection, gone, lock=True)
    own = f"account:{account}"
    before = {place: entry for place, entry in feeds.held(connection, gone).items() if place[0] != own}
    feeds.publish(connection, [Views(row.kind, row.id, {}, "erased") for row in gone.values()], before)
    documents.delete_rows(connection, gone)
    pseudonyms.forget(connection, [account, *gone])
    _forget(connection, account, own, list(gone), ended)
    for some in documents.chunks(sorted({str(row.body["email"]) for row in written})):
        connection.execute(delete(mails).where(mails.c.to.in_(some), mails.c.account == ""))
    return len(gone)


def forget_conflicts(store: Store) -> int:
    """Drop what a company's people keep of withdrawn applications in conflicts, which hold values; how many went."""
    application = table.alias()
    query = (
        select(table)
        .join(application, application.c.id == table.c.about)
        .where(table.c.kind == "conflict", application.c.kind == "application", application.c.state == "withdrawn")
        .where(table.c.account != application.c.account)
    )

    def write(connection: Connection) -> int:
        held = [documents.from_row(row) for row in connection.execute(query)]
        gone = [Change(kind=row.kind, id=row.id, body=None, account=row.account, event="withdrawn") for row in held]
        if gone:
            store.write(connection, gone)
        return len(gone)

    return attempt(store, write)


def _documents_of(connection: Connection, account: str) -> dict[str, Document]:
    """What speaks of the account, and what others keep about that: conflicts and mends hold values."""
    own = select(table).where(table.c.account == account)
    rows = [documents.from_row(row) for row in connection.execute(own)]
    for some in documents.chunks([row.id for row in rows]):
        about = select(table).where(table.c.about.in_(some), table.c.kind.in_(("conflict", "mend", "note", "contact")))
        rows += [documents.from_row(row) for row in connection.execute(about)]
    return {row.id: row for row in rows}


def _written_signed_out(connection: Connection, account: str) -> list[Document]:
    """Requests of the contact form that gave the address of this account, which confirmed that it is theirs."""
    query = select(accounts.c.email_key).where(accounts.c.id == account, accounts.c.confirmed.is_(True))
    key = connection.execute(query).scalar_one_or_none()
    tickets = documents.list_all(connection, kind="ticket", account="") if key else []
    return [row for row in tickets if text.email_key(str(row.body.get("email", ""))) == key]


def _forget(connection: Connection, account: str, own: str, gone: list[str], ended: list[str]) -> None:
    """Everything else that names the person; in other scopes only bare tombstones stay."""
    for some in documents.chunks(gone):
        connection.execute(delete(changed).where(changed.c.id.in_(some)))
    for held in (feed, changed, scopes, shown):
        connection.execute(delete(held).where(held.c.scope == own))
    for some in documents.chunks(ended):
        connection.execute(delete(shown).where(shown.c.device.in_(some)))
    connection.execute(delete(mails).where(mails.c.account == account))
    connection.execute(delete(pushes).where(pushes.c.account == account))
    connection.execute(delete(accounts).where(accounts.c.id == account))  # devices and codes go with it
