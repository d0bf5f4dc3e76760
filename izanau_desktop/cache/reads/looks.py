"""What changed in an applicant's profile since this machine last looked: a short hash of each section, never a value."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from typing import Final, cast

import msgspec

from izanau_desktop.cache import Cache, local
from izanau_desktop.cache import documents as kept
from izanau_desktop.cache.connection import Connection
from izanau_protocol import canonical, documents
from izanau_protocol.canonical import Body
from izanau_protocol.visibility import blind

_DIGITS: Final = 12


class Look(msgspec.Struct, frozen=True):
    """A look at one application: what is seen of the person now, and what of it is not as it was at the last one."""

    changed: tuple[str, ...] = ()
    """Sections, in the order of the profile."""
    hashes: Mapping[str, str] = {}
    """Of each section that may be seen; none where the profile may not be."""
    is_first: bool = False


def since(connection: Connection, application: str, profile: Body | None, *, hidden: bool) -> Look:
    """What changed in a profile, as it is seen; `hidden` by blind review, which is no change of the person's when it ends."""
    if profile is None:
        return Look()
    now = _hashes(application, profile, hidden=hidden)
    before = local.get(connection, local.LOOKED, application)
    if not isinstance(before, dict):
        return Look(hashes=now, is_first=True)
    held = cast("dict[str, str]", before)
    passed = {"education"} if ("name" in held) == hidden else set()  # its schools were hidden then, or are now
    changed = (one for one in now if one in held and one not in passed and held[one] != now[one])
    return Look(tuple(changed), now)


def keep(cache: Cache, application: str, seeker: str, look: Look) -> None:
    """Note on this machine what was seen; never sent. It goes with the application and with the profile, and is not written
    once either is gone."""

    def work(connection: Connection) -> None:
        there = (("application", application), ("profile", seeker))
        if all(kept.get(connection, kind, identity) is not None for kind, identity in there):
            local.put(connection, local.LOOKED, application, dict(look.hashes))

    cache.change(work)


def _hashes(application: str, profile: Body, *, hidden: bool) -> dict[str, str]:
    sections = [one for one in documents.ORDERED if not (hidden and one in blind.HIDDEN)]
    return {one: _hash(application, one, profile.get(one)) for one in sections}


def _hash(application: str, section: str, value: object) -> str:
    """Of one section for one application, so that the same words have another hash elsewhere."""
    spelled = f"{application} {section} {canonical.encode_value(value) if value else ''}"
    return hashlib.sha256(spelled.encode()).hexdigest()[:_DIGITS]
