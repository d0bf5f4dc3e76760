"""Keychains that last as long as a test."""

from __future__ import annotations

import threading

from izanau_desktop.vault import SessionVault


class Kept(SessionVault):
    """As the system's own, so that a desk keeps its files."""

    lasting = True


class Chain:
    """What a system's keychain is, in memory: it may raise an error, and keeps whoever asks waiting until it `answers`."""

    priority = 1

    def __init__(self, error: Exception | None = None) -> None:
        self.items: dict[tuple[str, str], str] = {}
        self.error = error
        self.answers = threading.Event()
        self.answers.set()

    def get_password(self, service: str, name: str) -> str | None:
        """An item, or None."""
        self.answers.wait()
        if self.error:
            raise self.error
        return self.items.get((service, name))

    def set_password(self, service: str, name: str, value: str) -> None:
        """Keep an item."""
        self.items[service, name] = value

    def delete_password(self, service: str, name: str) -> None:
        """Forget an item."""
        del self.items[service, name]
