"""Read model of a company's people: who is in the team, and what each sees."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import msgspec
from msgspec.structs import replace

from izanau_desktop.cache import Cache, documents, meta
from izanau_desktop.cache.documents import Document
from izanau_desktop.cache.reads import tasks
from izanau_desktop.cache.reads.common import field
from izanau_desktop.cache.reads.company import By, members
from izanau_protocol import wire
from izanau_protocol.canonical import Body
from izanau_protocol.reading.job import company_name


class Member(msgspec.Struct, frozen=True):
    """Somebody in the company."""

    id: str
    """Of the membership."""
    account: str
    name: str
    role: str
    since: str
    """Empty for who was there before the site noted it."""
    by: By | None
    """Who invited them."""
    me: bool
    jobs: tuple[str, ...]
    """The jobs that a hiring manager sees."""
    tasks: int = 0
    """Their open tasks, as far as this desk sees them."""


class Post(msgspec.Struct, frozen=True):
    """A job that a hiring manager may be given."""

    id: str
    title: Body


class Team(msgspec.Struct, frozen=True):
    """The people of a company, owners first, and its jobs."""

    members: tuple[Member, ...]
    posts: tuple[Post, ...]

    def title(self, job: str) -> Body:
        """The title of a job; nothing where it is gone."""
        return next((one.title for one in self.posts if one.id == job), {})


def team(cache: Cache) -> Team:
    """Who is in the company, and what each sees."""
    with cache.reading("membership") as connection:
        account = meta.get(connection, "account")
        found = documents.some(connection, "membership", {"company": meta.get(connection, "company")})
        posts = documents.some(connection, "job", {"company": meta.get(connection, "company")})
        by = members(connection, [field(one.body, "by") for one in found])
        owned = tasks.open_by_owner(connection)
    managed = [(one.id, codes_of(one.body, "managers")) for one in posts]
    here = [_member(one, by, account, managed) for one in found if not one.body.get("ended")]
    rows = [replace(one, tasks=owned.get(one.id, 0)) for one in here]
    rows.sort(key=lambda one: (_place(one.role), one.name, one.id))
    return Team(
        tuple(rows), tuple(Post(one.id, title_of(one)) for one in posts if field(one.body, "state") != "closed")
    )


def alone_owns(cache: Cache, language: str) -> str:
    """The name of the company that nobody but oneself owns, as far as was read; empty where it has another owner, or one is none."""
    with cache.reading("membership") as connection:
        company, account = meta.get(connection, "company"), meta.get(connection, "account")
        found = documents.some(connection, "membership", {"company": company, "role": "owner"}) if company else ()
        pages = documents.many(connection, "company", [company])
    if not company or {field(one.body, "member") for one in found if not one.body.get("ended")} != {account}:
        return ""
    body = pages[company].body if company in pages else {}
    return company_name(field(body, "name"), field(body, "name_ja"), language) or company


def _member(
    one: Document, by: Mapping[str, By], account: str, managed: Iterable[tuple[str, tuple[str, ...]]]
) -> Member:
    mine = field(one.body, "member")
    return Member(
        id=one.id,
        account=mine,
        name=field(one.body, "name"),
        role=field(one.body, "role"),
        since=field(one.body, "since"),
        by=by.get(field(one.body, "by")),
        me=mine == account,
        jobs=tuple(job for job, held in managed if mine in held),
    )


def _place(role: str) -> int:
    """Who sees more stands first; a role of a newer site last."""
    return wire.TEAM_ROLES.index(role) if role in wire.TEAM_ROLES else len(wire.TEAM_ROLES)


def title_of(one: Document) -> Body:
    """The title of a job."""
    title = one.body.get("title")
    return title if isinstance(title, dict) else {}


def codes_of(body: Body, name: str) -> tuple[str, ...]:
    """The codes that a field lists."""
    held = body.get(name)
    return tuple(str(one) for one in held) if isinstance(held, (list, tuple)) else ()
