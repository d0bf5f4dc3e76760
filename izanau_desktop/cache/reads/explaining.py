"""Why somebody was found: the parts of them that hold the words of a query."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from msgspec.structs import replace

from izanau_desktop.cache.connection import Connection
from izanau_desktop.cache.parts import WORDED
from izanau_desktop.cache.reads import query
from izanau_desktop.cache.reads.filters import Asked
from izanau_protocol.text import Term

if TYPE_CHECKING:
    from izanau_desktop.cache.reads.applicants import ListRow


def explained(connection: Connection, asked: Asked, rows: list[ListRow]) -> list[ListRow]:
    """The rows with where the words stand, in the order of the parts. Looked up for these rows alone, in what the index holds."""
    terms = [term for piece in asked.words if not piece.without for term in query.terms(piece)]
    if not terms or not rows:
        return rows
    marks = ",".join("?" * len(rows))
    found = connection.exec_driver_sql(
        f"SELECT rowid, {', '.join(WORDED)} FROM search_applicant WHERE rowid IN ({marks})",  # noqa: S608 - names of this package
        tuple(row.number for row in rows),
    )
    held = {row[0]: row[1:] for row in found}
    return [replace(row, found_in=_parts(held.get(row.number, ()), terms)) for row in rows]


def _parts(tokens: Sequence[str], terms: Sequence[Term]) -> tuple[str, ...]:
    return tuple(part for part, told in zip(WORDED, tokens, strict=False) if any(_holds(told, term) for term in terms))


def _holds(tokens: str, term: Term) -> bool:
    wanted = " ".join(term.tokens)
    return f" {wanted}" in f" {tokens}" if term.prefix else f" {wanted} " in f" {tokens} "
