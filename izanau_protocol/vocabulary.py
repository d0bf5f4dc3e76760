"""Every field that a program knows: site and desktop may be of different age, and each must not send what the other lacks (R2)."""

from __future__ import annotations

import functools
import hashlib
from collections.abc import Collection, Iterable
from typing import Final

from izanau_protocol import documents
from izanau_protocol.canonical import Body
from izanau_protocol.patch import Path, touched

_DIGITS: Final = 12


@functools.cache
def known() -> tuple[str, ...]:
    """The fields of this program (`profile.work.*.title`), in order."""
    return tuple(sorted(f"{kind}.{path}" for kind in documents.KINDS for path in documents.fields(kind)))


def version(names: Iterable[str]) -> str:
    """What tells one vocabulary from another, whatever the order of its fields."""
    return _version(tuple(names))


@functools.lru_cache(4)  # asked by each sync, at both ends
def _version(names: tuple[str, ...]) -> str:
    return hashlib.sha256("\n".join(sorted(names)).encode()).hexdigest()[:_DIGITS]


def strange(kind: str, patch: Body | None, theirs: Collection[str]) -> str:
    """The first field that a patch names and the other end does not know (`work.*.title`), or the kind; empty: it knows all.

    What this program does not know itself came from the other end, and is no stranger there.
    """
    if not any(name.startswith(f"{kind}.") for name in theirs):
        return kind
    ours = documents.fields(kind) if kind in documents.KINDS else {}
    named = (_pattern(kind, path) for path in touched(patch))
    return next((one for one in named if one in ours and f"{kind}.{one}" not in theirs), "")


def _pattern(kind: str, path: Path) -> str:
    """The field of which a path is a part: an item counts as its map, a text in one language as the text."""
    ours, found = documents.fields(kind) if kind in documents.KINDS else {}, ""
    for name in path:
        above = ours.get(found)
        if above is not None and above.spec.type not in ("part", "items"):
            break
        is_item = above is not None and above.spec.type == "items"
        found = f"{found}.{'*' if is_item else name}".lstrip(".")
    return found.removesuffix(".position").removesuffix(".*")
