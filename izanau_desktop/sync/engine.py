"""The engine: one sync as the list of its steps."""

from __future__ import annotations

from functools import partial
from typing import Final

from msgspec.structs import asdict, replace

import izanau_protocol
from izanau_desktop.cache import Cache, CacheTrouble, agreement, awaited, gone, indexing, lease, meta, synclog
from izanau_desktop.cache.connection import Connection
from izanau_desktop.cache.cursors import Cursor
from izanau_desktop.sync import files, pull, push
from izanau_desktop.sync.report import Stopped, SyncReport, Tally, Turned, unheard
from izanau_desktop.sync.site import Site, SiteTrouble, backups_since, told_time
from izanau_protocol import ambient, wire
from izanau_protocol.problems import Problem, Refused, problem

_TRIES = 3
_BESIDE: Final = ("kinds", "policy_required", "barred", "stumbles", "idle", "let_go")
"""What a tally notes for the sync itself, or in another form than the report."""
_ORDER: Final = {"account": 0, "company": 1, "jobs": 9}


def sync(
    cache: Cache,
    site: Site,
    *,
    full: bool = False,
    at_once: bool = False,
    guest: bool = False,
    cause: str = synclog.ASKED,
    turned: Turned = unheard,
) -> SyncReport:
    """Push and pull once; `cause` stands in the log. Nothing is raised that a person can mend: it stands in the report.

    `turned` hears of each page once it is written, and of each batch once its answers are, and may raise Stopped.
    """
    began, at, tally = ambient.monotonic(), ambient.timestamp(), Tally()
    try:
        trouble = _tried(cache, site, tally, turned, full=full, at_once=at_once, guest=guest)
    except Exception:
        _end(cache, _report(site, tally, ambient.monotonic() - began, None), at, cause, synclog.STUMBLED, None)
        raise
    report = _report(site, tally, ambient.monotonic() - began, trouble)
    try:
        if _end(cache, report, at, cause, trouble.code if trouble else "", tally.idle):
            # Pages were refused what they asked for, though nothing of it changed.
            report = replace(report, kinds=report.kinds | lease.LEASED)
        if tally.gone:
            cache.file.tidy()
    except CacheTrouble as fault:  # as where the disk is full: that is told, and was most often told above
        return replace(report, problem=trouble or fault.problems[0])
    return report


def _tried(
    cache: Cache, site: Site, tally: Tally, turned: Turned, *, full: bool, at_once: bool, guest: bool
) -> Problem | None:
    """The steps, begun anew where the feed does; what ended them early."""
    trouble: Problem | None = problem("site_down")  # what it comes to where the feed begins anew each time
    for _ in range(_TRIES):
        tally.idle = tally.barred = None
        tally.stumbles = 0
        try:
            _steps(cache, site, tally, turned, full=full, at_once=at_once, guest=guest)
        except pull.ANEW:  # rule: it only says that the feed begins anew
            full = True
            continue
        except Refused as refused:
            trouble = refused.problems[0]
            tally.retry_after = refused.retry_after if isinstance(refused, SiteTrouble) else 0.0
        except Stopped:  # rule: it is as wanted
            tally.stopped, trouble = True, None
        else:
            trouble = None
        break
    return trouble


def _end(cache: Cache, report: SyncReport, at: str, cause: str, code: str, idle: str | None) -> bool:
    """Note how it went, for the line of state and for the log; whether that opens what was locked.

    Where nothing moved since the etag `idle` the lease begins anew here, so that such a sync writes one transaction; but
    not where another process let go meanwhile of all that the etag stands for.
    """
    names = (*synclog.MOVED, "requests", "bytes_in", "bytes_out")
    counts = {name: getattr(report, name) for name in names}
    one = synclog.Sync(at=at, cause=cause, milliseconds=round(report.seconds * 1000), problem=code, **counts)

    def work(connection: Connection) -> bool:
        if code != synclog.STUMBLED:
            meta.put(connection, "sync_problem", code)
        synclog.add(connection, one)
        return idle is not None and meta.get(connection, "etag") == idle and _finish(connection, idle)

    return cache.change(work)


