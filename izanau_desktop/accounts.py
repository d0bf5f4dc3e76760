"""The accounts on this machine: which folder is whose, without a name or address in any plain file."""

from __future__ import annotations

import errno
import hashlib
import hmac
import re
import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Final

import msgspec

from izanau_desktop.cache.trouble import CacheTrouble
from izanau_desktop.files import FULL, reason_of
from izanau_desktop.folder import private_folder, write_private
from izanau_desktop.sync import elect
from izanau_protocol import ambient
from izanau_protocol.problems import Refused, problem
from izanau_protocol.text import email_key

FILE: Final = "accounts.json"
SPARE: Final = "accounts.spare.json"
"""The same once more: without the list nobody could tell whose the folders are."""
LOCK: Final = "accounts.lock"
DRAFT: Final = "draft"
GUEST: Final = "guest"
_TRIES: Final = 20
_PATIENCE: Final = 10.0
"""Seconds that a change of the list waits for another process's."""
_FOLDER: Final = re.compile("[0-9a-f]{16}")


class Entry(msgspec.Struct, frozen=True):
    """An account, the draft or the guest of this machine: a folder with a random name."""

    folder: str
    key: str
    """A keyed hash of site and address; `draft` or `guest` for those."""
    site: str = ""
    used: str = ""
    ended: bool = False
    """Whether it was left for good: what a kill keeps from being wiped is wiped at the next start."""


class _Listed(msgspec.Struct, frozen=True):
    salt: str
    entries: tuple[Entry, ...] = ()


