"""What the site knows, where that is not what this program knows: a field that it lacks waits here until it has it (R2)."""

from __future__ import annotations

import msgspec

from izanau_desktop.cache import meta
from izanau_desktop.cache.connection import Connection
from izanau_protocol import vocabulary

_TOLD, _FIELDS, _FIELDS_OF = "vocabulary", "fields", "fields_of"


def told(connection: Connection, version: str) -> None:
    """Take in the version that the site tells; empty where it tells none. Programs of other versions read it too."""
    if version != meta.get(connection, _TOLD):
        meta.put(connection, _TOLD, version)


def is_unread(connection: Connection) -> bool:
    """Whether the site knows other fields than this program, and these were not read yet: also one that is newer since."""
    return _is_other(connection) and meta.get(connection, _FIELDS_OF) != meta.get(connection, _TOLD)


def note(connection: Connection, fields: list[str]) -> None:
    """Take in the fields of the version that was told."""
    meta.put(connection, _FIELDS, msgspec.json.encode(fields).decode())
    meta.put(connection, _FIELDS_OF, meta.get(connection, _TOLD))


def theirs(connection: Connection) -> frozenset[str] | None:
    """The fields that the site knows; None where they are those of this program, or it did not say."""
    if not _is_other(connection) or is_unread(connection):
        return None
    return frozenset(msgspec.json.decode(meta.get(connection, _FIELDS), type=list[str]))


def _is_other(connection: Connection) -> bool:
    return meta.get(connection, _TOLD) not in ("", vocabulary.version(vocabulary.known()))
