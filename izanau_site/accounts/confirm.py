"""Confirming an e-mail address with the code that was mailed to it; from then on the address is this account's alone."""

from __future__ import annotations

from typing import Final

from sqlalchemy import Connection

from izanau_protocol.problems import Refused, problem
from izanau_site.accounts import changing, codes, people
from izanau_site.accounts.caller import Caller
from izanau_site.accounts.signup import mail_code
from izanau_site.attempt import attempt
from izanau_site.site import Site
from izanau_site.work import bounces

_PURPOSES: Final = ("confirm", changing.PURPOSE)


def confirm(site: Site, code: str, address: str) -> bool:
    """Confirm the address that the code was mailed to: that of the account, or a new one, which replaces it; returns
    whether it did. Raises Refused `wrong_code`, `code_expired`, `address_taken`, and `not_yours` for an erased account."""
    site.limits.hit("code", address)
    if codes.is_of_an_erased(site.store, code, *_PURPOSES):
        raise Refused(problem("not_yours", "code"))

    def write(connection: Connection) -> bool:
        identity, purpose = codes.take(connection, code, *_PURPOSES)
        if purpose == changing.PURPOSE:
            changing.carry_out(site.store, connection, identity)
            return True
        account = people.named(connection, identity)
        owner = people.confirmed_of(connection, account.email)
        if account.erased or (owner is not None and owner.id != identity):
            raise Refused(problem("wrong_code", "code"))
        bounces.forget(site.store, connection, identity)
        people.rewrite(site.store, connection, identity, confirmed=True)
        return False

    return attempt(site.store, write)


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
