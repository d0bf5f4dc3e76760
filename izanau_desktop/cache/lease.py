"""The lease of a company's and staff's cache: renewed by the site alone, locked after 72 hours, purged after 14 days (R16)."""

from __future__ import annotations

import shutil
from collections.abc import Iterable, Iterator
from contextlib import AbstractContextManager, contextmanager
from datetime import datetime, timedelta
from functools import partial
from types import TracebackType
from typing import Final

import msgspec

from izanau_desktop.cache import gone, joining, local, meta, outbox
from izanau_desktop.cache.connection import Connection
from izanau_desktop.cache.file import ASIDE, CacheFile
from izanau_desktop.cache.trouble import told
from izanau_protocol import ambient, wire
from izanau_protocol.canonical import Body
from izanau_protocol.documents import KINDS
from izanau_protocol.problems import Refused, problem

LEASED: Final = frozenset(
    {"application", "profile", "contact", "message", "note", "task", "export", "view", "ticket", "mend", "conflict"}
)
_OWN: Final = ("account:", "company:", "jobs", "local")
"""Scopes of what is about oneself, one's company, or everyone; any other, of a newer site too, may speak of other people."""
_MENDS: Final = "mend"
"""What staff wrote about somebody's record: their own documents, full of other people's values."""
_NOTED: Final = timedelta(minutes=5)
"""How often the clock is written down: what it is held against later."""
_BACK: Final = timedelta(hours=1)
_PLAUSIBLE: Final = timedelta(days=400)
_SHOWN: Final = "shown"
"""The note that a sync leaves which is not through yet: as of when the site shows what is here."""
_PURGED: Final = "purged"
"""The note that all was purged, and nothing of others shown since."""
SIGNED_OUT: Final = "signed_out"
"""The note that the site does not know the session."""
_ENDED: Final = ("device_ended", "account_erased")


class Lease(msgspec.Struct, frozen=True):
    """`none` (a seeker's own data), `held`, `locked`, or `due`: to be purged now."""

    state: str
    until: str = ""
    waiting: int = 0
    """Unsent deeds about other people, which a purge would take."""
    since: str = ""
    """When the last sync was, whole or not."""
    purge: str = ""
    """When all is removed if no sync comes before; empty where the clock is not to be trusted."""
    clock: bool = False
    """Whether it is locked because the clock of this machine went back."""
    signed_out: bool = False
    """Whether it is locked because the site does not know the session of this machine."""

    @property
    def is_down(self) -> bool:
        """Whether people's records must not be shown."""
        return self.state in ("locked", "due")


class Reading(AbstractContextManager[Connection]):
    """A look into the cache, refused for people's records while the lease is not held."""

    def __init__(self, file: CacheFile, kind: str) -> None:
        self._look = _looking(file, kind)

    def __enter__(self) -> Connection:
        return self._look.__enter__()

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> bool | None:
        return self._look.__exit__(kind, error, trace)


@contextmanager
def _looking(file: CacheFile, kind: str) -> Iterator[Connection]:
    with file.read() as connection:
        admit(connection, kind)
        yield connection


def admit(connection: Connection, kind: str) -> None:
    """Do nothing where documents of a kind may be looked at or changed now. Raises Refused `lease_locked` for people's records
    while the lease is not held, `not_signed_in` where that is so because the site does not know the session."""
    found = state(connection) if kind in LEASED else None
    if found is not None and found.is_down:
        raise Refused(problem("not_signed_in") if found.signed_out else problem("lease_locked"))


def state(connection: Connection) -> Lease:
    """How the lease stands by this machine's clock and what was noted of it."""
    if meta.get(connection, "group") not in ("company", "staff"):
        return Lease("none")
    last = _time(meta.get(connection, _SHOWN) or meta.get(connection, "last_sync"))
    if last is None:
        return Lease("held")  # the site never showed anything: there is nothing of others here
    until = last + timedelta(hours=_hours(connection))
    now, highest = ambient.now(), _time(meta.get(connection, "clock")) or last
    went_back = now < max(highest, last) - _BACK or bool(meta.get(connection, "clock_went_back"))
    signed_out = bool(meta.get(connection, SIGNED_OUT))
    if not went_back and not signed_out and now <= until:
        return Lease("held", _told(until))
    purge = last + timedelta(days=wire.PURGE_DAYS)
    plausible = not went_back and now < last + _PLAUSIBLE
    return Lease(
        "due" if plausible and now > purge else "locked",
        "" if signed_out else _told(until),
        _waiting(connection),
        _told(last),
        _told(purge) if plausible else "",
        clock=went_back,
        signed_out=signed_out,
    )


def tick(file: CacheFile) -> Lease:
    """Note the clock and purge what is due; call it at start and often. A person's own cache knows no lease."""
    with file.read() as connection:
        found = state(connection)
        if meta.get(connection, "group") != "seeker":
            _purge_aside(file, everything=found.state == "due")
        if found.state == "none" or not (found.state == "due" or _is_worth_noting(connection)):
            return found
    with file.write() as connection:
        now, highest = ambient.now(), _time(meta.get(connection, "clock"))
        if highest is None or now > highest:
            meta.put(connection, "clock", ambient.timestamp())
        elif now < highest - _BACK:
            meta.put(connection, "clock_went_back", "yes")
        found = state(connection)
        typed = ambient.now() - timedelta(hours=_hours(connection))
        local.forget_drafts(connection, _MENDS, typed.date().isoformat())
        if found.state == "due":
            purge(connection)
    if found.state == "due":
        joining.join(file)
    return found


