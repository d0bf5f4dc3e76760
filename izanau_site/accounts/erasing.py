"""Deleting one's account: invisible at once, erased after the grace or now; keeping it ends the grace (PRV-56)."""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import Connection, and_, or_, select

from izanau_protocol import ambient, wire
from izanau_site.accounts import signin
from izanau_site.accounts.caller import Caller
from izanau_site.site import Site
from izanau_site.store import erasure, erasures
from izanau_site.store.erasures import Erased
from izanau_site.store.schema import accounts
from izanau_site.store.schema import mails as table
from izanau_site.work import mails


def erase(site: Site, caller: Caller, asked: wire.Erase) -> str:
    """Erase the caller's account, with the password given again; returns when, empty for now."""
    signin.right_password(site, caller, asked.password, "password")
    if asked.now:
        erase_now(site, caller.account)
        return ""
    erases = ambient.timestamp(hours=site.settings.erase_hours)
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
        erase_now(site, account)


def erase_now(site: Site, account: str) -> None:
    """Erase an account, and mail its certificate to the address that is forgotten with that mail (PRV-58).

    An address that was never confirmed may be anybody's, who is not written to again.
    """
    letters = _letters(site, account)

    def tell(connection: Connection, erased: Erased) -> None:
        if not erased.confirmed:
            return
        link = f"{site.settings.public_url}/certificate/{erased.token}"
        to = {"to": erased.email, "language": erased.language}
        mails.queue(connection, "erased", **to, masked=erasures.masked(erased.email), link=link)

    erasure.erase(site.store, account, tell)
    for file in letters:
        file.unlink(missing_ok=True)


def _letters(site: Site, account: str) -> list[Path]:
    """The mails to this person that were written as files, for want of a mail server."""
    folder = site.settings.data_dir / "outbox"
    if not folder.is_dir():
        return []
    confirmed = (accounts.c.id == account, accounts.c.confirmed.is_(True))
    email = select(accounts.c.email).where(*confirmed).scalar_subquery()
    mine = or_(table.c.account == account, and_(table.c.account == "", table.c.to == email))
    with site.store.transaction() as connection:
        known = list(connection.execute(select(table.c.id).where(mine)).scalars())
    return [file for identity in known for file in folder.glob(f"*-{identity}.eml")]
