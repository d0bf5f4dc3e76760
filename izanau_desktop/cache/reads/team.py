"""Read models of a company's people: who is in the team, and who did what when, from what the cache holds already."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Final

import msgspec
from msgspec.structs import replace

from izanau_desktop.cache import Cache, documents, meta
from izanau_desktop.cache.connection import Connection
from izanau_desktop.cache.documents import Document
from izanau_desktop.cache.reads import tasks, veil
from izanau_desktop.cache.reads.common import field, in_order
from izanau_desktop.cache.reads.company import By, members
from izanau_desktop.cache.trees import tree
from izanau_protocol import codes, rules, wire
from izanau_protocol.canonical import Body
from izanau_protocol.fields import Words

_OF_APPLICANTS: Final = ("moved", "unblinded", "note", "added", "given", "done")
LOOKED_AT: Final = 400
"""Documents of a kind that the activity is read from, those changed last first."""
OF_ONE: Final = 4_000
"""The same of one member's activity, among those that name them."""


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


class Act(msgspec.Struct, frozen=True):
    """Something that was done in the company: a stage `moved`, somebody `unblinded`, a `note`, an `export`, a job `published`,
    somebody `joined`, a task `added`, `given` to somebody or `done`."""

    deed: str
    at: str
    by: By | None
    """None where it is not known who: a job does not say who published it."""
    id: str
    """Of the application, the file, the job, the membership, or of a task that is about no applicant."""
    what: str
    """The stage, the file, the name of who joined, or what is to be done."""
    names: Mapping[str, object] = msgspec.field(default_factory=dict)
    """The applicant's `name`, where it may be seen, else their `code`, and the title of the `job`."""
    reason: str = ""
    """Why they were rejected: a reason of the company."""
    to: By | None = None
    """Whose a task was from then on; None for anybody's."""
    job: str = ""
    """The job that a task is about."""
    stage: Words = Words("", "")
    """The name of the stage at its job."""


def team(cache: Cache) -> Team:
    """Who is in the company, and what each sees."""
    with cache.reading("membership") as connection:
        account = meta.get(connection, "account")
        found = documents.some(connection, "membership", {"company": meta.get(connection, "company")})
        posts = documents.some(connection, "job", {"company": meta.get(connection, "company")})
        by = members(connection, [field(one.body, "by") for one in found])
        owned = tasks.open_by_owner(connection)
    managed = [(one.id, _codes(one.body, "managers")) for one in posts]
    here = [_member(one, by, account, managed) for one in found if not one.body.get("ended")]
    rows = [replace(one, tasks=owned.get(one.id, 0)) for one in here]
    rows.sort(key=lambda one: (_place(one.role), one.name, one.id))
    return Team(tuple(rows), tuple(Post(one.id, _title(one)) for one in posts if field(one.body, "state") != "closed"))


def activity(cache: Cache, member: str = "", most: int = 100) -> tuple[Act, ...]:
    """What was done last in the company, newest first; by one membership only, if asked."""
    with cache.reading("application") as connection:
        company = meta.get(connection, "company")
        acts = [*_moves(connection, company, member), *_written(connection, member), *_jobs(connection, company)]
        acts += [*_joined(connection, company), *_tasks(connection, company, member)]
        acts = [one for one in acts if one.at and (not member or (one.by is not None and one.by.member == member))]
        acts.sort(key=lambda one: one.at, reverse=True)
        return _named(connection, acts[:most])


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


def _moves(connection: Connection, company: str, member: str) -> Iterator[Act]:
    """Stages that somebody of the company moved, and applicants who were made known. Whatever is moved is changed by it, so the last changed hold the last moves."""
    for one in _changed_last(connection, "application", company, f'"by":"{member}"' if member else ""):
        for _, step in in_order(one.body, "trail"):
            if field(step, "by"):
                moved = Act("moved", field(step, "at"), _by(step, "by"), one.id, field(step, "stage"))
                yield msgspec.structs.replace(moved, reason=field(step, "reason"))
        for _, step in in_order(one.body, "unblinded"):
            yield Act("unblinded", field(step, "at"), _by(step, "by"), one.id, "")


def _changed_last(connection: Connection, kind: str, company: str, named: str) -> Iterable[Document]:
    """Those of a kind that were changed last, in each scope in which a company's people see them; with what stands in them, if asked."""
    account, found = meta.get(connection, "account"), set[str]()
    jobs = documents.some(connection, "job", {"company": company})
    scopes = [f"job:{one.id}" for one in jobs if account in _codes(one.body, "managers")]
    for scope in (f"applicants:{company}", f"account:{account}", *scopes):
        rows = connection.exec_driver_sql(
            "SELECT id FROM document d WHERE scope = ? AND kind = ? AND base IS NOT NULL"  # noqa: S608 - a piece of this module
            f"{_NAMED if named else ''} ORDER BY seq DESC LIMIT ?",
            (scope, kind, *_most(named)),
        )
        found |= {row[0] for row in rows}
    return documents.many(connection, kind, sorted(found)).values()


