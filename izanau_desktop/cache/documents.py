"""The rows of documents, one per scope, kind and id; and `shown`, the widest of them, with what lists need of it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

import msgspec

from izanau_desktop.cache import about, parts, search
from izanau_desktop.cache.connection import Connection
from izanau_desktop.cache.trees import spelled, tree
from izanau_protocol import ambient
from izanau_protocol.canonical import Body

DELETED: Final = b""


class Document(msgspec.Struct, frozen=True):
    """A document as pages see it: the widest view of the role. Treat `body` as frozen."""

    kind: str
    id: str
    scope: str
    seq: int
    body: Body
    pending: bool


class Stored(msgspec.Struct, frozen=True):
    """One row: the site's view and, where it differs, what the person sees."""

    scope: str
    kind: str
    id: str
    seq: int = 0
    base: bytes | None = None
    mine: bytes | None = None
    gone: str = ""
    listed: int = 0

    @property
    def spelled(self) -> bytes | None:
        """What the person sees in this scope, as it is spelled."""
        return self.base if self.mine is None else self.mine

    @property
    def visible(self) -> Body | None:
        """What the person sees in this scope; None where it is deleted, gone, or never was."""
        return tree(self.spelled)


_SHOWN: Final = (
    "SELECT s.kind, s.id, s.scope, d.seq, coalesce(d.mine, d.base), s.pending FROM shown s"
    " JOIN document d ON d.scope = s.scope AND d.kind = s.kind AND d.id = s.id"
)


def get(connection: Connection, kind: str, identity: str) -> Document | None:
    """The document, or None."""
    found = connection.exec_driver_sql(f"{_SHOWN} WHERE s.kind = ? AND s.id = ?", (kind, identity)).first()
    return _document(found) if found else None


def many(connection: Connection, kind: str, ids: list[str]) -> dict[str, Document]:
    """Those of these ids that are there, by id, in one statement a thousand."""
    found: dict[str, Document] = {}
    for start in range(0, len(ids), 1000):
        some = ids[start : start + 1000]
        marks = ",".join("?" * len(some))
        rows = connection.exec_driver_sql(f"{_SHOWN} WHERE s.kind = ? AND s.id IN ({marks})", (kind, *some))
        found |= {row[1]: _document(row) for row in rows}
    return found


def some(connection: Connection, kind: str, where: dict[str, object]) -> tuple[Document, ...]:
    """All of a kind, by time and as they came, whose fields equal what is asked; references and states go by an index."""
    columns = {path: column for column, path in about.COLUMNS.get(kind, {}).items() if column in ("about", "other")}
    quick = {columns[name]: value for name, value in where.items() if name in columns}
    slow = {name: value for name, value in where.items() if name not in columns}
    clauses = "".join(f" AND s.{column} = ?" for column in quick)
    rows = connection.exec_driver_sql(
        f"{_SHOWN} WHERE s.kind = ?{clauses} ORDER BY s.at, s.number", (kind, *quick.values())
    )
    found = map(_document, rows)
    return tuple(d for d in found if all(d.body.get(name) == value for name, value in slow.items()))


_NAMES: Final = ("name", "name_ja")


def _document(row: Sequence[Any]) -> Document:
    return Document(row[0], row[1], row[2], row[3], tree(row[4]) or {}, bool(row[5]))


def stored(connection: Connection, scope: str, kind: str, identity: str) -> Stored:
    """The row; an empty one where there is none."""
    row = connection.exec_driver_sql(
        "SELECT seq, base, mine, gone, listed FROM document WHERE scope = ? AND kind = ? AND id = ?",
        (scope, kind, identity),
    ).first()
    return Stored(scope, kind, identity, *row) if row else Stored(scope, kind, identity)


def put(connection: Connection, row: Stored, *, later: bool = False, unsent: bool | None = None) -> None:
    """Write a row and what is shown of its document; `later`: the words of a new one are indexed behind.

    `unsent`: whether anything of it waits to be sent, where that was asked already.
    """
    if row.base is None and row.mine is None and not row.gone:
        remove(connection, row.scope, row.kind, row.id)
        return
    _keep_post(connection, row.kind, row.id)
    mine = None if row.mine == row.base else row.mine
    before = None if later else stored(connection, row.scope, row.kind, row.id)
    connection.exec_driver_sql(
        "INSERT OR REPLACE INTO document(scope, kind, id, seq, base, mine, gone, listed) VALUES(?,?,?,?,?,?,?,?)",
        (row.scope, row.kind, row.id, row.seq, row.base, mine, row.gone, row.listed),
    )
    if before is not None and before.spelled == (row.base if mine is None else mine) not in (None, DELETED):
        wait_or_not(connection, row.kind, row.id, unsent)  # as when an answer says what was seen already
    else:
        show(connection, row.kind, row.id, later=later, unsent=unsent)


