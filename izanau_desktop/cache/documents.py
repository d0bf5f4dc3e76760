"""The rows of documents, one per scope, kind and id; and `shown`, the widest of them, with what lists need of it."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import Any, Final, NamedTuple

import msgspec

from izanau_desktop.cache import about, parts, search
from izanau_desktop.cache.connection import Connection
from izanau_desktop.cache.trees import spelled, tree
from izanau_protocol import ambient
from izanau_protocol.canonical import Body

DELETED: Final = b""
_AT_ONCE: Final = 1_000
"""Documents that one statement asks for."""
Key = tuple[str, str, str]
"""Scope, kind and id."""


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


class Put(NamedTuple):
    """A row to be written."""

    row: Stored
    before: Stored | None = None
    """The one in its place, where that is known."""
    unsent: bool | None = None
    """Whether anything of its document waits to be sent, where that was asked already."""


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
    for some in pieces(ids):
        rows = connection.exec_driver_sql(
            f"{_SHOWN} WHERE s.kind = ? AND s.id IN ({','.join('?' * len(some))})", (kind, *some)
        )
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
    return stored_each(connection, [(scope, kind, identity)])[scope, kind, identity]


def stored_each(connection: Connection, keys: Collection[Key]) -> dict[Key, Stored]:
    """The row of each of these documents."""
    found = {key: Stored(*key) for key in keys}
    for row in _rows(connection, [key[2] for key in keys]):
        if (key := (row.scope, row.kind, row.id)) in found:
            found[key] = row
    return found


def _rows(connection: Connection, ids: Iterable[str]) -> Iterator[Stored]:
    """All rows of documents with these ids."""
    for some in pieces(ids):
        rows = connection.exec_driver_sql(
            "SELECT scope, kind, id, seq, base, mine, gone, listed FROM document"  # noqa: S608 - marks
            f" WHERE id IN ({','.join('?' * len(some))})",
            some,
        )
        yield from (Stored(*row) for row in rows)


def pieces(ids: Iterable[str]) -> Iterator[tuple[str, ...]]:
    """These ids, each once, as many as one statement asks for."""
    order = sorted(set(ids))
    return (tuple(order[start : start + _AT_ONCE]) for start in range(0, len(order), _AT_ONCE))


def put(connection: Connection, row: Stored, *, later: bool = False, unsent: bool | None = None) -> None:
    """Write a row and what is shown of its document; `later`: the words of a new one are indexed behind.

    `unsent`: whether anything of it waits to be sent, where that was asked already.
    """
    before = None if later else stored(connection, row.scope, row.kind, row.id)
    put_each(connection, [Put(seen(row, row.spelled), before, unsent)], later=later)


def put_each(connection: Connection, wanted: Sequence[Put], *, later: bool = False) -> None:
    """Write rows, each of another document or in another scope, as `put` does."""
    there: list[Put] = []
    for one in wanted:
        if one.row.spelled is None and not one.row.gone:
            remove(connection, one.row.scope, one.row.kind, one.row.id)
        else:
            _keep_post(connection, one.row.kind, one.row.id)
            there.append(one)
    connection.exec_driver_sql(
        "INSERT OR REPLACE INTO document(scope, kind, id, seq, base, mine, gone, listed) VALUES(?,?,?,?,?,?,?,?)",
        [msgspec.structs.astuple(one.row) for one in there],
    )
    other: dict[tuple[str, str], Put] = {}
    for one in there:
        key = (one.row.kind, one.row.id)
        if one.before is not None and one.before.spelled == one.row.spelled not in (None, DELETED):
            wait_or_not(connection, *key, one.unsent)  # as when an answer says what was seen already
        else:
            waits = key in other and other[key].unsent
            other[key] = one._replace(unsent=True) if waits else one
    _show(connection, other, later=later)


def remove(connection: Connection, scope: str, kind: str, identity: str) -> None:
    """Take a row away without a trace."""
    _keep_post(connection, kind, identity)
    connection.exec_driver_sql("DELETE FROM document WHERE scope = ? AND kind = ? AND id = ?", (scope, kind, identity))
    show(connection, kind, identity)


def see(connection: Connection, row: Stored, visible: Body | None) -> None:
    """Let the person see this body; None deletes it here."""
    put(connection, seen(row, spelled(visible)))


def seen(row: Stored, visible: bytes | None) -> Stored:
    """A row in which the person sees this body; None deletes it here."""
    mine = DELETED if visible is None and row.base is not None else visible
    return Stored(
        row.scope, row.kind, row.id, row.seq, row.base, None if mine == row.base else mine, row.gone, row.listed
    )


def show(connection: Connection, kind: str, identity: str) -> None:
    """Bring `shown`, facets and index up to the rows of a document."""
    _show(connection, {(kind, identity): Put(Stored("", kind, identity))}, later=False)


def _show(connection: Connection, wanted: Mapping[tuple[str, str], Put], *, later: bool) -> None:
    """`show` of several; `later`: the words of new ones follow (R7)."""
    known = _known(connection, wanted)
    held = _held(connection, [row["number"] for row in known.values()])
    lying: dict[tuple[str, str], list[Stored]] = {}
    for row in _rows(connection, [identity for _, identity in wanted]):
        if row.spelled is not None:
            lying.setdefault((row.kind, row.id), []).append(row)
    for key, one in wanted.items():
        before, rows = known.get(key), lying.get(key, [])
        if rows and all(row.spelled != DELETED for row in rows):
            widest = min(rows, key=lambda row: about.rank(row.scope))
            _bring(connection, one, widest, before, held.get(before["number"], set()) if before else set(), later=later)
        elif before:
            _touch(connection, *key, before["about"])
            _forget(connection, before["number"])
    for kind, identity in wanted:
        if kind == "company":
            _name_in_jobs(connection, identity)


def _bring(
    connection: Connection,
    one: Put,
    row: Stored,
    known: dict[str, Any] | None,
    held: set[tuple[str, str]],
    *,
    later: bool,
) -> None:
    """Bring up what is shown of a document by its widest row; what was `known`, with the facets that it held."""
    kind, identity, is_later = row.kind, row.id, later and known is None
    body = row.visible or {}
    columns = about.columns(kind, body, lambda: str(known["at"]) if known and known["at"] else ambient.timestamp())
    pending = row.mine is not None or (is_unsent(connection, kind, identity) if one.unsent is None else one.unsent)
    now = {"kind": kind, "id": identity, "scope": row.scope, "pending": int(pending), **columns._asdict()}
    written = _write(connection, known, now)
    _mark(connection, written, about.facets(kind, body), held)
    alike = known is not None and known["scope"] == row.scope == one.row.scope and _reads_alike(one, body)
    _touch(connection, kind, identity, columns.about, later=is_later, alike=alike)
    if parts.is_of_an_applicant(kind, row.scope):
        return  # found by the words of the whole applicant
    if is_later:
        search.later(connection, written, kind)
    else:
        search.put(connection, written, kind, words(kind, body, employer(connection, kind, body)))


def _reads_alike(one: Put, body: Body) -> bool:
    """Whether a document of an applicant has the words that it had before."""
    before = one.before.visible if one.before is not None else None
    return before is not None and parts.reads_alike(one.row.kind, before, body)


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


def _known(connection: Connection, wanted: Collection[tuple[str, str]]) -> dict[tuple[str, str], dict[str, Any]]:
    """The row of what is shown of each of these, by kind and id, by column."""
    found: dict[tuple[str, str], dict[str, Any]] = {}
    for kind in {kind for kind, _ in wanted}:
        for some in pieces(identity for of, identity in wanted if of == kind):
            rows = connection.exec_driver_sql(
                f"SELECT {', '.join(_ROW)} FROM shown WHERE kind = ? AND id IN ({','.join('?' * len(some))})",  # noqa: S608 - marks
                (kind, *some),
            )
            found |= {(kind, row[2]): dict(zip(_ROW, row, strict=True)) for row in rows}
    return found


def _held(connection: Connection, numbers: Sequence[int]) -> dict[int, set[tuple[str, str]]]:
    """The facets of what is shown under these numbers."""
    found: dict[int, set[tuple[str, str]]] = {}
    for start in range(0, len(numbers), _AT_ONCE):
        some = tuple(numbers[start : start + _AT_ONCE])
        marks = ",".join("?" * len(some))
        rows = connection.exec_driver_sql(f"SELECT number, name, value FROM facet WHERE number IN ({marks})", some)  # noqa: S608 - marks
        for number, name, value in rows:
            found.setdefault(number, set()).add((name, value))
    return found


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


def _mark(connection: Connection, number: int, wanted: set[tuple[str, str]], held: set[tuple[str, str]]) -> None:
    """Write the facets that are new, and take those away that are none any more."""
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


def _touch(
    connection: Connection, kind: str, identity: str, of: str, *, later: bool = False, alike: bool = False
) -> None:
    """Note the applications that a document belongs to: their rows are brought up at the end of the transaction.

    `later`: the words of those that are new are cut behind. `alike`: none of its words changed.
    """
    _keep_post(connection, kind, identity)
    if kind not in parts.OF_KIND or (alike and kind == "note"):  # of a note an applicant has its words alone
        return
    ids = [identity if kind == "application" else of]
    if kind == "profile":
        found = connection.exec_driver_sql(
            "SELECT id FROM shown INDEXED BY shown_by_other WHERE kind = 'application' AND other = ?", (identity,)
        )
        ids = [row[0] for row in found]
    for one in ids:
        connection.applicants.setdefault(one, set()).update(
            {kind, parts.LATER} if later else {parts.DEEDS if alike else kind}
        )


def _keep_post(connection: Connection, kind: str, identity: str) -> None:
    """Note of a job how it was before the transaction changed it."""
    if kind == "job" and identity not in connection.posts:
        found = get(connection, kind, identity)
        connection.posts[identity] = found.body if found else {}


def _forget(connection: Connection, number: int) -> None:
    search.drop(connection, number)
    connection.exec_driver_sql("DELETE FROM facet WHERE number = ?", (number,))
    connection.exec_driver_sql("DELETE FROM shown WHERE number = ?", (number,))
