"""The desk: one account on this machine, with its folder, vault, cache and engine; used by windows and commands alike."""

from __future__ import annotations

import platform
from collections.abc import Callable
from contextlib import closing
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Final

import msgspec

from izanau_desktop import accounts as listed
from izanau_desktop import beginning, mending, wiping
from izanau_desktop.accounts import Accounts, Entry
from izanau_desktop.cache import Cache, CacheTrouble, documents, file, lease, meta, outbox, synclog
from izanau_desktop.cache.connection import Connection
from izanau_desktop.cache.rekey import join_draft
from izanau_desktop.crash import report
from izanau_desktop.deeds import PAPERS, AccountState, Deeds
from izanau_desktop.membership import CLIENT, Membership
from izanau_desktop.shut import DeskShutError
from izanau_desktop.sync.report import SyncReport, Turned, unheard
from izanau_desktop.vault import Keeper, SessionVault, Vault
from izanau_protocol import ambient, ids, wire
from izanau_protocol.problems import Problem, Refused, problem

if TYPE_CHECKING:
    from izanau_desktop.sync.driver import Driver
    from izanau_desktop.sync.site import Site

KEY_GONE: Final = ("cache_key_missing", "keychain_changed")
"""Why a cache can be opened no more, though nothing of it is broken."""
_SIGNED_OUT: Final = "not_signed_in"
_WHO: Final = ("email", "name", "group", "role", "company")


class OnlyHere(msgspec.Struct, frozen=True):
    """What a sign-out would lose: papers, and changes that the site does not have."""

    papers: bool
    waiting: tuple[tuple[str, str], ...]
    """Kind and id of each document with an unsent change."""

    def __bool__(self) -> bool:
        return self.papers or bool(self.waiting)


