"""Changing the e-mail address: asked with the password, done by the link in a mail to the new address (policy 7.1, PRV-55).

What is asked for stands in the account's document until it is done, withdrawn or too old, so that every device shows it.
"""

from __future__ import annotations

from functools import partial
from typing import Final

from sqlalchemy import Connection, select

from izanau_protocol import ambient, text, wire
from izanau_protocol.problems import Refused, problem
from izanau_site.accounts import codes, people, signin
from izanau_site.accounts.caller import Caller
from izanau_site.attempt import attempt
from izanau_site.privacy import own
from izanau_site.site import Site
from izanau_site.store import Change, Store, documents, erasures, writing
from izanau_site.store.documents import Document, lock_accounts
from izanau_site.store.schema import codes as table
from izanau_site.work import bounces, mails

PURPOSE: Final = "new_address"
"""What the code is for, and the mail that brings it."""


def ask(site: Site, caller: Caller, asked: wire.ChangeAddress) -> None:
    """Mail a link to the new address; the one that was asked for before is worth nothing any more.

    At a taken address its owner is told instead, with the same work, and no answer tells of it (decision 004). Raises
    Refused: `wrong_credentials` (`password`), what is wrong with the `email`, `own_address`, `too_many_requests`.
    """
    account = signin.right_password(site, caller, asked.password, "password")
    email = people.checked_address(asked.email)
    if email == account.email:
        raise Refused(problem("own_address", "email"))
    site.limits.hit("mail", text.email_key(email))

    def write(connection: Connection) -> None:
        lock_accounts(connection, [caller.account])
        person, owner = people.named(connection, caller.account), people.confirmed_of(connection, email)
        hours = site.settings.code_hours
        mails.drop_kind(connection, person.id, PURPOSE)
        code = codes.give(connection, person.id, PURPOSE, hours)
        if owner is not None and owner.id != person.id:
            to = {"to": owner.email, "language": owner.language, "account": owner.id, "name": owner.name}
            mails.queue(connection, "address_taken", **to)
        else:
            to = {"to": email, "language": person.language, "account": person.id}  # no name: it may be a stranger's
            link = f"{site.settings.public_url}/confirm?code={code}"
            mails.queue(connection, PURPOSE, **to, code=code, hours=hours, link=link)
        until = ambient.timestamp(hours=hours)
        people.rewrite(site.store, connection, person.id, new_email=email, new_email_until=until)

    attempt(site.store, write)


def withdraw(site: Site, caller: Caller) -> None:
    """The address stays as it is; also where no change was asked for."""
    attempt(site.store, lambda connection: _forget(site.store, connection, caller.account))


def forget_late(site: Site) -> None:
    """Forget the addresses whose link was not used in time."""
    late = (table.c.purpose == PURPOSE, table.c.used == "", table.c.expires <= ambient.timestamp())
    with site.store.transaction() as connection:
        found = list(connection.execute(select(table.c.account).where(*late).distinct()).scalars())
    for account in found:
        attempt(site.store, partial(_forget_if_late, site.store, account))


def carry_out(store: Store, connection: Connection, identity: str) -> None:
    """Replace the address by the one that is proven now, everywhere; whoever reads the old one is told, if it was the
    account's for sure. The account is locked. Raises Refused `wrong_code`, `address_taken`."""
    account, known = people.named(connection, identity), store.get(connection, "account", identity)
    new = str(known.body.get("new_email", "")) if known is not None else ""
    if not new:
        raise Refused(problem("wrong_code", "code"))
    owner = people.confirmed_of(connection, new)
    if owner is not None and owner.id != identity:
        raise Refused(problem("address_taken", "email"))
    kept = _that_keep_it(connection, identity)
    spelled = {str(account.email)} | {str(row.body["email"]) for row in kept if row.kind == "ticket"}
    codes.end(connection, identity)  # those for the old address too, whoever reads its mails
    mails.follow(connection, identity, spelled if account.confirmed else (), new)
    bounces.drop(connection, identity)
    if account.confirmed:
        to = {"to": account.email, "language": account.language, "account": identity, "name": account.name}
        mails.queue(connection, "address_changed", **to, masked=erasures.masked(new))
    changes = [Change(kind=row.kind, id=row.id, body={**row.body, "email": new}, account=row.account) for row in kept]
    values: dict[str, object] = {"email": new, "confirmed": True, "bounced": "", "new_email": "", "new_email_until": ""}
    people.rewrite(store, connection, identity, changes, **values)


def _that_keep_it(connection: Connection, identity: str) -> list[Document]:
    """The documents that hold the address beside the account, under their locks: what companies may see, and requests,
    also those that were made signed out."""
    rows = documents.list_all(connection, kind=("contact", "ticket"), account=identity)
    rows += own.tickets_signed_out(connection, identity)
    writing.lock(connection, [Change(kind=row.kind, id=row.id, body=row.body, account=row.account) for row in rows])
    found = documents.get_all(connection, [row.id for row in rows])
    return [row for row in found.values() if row.body.get("email")]


def _forget(store: Store, connection: Connection, account: str) -> None:
    lock_accounts(connection, [account])
    codes.end(connection, account, PURPOSE)
    mails.drop_kind(connection, account, PURPOSE)
    known = store.get(connection, "account", account)
    if known is not None and known.body.get("new_email"):
        people.rewrite(store, connection, account, new_email="", new_email_until="")


def _forget_if_late(store: Store, account: str, connection: Connection) -> None:
    """Unless another one was asked for since."""
    lock_accounts(connection, [account])
    known = store.get(connection, "account", account)
    until = str(known.body.get("new_email_until", "")) if known is not None else ""
    if until <= ambient.timestamp():
        _forget(store, connection, account)
