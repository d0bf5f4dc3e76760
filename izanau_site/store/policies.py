"""The versions of the policy as the store holds them: immutable, in force by their date, read once a process."""

from __future__ import annotations

import functools
from typing import Any, Final

import msgspec
from sqlalchemy import Connection, select

from izanau_protocol import ambient
from izanau_protocol.visibility import Manifest, manifest_of
from izanau_site.store.schema import documents


class Version(msgspec.Struct, frozen=True, dict=True):
    """One version, as its document says."""

    version: str
    effective: str
    text: dict[str, str] = {}
    changes: dict[str, str] = {}
    hash: str = ""
    items: dict[str, dict[str, Any]] = {}
    purposes: tuple[str, ...] = ()
    source: str = ""

    @functools.cached_property
    def manifest(self) -> Manifest:
        """What it lists."""
        return manifest_of(self.items)


_NAMES: Final = select(documents.c.id, documents.c.created).where(documents.c.kind == "policy")

_known: dict[tuple[str, str], Version] = {}
"""Versions that were read, by document id and creation: they never change, so they are decoded once a process."""


def every(connection: Connection) -> list[Version]:
    """All versions, oldest first."""
    c = documents.c
    keys = [(row.id, row.created) for row in connection.execute(_NAMES)]
    new = [identity for identity, created in keys if (identity, created) not in _known]
    if new:
        for row in connection.execute(select(c.id, c.created, c.body).where(c.id.in_(new))):
            _known[row.id, row.created] = msgspec.json.decode(row.body, type=Version)
    return sorted((_known[key] for key in keys), key=lambda one: (one.effective, one.version))


def current(connection: Connection) -> Version:
    """The version in force today: the newest whose day has come."""
    return in_force(every(connection))


def in_force(versions: list[Version]) -> Version:
    """The one of these that is in force."""
    today = ambient.today().isoformat()
    return next((one for one in reversed(versions) if one.effective <= today), versions[0])


def manifest(connection: Connection) -> Manifest | None:
    """What the version in force lists; None on a site that has published none."""
    versions = every(connection)
    return in_force(versions).manifest if versions else None