class Desk(Deeds, Membership):
    """One account (or the draft, or the guest) of this machine."""

    def __init__(
        self, accounts: Accounts, entry: Entry | None, vault: Keeper, site: str = "", *, driven: bool = False
    ) -> None:
        """Open an entry's cache with the key from the vault; without an entry: memory of this process only.

        `driven`: where there is a site, a driver follows and watches the lease; until then nothing is written.
        """
        self.accounts, self.entry, self.vault = accounts, entry, vault
        self.site_url = (entry.site if entry else "") or site
        self.language = "en"
        self.folder = accounts.path(entry) if entry else None
        self.owner = entry.folder if entry else "session"
        self.cache = beginning.cache_of(self.folder, vault, self.owner)
        self.account = AccountState()
        self.welcomed = False
        """Whether the account's password was given for this very desk: then nothing more is asked before it is shown."""
        self.written: dict[str, dict[str, str]] = {}
        """Messages of rejections as they were written, by application and path of the draft: newer than in the cache."""
        self._driver: Driver | None = None
        if not (driven and self.site_url):
            lease.tick(self.cache.file)
        self.look_up()

    # --- opening ---

    @classmethod
    def open(
        cls,
        folder: Path,
        site: str = "",
        account: str | None = None,
        vault: Keeper | None = None,
        *,
        driven: bool = False,
    ) -> Desk:
        """The desk of an e-mail address, or of the account (or draft) used last. Raises Refused `not_signed_in`."""
        keeper = vault or Vault()
        known = wiping.finished(Accounts(folder), keeper)
        entry = known.find(account, site) if account else known.last()
        if entry is None:
            raise Refused(problem(_SIGNED_OUT))
        desk = cls(known, entry, keeper, site, driven=driven)
        if desk.is_nobodys:
            desk.shut()
            raise Refused(problem(_SIGNED_OUT))
        known.use(entry)
        return desk

    @classmethod
    def draft(cls, folder: Path, site: str = "", vault: Keeper | None = None, *, anew: bool = False) -> Desk:
        """A profile without an account: works offline, and joins the account at sign-up.

        `anew`: where what is there cannot be opened, it is put aside.
        """
        return cls._special(folder, listed.DRAFT, site, vault, anew=anew)

    @classmethod
    def guest(cls, folder: Path, site: str, vault: Keeper | None = None, *, anew: bool = False) -> Desk:
        """Looking at jobs without an account."""
        return cls._special(folder, listed.GUEST, site, vault, anew=anew)

    @classmethod
    def _special(cls, folder: Path, key: str, site: str, vault: Keeper | None, *, anew: bool) -> Desk:
        keeper = vault or Vault()
        known = Accounts(folder)
        if not keeper.lasting:
            return cls(known, None, keeper, site)
        if anew:
            known.begin_anew()
        wiping.finished(known, keeper)
        entry = known.special(key, site if key == listed.GUEST else "") or known.add(key, site)
        return cls._anew(known, entry, keeper, site) if anew else cls(known, entry, keeper, site)

    @classmethod
    def _anew(cls, known: Accounts, entry: Entry | None, keeper: Keeper, site: str) -> Desk:
        """Open; a cache whose key is gone is put aside, and a new one begun."""
        try:
            return cls(known, entry, keeper, site)
        except CacheTrouble as trouble:
            if entry is None or trouble.problems[0].code not in KEY_GONE:
                raise
            file.put_aside(known.path(entry))
        return cls(known, entry, keeper, site)

    @classmethod
    def sign_in(
        cls,
        folder: Path,
        site: str,
        email: str,
        password: str,
        vault: Keeper | None = None,
        *,
        session_only: bool = False,
    ) -> Desk:
        """Sign in on this machine; `session_only` keeps all in memory."""
        keeper = SessionVault() if session_only else vault or Vault()
        guest = cls(Accounts(folder), None, SessionVault(), site)
        try:
            session = guest._with(
                lambda s: s.ask(wire.Session, "/v1/signin", wire.SignIn(email, password, device_name(), CLIENT))
            )
        finally:
            guest.shut()
        known = Accounts(folder)
        if keeper.lasting:
            known.begin_anew()
            wiping.finished(known, keeper)
        entry = _entry_of(known, keeper, email, site, session.account) if keeper.lasting else None
        desk: Desk = cls._anew(known, entry, keeper, site)
        desk._welcome(session, email)
        return desk

    def prove(self, password: str) -> None:
        """Do nothing if it is the account's password, which only the site can tell. Raises SiteTrouble."""
        asking: Desk = type(self)(self.accounts, None, SessionVault(), self.site_url)
        email = self.account.email
        try:
            session = asking._with(
                lambda s: s.ask(wire.Session, "/v1/signin", wire.SignIn(email, password, device_name(), CLIENT))
            )
            asking._welcome(session, email)
            asking._post("/v1/signout")  # it was only to be seen whether it is right
        finally:
            asking.shut()

    def sign_up(self, wanted: wire.SignUp) -> None:
        """Sign up from the draft (or a fresh desk), which joins the account. Raises Refused, SiteTrouble."""
        session = self._with(lambda site: site.ask(wire.Session, "/v1/signup", wanted))
        if self.entry is not None:
            self.entry = self.accounts.add(wanted.email, self.site_url, self.entry.folder)
        self._welcome(session, wanted.email)
        self.sync(at_once=False)  # what the site made of the sign-up is the base of all edits from now on

    # --- syncing ---

    def sync(
        self, full: bool = False, *, at_once: bool = True, cause: str = synclog.ASKED, turned: Turned = unheard
    ) -> SyncReport:
        """Push and pull once, waiting for another process's sync first. A held deed goes too, unless `at_once` is off.

        Raises CacheTrouble where that goes on for longer than a minute: two never sync at once (R19).
        """
        from izanau_desktop.sync import elect, engine

        guest, lock = not self.account.id, self.folder / elect.SYNC if self.folder else None
        with closing(self.site()) as site, elect.holding(lock) as held:
            if not held:
                raise CacheTrouble(problem("cache_busy"))
            report = engine.sync(self.cache, site, full=full, at_once=at_once, guest=guest, cause=cause, turned=turned)
        if report.problem is None and not report.stopped:
            mending.tidy(self.cache, self.account.group)
        if report.problem:
            lease.heard(self.cache.file, report.problem.code)
        self.look_up()
        return report

    def live(self, told: Callable[[SyncReport], object], *, metered: bool = False) -> Driver:
        """Sync by itself from now on; `told` gets each report, in the driver's thread. `metered`: what the network is now.
        Ends with `shut`."""
        from izanau_desktop.sync.driver import Driver

        how = partial(self.sync, at_once=False)
        self._driver = Driver(self.cache, self.folder, self.site, how, told)
        self._driver.metered = metered
        self._driver.start()
        return self._driver

    def site(self) -> Site:
        """A connection to the site, signed in where there is an account."""
        from izanau_desktop.sync.site import Site
        from izanau_desktop.sync.tokens import Tokens

        tokens = Tokens(self.vault, self.owner, self.folder) if self.account.id else None
        return Site(self.site_url, tokens, self.language)

    # --- what happened to the cache ---

    @property
    def is_nobodys(self) -> bool:
        """Whether an account's cache was so broken that nothing in it told whose it was: signing in tells it again."""
        return (
            self.entry is not None
            and self.entry.key not in (listed.DRAFT, listed.GUEST)
            and not (self.account.id or self.only_here())
        )

    def mended(self) -> Problem | None:
        """That the cache was broken, and what was lost; None where there is nothing to tell."""
        return mending.untold(self.cache)

    def told_of_mending(self) -> None:
        """The person knows."""
        mending.tell(self.cache)

    # --- leaving ---

    def only_here(self) -> OnlyHere:
        """What lives nowhere else: papers, and changes that were not sent."""
        with self.cache.file.read() as connection:
            rows = outbox.rows(connection)
        waiting = tuple(dict.fromkeys((part.kind, part.id) for row in rows for part in row.parts))
        return OnlyHere(bool(self.cache.list(PAPERS)), waiting)

    def sign_out(self, *, discard: bool = False, keep_cache: bool = False) -> OnlyHere:
        """End the session and wipe; where something lives only here it is told, and nothing wiped unless `discard`."""
        lost = self.end_session(discard=discard, keep_cache=keep_cache)
        if not lost and not (keep_cache and self.account.group == "seeker"):
            self.wipe()
        return lost

    def end_session(self, *, discard: bool = False, keep_cache: bool = False) -> OnlyHere:
        """Sign out at the site, unless what lives only here would be lost; who goes on to wipe leaves all pages first."""
        lost = self.only_here()
        if lost and not (discard or keep_cache):
            return lost
        from izanau_desktop.sync.site import SiteTrouble

        try:
            if self.account.id:
                self._post("/v1/signout")
        except SiteTrouble as trouble:
            if trouble.status == 0 and not discard:
                raise
        if keep_cache and self.account.group == "seeker":
            self.vault.drop(self.owner, "access", "refresh")
        return OnlyHere(papers=False, waiting=())

    def erase(self, password: str, *, now: bool = False) -> str:
        """Delete the account: in 72 hours, or now, with all that is here; when it will be erased."""
        erases = self.ask_erasure(password, now=now)
        if now:
            self.wipe()
        return erases

    def wipe(self) -> None:
        """Remove cache, key, tokens and folder from this machine; the folder also where the keychain does not answer."""
        self.shut()
        try:
            if self.entry is None:
                self.vault.drop(self.owner)
            else:
                wiping.wipe(self.accounts, self.entry, self.vault)
        finally:
            report.forget(self.accounts.folder)

    def lives_here(self) -> int:
        """How many things live nowhere else; none, where another process wiped this desk already."""
        try:
            left = self.only_here()
        except DeskShutError:
            return 0
        return len(left.waiting) + int(left.papers)

    def shut(self) -> None:
        """End syncing and close the cache."""
        if self._driver is not None:
            self._driver.stop()
            self._driver = None
        self.cache.close()

    # --- who it is ---

    def look_up(self) -> AccountState:
        """Read who the account is, anew after each sync."""
        with self.cache.reading() as connection:
            noted = {name: meta.get(connection, name) for name in ("account", "draft_profile", *_WHO)}
            found = documents.get(connection, "account", noted["account"])
        identity = noted["account"]
        if not identity:
            self.account = AccountState(profile=noted["draft_profile"] or self._begin_draft())
            return self.account
        body = found.body if found else {}
        told = {name: str(body.get(name) or noted[name]) for name in _WHO}
        if body.get("group") == "company" and not body.get("company"):
            told |= {"company": "", "role": ""}  # their membership has ended
        purposes = body.get("purposes")
        self.account = AccountState(
            id=identity,
            profile=ids.profile_id(identity),
            confirmed=body.get("confirmed") is True,
            paused=body.get("paused") is True,
            erases=str(body.get("erases") or ""),
            bounced=str(body.get("bounced") or ""),
            new_email=str(body.get("new_email") or ""),
            new_email_until=str(body.get("new_email_until") or ""),
            purposes=tuple(name for name, on in purposes.items() if on) if isinstance(purposes, dict) else (),
            **told,
        )
        learnt = {name: told[name] for name in ("email", "group", "role", "company") if told[name] != noted[name]}
        if "email" in learnt and self.entry is not None:
            self.entry = self.accounts.rename(self.entry, told["email"])
        if learnt:
            self.cache.set_note(**learnt)
        return self.account

    def _begin_draft(self) -> str:
        """The id of the draft's profile; another process may just have made one."""

        def work(connection: Connection) -> str:
            profile = meta.get(connection, "draft_profile") or ids.profile_id(ambient.new_id())
            meta.put(connection, "draft_profile", profile)
            return profile

        return self.cache.change(work)

    def _welcome(self, session: wire.Session, email: str) -> None:
        from izanau_desktop.sync.tokens import Tokens

        if not self.cache.note("account"):  # a sign-up that ended before this joins at the sign-in after it
            self.cache.change(lambda connection: join_draft(connection, session.account))
        known = {"group": session.group, "role": session.role, "company": session.company, lease.SIGNED_OUT: ""}
        self.cache.set_note(
            account=session.account, device=session.device, device_name=device_name(), email=email, etag="", **known
        )
        Tokens(self.vault, self.owner, self.folder).keep(session)
        self.welcomed = True
        self.look_up()


def _entry_of(known: Accounts, keeper: Keeper, email: str, site: str, account: str) -> Entry:
    """Where an account is kept on this machine; a new entry, where it is nowhere. The address alone does not tell: since it
    was here last, it may have got another one, and its old one may be somebody else's by now."""
    named = known.find(email, site)
    if named is not None and _owner(known, named, keeper) in ("", account):
        return named
    theirs = next((one for one in known.of_site(site) if _owner(known, one, keeper) == account), None)
    return known.rename(theirs, email) if theirs is not None else known.add(email, site)


def _owner(known: Accounts, entry: Entry, keeper: Keeper) -> str:
    """The account whose cache lies in an entry; empty where there is none yet, or it cannot be read."""
    folder = known.path(entry)
    key = keeper.get(entry.folder, "key")
    if not key or not file.exists(folder):
        return ""
    try:
        with closing(Cache(folder, bytes.fromhex(key))) as cache:
            return cache.note("account")
    except CacheTrouble:
        return ""


def device_name() -> str:
    """What the list of devices calls this one: the system, not the person's name for the machine."""
    return platform.system() or "computer"
