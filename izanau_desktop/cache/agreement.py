"""How the account stands to the policy: the version in force, the one last agreed to, and what waits until it is (PRV-11)."""

from __future__ import annotations

from typing import Final

import msgspec

from izanau_desktop.cache import documents, meta, outbox
from izanau_desktop.cache.connection import Connection
from izanau_protocol import ids, visibility, wire
from izanau_protocol.canonical import Body

CURRENT: Final = "policy"
"""The note that names the version in force, as the site said last; a clock of this machine decides nothing."""
DUE: Final = "policy_due"
"""The note that says that the version in force was not agreed to."""


class Agreement(msgspec.Struct, frozen=True):
    """The version in force, and whether and to which the account agreed."""

    current: str = ""
    agreed: str = ""
    """The version that was agreed to last, as far as its record lies here."""
    since: str = ""
    due: bool = False
    """Whether the version in force is still to be agreed to: writes that disclose wait until then."""

    @property
    def first(self) -> bool:
        """Whether no version was ever agreed to, as by somebody whose account an operator made."""
        return self.due and not self.agreed


def read(connection: Connection) -> Agreement:
    """How it stands."""
    given = [one.body for one in documents.some(connection, "consent", {}) if one.body.get("deed") == "policy"]
    last = max(given, key=lambda body: str(body.get("at", "")), default={})
    known = {name: str(last.get(key, "")) for name, key in (("agreed", "version"), ("since", "at"))}
    return Agreement(current=meta.get(connection, CURRENT), due=is_due(connection), **known)


def is_due(connection: Connection) -> bool:
    """Whether the version in force is still to be agreed to."""
    return meta.get(connection, DUE) == "yes"


def note(connection: Connection, found: wire.Scopes) -> None:
    """Take in what the site says."""
    meta.put(connection, CURRENT, found.policy)
    meta.put(connection, DUE, "" if found.agreed else "yes")


def given(connection: Connection, version: str) -> None:
    """A version was agreed to: what waited for that no longer does."""
    meta.put(connection, CURRENT, version)
    meta.put(connection, DUE, "")
    for row in outbox.rows(connection, ("waiting",)):
        if row.problem is not None and row.problem.code == "policy_required":
            outbox.set_state(connection, row.number, "waiting")


def waits(connection: Connection, row: outbox.Row) -> bool:
    """Whether a push has to wait for the agreement: it does more than lessen what is disclosed."""

    def lessens(part: outbox.Part) -> bool:
        there = documents.stored(connection, part.scope, part.kind, part.id).base is not None
        return visibility.lessens(part.kind, part.patch, there=there)

    return is_due(connection) and not all(map(lessens, row.parts))


def is_missed(connection: Connection) -> bool:
    """Whether anything waits for the agreement to the version in force, to say so."""
    return is_due(connection) and any(waits(connection, row) for row in outbox.rows(connection, ("waiting", "sent")))


def version(connection: Connection, name: str) -> Body | None:
    """The body of a version that was read, or None."""
    return documents.stored(connection, "jobs", "policy", ids.natural_id("policy", name)).visible if name else None


def manifest(connection: Connection) -> visibility.Manifest | None:
    """What the version in force lists, as far as this machine has read it (PRV-12, R2)."""
    items = (version(connection, meta.get(connection, CURRENT)) or {}).get("items")
    return visibility.manifest_of(items) if isinstance(items, dict) else None
