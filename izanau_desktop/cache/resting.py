"""Whether syncing rests on this machine: paused by the person for a while, or kept for networks that are not metered."""

from __future__ import annotations

from typing import Final

import msgspec

from izanau_desktop.cache import local
from izanau_desktop.cache.connection import Connection
from izanau_protocol import ambient

_PAUSED: Final = "sync_paused"
_UNMETERED: Final = "sync_unmetered"


class Rest(msgspec.Struct, frozen=True):
    """What the person wants of syncing by itself; what they ask for at once is done all the same."""

    paused: bool = False
    until: str = ""
    """When the pause ends by itself; empty: when the person says so."""
    unmetered: bool = False
    """Whether it waits while the network is metered."""


class _Pause(msgspec.Struct, frozen=True):
    begun: str
    until: str = ""

    @property
    def holds(self) -> bool:
        """Whether it goes on. It never waits for a clock that was set back since (R16)."""
        return not self.until or self.begun <= ambient.timestamp() < self.until


def read(connection: Connection) -> Rest:
    """How it stands."""
    kept = local.get(connection, local.SETTINGS, _PAUSED)
    pause = msgspec.convert(kept, _Pause) if kept is not None else None
    unmetered = local.get(connection, local.SETTINGS, _UNMETERED) is True
    if pause is None or not pause.holds:
        return Rest(unmetered=unmetered)
    return Rest(paused=True, until=pause.until, unmetered=unmetered)


def pause(connection: Connection, hours: float = 0.0) -> None:
    """Let syncing rest for so many hours, or (0) until the person says otherwise."""
    until = ambient.timestamp(hours=hours) if hours else ""
    local.put(connection, local.SETTINGS, _PAUSED, msgspec.to_builtins(_Pause(ambient.timestamp(), until)))


def resume(connection: Connection) -> None:
    """Let it go on."""
    local.put(connection, local.SETTINGS, _PAUSED, None)


def keep_unmetered(connection: Connection, *, on: bool) -> None:
    """Sync only while the network is not metered, or on every one."""
    local.put(connection, local.SETTINGS, _UNMETERED, True if on else None)