def remove(connection: Connection, scope: str, kind: str, identity: str) -> None:
    """Take a row away without a trace."""
    _keep_post(connection, kind, identity)
    connection.exec_driver_sql("DELETE FROM document WHERE scope = ? AND kind = ? AND id = ?", (scope, kind, identity))
    show(connection, kind, identity)


def see(connection: Connection, row: Stored, visible: Body | None) -> None:
    """Let the person see this body; None deletes it here."""
    mine = DELETED if visible is None and row.base is not None else spelled(visible)
    put(connection, Stored(row.scope, row.kind, row.id, row.seq, row.base, mine, row.gone, row.listed))


def show(connection: Connection, kind: str, identity: str, *, later: bool = False, unsent: bool | None = None) -> None:
    """Bring `shown`, facets and index up to the rows of a document; `later`: the words of a new one follow (R7)."""
    rows = connection.exec_driver_sql(
        "SELECT scope, seq, base, mine FROM document WHERE id = ? AND kind = ? AND coalesce(mine, base) IS NOT NULL",
        (identity, kind),
    ).all()
    known = _known(connection, kind, identity)
    number = known["number"] if known else None
    if not rows or any(row[3] == DELETED for row in rows):
        if number:
            _touch(connection, kind, identity, _about(connection, number))
            _forget(connection, number)
        if number and kind == "company":
            _name_in_jobs(connection, identity)
        return
    scope, _seq, base, mine = min(rows, key=lambda row: about.rank(row[0]))
    body = tree(base if mine is None else mine) or {}
    columns = about.columns(kind, body, lambda: str(known["at"]) if known and known["at"] else ambient.timestamp())
    pending = int(mine is not None or (is_unsent(connection, kind, identity) if unsent is None else unsent))
    row = {"kind": kind, "id": identity, "scope": scope, "pending": pending, **columns._asdict()}
    written = _write(connection, known, row)
    _mark(connection, written, about.facets(kind, body), fresh=known is None)
    _touch(connection, kind, identity, columns.about, later=later and number is None)
    if parts.is_of_an_applicant(kind, scope):
        return  # found by the words of the whole applicant
    if later and number is None:
        search.later(connection, written, kind)
    else:
        search.put(connection, written, kind, words(kind, body, employer(connection, kind, body)))
    if kind == "company":
        _name_in_jobs(connection, identity)


def wait_or_not(connection: Connection, kind: str, identity: str, unsent: bool | None = None) -> None:
    """Say of what is shown, and reads as before, whether something of it still waits to be sent."""
    waits = is_unsent(connection, kind, identity) if unsent is None else unsent
    connection.exec_driver_sql(
        "UPDATE shown SET pending = ? OR EXISTS(SELECT 1 FROM document d WHERE d.scope = shown.scope"
        " AND d.kind = shown.kind AND d.id = shown.id AND d.mine IS NOT NULL) WHERE id = ? AND kind = ?",
        (waits, identity, kind),
    )


def numbered(connection: Connection, numbers: Sequence[int]) -> dict[int, tuple[str, Body]]:
    """Kind and body of what is shown under these numbers."""
    marks = ",".join("?" * len(numbers))
    rows = connection.exec_driver_sql(
        "SELECT s.number, s.kind, coalesce(d.mine, d.base) FROM shown s"  # noqa: S608 - marks
        f" JOIN document d ON d.scope = s.scope AND d.kind = s.kind AND d.id = s.id WHERE s.number IN ({marks})",
        tuple(numbers),
    )
    return {row[0]: (row[1], tree(row[2]) or {}) for row in rows}


def words(kind: str, body: Body, of: Body) -> str:
    """The tokens by which a document of this `employer` is found."""
    return " ".join(filter(None, (about.searched(kind, body), about.searched("company", of))))


def employer(connection: Connection, kind: str, body: Body) -> Body:
    """The names of the company whose job it is: people look for jobs by them, though they stand on a page of their own."""
    found = get(connection, "company", str(body.get("company", ""))) if kind == "job" else None
    return {name: found.body[name] for name in _NAMES if name in found.body} if found else {}


