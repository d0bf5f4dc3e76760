"""What the site knows, where that is not what this program knows: a field that it lacks waits here until it has it (R2)."""

from __future__ import annotations

import msgspec

from izanau_desktop.cache import meta
from izanau_desktop.cache.connection import Connection
from izanau_protocol import vocabulary

_VERSION, _FIELDS = "vocabulary", "fields"


def is_to_be_read(connection: Connection, version: str) -> bool:
    """Take in the version that the site tells; whether it stands for fields that are to be asked for."""
    if version in ("", vocabulary.version(vocabulary.known())):
        note(connection, "", [])
        return False
    return version != meta.get(connection, _VERSION)


def note(connection: Connection, version: str, fields: list[str]) -> None:
    """Take in the fields that the site knows; none, where they are those of this program."""
    meta.put(connection, _FIELDS, msgspec.json.encode(fields).decode() if fields else "")
    meta.put(connection, _VERSION, version)


def theirs(connection: Connection) -> frozenset[str] | None:
    """The fields that the site knows; None where they are those of this program, or no site said."""
    named = meta.get(connection, _FIELDS)
    return frozenset(msgspec.json.decode(named, type=list[str])) if named else None