def _steps(cache: Cache, site: Site, tally: Tally, turned: Turned, *, full: bool, at_once: bool, guest: bool) -> None:
    found, etag = pull.scopes(site, cache) if full else pull.moved(site, cache)
    if not cache.look(partial(_is_any_due, site)) and not found:
        tally.idle = etag
        return
    if found:
        _let_go(cache, site, found, tally, guest=guest)
    if not guest and push.everything(site, cache, tally, turned, at_once=at_once):
        found, etag = pull.scopes(site, cache)
        _let_go(cache, site, found, tally, guest=guest)  # what ended meanwhile is told by no later etag
    if found:
        indexing.reckon(cache.file)  # whoever comes is made as of today, and not once more behind for it
        for cursor in sorted(pull.begun(cache, found.scopes), key=_first):
            for _page in pull.scope(site, cache, cursor, found.scopes[cursor.scope], found.epoch, tally):
                turned(tally)
        if not guest:
            pull.acknowledge(site, cache)
    _close(cache, site, tally, etag)
    if found and not guest:  # what reading found in dispute, and what had to be read first, goes too
        push.everything(site, cache, tally, turned, at_once=at_once)
    files.fetch(site, cache, tally)  # when all else is done: nothing waits for a picture
    if tally.policy_required or cache.look(agreement.is_missed):
        raise Refused(problem("policy_required"))
    if tally.barred is not None:
        raise Refused(tally.barred)


def _is_any_due(site: Site, connection: Connection) -> bool:
    """Whether there is anything to send, to forget or to fetch here. Raises Refused in a program that is too old."""
    _refuse_old_program(connection)
    return any(push.state(site, connection)) or files.is_any_missing(connection)


def _let_go(cache: Cache, site: Site, found: wire.Scopes, tally: Tally, *, guest: bool) -> None:
    """What may no longer be seen goes before any other step (R8), as soon as the site is known to be the one that was read."""
    pull.ask_about_less(site, cache, found.scopes, found.epoch)
    if not guest:
        pull.acknowledge_again(site, cache)
    asked = ambient.timestamp()
    pull.lost(cache, found.scopes, tally)
    applied = pull.gone_first(site, cache, found.scopes, found.epoch, tally)
    pull.kinds_anew(site, cache, found.scopes, found.epoch, tally)
    tally.let_go = "" if cache.look(partial(pull.may_unlist_others, found.scopes)) else asked
    if not guest:
        if applied:
            pull.acknowledge(site, cache, applied)
        pull.fields(site, cache)  # before anything is pushed


def _close(cache: Cache, site: Site, tally: Tally, etag: str) -> None:
    """All was read. What nobody brought back to a restored site is given up only now: it may have been back for long."""
    if cache.change(lambda connection: _finish(connection, etag, told_time(site))):
        tally.kinds |= lease.LEASED  # pages were refused what they asked for, though nothing of it changed
    if cache.look(lambda connection: awaited.is_over(connection, backups_since(site))):
        tally.gone += cache.change(gone.give_up)


def _finish(connection: Connection, etag: str, at: str = "") -> bool:
    """All was read, at this moment of the site: an idle sync may ask with this etag, and the lease begins anew.

    Whether that opens what was locked.
    """
    meta.put(connection, "etag", etag)
    gone.forget_applied(connection)
    awaited.finish(connection, at)
    return lease.renew(connection)


def _first(cursor: Cursor) -> tuple[int, str]:
    """One's own scope first, then the company's, whose jobs and team the lists name; the public one last: it is the longest."""
    return _ORDER.get(cursor.scope.partition(":")[0], 2), cursor.scope


def _refuse_old_program(connection: Connection) -> None:
    least = meta.get(connection, "min_version")
    if least and _numbers(izanau_protocol.__version__) < _numbers(least):
        raise Refused(problem("client_too_old", version=least))


def _numbers(version: str) -> tuple[int, ...]:
    return tuple(int(part) for part in version.split(".") if part.isdigit())


def _report(site: Site, tally: Tally, seconds: float, trouble: Problem | None) -> SyncReport:
    counts = {name: value for name, value in asdict(tally).items() if name not in _BESIDE}
    return SyncReport(
        **counts,
        requests=site.requests,
        bytes_in=site.bytes_in,
        bytes_out=site.bytes_out,
        seconds=round(seconds, 3),
        problem=trouble,
        kinds=frozenset(tally.kinds),
    )
