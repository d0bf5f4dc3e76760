"""Setting a new password: with the old one, or with a code that is mailed to the confirmed address."""

from __future__ import annotations

import logging

from sqlalchemy import Connection

from izanau_protocol import text, wire
from izanau_site.accounts import codes, devices, invitations, passwords, people, signin, waiting
from izanau_site.accounts.caller import Caller
from izanau_site.attempt import attempt
from izanau_site.site import Site
from izanau_site.store.documents import lock_accounts
from izanau_site.work import bounces, mails

_log = logging.getLogger(__name__)


def ask(site: Site, email: str, address: str) -> None:
    """Count a request for a code. Raises Refused `too_many_requests`, whether there is such an account or not."""
    site.limits.hit("code", address)
    site.limits.hit("mail", text.email_key(email))


def carry_out(site: Site, email: str) -> None:
    """Mail a code if there is such an account. Call it once the request is answered: its work differs by that, and the
    time of the answer may not. A fault is logged; nobody waits for it any more, and whoever got no mail asks again."""

    def write(connection: Connection) -> None:
        account = next(iter(people.of_address(connection, email)), None)
        if account is None:
            return
        code = codes.give(connection, account.id, "reset", site.settings.code_hours)
        words = {"to": account.email, "language": account.language, "account": account.id, "name": account.name}
        mails.queue(connection, "reset", **words, code=code, hours=site.settings.code_hours)

    try:
        attempt(site.store, write)
    except Exception as fault:  # noqa: BLE001 - the answer is sent: nothing above could tell of it
        _log.error("reset", exc_info=fault)


def finish(site: Site, asked: wire.NewPassword, address: str) -> None:
    """Set the new password and end every session. The code proves the address, so it counts as confirmed too. That of an
    invitation sets the first one, and lets its owner into the company."""
    site.limits.hit("code", address)
    passwords.check(asked.password, "password")
    kept = passwords.hashed(asked.password)

    def write(connection: Connection) -> None:
        identity, purpose = codes.take(connection, asked.code, "reset", waiting.PURPOSE)
        account = people.named(connection, identity)
        passwords.check(asked.password, "password", (account.name, account.email))
        if purpose == waiting.PURPOSE:
            invitations.accept(site, connection, identity, kept)
            return
        owner = people.confirmed_of(connection, account.email)
        values: dict[str, object] = {"password_hash": kept}
        if owner is None:
            values["confirmed"] = True
        lock_accounts(connection, [identity])
        devices.end_all(site, connection, identity)
        bounces.forget(site.store, connection, identity)
        people.rewrite(site.store, connection, identity, **values)
        _tell(connection, identity)

    attempt(site.store, write)


def change(site: Site, caller: Caller, asked: wire.ChangePassword) -> None:
    """Set a new password with the old one; every other session ends."""
    account = signin.right_password(site, caller, asked.old, "old")
    passwords.check(asked.new, "new", (account.name, account.email))
    kept = passwords.hashed(asked.new)

    def write(connection: Connection) -> None:
        lock_accounts(connection, [caller.account])
        devices.end_all(site, connection, caller.account, but=caller.device)
        people.rewrite(site.store, connection, caller.account, password_hash=kept)
        _tell(connection, caller.account)

    attempt(site.store, write)


def _tell(connection: Connection, identity: str) -> None:
    account = people.named(connection, identity)
    words = {"to": account.email, "language": account.language, "account": account.id, "name": account.name}
    mails.queue(connection, "password_changed", **words)
