"""Which changes only lessen what is disclosed or used: they pass without the current agreement (PRV-06), at both ends."""

from __future__ import annotations

from collections.abc import Mapping

from izanau_protocol.canonical import Body
from izanau_protocol.patch import overlap, touched

Patch = Mapping[str, object]


def lessens(kind: str, patch: Patch | None, *, there: bool) -> bool:
    """Whether a merge patch of a kind only takes back; `there` says whether the document exists. None deletes it."""
    if patch is None:
        return True
    if not there or not patch:
        return False
    check = _BY_KIND.get(kind)
    return check is not None and check(patch)


def are_apart(kind: str, one: Body | None, two: Body | None, *, there: bool) -> bool:
    """Whether only one of two patches takes back, and elsewhere than the other changes: then neither waits for the other."""
    if lessens(kind, one, there=there) == lessens(kind, two, there=there):
        return False
    return not overlap(touched(one), touched(two))


def _only_off(patch: Patch) -> bool:
    switches = (patch.get(name, {}) for name in ("purposes", "notices"))
    off = all(one is None or (isinstance(one, Mapping) and not any(one.values())) for one in switches)
    return (
        set(patch) <= {"purposes", "criteria", "notices", "paused"}
        and off
        and patch.get("paused", True) is True
        and (_only_removes(patch.get("criteria", {})))
    )


def _only_removes(value: object) -> bool:
    """Whether all that stands in a patch goes: values, items, or an item's fields."""
    return value is None or (isinstance(value, Mapping) and all(map(_only_removes, value.values())))


def _unregisters_or_removes(patch: Patch) -> bool:
    return all(
        value is False if name == "registered" and value is not None else _only_removes(value)
        for name, value in patch.items()
    )


_BY_KIND = {
    "application": lambda patch: dict(patch) == {"withdrawn": True},
    "profile": _unregisters_or_removes,
    "consent": lambda patch: dict(patch) == {"ended": True},
    "account": _only_off,
}
