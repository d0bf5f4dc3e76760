"""A keychain in a folder, one item a file, for processes that may be killed at any moment: an item is whole or as before."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Final
from urllib.parse import quote

from keyring.backend import KeyringBackend
from keyring.errors import PasswordDeleteError

FOLDER: Final = "IZANAU_TEST_KEYCHAIN"
"""The variable that names the folder."""


class Keyring(KeyringBackend):
    """What `PYTHON_KEYRING_BACKEND` names."""

    priority = 1.0

    def __init__(self, folder: Path | None = None) -> None:
        super().__init__()  # type: ignore[no-untyped-call]  # keyring has no types there
        self.folder = folder or Path(os.environ[FOLDER])

    def get_password(self, service: str, username: str) -> str | None:
        """An item, or None."""
        file = self._file(service, username)
        return file.read_text(encoding="utf-8") if file.exists() else None

    def set_password(self, service: str, username: str, password: str) -> None:
        """Keep an item."""
        file = self._file(service, username)
        beside = file.with_name(f"{file.name}.{os.getpid()}")
        beside.write_text(password, encoding="utf-8")
        beside.replace(file)

    def delete_password(self, service: str, username: str) -> None:
        """Forget an item."""
        try:
            self._file(service, username).unlink()
        except FileNotFoundError:
            raise PasswordDeleteError(username) from None

    def _file(self, service: str, username: str) -> Path:
        return self.folder / quote(f"{service} {username}", safe="")
