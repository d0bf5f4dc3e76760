"""Whom what waits to be sent is about, and which job, as it may be shown: by it one tells one change of a stage from another."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Final

import msgspec

from izanau_desktop.cache import Cache, documents, lease, meta, outbox, trees
from izanau_desktop.cache.connection import Connection
from izanau_desktop.cache.reads import veil
from izanau_desktop.cache.reads.common import field
from izanau_desktop.cache.reads.team import title_of
from izanau_protocol.canonical import Body
from izanau_protocol.visibility import blind

_ABOUT: Final = {
    "application": ("", "job"),
    "message": ("application", "job"),
    "note": ("application", ""),
    "task": ("application", "job"),
    "job": ("", ""),
}
"""The fields that name the application and the job, by kind; empty where it is that itself, or names none."""


class Concerned(msgspec.Struct, frozen=True):
    """An applicant and a job, or one of them."""

    application: str = ""
    name: str = ""
    code: str = ""
    """By what the applicant is called while they are under blind review, where they have no name."""
    job: str = ""
    title: Body = {}
    """Of the job, by language."""

    def called(self, language: str) -> str:
        """The applicant's name, or what they are called meanwhile; empty where neither is known here."""
        return self.name or (blind.called(self.code).of(language) if self.code else "")


def concerned(cache: Cache) -> dict[str, Concerned]:
    """Whom each change that waits is about, by its id, where it is about anybody or a job; nobody while the lease is not held."""
    with cache.file.read() as connection:
        if lease.state(connection).is_down:
            return {}
        rows = outbox.rows(connection)
        bodies = _bodies(connection, [part for row in rows for part in row.parts if part.kind in _ABOUT])
        about = dict[str, tuple[str, str]]()
        for row in rows:
            named = max((_named(part, bodies) for part in row.parts if part.kind in _ABOUT), default=("", ""))
            if any(named):  # whom before what alone
                about[row.id] = named
        return _told(connection, about)


def _bodies(connection: Connection, parts: Collection[outbox.Part]) -> dict[tuple[str, str], Body]:
    """What these documents say, also those that are to be deleted."""
    ids = {kind: [part.id for part in parts if part.kind == kind] for kind in _ABOUT}
    found = {(kind, one.id): one.body for kind in ids for one in documents.many(connection, kind, ids[kind]).values()}
    gone = [(part.scope, part.kind, part.id) for part in parts if (part.kind, part.id) not in found]
    kept = documents.stored_each(connection, gone) if gone else {}
    return {(kind, one): trees.tree(row.base) or {} for (_, kind, one), row in kept.items()} | found


def _named(part: outbox.Part, bodies: Mapping[tuple[str, str], Body]) -> tuple[str, str]:
    """The application and the job of a change."""
    body = bodies.get((part.kind, part.id), {})
    of_application, of_job = _ABOUT[part.kind]
    application = part.id if part.kind == "application" else field(body, of_application) if of_application else ""
    return application, part.id if part.kind == "job" else field(body, of_job) if of_job else ""


def _told(connection: Connection, about: Mapping[str, tuple[str, str]]) -> dict[str, Concerned]:
    """The names of these, as they are now."""
    applied = documents.many(connection, "application", sorted({one for one, _ in about.values()} - {""}))
    at = {one: field(applied[one].body, "job") if one in applied else job for one, job in about.values()}
    posts = documents.many(connection, "job", sorted({*at.values(), *(job for _, job in about.values())} - {""}))
    names_people = meta.get(connection, "group") == "company"  # a seeker is nobody but themselves
    people = documents.many(connection, "profile", sorted({field(one.body, "seeker") for one in applied.values()}))
    found = dict[str, Concerned]()
    for row, (application, named) in about.items():
        job = at[application] if application else named
        whom = (
            veil.whom(applied[application], people, posts) if names_people and application in applied else veil.Whom()
        )
        title = title_of(posts[job]) if job in posts else {}
        found[row] = Concerned(application, whom.name, whom.code, job, title)
    return found
