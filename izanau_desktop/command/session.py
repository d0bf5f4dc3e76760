"""One call of the command: which folder, account and site it means, and the desk that it works at."""

from __future__ import annotations

import configparser
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from izanau_desktop import wiping
from izanau_desktop.address import packaged_site
from izanau_desktop.command import given
from izanau_desktop.command.program import GIVEN
from izanau_desktop.command.telling import Teller, language_of
from izanau_desktop.folder import data_folder
from izanau_protocol.fields import Words
from izanau_protocol.problems import Refused, problem

if TYPE_CHECKING:
    from izanau_desktop.accounts import Entry
    from izanau_desktop.desk import Desk
    from izanau_desktop.sync.site import Site


class Session:
    """What the options of this call say; desks are opened when asked for and shut at its end."""

    def __init__(self, context: click.Context) -> None:
        options: dict[str, Any] = context.find_root().meta.get(GIVEN, {})
        self.folder = data_folder(options.get("data_dir"))
        self.account = str(options.get("account", ""))
        self.site = str(options.get("site", "")).rstrip("/")
        self.verbose = bool(options.get("verbose"))
        self.language = language_of(_language_set(self.folder))
        self.tell = Teller(
            self.language,
            as_json=bool(options.get("as_json")),
            quiet=bool(options.get("quiet")),
            colour=not options.get("no_color") and not os.environ.get("NO_COLOR"),
        )
        self._context = context
        self._desk: Desk | None = None

    # --- desks ---

    def desk(self) -> Desk:
        """The desk of the account that is signed in. Raises Refused `not_signed_in`."""
        if self._desk is None:
            entry = self._entry(drafts=False)
            if entry is None:
                raise Refused(problem("not_signed_in"))
            self._keep(self._opened(entry))
        assert self._desk is not None
        if not self._desk.account.id:
            raise Refused(problem("not_signed_in"))
        return self._desk

    def desk_or_draft(self) -> Desk:
        """The desk of the account, or of the draft of this machine, which is begun where there is none."""
        if self._desk is None:
            entry = self._entry(drafts=True)
            if entry is None and self.account:
                raise Refused(problem("not_signed_in"))
            self._keep(self._draft() if entry is None else self._opened(entry))
        assert self._desk is not None
        return self._desk

    def known_desk(self) -> Desk | None:
        """The desk of the account or draft, if there is one; nothing is begun."""
        entry = self._entry(drafts=True)
        return None if entry is None else self._desk or self._keep(self._opened(entry))

    def signed_in(self) -> bool:
        """Whether an account of this machine is meant; nothing is opened for that."""
        return self._entry(drafts=False) is not None

    def of(self, *groups: str, writes: str = "") -> Desk:
        """The desk of an account of one of these groups, whose role may write `kind.field`. Raises Refused.

        `not_signed_in`, `forbidden`: here, before anything is written that the site would refuse.
        """
        from izanau_protocol import visibility

        found = self.desk()
        kind, _, field = writes.partition(".")
        if found.account.group not in groups or (writes and not visibility.may_write(kind, field, found.account.role)):
            raise Refused(problem("forbidden"))
        return found

    def new_desk(self, desk: Desk) -> Desk:
        """Work at this desk, and shut it at the end."""
        desk.language = self.language
        return self._keep(desk)

    def _keep(self, desk: Desk) -> Desk:
        desk.language = self.language
        self._desk = desk
        self._context.call_on_close(desk.shut)
        mended = desk.mended()
        if mended is not None:
            self.tell.problem(mended)
            desk.told_of_mending()
        return desk

    def _draft(self) -> Desk:
        from izanau_desktop.desk import Desk

        return Desk.draft(self.folder, self.site)

    def _opened(self, entry: Entry) -> Desk:
        from izanau_desktop.accounts import Accounts
        from izanau_desktop.desk import Desk
        from izanau_desktop.vault import Vault

        known = Accounts(self.folder)
        desk = Desk(known, entry, Vault(), self.site)
        if known.every()[0] != entry:
            known.use(entry)
        return desk

    def _entry(self, *, drafts: bool) -> Entry | None:
        """The account that is meant: the address that was named, or the last used; at the site that was named."""
        from izanau_desktop.accounts import DRAFT, GUEST, Accounts

        known = Accounts(self.folder)
        if known.ended():
            from izanau_desktop.vault import Vault

            wiping.finished(known, Vault())
        if self.account:
            return known.find(self.account, self.site)
        special = (GUEST,) if drafts else (GUEST, DRAFT)
        found = (entry for entry in known.every() if entry.key not in special)
        return next((entry for entry in found if not self.site or entry.site in ("", self.site)), None)

    def known_site(self) -> str:
        """The site of the account or draft that is meant, as far as the list of accounts tells."""
        entry = self._entry(drafts=True)
        return entry.site if entry is not None else self.site

    # --- the site, signed out ---

    def site_address(self) -> str:
        """The site that was named, that of the last used account, or the one of this build. Raises UsageError."""
        from izanau_desktop.accounts import Accounts

        known = (entry.site for entry in Accounts(self.folder).every() if entry.site)
        words = Words("Address of the site", "サイトのアドレス").of(self.language)
        return given.asked(self.site or next(known, "") or packaged_site(), "--site", words).rstrip("/")

    @contextmanager
    def guest(self) -> Iterator[Site]:
        """A connection without an account."""
        from izanau_desktop.sync.site import Site

        site = Site(self.site_address(), None, self.language)
        try:
            yield site
        finally:
            site.close()


def session() -> Session:
    """The session of the call that runs now."""
    context = click.get_current_context()
    root = context.find_root()
    found = root.obj
    if not isinstance(found, Session):
        found = root.obj = Session(root)
    return found


def _language_set(folder: Path) -> str:
    """The language that was chosen in the windows, or empty."""
    file = configparser.ConfigParser(interpolation=None, strict=False)
    try:
        file.read(folder / "preferences.ini", encoding="utf-8")
    except (OSError, configparser.Error, UnicodeError):
        return ""  # the windows' own file: without it the environment tells the language
    return file.get("look", "language", fallback="")
