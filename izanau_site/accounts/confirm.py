"""Confirming the e-mail address with the code that was mailed; from then on the address is this account's alone."""

from __future__ import annotations

from sqlalchemy import Connection

from izanau_protocol.problems import Refused, problem
from izanau_site.accounts import codes, people
from izanau_site.accounts.caller import Caller
from izanau_site.accounts.signup import mail_code
from izanau_site.attempt import attempt
from izanau_site.site import Site
from izanau_site.store.documents import lock_accounts
from izanau_site.work import bounces


def confirm(site: Site, code: str, address: str) -> None:
    """Confirm the address of the account that the code was given to. Raises Refused `wrong_code`, `code_expired`."""
    site.limits.hit("code", address)

    def write(connection: Connection) -> None:
        identity = codes.take(connection, code, "confirm")
        account = people.named(connection, identity)
        owner = people.confirmed_of(connection, account.email)
        if account.erased or (owner is not None and owner.id != identity):
            raise Refused(problem("wrong_code", "code"))
        lock_accounts(connection, [identity])
        bounces.forget(site.store, connection, identity)
        people.rewrite(site.store, connection, identity, confirmed=True)

    attempt(site.store, write)


def resend(site: Site, caller: Caller) -> None:
    """Mail a new code; for an address that is taken the owner is told again, and the caller sees no difference."""

    with site.store.transaction() as connection:
        account = people.named(connection, caller.account)
    if account.confirmed:
        return
    site.limits.hit("mail", account.email_key)

    def write(connection: Connection) -> None:
        owner = people.confirmed_of(connection, account.email)
        if owner is None or owner.id != caller.account:
            mail_code(site, connection, caller.account, owner.id if owner is not None else "")

    attempt(site.store, write)
