"""The token pair of an account: read from the keychain, renewed by one process at a time (each refresh token is good once)."""

from __future__ import annotations

import threading
from collections.abc import Callable
from pathlib import Path

from izanau_desktop.sync import elect
from izanau_desktop.vault import Keeper
from izanau_protocol import wire
from izanau_protocol.problems import Refused, problem


class Tokens:
    """The tokens of the account in a folder (None: this process only)."""

    def __init__(self, vault: Keeper, owner: str, folder: Path | None, patience: float = elect.PATIENCE) -> None:
        self._vault, self._owner, self._patience = vault, owner, patience
        self._lock = folder / elect.TOKENS if folder else None
        self._inside = threading.Lock()
        self._access = ""

    def access(self) -> str:
        """The access token; empty where nobody is signed in."""
        if not self._access:
            self._access = self._vault.get(self._owner, "access")
        return self._access

    def keep(self, session: wire.Session) -> None:
        """Keep a new pair; the refresh token first, since the old one is worth nothing any more."""
        self._vault.put(self._owner, "refresh", session.refresh)
        self._vault.put(self._owner, "access", session.access)
        self._access = session.access

    def renew(self, stale: str, ask: Callable[[str], wire.Session]) -> str:
        """A fresh access token: another process's if it was quicker, else by `ask`.

        Raises Refused `not_signed_in`, and `offline` where another process still asks: that ends no session.
        """
        with self._inside, elect.holding(self._lock, self._patience) as held:
            known = self._vault.get(self._owner, "access")
            if known and known != stale:
                self._access = known
                return known
            refresh = self._vault.get(self._owner, "refresh")
            if not held:
                raise Refused(problem("offline"))
            if not refresh:
                raise Refused(problem("not_signed_in"))
            self.keep(ask(refresh))
            return self._access
