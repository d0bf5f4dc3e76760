"""Read model of who did what when in a company, from what the cache holds already; what one did to many in one go is told as one."""

from __future__ import annotations

from collections.abc import Callable, Collection, Hashable, Iterable, Iterator, Mapping, Sequence
from datetime import datetime, timedelta
from itertools import islice
from typing import Final, NamedTuple

import msgspec
from msgspec.structs import replace

from izanau_desktop.cache import Cache, documents, meta
from izanau_desktop.cache.applicants import UNBLINDED
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
"""The same at the most: of one member's, among what names them; of applications, until a deed on many is passed by."""
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
    """The applications, where it was done to several in one go; `id` is the last of them, and `job` the job of all. Of tasks
    that were given on in one go, what each is about."""
    more: bool = False
    """Whether there may be more of them than were looked at."""
    whom: tuple[Called, ...] = ()
    """What the first of them are called, or are to do."""


def activity(cache: Cache, member: str = "", most: int = 100) -> tuple[Act, ...]:
    """What was done last in the company, newest first; by one membership only, if asked."""
    with cache.reading("application") as connection:
        company = meta.get(connection, "company")
        acts = [*_moves(connection, member, most), *_written(connection, member), *_jobs(connection, company)]
        acts += [*_joined(connection, company), *_tasks(connection, company, member)]
        acts = [one for one in acts if one.at and (not member or (one.by is not None and one.by.member == member))]
        acts.sort(key=lambda one: one.at, reverse=True)
        return _named(connection, acts[:most])


def _moves(connection: Connection, member: str, most: int) -> list[Act]:
    """Stages that somebody of the company moved, and applicants who were made known.

    They are read by when they came to their stage, last first: whoever is not read yet was moved no later than the last that was.
    Where one deed on many takes as many as are read, the rest of those is passed by, so that it hides nothing behind it.
    """
    walk, acts, looked = _moved_last(connection, member), _known(connection, member), 0
    passed, cuts, found = dict[str, str](), list[_Cut](), list[Act]()
    while looked < 2 * FURTHEST:
        part = list(islice(_not_passed(walk, passed), LOOKED_AT))
        held = documents.many(connection, "application", [one.id for one in part])
        acts += [each for one in part if one.id in held for each in _steps(held[one.id], "trail", member)]
        looked, end = looked + len(part), part[-1].since if len(part) == LOOKED_AT else ""
        found = _together(acts, [*cuts, _Cut("", end)])
        if not end or sum(one.at > end for one in found) >= most:
            break
        if looked >= FURTHEST:
            large = {one.what for one in found if one.deed == "moved" and one.more and len(one.ids) >= LOOKED_AT}
            passed |= dict.fromkeys(large, end)
            cuts += [_Cut(stage, end) for stage in large]
    return found


class _Moved(NamedTuple):
    """An application, the stage that it is at, and since when."""

    id: str
    stage: str
    since: str


class _Cut(NamedTuple):
    """The moment from which on no more was read back: of what was moved to a stage, or of all."""

    stage: str
    at: str


def _moved_last(connection: Connection, member: str) -> Iterator[_Moved]:
    """The applications, those last that came to their stage the longest ago; with a member in them, if asked."""
    named = f'"by":"{member}"'.encode() if member else b""
    beside = (
        " CROSS JOIN shown s ON s.kind = 'application' AND s.id = a.id"
        " CROSS JOIN document d ON d.id = s.id AND d.kind = s.kind AND d.scope = s.scope"
    )
    rows = connection.exec_driver_sql(
        f"SELECT a.id, a.stage, a.since FROM applicant a{beside if named else ''} WHERE a.since <> ''"  # noqa: S608 - pieces of this module
        f"{_NAMING if named else ''} ORDER BY a.since DESC, a.number DESC",
        (named,) if named else (),
    )
    return (_Moved(*row) for row in rows)


def _not_passed(walk: Iterator[_Moved], passed: dict[str, str]) -> Iterator[_Moved]:
    """Those that do not go on with what is passed by: by stage, when the last of that came to it."""
    for one in walk:
        if one.stage in passed and _near(passed[one.stage], one.since):
            passed[one.stage] = one.since
        else:
            yield one


