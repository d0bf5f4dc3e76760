"""What the site tells a person about themselves, and how that reads; for the window and the command alike, so without Qt."""

from __future__ import annotations

from izanau_desktop.own_record.asking import (
    DEVICES,
    DISCLOSURES,
    HOLDINGS,
    INVITATIONS,
    REMOVALS,
    RETENTION,
    SEEN,
    SHELF,
    Items,
    Matter,
    Told,
    fresh,
    last,
)

__all__ = [
    "DEVICES",
    "DISCLOSURES",
    "HOLDINGS",
    "INVITATIONS",
    "REMOVALS",
    "RETENTION",
    "SEEN",
    "SHELF",
    "Items",
    "Matter",
    "Told",
    "fresh",
    "last",
]
