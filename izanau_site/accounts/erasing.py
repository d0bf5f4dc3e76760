"""Deleting one's account: invisible at once, erased after the grace or now; keeping it ends the grace (PRV-56)."""

from __future__ import annotations

from izanau_protocol import wire
from izanau_site.accounts import signin, tokens
from izanau_site.accounts.caller import Caller
from izanau_site.site import Site
from izanau_site.store import erasure


def erase(site: Site, caller: Caller, asked: wire.Erase) -> str:
    """Erase the caller's account, with the password given again; returns when, empty for now."""
    signin.right_password(site, caller, asked.password, "password")
    if asked.now:
        erasure.erase(site.store, caller.account)
        return ""
    erases = tokens.later(hours=site.settings.erase_hours)
    erasure.begin(site.store, caller.account, erases)
    return erases


def keep(site: Site, caller: Caller) -> None:
    """End the grace."""
    erasure.keep(site.store, caller.account)


def erase_due(site: Site) -> None:
    """Erase the accounts whose grace is over."""
    with site.store.transaction() as connection:
        due = erasure.due(connection)
    for account in due:
        erasure.erase(site.store, account)
