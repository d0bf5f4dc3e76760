"""Read model of who did what when in a company, from what the cache holds already; what one did to many in one go is told as one."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime, timedelta
from typing import Final

import msgspec
from msgspec.structs import replace

from izanau_desktop.cache import Cache, documents, meta
from izanau_desktop.cache.connection import Connection
from izanau_desktop.cache.documents import Document
from izanau_desktop.cache.reads import veil
from izanau_desktop.cache.reads.chosen import Called
from izanau_desktop.cache.reads.common import field, in_order
from izanau_desktop.cache.reads.company import By, members
from izanau_desktop.cache.reads.team import codes_of, title_of
from izanau_desktop.cache.trees import tree
from izanau_protocol import codes, rules
from izanau_protocol.canonical import Body
from izanau_protocol.fields import Words

_OF_APPLICANTS: Final = ("moved", "unblinded", "note", "added", "given", "done")
LOOKED_AT: Final = 400
"""Documents of a kind that the activity is read from, those changed last first."""
FURTHEST: Final = 4_000
"""The same at the most: of applications, where deeds on many take all of those; of one member's, among what names them."""
TOGETHER: Final = 3
"""From so many applicants on what was done to them in one go is one line."""
APART: Final = timedelta(seconds=10)
"""No more lies between two of them: the site notes its own moment for each of many that it is sent at once."""
NAMED: Final = 5
"""So many of them are named."""


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
    ids: tuple[str, ...] = ()
    """The applications, where it was done to several in one go; `id` is the last of them, and `job` the job of all."""
    more: bool = False
    """Whether there may be more of them than were looked at."""
    whom: tuple[Called, ...] = ()
    """What the first of them are called."""


def activity(cache: Cache, member: str = "", most: int = 100) -> tuple[Act, ...]:
    """What was done last in the company, newest first; by one membership only, if asked."""
    with cache.reading("application") as connection:
        company = meta.get(connection, "company")
        acts = [*_moves(connection, company, member, most), *_written(connection, member), *_jobs(connection, company)]
        acts += [*_joined(connection, company), *_tasks(connection, company, member)]
        acts = [one for one in acts if one.at and (not member or (one.by is not None and one.by.member == member))]
        acts.sort(key=lambda one: one.at, reverse=True)
        return _named(connection, acts[:most])


def _moves(connection: Connection, company: str, member: str, most: int) -> list[Act]:
    """Stages that somebody of the company moved, and applicants who were made known. Whatever is moved is changed by it, so the last changed hold the last moves.

    Where that is one deed on many, it is looked behind them.
    """
    changed = _changed_last(connection, "application", company, f'"by":"{member}"' if member else "", FURTHEST)
    acts, found = list[Act](), list[Act]()
    for start in range(0, len(changed), LOOKED_AT):
        part = changed[start : start + LOOKED_AT]
        held = documents.many(connection, "application", part)
        acts += [one for each in part if each in held for one in _steps(held[each], member)]
        is_all = start + LOOKED_AT >= len(changed) < FURTHEST
        found = _together(acts, "" if is_all or not acts else max(one.at for one in acts if one.id == acts[-1].id))
        if len(found) >= most:
            break
    return found


def _steps(one: Document, member: str) -> Iterator[Act]:
    """What was done to an applicant, by one member only, if asked."""
    job = field(one.body, "job")
    for name, deed in (("trail", "moved"), ("unblinded", "unblinded")):
        for _, step in in_order(one.body, name):
            by = field(step, "by")
            if (by or name == "unblinded") and field(step, "at") and member in ("", by):
                stage, reason = field(step, "stage"), field(step, "reason")
                yield Act(deed, field(step, "at"), _by(step, "by"), one.id, stage, reason=reason, job=job)


def _together(acts: Iterable[Act], since: str) -> list[Act]:
    """What one did to several in one go as one. What was done up to a moment may have been done to more than were looked at."""
    runs, last = list[list[Act]](), dict[tuple[str, str, str, str], list[Act]]()
    for one in sorted(acts, key=lambda one: one.at, reverse=True):
        key = (one.deed, one.by.member if one.by is not None else "", one.what, one.reason)
        run = last.get(key)
        if run is None or datetime.fromisoformat(run[-1].at) - datetime.fromisoformat(one.at) > APART:
            run = last[key] = []
            runs.append(run)
        run.append(one)
    found = list[Act]()
    for run in runs:
        ids = tuple(dict.fromkeys(one.id for one in run))
        jobs = {one.job for one in run}
        if len(ids) < TOGETHER:
            found += run
        else:
            job = run[0].job if len(jobs) == 1 else ""
            found.append(replace(run[0], ids=ids, job=job, more=run[-1].at <= since))
    return found


