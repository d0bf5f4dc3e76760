"""The views of the list of applicants: those that a person saved, which lie on this machine alone, and those that the company shares.

All of them go with the right to see applicants.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

import msgspec

from izanau_desktop.cache import Cache, documents, local, meta
from izanau_desktop.cache.connection import Connection
from izanau_desktop.cache.reads import filters
from izanau_desktop.cache.reads.applicants import SORTS, View
from izanau_desktop.cache.reads.common import field, text_in
from izanau_desktop.cache.reads.company import By, members
from izanau_protocol import codes
from izanau_protocol import documents as kinds
from izanau_protocol.canonical import Body
from izanau_protocol.problems import Problem, Refused, problem
from izanau_protocol.rules.view import may_change, view_problems
from izanau_protocol.text import name_key

LONGEST: Final = 60
"""Characters of a name."""
ASKED: Final = frozenset(("company", "name", "job", "query", "stages", "sort", "up", "withdrawn", "columns"))
"""The fields of a shared view that a person writes here."""


class Face(msgspec.Struct, frozen=True):
    """How a list looks: as a table or as rows, and what the table is like."""

    table: bool = False
    columns: tuple[str, ...] = ()
    """Of the table, in their order; none: those of the program."""
    widths: Mapping[str, int] = {}


class Saved(msgspec.Struct, frozen=True):
    """A view with its name."""

    name: str
    view: View
    face: Face | None = None
    """None for one that was saved before views kept it: the list stays as it looks."""
    job_title: Mapping[str, str] = {}
    is_gone: bool = False
    """Whether its job is there no more, so that it lists nobody."""
    id: str = ""
    """Of one that the company shares; empty for one's own."""
    by: By | None = None
    """Who shared it; None for one's own, and until the site said who it was."""
    may: bool = True
    """Whether one may change it."""
    is_strange: bool = False
    """Whether it asks for what this program does not know, since it was made by a newer one."""

    def called(self, language: str) -> str:
        """The title of its job; empty for all jobs, and where it is gone."""
        return text_in(self.job_title, language)[0]

    @property
    def kept(self) -> Kept:
        """What lies on the shelf of it."""
        return Kept(self.name, self.view, self.face)


class Kept(msgspec.Struct, frozen=True):
    """What lies on the shelf."""

    name: str
    view: View
    face: Face | None = None


def saved(cache: Cache) -> tuple[Saved, ...]:
    """All of them, by name."""
    with cache.reading("application") as connection:
        found = [_read(connection, key) for key in sorted(local.keys(connection, local.VIEWS))]
        jobs = documents.many(connection, "job", sorted({one.view.job for one in found if one and one.view.job}))
    return tuple(_told(one, jobs) for one in found if one is not None)


def shared(cache: Cache) -> tuple[Saved, ...]:
    """Those that the company shares, as far as one sees them, by name."""
    with cache.reading("view") as connection:
        found = documents.some(connection, "view", {})
        jobs = documents.many(connection, "job", sorted({field(one.body, "job") for one in found} - {""}))
        by = members(connection, [field(one.body, "author") for one in found])
        role, member = meta.get(connection, "role"), meta.membership(connection)
    told = [_told(_kept(one.body), jobs) for one in found]
    rows = [
        msgspec.structs.replace(
            row,
            id=one.id,
            by=by.get(field(one.body, "author")),
            may=may_change(role, member, maker(one.body, member)),
            is_strange=_is_strange(one.body),
        )
        for one, row in zip(found, told, strict=True)
    ]
    return tuple(sorted(rows, key=lambda one: (name_key(one.name), one.id)))


def named(cache: Cache, name: str) -> Saved | None:
    """The one that is called so, however it is spelled, one's own before one that is shared; or the shared one of this id."""
    return next((one for one in (*saved(cache), *shared(cache)) if same(one, name) or one.id == name), None)


def same(one: Saved, name: str) -> bool:
    """Whether a view is called so, however it is spelled."""
    return name_key(one.name) == name_key(name)


