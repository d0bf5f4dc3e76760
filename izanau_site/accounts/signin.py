"""Signing in and out, renewing tokens, and knowing who asks."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Connection, Row

from izanau_protocol import text, wire
from izanau_protocol.problems import Refused, problem
from izanau_site.accounts import passwords, people, tokens
from izanau_site.accounts.caller import Caller
from izanau_site.attempt import attempt
from izanau_site.policy import versions
from izanau_site.site import Site


def sign_in(site: Site, asked: wire.SignIn, address: str) -> wire.Session:
    """A session for this device. Raises Refused `wrong_credentials`, after the same work for every address."""
    site.limits.hit("signin_from", address)
    site.limits.hit("signin", text.email_key(asked.email))
    with site.store.transaction() as connection:
        candidates = people.of_address(connection, asked.email)
    account = _matching(candidates, asked.password)
    if account is None:
        raise Refused(problem("wrong_credentials"))

    def write(connection: Connection) -> wire.Session:
        return tokens.issue(site.store, connection, site.settings, account, asked.device, asked.client)

    return attempt(site.store, write)


def refresh(site: Site, token: str) -> wire.Session:
    """A new pair. Raises Refused `not_signed_in`, `device_ended`, `account_erased`.

    A token that was used before ends the device's session first.
    """
    if site.store.ledger.has("erased", "session", tokens.family_hash(token)):
        raise Refused(problem("account_erased"))

    def write(connection: Connection) -> wire.Session | None:
        return tokens.refresh(site.store, connection, site.settings, token)

    session = attempt(site.store, write)
    if session is None:
        raise Refused(problem("not_signed_in"))
    return session


def sign_out(site: Site, caller: Caller) -> None:
    """End the session of the device that asks."""
    attempt(site.store, lambda connection: tokens.end(site.store, connection, caller.device))


def caller_of(site: Site, token: str) -> Caller:
    """Who asks with this access token. Raises Refused `not_signed_in`."""
    with site.store.transaction() as connection:
        return tokens.caller_of(connection, token, versions.current(connection))


def note_seen(site: Site, caller: Caller) -> None:
    """Note that the device was here; most of the time there is nothing to write."""
    if not caller.noted:
        attempt(site.store, lambda connection: tokens.note_seen(connection, caller.device))


def right_password(site: Site, caller: Caller, password: str, field: str) -> Row[Any]:
    """The caller's account, once the password has been given again. Raises Refused `wrong_credentials`."""
    site.limits.hit("signin", caller.account)
    with site.store.transaction() as connection:
        account = people.named(connection, caller.account)
    if not passwords.matches(account.password_hash, password):
        raise Refused(problem("wrong_credentials", field))
    return account


def _matching(candidates: list[Row[Any]], password: str) -> Row[Any] | None:
    """The account that the password fits. Always the same number of comparisons: time tells of no account."""
    padded = [*candidates, *[None] * (people.CANDIDATES - len(candidates))]
    fits = [row for row in padded if passwords.matches(row.password_hash if row is not None else "", password)]
    return fits[0] if fits else None
