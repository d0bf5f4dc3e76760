"""The accounts on this machine: which folder is whose, without a name or address in any plain file."""

from __future__ import annotations

import hashlib
import hmac
import shutil
from pathlib import Path
from typing import Final

import msgspec

from izanau_desktop.folder import private_folder, write_private
from izanau_protocol import ambient
from izanau_protocol.text import email_key

FILE: Final = "accounts.json"
DRAFT: Final = "draft"
GUEST: Final = "guest"


class Entry(msgspec.Struct, frozen=True):
    """An account, the draft or the guest of this machine: a folder with a random name."""

    folder: str
    key: str
    """A keyed hash of site and address; `draft` or `guest` for those."""
    site: str = ""
    used: str = ""


class _Listed(msgspec.Struct, frozen=True):
    salt: str
    entries: tuple[Entry, ...] = ()


class Accounts:
    """The list of accounts in a data folder. Several processes may change it: each change reads it anew."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def every(self) -> tuple[Entry, ...]:
        """All entries, the last used first."""
        return tuple(sorted(self._read().entries, key=lambda entry: entry.used, reverse=True))

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
        listed = self._read()
        key = email if email in (DRAFT, GUEST) else _key(listed.salt, site, email)
        entry = Entry(folder or ambient.random_text(16, "0123456789abcdef"), key, site, ambient.timestamp())
        self._write(_Listed(listed.salt, (*(e for e in listed.entries if e.folder != entry.folder), entry)))
        private_folder(self.path(entry))
        return entry

    def use(self, entry: Entry) -> None:
        """Note that an entry is the last used."""
        listed = self._read()
        used = tuple(
            msgspec.structs.replace(e, used=ambient.timestamp()) if e.folder == entry.folder else e
            for e in listed.entries
        )
        self._write(_Listed(listed.salt, used))

    def remove(self, entry: Entry) -> None:
        """Wipe an entry and all that lies in its folder; its keys are dropped by whoever holds the vault."""
        if self.path(entry).exists():
            shutil.rmtree(self.path(entry))
        listed = self._read()
        self._write(_Listed(listed.salt, tuple(e for e in listed.entries if e.folder != entry.folder)))

    def path(self, entry: Entry) -> Path:
        """The folder of an entry."""
        return self.folder / entry.folder

    def _read(self) -> _Listed:
        path = self.folder / FILE
        if not path.exists():
            return _Listed(ambient.secret(16))
        return msgspec.json.decode(path.read_bytes(), type=_Listed)

    def _write(self, listed: _Listed) -> None:
        private_folder(self.folder)
        write_private(self.folder / FILE, msgspec.json.encode(listed))


def _key(salt: str, site: str, email: str) -> str:
    told = f"{site.rstrip('/')}\n{email_key(email)}".encode()
    return hmac.new(salt.encode(), told, hashlib.sha256).hexdigest()
