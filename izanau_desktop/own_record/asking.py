"""Asking the site about oneself; its last answer is kept in the cache to be read offline, with its time."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, Generic, TypeVar

import msgspec

from izanau_desktop.cache import Cache
from izanau_protocol import ambient, wire

if TYPE_CHECKING:
    from izanau_desktop.desk import Desk

T = TypeVar("T")
SHELF: Final = "asked"
"""The shelf of `local` that the last answers lie on; it is wiped with the cache."""


class Matter(msgspec.Struct, Generic[T], frozen=True):
    """Something that the site is asked: its path is its name here too."""

    path: str
    kind: type[T]


class Told(msgspec.Struct, Generic[T], frozen=True):
    """What the site said, and when."""

    at: str
    value: T


class Items(wire.Loose, Generic[T], frozen=True):
    """A list as the site tells it."""

    items: tuple[T, ...] = ()


DEVICES: Final = Matter("/v1/devices", Items[wire.Device])
SEEN: Final = Matter("/v1/privacy/seen", wire.Seen)
DISCLOSURES: Final = Matter("/v1/privacy/disclosures", Items[wire.Disclosure])
REMOVALS: Final = Matter("/v1/privacy/devices_holding", Items[wire.Holding])
RETENTION: Final = Matter("/v1/privacy/retention", Items[wire.Kept])
INVITATIONS: Final = Matter("/v1/company/invitations", Items[wire.Invitation])
HOLDINGS: Final = Matter("/v1/privacy/holdings", wire.Holdings)


def last(cache: Cache, matter: Matter[T]) -> Told[T] | None:
    """What the site said last, or None; also where a newer program kept what this one cannot read."""
    found = cache.local(SHELF, matter.path)
    if not isinstance(found, dict):
        return None
    try:
        return Told(str(found.get("at", "")), msgspec.convert(found.get("value"), matter.kind))
    except msgspec.ValidationError:
        return None  # rule: an answer of another version is asked for anew


def fresh(desk: Desk, matter: Matter[T]) -> Told[T]:
    """Ask the site, and keep its answer. Raises SiteTrouble where it is out of reach or refuses."""
    value = desk.asked(matter.path, matter.kind)
    at = ambient.timestamp()
    desk.cache.set_local(SHELF, matter.path, {"at": at, "value": msgspec.to_builtins(value)})
    return Told(at, value)