def maker(body: Body, member: str) -> str:
    """The membership of who made a shared view: one's own until the site said who it was."""
    return field(body, "author") or ("" if body.get("at") else member)


def body_of(kept: Kept) -> Body:
    """A view as it is shared; widths are of one's own screen."""
    view, face = kept.view, kept.face or Face()
    body: Body = {
        "name": kept.name,
        "job": view.job,
        "query": " ".join(view.query.split()),
        "stages": list(view.stages),
    }
    body |= {"sort": view.sort, "up": not view.down, "withdrawn": view.withdrawn}
    body |= {"columns": list(face.columns) if face.table else []}
    return {name: value for name, value in body.items() if value}


def save(cache: Cache, kept: Kept, instead_of: str = "") -> Kept | None:
    """Save a view, in the place of what is called so; what that was. `instead_of`: the name that it had.

    Raises Refused: `required`, `too_long`, and `view_taken` for a new name that another one has.
    """
    name = cleaned(kept.name)
    key, before = name_key(name), name_key(instead_of) if instead_of else ""

    def work(connection: Connection) -> Kept | None:
        found = _read(connection, key)
        if before and before != key:
            if found is not None:
                raise Refused(problem("view_taken", "name"))
            local.put(connection, local.VIEWS, before, None)
        local.put(connection, local.VIEWS, key, msgspec.structs.replace(kept, name=name))
        return found

    return cache.change(work)


def rename_problems(body: Body) -> tuple[Problem, ...]:
    """What the site refuses of a shared view that gets another name, since it judges the whole of it. Of what only a newer
    program knows nothing is said here."""
    return () if _is_newer(body) else tuple(view_problems(body))


def cleaned(name: str) -> str:
    """A name as it is kept. Raises Refused: `required`, `too_long`."""
    found = " ".join(name.split())
    if not name_key(found):
        raise Refused(problem("required", "name"))
    if len(found) > LONGEST:
        raise Refused(problem("too_long", "name", length=len(found), most=LONGEST))
    return found


def drop(cache: Cache, name: str) -> None:
    """Let go of one."""
    cache.change(lambda connection: local.put(connection, local.VIEWS, name_key(name), None))


def _read(connection: Connection, key: str) -> Kept | None:
    """What is called so; None too for one that sorts by what this program does not know."""
    value = local.get(connection, local.VIEWS, key)
    try:
        kept = msgspec.convert(value, Kept)
    except msgspec.ValidationError:
        return None
    return kept if kept.view.sort in SORTS else None


def _told(one: Kept, jobs: Mapping[str, documents.Document]) -> Saved:
    job = one.view.job
    title = jobs[job].body.get("title") if job in jobs else None
    told = title if isinstance(title, dict) else {}
    return Saved(one.name, one.view, one.face, told, bool(job) and job not in jobs)


def _kept(body: Body) -> Kept:
    """A shared view as far as this program knows what it asks for."""
    sort, columns = (
        field(body, "sort"),
        [one for one in _texts(body, "columns") if one in codes.table("applicant_column")],
    )
    view = View(
        field(body, "job"),
        field(body, "query"),
        _texts(body, "stages"),
        sort if sort in SORTS else View().sort,
        body.get("up") is not True,
        body.get("withdrawn") is True,
    )
    return Kept(field(body, "name"), view, Face("columns" in body, tuple(columns)))


def _is_strange(body: Body) -> bool:
    return _is_newer(body) or any(view_problems(body))


def _is_newer(body: Body) -> bool:
    """Whether it asks for fields, filters, columns or an order that this program does not know."""
    orders, columns = codes.table("applicant_sort"), codes.table("applicant_column")
    strange = body.keys() - kinds.fields("view").keys() or filters.is_newer(field(body, "query"))
    return bool(strange or set(_texts(body, "columns")) - columns.keys() or field(body, "sort") not in ("", *orders))


def _texts(body: Body, name: str) -> tuple[str, ...]:
    held = body.get(name)
    return tuple(one for one in held if isinstance(one, str)) if isinstance(held, list) else ()