def _purge_aside(file: CacheFile, *, everything: bool) -> None:
    """What was put aside of other people's records goes with them, and at the latest when it is as old as they may be.

    Where nothing tells whose the cache is, it is held to the same.
    """
    latest = ambient.timestamp(days=-wire.PURGE_DAYS).replace(":", "")
    with told(file.folder):
        for aside in file.folder.glob(f"{ASIDE}*") if file.folder is not None else ():
            if everything or aside.name.removeprefix(ASIDE) < latest:
                shutil.rmtree(aside)


def _is_worth_noting(connection: Connection) -> bool:
    """Whether the clock moved on by more than is lost if the program ends now, or went back."""
    highest = _time(meta.get(connection, "clock"))
    return highest is None or not highest - _BACK <= ambient.now() <= highest + _NOTED


def renew(connection: Connection) -> bool:
    """A sync went through: the lease begins anew, and so does trust in the clock. Whether what was locked opens by it."""
    opens = state(connection).is_down
    meta.put(connection, "last_sync", ambient.timestamp())
    meta.put(connection, _SHOWN, "")
    meta.put(connection, "clock", ambient.timestamp())
    meta.put(connection, "clock_went_back", "")
    meta.put(connection, SIGNED_OUT, "")
    return opens


def shown(connection: Connection, entries: Iterable[wire.Entry], moment: str) -> bool:
    """A page shows others' records: the lease counts from the moment up to which all was let go of that went at the site.

    So what an unfinished pull brought is leased too, and each sync that goes on with it renews that; trust in the clock
    only a whole one does. Whether what was locked opens by it.
    """
    if meta.get(connection, _SHOWN) == moment or not any(map(_is_of_others, entries)):
        return False
    before = state(connection).state
    if before == "none":
        return False
    meta.put(connection, _SHOWN, moment)
    meta.put(connection, _PURGED, "")
    return before != state(connection).state


def holds_unlisted(connection: Connection, scope: str, walk: int) -> bool:
    """Whether a record of others stands in a scope that this walk of it has not listed: it may be gone at the site.

    What a purge left is none: a walk anew after it holds back no lease of what comes, which would be purged over again.
    """
    kinds: tuple[str, ...] = ()
    if scope.startswith(_OWN):
        if meta.get(connection, _PURGED):
            return False
        kinds = tuple(LEASED)
    only = f" AND kind IN ({', '.join('?' * len(kinds))})" if kinds else ""
    sql = f"SELECT 1 FROM document WHERE scope = ? AND listed <> ? AND base IS NOT NULL{only} LIMIT 1"  # noqa: S608 - marks
    return connection.exec_driver_sql(sql, (scope, walk, *kinds)).first() is not None


def _is_of_others(entry: wire.Entry) -> bool:
    return entry.kind in LEASED or not entry.scope.startswith(_OWN)


def heard(file: CacheFile, code: str) -> None:
    """A sync ended by this problem. Where the session was ended, the right to see others' records was too (PRV-54). A session
    that the site only does not know locks them until the person signs in again, or the lease takes them: put back from a
    backup, the site knows nobody who signed in since, and what they have not sent, or sent since, is nowhere but here."""
    if code not in (*_ENDED, "not_signed_in"):
        return
    with file.read() as connection:
        found = state(connection)
    if found.state == "none" or (code not in _ENDED and found.signed_out):
        return
    with file.write() as connection:
        if code in _ENDED:
            purge(connection)
        else:
            meta.put(connection, SIGNED_OUT, "yes")
    if code in _ENDED:
        joining.join(file)


def purge(connection: Connection) -> None:
    """Remove every record of other people; what is about oneself or the company's own jobs stays."""
    held = gone.remove_conflicts(connection, partial(_is_about_own, connection)) + gone.remove_mends(connection)
    if held:
        meta.put(connection, "list_anew", "yes")  # those that still stand do so in one's own scope, which stays
    scopes = [row[0] for row in connection.exec_driver_sql("SELECT DISTINCT scope FROM document")]
    for scope in scopes:
        if not scope.startswith(_OWN):
            gone.remove_scope(connection, scope)
    gone.remove_pushes(connection, _is_about_others)
    local.forget_drafts(connection, _MENDS)
    local.clear(connection, local.VIEWS)
    meta.put(connection, _PURGED, "yes")
    meta.put(connection, "etag", "")  # that nothing moved at the site does not mean that all of it is here


def _is_about_own(connection: Connection, conflict: Body) -> bool:
    """Whether a conflict is about what stays. What it is about need not have been read, since one's own scope comes first."""
    kind, about = str(conflict.get("document", "")), conflict.get("about", "")
    if kind in KINDS and kind not in LEASED:
        return True
    found = connection.exec_driver_sql(
        "SELECT scope FROM document WHERE kind = ? AND id = ? AND base IS NOT NULL", (kind, about)
    )
    return kind != _MENDS and any(scope.startswith(_OWN) for (scope,) in found)


def _is_about_others(part: outbox.Part) -> bool:
    return not part.scope.startswith(_OWN) or part.kind == _MENDS


def _waiting(connection: Connection) -> int:
    return sum(any(map(_is_about_others, row.parts)) for row in outbox.rows(connection))


def _hours(connection: Connection) -> int:
    told = meta.get(connection, "lease_hours")
    return min(int(told), wire.LEASE_HOURS) if told.isdigit() else wire.LEASE_HOURS


def _time(text: str) -> datetime | None:
    return datetime.fromisoformat(text) if text else None


def _told(moment: datetime) -> str:
    return moment.isoformat(timespec="seconds").replace("+00:00", "Z")