def _known(connection: Connection, member: str) -> list[Act]:
    """Who was made known."""
    rows = connection.exec_driver_sql(
        f"SELECT id FROM applicant WHERE hidden = {UNBLINDED} ORDER BY since DESC LIMIT ?",  # noqa: S608 - no value of anybody's
        (FURTHEST,),
    )
    held = documents.many(connection, "application", [row[0] for row in rows])
    return [each for one in held.values() for each in _steps(one, "unblinded", member)]


def _steps(one: Document, name: str, member: str) -> Iterator[Act]:
    """What was done to an applicant, by one member only, if asked."""
    job, deed = field(one.body, "job"), "moved" if name == "trail" else name
    for _, step in in_order(one.body, name):
        by = field(step, "by")
        if (by or name == "unblinded") and field(step, "at") and member in ("", by):
            stage, reason = field(step, "stage"), field(step, "reason")
            yield Act(deed, field(step, "at"), _by(step, "by"), one.id, stage, reason=reason, job=job)


def _together(acts: Iterable[Act], cuts: Sequence[_Cut]) -> list[Act]:
    """What one did to several in one go as one; where it reaches a cut, it may have been done to more than were looked at."""
    found = list[Act]()
    for run in _runs(acts, lambda one: (one.deed, one.by, one.what, one.reason)):
        ids = tuple(dict.fromkeys(one.id for one in run))
        if len(ids) < TOGETHER:
            found += run
        else:
            first, last = run[0], run[-1].at
            more = first.deed == "moved" and any(
                last <= cut.at and cut.stage in ("", first.what) and (not cut.stage or cut.at <= first.at)
                for cut in cuts
            )
            found.append(replace(first, ids=ids, job=_job_of(run), more=more))
    return found


def _runs(acts: Iterable[Act], alike: Callable[[Act], Hashable]) -> list[list[Act]]:
    """What is alike and was done in one go, newest first."""
    runs, last = list[list[Act]](), dict[Hashable, list[Act]]()
    for one in sorted(acts, key=lambda one: one.at, reverse=True):
        run = last.get(key := alike(one))
        if run is None or not _near(run[-1].at, one.at):
            run = last[key] = []
            runs.append(run)
        run.append(one)
    return runs


def _near(later: str, earlier: str) -> bool:
    return later == earlier or datetime.fromisoformat(later) - datetime.fromisoformat(earlier) <= APART


def _job_of(run: Sequence[Act]) -> str:
    """The job of all, if it is one."""
    return run[0].job if len({one.job for one in run}) == 1 else ""


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


def _tasks(connection: Connection, company: str, member: str) -> list[Act]:
    """What was to be done: by whom it was added, given to somebody else last, and done.

    Who did that and when is the site's, so what oneself changed since, and has not sent, is left out: it was not their deed.
    """
    most = FURTHEST if member else LOOKED_AT
    changed = _changed_last(connection, "task", company, f'"{member}"' if member else "", most)
    found = documents.many(connection, "task", changed)
    acts = list(_task_acts(connection, found.values()))
    given = [one for one in acts if one.deed == "given" and one.at]
    last = found[changed[-1]].body if len(changed) == most and changed[-1] in found else {}
    return [one for one in acts if one.deed != "given"] + _handed_on(given, field(last, "given_at"))


def _handed_on(given: Iterable[Act], since: str) -> list[Act]:
    """Tasks that one gave to another in one go, as those of a colleague who leaves, as one. Up to a moment there may be more."""
    found = list[Act]()
    for run in _runs(given, lambda one: (one.by, one.to)):
        if len(run) < TOGETHER:
            found += run
        else:
            whom = tuple(Called(one.what, "") for one in run[:NAMED])
            ids, more = tuple(one.id for one in run), run[-1].at <= since
            found.append(replace(run[0], id="", what="", ids=ids, whom=whom, job=_job_of(run), more=more))
    return found


def _task_acts(connection: Connection, found: Collection[Document]) -> Iterator[Act]:
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
        found.append(replace(one, by=by, to=to, names=names, stage=stage, whom=one.whom or called))
    return tuple(found)


def _stage(post: Document | None, stage: str) -> Words:
    """The name of a stage: at its job, else the usual one."""
    known = {row.id: row.words for row in rules.stages(post.body)} if post is not None else {}
    return known.get(stage) or codes.table("stage").get(stage, Words(stage, stage))