def _name_in_jobs(connection: Connection, company: str) -> None:
    """Have a company's jobs found by its name as it is now."""
    jobs = connection.exec_driver_sql("SELECT id FROM shown WHERE kind = 'job' AND about = ?", (company,)).all()
    for (job,) in jobs:
        show(connection, "job", job)


def _known(connection: Connection, kind: str, identity: str) -> dict[str, Any] | None:
    """The row of what is shown of a document, by column."""
    row = connection.exec_driver_sql(
        f"SELECT {', '.join(_ROW)} FROM shown WHERE kind = ? AND id = ?",  # noqa: S608 - names of this module
        (kind, identity),
    ).first()
    return dict(zip(_ROW, row, strict=True)) if row else None


_ROW: Final = ("number", "kind", "id", "scope", "pending", *about.Columns._fields)


def _write(connection: Connection, known: dict[str, Any] | None, row: dict[str, Any]) -> int:
    """Write what is shown; of what was shown before the columns alone that changed, so that no index of another is touched."""
    if known is None:
        marks = ",".join("?" * len(row))
        made = f"INSERT INTO shown({', '.join(row)}) VALUES({marks}) RETURNING number"
        return int(connection.exec_driver_sql(made, tuple(row.values())).scalar_one())
    changed = {name: value for name, value in row.items() if value != known[name]}
    if changed:
        columns = ", ".join(f"{name} = ?" for name in changed)
        values = (*changed.values(), known["number"])
        connection.exec_driver_sql(f"UPDATE shown SET {columns} WHERE number = ?", values)  # noqa: S608 - as above
    return int(known["number"])


def _mark(connection: Connection, number: int, wanted: set[tuple[str, str]], *, fresh: bool) -> None:
    """Write the facets that are new, and take those away that are none any more."""
    held: set[tuple[str, str]] = set()
    if not fresh:
        found = connection.exec_driver_sql("SELECT name, value FROM facet WHERE number = ?", (number,))
        held = {(row[0], row[1]) for row in found}
    gone = [(number, name, value) for name, value in held - wanted]
    if gone:
        connection.exec_driver_sql("DELETE FROM facet WHERE number = ? AND name = ? AND value = ?", gone)
    new = [(number, name, value) for name, value in wanted - held]
    if new:
        connection.exec_driver_sql("INSERT INTO facet(number, name, value) VALUES(?,?,?)", new)


def is_unsent(connection: Connection, kind: str, identity: str) -> bool:
    """Whether any part of a push that is not settled is of this document, in whatever scope."""
    return bool(
        connection.exec_driver_sql(
            "SELECT 1 FROM part p JOIN outbox o ON o.number = p.push"
            " WHERE p.id = ? AND p.kind = ? AND o.state <> 'settled' LIMIT 1",
            (identity, kind),
        ).first()
    )


def _touch(connection: Connection, kind: str, identity: str, of: str, *, later: bool = False) -> None:
    """Note the applications that a document belongs to: their rows are brought up at the end of the transaction.

    `later`: the words of those that are new are cut behind.
    """
    _keep_post(connection, kind, identity)
    if kind not in parts.OF_KIND:
        return
    ids = [identity if kind == "application" else of]
    if kind == "profile":
        found = connection.exec_driver_sql(
            "SELECT id FROM shown INDEXED BY shown_by_other WHERE kind = 'application' AND other = ?", (identity,)
        )
        ids = [row[0] for row in found]
    for one in ids:
        connection.applicants.setdefault(one, set()).update({kind, parts.LATER} if later else {kind})


def _keep_post(connection: Connection, kind: str, identity: str) -> None:
    """Note of a job how it was before the transaction changed it."""
    if kind == "job" and identity not in connection.posts:
        found = get(connection, kind, identity)
        connection.posts[identity] = found.body if found else {}


def _about(connection: Connection, number: int) -> str:
    return str(connection.exec_driver_sql("SELECT about FROM shown WHERE number = ?", (number,)).scalar() or "")


def _forget(connection: Connection, number: int) -> None:
    search.drop(connection, number)
    connection.exec_driver_sql("DELETE FROM facet WHERE number = ?", (number,))
    connection.exec_driver_sql("DELETE FROM shown WHERE number = ?", (number,))
