"""Who was shown what: pages delivered to devices, looks and mends of staff, under pseudonyms that erasure deletes."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import timedelta
from typing import Any, Final

from sqlalchemy import Connection, delete, func, insert, select
from sqlalchemy.dialects import postgresql, sqlite

from izanau_protocol import ambient
from izanau_site.store.schema import access, pseudonyms, shown

LOOK_HOURS: Final = 24
"""How long a look with a reason lets its member of staff mend the record."""
TRAIL: Final = 50
_actors: Final = pseudonyms.alias("actors")


def log_page(connection: Connection, account: str, device: str, scope: str, low: int, high: int) -> None:
    """A page of a feed is about to be delivered."""
    log_pages(connection, account, device, [(scope, low, high)])


def log_pages(connection: Connection, account: str, device: str, ranges: Sequence[tuple[str, int, int]]) -> None:
    """Entries of feeds are about to be delivered together: (scope, low, high) each, what goes beside a page among them."""
    row = {"at": ambient.timestamp(), "actor": pseudonym(connection, account), "device": device, "deed": "page"}
    rows = [row | {"scope": scope, "low": low, "high": high} for scope, low, high in ranges]
    if rows:
        connection.execute(insert(access), rows)


def log_deed(
    connection: Connection, deed: str, actor: str, device: str, subject: str, *, reason: str, text: str, path: str = ""
) -> None:
    """A member of staff looks at a record, or mends it."""
    known = pseudonym(connection, subject)
    by = pseudonym(connection, actor)
    row = {"at": ambient.timestamp(), "actor": by, "device": device, "deed": deed, "subject": known}
    connection.execute(insert(access), row | {"reason": reason, "text": text, "path": path})


def pseudonym(connection: Connection, subject: str) -> str:
    """The random name of a subject in the log; made with the first entry."""
    query = select(pseudonyms.c.pseudonym).where(pseudonyms.c.subject == subject)
    known = connection.execute(query).scalar_one_or_none()
    if known is None:
        known = ambient.new_id()
        connection.execute(insert(pseudonyms), {"subject": subject, "pseudonym": known})
    return str(known)


def has_looked(connection: Connection, actor: str, subject: str) -> bool:
    """Whether this member of staff opened the record, with a reason, not long ago."""
    since = (ambient.now() - timedelta(hours=LOOK_HOURS)).isoformat(timespec="milliseconds").replace("+00:00", "Z")
    query = select(access.c.number).join(pseudonyms, pseudonyms.c.pseudonym == access.c.subject)
    by = select(_actors.c.pseudonym).where(_actors.c.subject == actor).scalar_subquery()
    query = query.where(pseudonyms.c.subject == subject, access.c.actor == by, access.c.deed == "look")
    return connection.execute(query.where(access.c.at >= since).limit(1)).first() is not None


def trail(connection: Connection, subject: str) -> list[dict[str, Any]]:
    """The last looks and mends of a record, newest first; `actor` is empty where that account was erased."""
    columns = [access.c[name] for name in ("at", "deed", "path", "reason", "text")]
    query = select(*columns, func.coalesce(_actors.c.subject, "").label("actor"))
    query = query.join(pseudonyms, pseudonyms.c.pseudonym == access.c.subject)
    query = query.outerjoin(_actors, _actors.c.pseudonym == access.c.actor)
    query = query.where(pseudonyms.c.subject == subject).order_by(access.c.number.desc()).limit(TRAIL)
    return [dict(row) for row in connection.execute(query).mappings()]


def forget(connection: Connection, subjects: Iterable[str]) -> None:
    """Cut the log's thread to these subjects."""
    for subject in subjects:
        connection.execute(delete(pseudonyms).where(pseudonyms.c.subject == subject))


def note_shown(connection: Connection, device: str, seqs: dict[str, int]) -> None:
    """The highest seq of each scope that a device is about to be shown (R13)."""
    _raise(connection, device, "seq", sorted(seqs.items()))


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