class Accounts:
    """The list of accounts in a data folder. Several processes may change it: each change reads it anew."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def every(self) -> tuple[Entry, ...]:
        """All entries, the last used first."""
        here = (entry for entry in self._read().entries if not entry.ended)
        return tuple(sorted(here, key=lambda entry: entry.used, reverse=True))

    def ended(self) -> tuple[Entry, ...]:
        """The entries that were left for good, and whose wiping did not come to its end."""
        return tuple(entry for entry in self._read().entries if entry.ended)

    def find(self, email: str, site: str = "") -> Entry | None:
        """The entry of an address, at a site or at whichever was used last."""
        listed = self._read()
        return next(
            (e for e in self.every() if e.key == _key(listed.salt, e.site, email) and site in ("", e.site)), None
        )

    def special(self, key: str, site: str = "") -> Entry | None:
        """The draft, or the guest of a site."""
        return next((e for e in self.every() if e.key == key and site in ("", e.site)), None)

    def last(self) -> Entry | None:
        """The account, or draft, that was used last."""
        return next((e for e in self.every() if e.key != GUEST), None)

    def add(self, email: str, site: str, folder: str = "") -> Entry:
        """An entry for an address (or for `draft`, `guest`) in a new folder, or in one that is there."""
        with self._alone():
            return self._added(email, site, folder)

    def _added(self, email: str, site: str, folder: str) -> Entry:
        listed = self._read()
        key = email if email in (DRAFT, GUEST) else _key(listed.salt, site, email)
        entry = Entry(folder or ambient.random_text(16, "0123456789abcdef"), key, site, ambient.timestamp())
        self._write(_Listed(listed.salt, (*(e for e in listed.entries if e.folder != entry.folder), entry)))
        private_folder(self.path(entry))
        return entry

    def rename(self, entry: Entry, email: str) -> Entry:
        """The entry under the address that its account has now; its folder, and so its keys, stay as they are."""
        key = _key(self._read().salt, entry.site, email)
        self._change(entry, key=key)
        return msgspec.structs.replace(entry, key=key)

    def of_site(self, site: str) -> tuple[Entry, ...]:
        """The accounts of a site, the last used first."""
        return tuple(e for e in self.every() if e.key not in (DRAFT, GUEST) and e.site == site)

    def use(self, entry: Entry) -> None:
        """Note that an entry is the last used."""
        self._change(entry, used=ambient.timestamp())

    def end(self, entry: Entry) -> None:
        """Note that an entry is left for good, before anything of it goes: from now on there is no way back."""
        self._change(entry, ended=True)

    def clear(self, entry: Entry) -> None:
        """Wipe all that lies in the folder of an entry; its keys are dropped by whoever holds the vault."""
        _wipe(self.path(entry))

    def remove(self, entry: Entry) -> None:
        """Wipe an entry and all that lies in its folder."""
        self.clear(entry)
        with self._alone():
            listed = self._read()
            self._write(_Listed(listed.salt, tuple(e for e in listed.entries if e.folder != entry.folder)))

    def _change(self, entry: Entry, **values: object) -> None:
        with self._alone():
            listed = self._read()
            changed = (msgspec.structs.replace(e, **values) if e.folder == entry.folder else e for e in listed.entries)
            self._write(_Listed(listed.salt, tuple(changed)))

    def path(self, entry: Entry) -> Path:
        """The folder of an entry."""
        return self.folder / entry.folder

    def begin_anew(self) -> None:
        """Where the list cannot be read, put it aside and begin another; the folders stay as they are."""
        try:
            self._read()
        except Refused as refused:
            if refused.problems[0].code != "accounts_damaged":
                raise
            with _usable():
                for path in self._there():
                    path.rename(path.with_name(f"{path.name}.aside-{ambient.new_id()[:8]}"))

    @contextmanager
    def _alone(self) -> Iterator[None]:
        """One process at a time changes the list; a folder that takes no lock is told of by the change itself."""
        with _usable():
            private_folder(self.folder)
        lock = elect.Lock(self.folder / LOCK)
        try:
            with suppress(CacheTrouble):  # rule: a folder that takes no lock takes no list either, which says why
                lock.take(_PATIENCE)
            yield
        finally:
            lock.free()

    def _read(self) -> _Listed:
        """The list, or its spare. Raises Refused (`accounts_damaged`) where there is something that is neither."""
        there = self._there()
        with _usable():
            found = next((listed for path in there if (listed := _listed(path)) is not None), None)
        if found is None and there:
            raise Refused(problem("accounts_damaged"))
        return found or _Listed(ambient.secret(16))

    def _there(self) -> list[Path]:
        return [path for path in (self.folder / FILE, self.folder / SPARE) if path.exists()]

    def _write(self, listed: _Listed) -> None:
        with _usable():
            private_folder(self.folder)
            for name in (FILE, SPARE):
                write_private(self.folder / name, msgspec.json.encode(listed))


@contextmanager
def _usable() -> Iterator[None]:
    """What the system refuses, in words: nobody's fault in this program."""
    try:
        yield
    except OSError as error:
        if error.errno in FULL:
            raise Refused(problem("disk_full")) from error
        raise Refused(problem("folder_unusable", reason=reason_of(error))) from error


def _listed(path: Path) -> _Listed | None:
    """The list in a file; None where it is none, or names what can be no folder of an account."""
    try:
        found = msgspec.json.decode(path.read_bytes(), type=_Listed)
    except (IsADirectoryError, ValueError, RecursionError):
        return None
    return found if all(_FOLDER.fullmatch(entry.folder) for entry in found.entries) else None


def _key(salt: str, site: str, email: str) -> str:
    told = f"{site.rstrip('/')}\n{email_key(email)}".encode()
    return hmac.new(salt.encode(), told, hashlib.sha256).hexdigest()


def _wipe(folder: Path) -> None:
    """Remove a folder; another process that still looks into it may lay down a lock once more before it sees that."""
    for _ in range(_TRIES):
        try:
            shutil.rmtree(folder)
        except FileNotFoundError:
            if not folder.exists():
                return
        except OSError as error:
            if error.errno not in (errno.ENOTEMPTY, errno.EEXIST):
                raise
    if folder.exists():
        shutil.rmtree(folder)
