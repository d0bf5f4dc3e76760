"""Who has an account on this computer: told by each one's own encrypted cache, since no plain file names anybody."""

from __future__ import annotations

from contextlib import closing
from dataclasses import dataclass
from typing import Final
from urllib.parse import urlsplit

from izanau_desktop import mending, wiping
from izanau_desktop.accounts import DRAFT, GUEST, Accounts, Entry
from izanau_desktop.cache import Cache, CacheTrouble, file
from izanau_desktop.crash import report
from izanau_desktop.desk import KEY_GONE, Desk
from izanau_desktop.lock import rule
from izanau_desktop.vault import Keeper, VaultTrouble
from izanau_protocol.problems import Problem, Refused, problem

UNREADABLE: Final = (*KEY_GONE, "cache_damaged")
"""Why nothing can be read of an account any more: its key is gone from the keychain, or its file."""
SESSION: Final = "session"
"""The key of an entry that is in no list: open for this session only."""


@dataclass(frozen=True)
class Resident:
    """An account of this computer, or the draft that has none yet. `problem`: why it cannot be opened."""

    entry: Entry
    name: str = ""
    email: str = ""
    role: str = ""
    company: str = ""
    current: bool = False
    problem: Problem | None = None
    locked: bool = False
    """Whether its PIN or password is asked before anything else is done with it."""

    @property
    def is_draft(self) -> bool:
        """Whether it is a profile without an account."""
        return self.entry.key == DRAFT

    @property
    def is_passing(self) -> bool:
        """Whether it is open for this session only."""
        return self.entry.key == SESSION

    @property
    def site(self) -> str:
        """The site, as people name it."""
        return urlsplit(self.entry.site).netloc or self.entry.site


def residents(accounts: Accounts, keeper: Keeper, here: Desk | None = None) -> tuple[Resident, ...]:
    """Every account of this computer, the last used first; `here` is the one that is open in this window.

    One that is open for this session only stands above them: nothing of it is stored.
    """
    found = []
    trouble: Problem | None = None
    if here is not None and here.entry is None:
        found.append(_told(here.cache, Entry("", SESSION, here.site_url), current=True))
    for entry in accounts.every():
        if entry.key == GUEST:
            continue
        if here is not None and here.entry is not None and here.entry.folder == entry.folder:
            found.append(_told(here.cache, entry, current=True))
            continue
        if trouble is None:
            try:
                found.append(_read(accounts, entry, keeper))
                continue
            except VaultTrouble as raised:  # the keychain's own: who asks it for the next would wait as long again
                trouble = raised.problems[0]
        found.append(Resident(entry, problem=trouble))
    return tuple(found)


def enter(accounts: Accounts, entry: Entry, keeper: Keeper, site: str = "") -> Desk:
    """The desk of an entry, which is the last used from now on. Raises CacheTrouble, VaultTrouble."""
    desk = Desk(accounts, entry, keeper, site)
    accounts.use(entry)
    return desk


def sign_out(accounts: Accounts, entry: Entry, keeper: Keeper, *, discard: bool = False) -> int:
    """Sign an account out that is not open here, and wipe it; how many things would be lost, where it was not done.

    Raises Refused `account_locked`: who cannot open a locked account does not end it either.
    """
    desk = Desk(accounts, entry, keeper)
    try:
        if rule.is_shut(desk.cache):
            raise Refused(problem("account_locked"))
        lost = desk.sign_out(discard=discard)
    finally:
        desk.shut()
    return len(lost.waiting) + int(lost.papers)


def remove(accounts: Accounts, entry: Entry, keeper: Keeper) -> None:
    """Wipe an account of which nothing can be read any more; one that can is signed out instead."""
    try:
        wiping.wipe(accounts, entry, keeper)
    finally:
        report.forget(accounts.folder)


def _read(accounts: Accounts, entry: Entry, keeper: Keeper) -> Resident:
    path, key = accounts.path(entry), keeper.get(entry.folder, "key")
    try:
        if not key or not file.exists(path):
            raise CacheTrouble(problem("cache_damaged" if key else "cache_key_missing"))
        with closing(mending.opened(path, bytes.fromhex(key))) as cache:
            return _told(cache, entry)
    except Refused as refused:
        return Resident(entry, problem=refused.problems[0])


def _told(cache: Cache, entry: Entry, *, current: bool = False) -> Resident:
    account = cache.get("account", cache.note("account"))
    body = account.body if account else {}
    company = cache.get("company", cache.note("company"))
    return Resident(
        entry,
        str(body.get("name") or "") or ("" if account else _draft_name(cache)),
        str(body.get("email") or cache.note("email")),
        str(body.get("role") or cache.note("role")),
        str(company.body.get("name", "")) if company else "",
        current,
        locked=not current and rule.is_shut(cache),
    )


def _draft_name(cache: Cache) -> str:
    found = cache.get("profile", cache.note("draft_profile"))
    name = found.body.get("name") if found else None
    return str(name.get("full") or "") if isinstance(name, dict) else ""
