"""A keychain that lasts as long as a test."""

from __future__ import annotations

from izanau_desktop.vault import SessionVault


class Kept(SessionVault):
    """As the system's own, so that a desk keeps its files."""

    lasting = True