def _changed_last(connection: Connection, kind: str, company: str, named: str, most: int) -> list[str]:
    """Those of a kind that were changed last, in each scope in which a company's people see them; with what stands in them, if asked."""
    account, found = meta.get(connection, "account"), dict[str, int]()
    jobs = documents.some(connection, "job", {"company": company})
    scopes = [f"job:{one.id}" for one in jobs if account in codes_of(one.body, "managers")]
    for scope in (f"applicants:{company}", f"account:{account}", *scopes):
        rows = connection.exec_driver_sql(
            "SELECT id, seq FROM document d WHERE scope = ? AND kind = ? AND base IS NOT NULL"  # noqa: S608 - a piece of this module
            f"{_NAMING if named else ''} ORDER BY seq DESC LIMIT ?",
            (scope, kind, *((named.encode(),) if named else ()), most),
        )
        found |= {row[0]: row[1] for row in rows}
    return sorted(found, key=lambda one: found[one], reverse=True)[:most]


_NAMING: Final = " AND instr(coalesce(d.mine, d.base), ?) > 0"
"""That something stands in a body, as it is spelled there: else what one did were lost behind what another did to many."""


def _tasks(connection: Connection, company: str, member: str) -> Iterator[Act]:
    """What was to be done: by whom it was added, given to somebody else last, and done.

    Who did that and when is the site's, so what oneself changed since, and has not sent, is left out: it was not their deed.
    """
    most = FURTHEST if member else LOOKED_AT
    changed = _changed_last(connection, "task", company, f'"{member}"' if member else "", most)
    found = documents.many(connection, "task", changed).values()
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
            f" WHERE s.kind = ?{_NAMING if named else ''} ORDER BY s.at DESC LIMIT ?",
            (kind, *((named.encode(), FURTHEST) if named else (LOOKED_AT,))),
        )
        for one in documents.many(connection, kind, [row[0] for row in rows]).values():
            about = field(one.body, "application") if kind == "note" else one.id
            yield Act(
                kind, field(one.body, "at"), _by(one.body, "author"), about, field(one.body, what) if what else ""
            )


def _jobs(connection: Connection, company: str) -> Iterator[Act]:
    for one in documents.some(connection, "job", {"company": company}):
        yield Act("published", field(one.body, "published"), None, one.id, "", {"job": title_of(one)})


def _joined(connection: Connection, company: str) -> Iterator[Act]:
    for one in documents.some(connection, "membership", {"company": company}):
        by = _by(one.body, "by")
        yield Act("joined", field(one.body, "since"), by, one.id, field(one.body, "name"))


def _by(body: Body, name: str) -> By | None:
    return By(field(body, name), "") if field(body, name) else None


def _named(connection: Connection, acts: list[Act]) -> tuple[Act, ...]:
    """With the names of members, applicants and jobs as they are now."""
    known = members(connection, [by.member for one in acts for by in (one.by, one.to) if by is not None])
    told = {each for one in acts if one.deed in _OF_APPLICANTS for each in (one.id, *one.ids[:NAMED])}
    held = documents.many(connection, "application", sorted(told))
    people = documents.many(connection, "profile", sorted({field(one.body, "seeker") for one in held.values()}))
    about = {field(one.body, "job") for one in held.values()} | {one.job for one in acts}
    posts = documents.many(connection, "job", sorted(about - {""}))
    found = []
    for one in acts:
        application, names = held.get(one.id), dict(one.names)
        post = posts.get(field(application.body, "job")) if application is not None else None
        if application is not None and not one.ids:
            whom = veil.whom(application, people, posts)
            names |= {"name": whom.name, "code": whom.code}
        if (shown := post if application is not None and not one.ids else posts.get(one.job)) is not None:
            names["job"] = title_of(shown)
        each = (veil.whom(held[one], people, posts) for one in one.ids[:NAMED] if one in held)
        by, to = (known.get(member.member) if member is not None else None for member in (one.by, one.to))
        stage = _stage(post, one.what) if one.deed == "moved" else one.stage
        called = tuple(Called(whom.name, whom.code) for whom in each)
        found.append(replace(one, by=by, to=to, names=names, stage=stage, whom=called))
    return tuple(found)


def _stage(post: Document | None, stage: str) -> Words:
    """The name of a stage: at its job, else the usual one."""
    known = {row.id: row.words for row in rules.stages(post.body)} if post is not None else {}
    return known.get(stage) or codes.table("stage").get(stage, Words(stage, stage))
