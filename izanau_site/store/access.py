"""Who was shown what: pages delivered to devices, searches, looks and mends of staff, exports; and what was
written of people (`writes`). All under pseudonyms that erasure deletes."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final, NamedTuple

from sqlalchemy import Connection, func, insert, select
from sqlalchemy.dialects import postgresql, sqlite

from izanau_protocol import ambient
from izanau_site.store import pseudonyms
from izanau_site.store.schema import access, shown
from izanau_site.store.schema import pseudonyms as table

OPERATOR: Final = "operator"
"""Who runs the site, by its command: the actor of what no account did."""
LOOK_HOURS: Final = 24
"""How long a look with a reason lets its member of staff mend the record."""
TRAIL: Final = 50
_ON_THE_TRAIL: Final = ("look", "mend", "erase")
_actors: Final = table.alias("actors")


class Span(NamedTuple):
    """Entries of a scope from one seq to another, all of them delivered, and the head that the scope had when read."""

    scope: str
    low: int
    high: int
    head: int


def log_pages(connection: Connection, account: str, device: str, spans: Sequence[Span]) -> None:
    """Entries of feeds are about to be delivered together, what goes beside a page among them."""
    row = {
        "at": ambient.timestamp(),
        "actor": pseudonyms.of(connection, [account])[account].name,
        "device": device,
        "deed": "page",
    }
    rows = [row | span._asdict() for span in spans]
    if rows:
        connection.execute(insert(access), rows)


def log_deed(
    connection: Connection, deed: str, actor: str, device: str, subject: str, *, reason: str, text: str, path: str = ""
) -> None:
    """A member of staff looks at a record, mends it, or makes an account; only the subject's key reads the words and the path."""
    known = pseudonyms.of(connection, (actor, subject))
    row = {"at": ambient.timestamp(), "actor": known[actor].name, "device": device, "deed": deed, "reason": reason}
    told = {"text": known[subject].hidden(text), "path": known[subject].hidden(path)}
    connection.execute(insert(access), row | told | {"subject": known[subject].name})


def log_find(
    connection: Connection, actor: str, device: str, subjects: Sequence[str], *, manner: str, asked: str
) -> None:
    """A member of staff searched, and is shown these subjects: an entry each. What was asked for is hidden by the key of
    the subject that it found, and goes with it; where it found none, nothing says whom it might have meant."""
    known = pseudonyms.of(connection, (actor, *subjects))
    row = {"at": ambient.timestamp(), "actor": known[actor].name, "device": device, "deed": "find", "reason": manner}
    found = [{"subject": known[one].name, "text": known[one].hidden(asked)} for one in subjects]
    connection.execute(insert(access), [row | one for one in found or [{"subject": "", "text": ""}]])


def log_export(
    connection: Connection, actor: str, device: str, subjects: Sequence[str], *, reason: str, text: str
) -> None:
    """A company wrote these applications into a file: an entry each, by its format; the file's name is hidden like words."""
    known = pseudonyms.of(connection, (actor, *subjects))
    row = {"at": ambient.timestamp(), "actor": known[actor].name, "device": device, "deed": "export", "reason": reason}
    rows = [row | {"subject": known[one].name, "text": known[one].hidden(text)} for one in subjects]
    connection.execute(insert(access), rows)


def has_looked(connection: Connection, actor: str, subject: str) -> bool:
    """Whether this member of staff opened the record, with a reason, not long ago."""
    since = ambient.timestamp(hours=-LOOK_HOURS)
    query = select(access.c.number).join(table, table.c.pseudonym == access.c.subject)
    by = select(_actors.c.pseudonym).where(_actors.c.subject == actor).scalar_subquery()
    query = query.where(table.c.subject == subject, access.c.actor == by, access.c.deed == "look")
    return connection.execute(query.where(access.c.at >= since).limit(1)).first() is not None


def trail(connection: Connection, subject: str) -> list[dict[str, Any]]:
    """The last looks and mends of a record, newest first; `actor` is empty where that account was erased."""
    columns = [access.c[name] for name in ("at", "deed", "path", "reason", "text")]
    query = select(*columns, func.coalesce(_actors.c.subject, "").label("actor"))
    query = query.outerjoin(_actors, _actors.c.pseudonym == access.c.actor).where(access.c.deed.in_(_ON_THE_TRAIL))
    one = pseudonyms.of(connection, [subject])[subject]
    rows = connection.execute(query.where(access.c.subject == one.name).order_by(access.c.number.desc()).limit(TRAIL))
    return [dict(row) | {"path": one.shown(row.path), "text": one.shown(row.text)} for row in rows.mappings()]


def note_shown(connection: Connection, device: str, seqs: dict[str, int]) -> None:
    """The highest seq of each scope that a device is about to be shown (R13)."""
    _raise(connection, device, "seq", sorted(seqs.items()))


def acknowledged(connection: Connection, device: str) -> dict[str, int]:
    """Up to which seq of each scope a device has applied the tombstones."""
    query = select(shown.c.scope, shown.c.acknowledged).where(shown.c.device == device)
    return {row.scope: row.acknowledged for row in connection.execute(query)}


def acknowledge(connection: Connection, device: str, seqs: dict[str, int]) -> None:
    """The tombstones that a device has applied, up to a seq of each scope (R8)."""
    _raise(connection, device, "acknowledged", sorted(seqs.items()))


def _raise(connection: Connection, device: str, column: str, seqs: Sequence[tuple[str, int]]) -> None:
    if not seqs:
        return
    dialect = postgresql if connection.dialect.name == "postgresql" else sqlite
    statement = dialect.insert(shown)
    held, given = shown.c[column], statement.excluded[column]
    statement = statement.on_conflict_do_update(
        index_elements=[shown.c.device, shown.c.scope], set_={column: given}, where=held < given
    )
    connection.execute(statement, [{"device": device, "scope": scope, "seq": 0} | {column: seq} for scope, seq in seqs])
