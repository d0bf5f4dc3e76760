"""The views of the list of applicants that a person saved: on this machine alone, by name, gone with the right to see applicants."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

import msgspec

from izanau_desktop.cache import Cache, documents, local
from izanau_desktop.cache.connection import Connection
from izanau_desktop.cache.reads.applicants import SORTS, View
from izanau_desktop.cache.reads.common import text_in
from izanau_protocol.problems import Refused, problem
from izanau_protocol.text import name_key

LONGEST: Final = 60
"""Characters of a name."""


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


def named(cache: Cache, name: str) -> Saved | None:
    """The one that is called so, however it is spelled."""
    return next((one for one in saved(cache) if name_key(one.name) == name_key(name)), None)


def save(cache: Cache, kept: Kept, instead_of: str = "") -> Kept | None:
    """Save a view, in the place of what is called so; what that was. `instead_of`: the name that it had.

    Raises Refused: `required`, `too_long`, and `view_taken` for a new name that another one has.
    """
    cleaned = " ".join(kept.name.split())
    key, before = name_key(cleaned), name_key(instead_of) if instead_of else ""
    if not key:
        raise Refused(problem("required", "name"))
    if len(cleaned) > LONGEST:
        raise Refused(problem("too_long", "name", length=len(cleaned), most=LONGEST))

    def work(connection: Connection) -> Kept | None:
        found = _read(connection, key)
        if before and before != key:
            if found is not None:
                raise Refused(problem("view_taken", "name"))
            local.put(connection, local.VIEWS, before, None)
        local.put(connection, local.VIEWS, key, msgspec.structs.replace(kept, name=cleaned))
        return found

    return cache.change(work)


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