_NAMED: Final = " AND instr(coalesce(d.mine, d.base), ?) > 0"
"""That something stands in a body, as it is spelled there: else what one did were lost behind what another did to many."""


def _most(named: str) -> tuple[bytes | int, ...]:
    """The values for what is named, and for how many are read."""
    return (named.encode(), OF_ONE) if named else (LOOKED_AT,)


def _tasks(connection: Connection, company: str, member: str) -> Iterator[Act]:
    """What was to be done: by whom it was added, given to somebody else last, and done.

    Who did that and when is the site's, so what oneself changed since, and has not sent, is left out: it was not their deed.
    """
    found = _changed_last(connection, "task", company, f'"{member}"' if member else "")
    sent = _owners_sent(connection, found)
    for one in found:
        about, text = field(one.body, "application") or one.id, field(one.body, "text")
        job = field(one.body, "job")
        for deed, at, by in (
            ("added", "at", "author"),
            ("given", "given_at", "given_by"),
            ("done", "done_at", "done_by"),
        ):
            if deed == "given" and field(one.body, "owner") != sent.get(one.id, field(one.body, "owner")):
                continue
            if deed == "done" and one.body.get("done") is not True:
                continue
            to = _by(one.body, "owner") if deed == "given" else None
            yield Act(deed, field(one.body, at), _by(one.body, by), about, text, to=to, job=job)


def _owners_sent(connection: Connection, found: Iterable[Document]) -> dict[str, str]:
    """Whose the tasks of which something waits to be sent are at the site."""
    waiting = [(one.scope, one.kind, one.id) for one in found if one.pending]
    held = documents.stored_each(connection, waiting).values() if waiting else ()
    return {one.id: field(tree(one.base) or {}, "owner") for one in held}


def _written(connection: Connection, member: str) -> Iterator[Act]:
    """Notes and files."""
    named = f'"author":"{member}"' if member else ""
    for kind, what in (("note", ""), ("export", "file")):
        rows = connection.exec_driver_sql(
            "SELECT s.id FROM shown s JOIN document d ON d.id = s.id AND d.kind = s.kind AND d.scope = s.scope"  # noqa: S608 - a piece of this module
            f" WHERE s.kind = ?{_NAMED if named else ''} ORDER BY s.at DESC LIMIT ?",
            (kind, *_most(named)),
        )
        for one in documents.many(connection, kind, [row[0] for row in rows]).values():
            about = field(one.body, "application") if kind == "note" else one.id
            yield Act(
                kind, field(one.body, "at"), _by(one.body, "author"), about, field(one.body, what) if what else ""
            )


def _jobs(connection: Connection, company: str) -> Iterator[Act]:
    for one in documents.some(connection, "job", {"company": company}):
        yield Act("published", field(one.body, "published"), None, one.id, "", {"job": _title(one)})


def _joined(connection: Connection, company: str) -> Iterator[Act]:
    for one in documents.some(connection, "membership", {"company": company}):
        by = _by(one.body, "by")
        yield Act("joined", field(one.body, "since"), by, one.id, field(one.body, "name"))


def _by(body: Body, name: str) -> By | None:
    return By(field(body, name), "") if field(body, name) else None


def _named(connection: Connection, acts: list[Act]) -> tuple[Act, ...]:
    """With the names of members, applicants and jobs as they are now."""
    known = members(connection, [by.member for one in acts for by in (one.by, one.to) if by is not None])
    held = documents.many(connection, "application", sorted({one.id for one in acts if one.deed in _OF_APPLICANTS}))
    people = documents.many(connection, "profile", sorted({field(one.body, "seeker") for one in held.values()}))
    about = {field(one.body, "job") for one in held.values()} | {one.job for one in acts}
    posts = documents.many(connection, "job", sorted(about - {""}))
    found = []
    for one in acts:
        application = held.get(one.id)
        names = dict(one.names)
        if one.job in posts:
            names["job"] = _title(posts[one.job])
        if application is not None:
            whom, post = veil.whom(application, people, posts), posts.get(field(application.body, "job"))
            names |= {"name": whom.name, "code": whom.code}
            names |= {"job": _title(post) if post is not None else {}}
        by, to = (known.get(member.member) if member is not None else None for member in (one.by, one.to))
        at = posts.get(field(application.body, "job")) if application is not None else None
        stage = _stage(at, one.what) if one.deed == "moved" else one.stage
        found.append(msgspec.structs.replace(one, by=by, to=to, names=names, stage=stage))
    return tuple(found)


def _stage(post: Document | None, stage: str) -> Words:
    """The name of a stage: at its job, else the usual one."""
    known = {row.id: row.words for row in rules.stages(post.body)} if post is not None else {}
    return known.get(stage) or codes.table("stage").get(stage, Words(stage, stage))


def _title(one: Document) -> Body:
    title = one.body.get("title")
    return title if isinstance(title, dict) else {}


def _codes(body: Body, name: str) -> tuple[str, ...]:
    held = body.get(name)
    return tuple(str(one) for one in held) if isinstance(held, (list, tuple)) else ()
