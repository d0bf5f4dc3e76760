"""Read models of who has taken an application, of its labels, and of what both are chosen from."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import msgspec
from msgspec.structs import replace

from izanau_desktop.cache import Cache, Document, documents, meta, trees
from izanau_desktop.cache.connection import Connection
from izanau_desktop.cache.reads.applicants import ListRow
from izanau_desktop.cache.reads.common import field, in_order
from izanau_desktop.cache.reads.company import By, members
from izanau_protocol.canonical import Body
from izanau_protocol.fields import Words
from izanau_protocol.rules import labels
from izanau_protocol.rules.team import sees_applicants
from izanau_protocol.text import fold, name_key

FORMER: Final = Words("a former member", "退任したメンバー")
OFFERED: Final = 40
"""Labels that are offered at most, the most used first."""


class Known(msgspec.Struct, frozen=True):
    """That a person under blind review was made known: by whom, and when; neither until the site said so."""

    by: By | None
    at: str


class Marks(msgspec.Struct, frozen=True):
    """What colleagues put on one application, and what may be put on it."""

    owner: By | None = None
    """Who has taken it; None while it is anybody's."""
    mine: bool = False
    """Whether that is the person at this desk."""
    rival: By | None = None
    """Who has taken it, too, as long as the conflict about that is open."""
    labels: tuple[str, ...] = ()
    own: str = ""
    """The membership of the person at this desk."""
    team: tuple[By, ...] = ()
    """Who works at the company and sees who applied for this job, by name."""
    unblinded: tuple[Known, ...] = ()


def marks(cache: Cache, application: Document) -> Marks:
    """The marks of an application."""
    body = application.body
    with cache.reading("application") as connection:
        return Marks(
            owner=owner(connection, application.body),
            mine=bool(field(body, "owner")) and field(body, "owner") == meta.membership(connection),
            rival=_rival(connection, application),
            labels=labels.texts(body),
            own=meta.membership(connection),
            team=_team(connection, field(body, "job")),
            unblinded=unblinded(connection, body),
        )


def in_use(cache: Cache) -> tuple[str, ...]:
    """Labels of the company's applications, the most used first."""
    with cache.reading("application") as connection:
        return labels_in_use(connection, OFFERED)


def labels_in_use(connection: Connection, most: int, among: Sequence[str] | None = None) -> tuple[str, ...]:
    """So many labels at most of these applications, or of all, the most used first. One that is spelled in several cases or
    widths stands once."""
    source, values = "facet f WHERE", tuple[str, ...]()
    if among is not None:
        marks, values = ",".join("?" * len(among)), tuple(among)
        source = (
            f"shown s CROSS JOIN facet f ON f.number = s.number WHERE s.kind = 'application' AND s.id IN ({marks}) AND"
        )
    rows = connection.exec_driver_sql(
        f"SELECT f.value FROM {source} f.name = 'label' GROUP BY f.value ORDER BY count(*) DESC, f.value",  # noqa: S608 - marks
        values,
    )
    found: dict[str, str] = {}
    for (label,) in rows.all():
        found.setdefault(fold(label), label)
        if len(found) == most:
            break
    return tuple(found.values())


def marked(connection: Connection, rows: Sequence[ListRow]) -> tuple[ListRow, ...]:
    """Rows of a list with their labels, and who else has taken them."""
    marks = ",".join("?" * len(rows))
    found = connection.exec_driver_sql(
        "SELECT s.id, f.value FROM shown s CROSS JOIN facet f ON f.number = s.number AND f.name = 'label'"  # noqa: S608 - marks
        f" WHERE s.kind = 'application' AND s.id IN ({marks}) ORDER BY f.value",
        tuple(row.id for row in rows),
    )
    held: dict[str, list[str]] = {}
    for identity, label in found:
        held.setdefault(identity, []).append(label)
    others = _rivals(connection, [row.id for row in rows])
    told = (replace(row, labels=tuple(held[row.id])) if row.id in held else row for row in rows)
    return tuple(replace(row, rival=others[row.id]) if row.id in others else row for row in told)


def rival(cache: Cache, application: Document) -> By | None:
    """Who has taken an application that was taken or given at this desk, too, until it is settled whose it is."""
    with cache.reading("application") as connection:
        return _rival(connection, application)


def _rival(connection: Connection, application: Document) -> By | None:
    named = _rivals(connection, [application.id]).get(application.id, "")
    return members(connection, [named])[named] if named else None


def _rivals(connection: Connection, applications: Sequence[str]) -> dict[str, str]:
    """Of applications about whose owner a conflict is open, the membership that the site has."""
    marks = ",".join("?" * len(applications))
    open_ones = connection.exec_driver_sql(
        f"SELECT scope, id FROM overlay WHERE kind = 'application' AND path = 'owner' AND mine NOT NULL AND id IN ({marks})",  # noqa: S608 - marks
        tuple(applications),
    ).all()
    found: dict[str, str] = {}
    for scope, identity in open_ones:
        view = trees.tree(documents.stored(connection, scope, "application", identity).base) or {}
        found[identity] = field(view, "owner")
    return {identity: member for identity, member in found.items() if member}


def whose(cache: Cache, application: Body) -> By | None:
    """Who has taken an application, by its body."""
    with cache.reading("membership") as connection:
        return owner(connection, application)


def known(cache: Cache, application: Body) -> tuple[Known, ...]:
    """Who made the person behind an application known, and when, by its body."""
    with cache.reading("application") as connection:
        return unblinded(connection, application)


def team(cache: Cache) -> tuple[By, ...]:
    """Who works at the company, by name."""
    with cache.reading("membership") as connection:
        return _team(connection)


def owner(connection: Connection, application: Body) -> By | None:
    """Who has taken an application."""
    named = field(application, "owner")
    return members(connection, [named])[named] if named else None


def unblinded(connection: Connection, application: Body) -> tuple[Known, ...]:
    """Who made the person behind an application known, and when."""
    noted = [item for _, item in in_order(application, "unblinded")]
    by = members(connection, [field(one, "by") for one in noted])
    return tuple(Known(by.get(field(one, "by")), field(one, "at")) for one in noted)


def _team(connection: Connection, job: str = "") -> tuple[By, ...]:
    post = documents.get(connection, "job", job) if job else None
    found = documents.some(connection, "membership", {"company": meta.get(connection, "company")})
    here = [
        one for one in found if not one.body.get("ended") and (post is None or sees_applicants(one.body, post.body))
    ]
    return tuple(
        sorted((By(one.id, field(one.body, "name")) for one in here), key=lambda one: (name_key(one.name), one.member))
    )
