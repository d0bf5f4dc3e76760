"""The applicants whom a colleague gave to the person at this desk, until they are opened on this machine."""

from __future__ import annotations

from izanau_desktop.cache import local, meta
from izanau_desktop.cache.connection import Connection
from izanau_desktop.cache.documents import Stored
from izanau_protocol.canonical import Body
from izanau_protocol.rules.trees import line


def note(connection: Connection, row: Stored, view: Body, *, walks: bool = False) -> None:
    """Note that somebody is theirs by what the site says of an application, or is no more; not what they took themselves, on
    whichever machine, nor what a pull that `walks` all there is brings anew: it may have been theirs for long."""
    owner, is_new = line(view, "owner"), row.base is None
    if not owner or owner != meta.membership(connection) or line(view, "given_by") == owner:
        if not is_new:
            local.put(connection, local.GIVEN, row.id, None)
        return
    if is_new and (walks or not meta.get(connection, "last_sync")):
        return
    if line(row.visible or {}, "owner") != owner:
        local.put(connection, local.GIVEN, row.id, "yes")
        local.put(connection, local.SEEN, row.id, None)  # as new to whoever is to see to them
