"""Serving feeds: which scopes a caller has, pages of stored bytes, acknowledgements; every page is logged first (R6, R13)."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final, NamedTuple

import msgspec
from sqlalchemy import Connection, RowMapping

from izanau_protocol import canonical, ids, visibility, vocabulary, wire
from izanau_protocol.problems import Refused, problem
from izanau_site.accounts.caller import Caller
from izanau_site.attempt import attempt
from izanau_site.store import access, feeds, policies, recalls, tombstones
from izanau_site.store.access import Span
from izanau_site.store.store import Store, epoch_of

GUEST: Final = Caller(account="", device="", group="", role="")
"""Whoever is not signed in: reads the scope `jobs`, and is not logged."""
_END: Final = 1024
"""Bytes of a page that are kept for its last line."""
_AUDIENCES: Final = {
    "account": ("self", "author"),
    "company": ("company", "public"),
    "applicants": ("applicants",),
    "contacts": ("contacts",),
    "job": ("applicants",),
    "jobs": ("public",),
    "staff": ("staff",),
}


class _Seeker(msgspec.Struct):
    seeker: str = ""


class _Lens:
    """Writes entries as lines of a page, each as narrow as the table and the policy in force want it now (R5)."""

    def __init__(self, manifest: visibility.Manifest | None) -> None:
        self.manifest, self.versions = manifest, visibility.versions(manifest)

    def line(self, row: RowMapping, *, beside: bool = False) -> bytes:
        """One entry as canonical JSON; the view is the stored bytes, narrowed where its version is another."""
        first = b'{"beside":true,' if beside else b"{"
        gone = b'"gone":' + _text(row["cause"]) + b"," if row["view"] is None else b""
        middle = b'"id":%b,"kind":%b,"scope":%b,"seq":%d' % (
            _text(row["id"]), _text(row["kind"]), _text(row["scope"]), row["seq"],
        )  # fmt: skip
        view = b"" if row["view"] is None else b',"view":' + self._view(row)
        return first + gone + middle + view + b"}\n"

    def _view(self, row: RowMapping) -> bytes:
        view, kind = bytes(row["view"]), row["kind"]
        if row["views"] == self.versions[kind]:
            return view
        audiences = _AUDIENCES[row["scope"].split(":", 1)[0]]
        kept = {
            name: value
            for name, value in feeds.tree_of(view).items()
            if any(visibility.may_see(kind, name, one, self.manifest) for one in audiences)
        }
        return canonical.encode(kept)


class _Page(NamedTuple):
    lines: list[bytes]
    low: int
    high: int
    cursor: int
    more: bool


class _Beside(NamedTuple):
    """Where the profiles and contacts of applications are: the scopes, and the ids for each row."""

    scopes: list[str]
    ids: list[tuple[str, ...]]

    def sizes(self, connection: Connection, has: feeds.Read) -> list[dict[str, int]]:
        """The bytes of what goes with each row, by id."""
        found = feeds.sizes_of(connection, self.scopes, [one for some in self.ids for one in some], has)
        return [{one: found.get(one, 0) for one in some} for some in self.ids]

    def entries(self, connection: Connection, shown: Sequence[RowMapping], has: feeds.Read) -> list[RowMapping]:
        """What goes with the first rows, which are shown, but for what is among them."""
        taken = {row["id"] for row in shown}
        wanted = {one for some in self.ids[: len(shown)] for one in some}
        found = feeds.entries_of(connection, self.scopes, sorted(wanted), has)
        return [row for row in found if row["id"] not in taken or row["scope"] != has.scope]


def scopes(
    connection: Connection, caller: Caller, *, policy: str, min_version: str, lease_hours: int = wire.LEASE_HOURS
) -> wire.Scopes:
    """Heads and floors of the scopes of a caller; the caller of this makes the ETag of its bytes."""
    heads, versions, epoch = feeds.heads(connection, caller.scopes), feeds.versions(connection), epoch_of(connection)
    agreed = caller.agreed or not caller.account
    known = vocabulary.version(vocabulary.known())
    return wire.Scopes(epoch, versions, policy, min_version, heads, lease_hours, agreed, known)


def feed(
    store: Store,
    caller: Caller,
    scope: str,
    *,
    after: int | None = None,
    before: int | None = None,
    limit: int = wire.PAGE_ENTRIES,
    gone: bool = False,
    kind: str = "",
    read: int = 0,
) -> bytes:
    """A page of a scope: upwards from `after`, or downwards from `before` (0 is the top); `gone` serves only
    tombstones, and views that lost a field above `after`; `kind` serves only one kind. What the caller read of the
    scope, all from `before` (or from the bottom) up to `read`, does not come beside an application once more.

    Raises Refused (`not_yours`) for a scope that is unknown or another's.
    """
    if scope not in caller.scopes:
        raise Refused(problem("not_yours"))
    least = max(1, min(limit, wire.PAGE_ENTRIES))
    start = None if before is not None else after or 0
    has = feeds.Read(scope, before or 0, read if before != 0 else 0)  # above the top nothing was read
    with store.transaction() as connection:
        heads = feeds.heads(connection, [scope, *_places(scope, caller)])
        head = heads[scope].head
        rows = feeds.page(connection, scope, after=start, before=before, limit=least + 1, gone=gone, kind=kind)
        beside = _beside(rows, scope, caller)
        lens = _Lens(policies.manifest(connection))
        page = _fit(lens, rows, least, start, before, head, beside.sizes(connection, has))
        shown = rows[: len(page.lines)]
        more = beside.entries(connection, shown, has)
        epoch, floor = epoch_of(connection), _floor(connection, scope) if gone else heads[scope].floor
    if caller.device and page.lines:
        whole = Span(scope, page.low, page.high, head)
        listed = _runs(shown, heads) if gone or kind else [whole]
        _log(store, caller, epoch, whole, listed + _runs(more, heads))
    if (seen := max(start or 0, read)) > head:
        epoch = store.epoch_after({scope: seen})  # of another one than was asked for: the page counts for nothing
    return _sealed(page.lines + [lens.line(row, beside=True) for row in more], page, epoch, lens.versions, floor)


def acknowledge(store: Store, caller: Caller, applied: Mapping[str, int]) -> None:
    """A device has applied the tombstones of its scopes up to these seqs (R8). Other scopes are passed over.

    What every device has applied by that goes: not even the id of who was erased stays in a feed.
    """
    mine = {scope: applied[scope] for scope in caller.scopes if scope in applied}

    def write(connection: Connection) -> None:
        heads = feeds.heads(connection, list(mine))
        seqs = {scope: min(max(seq, 0), heads[scope].head) for scope, seq in mine.items()}
        before = access.acknowledged(connection, caller.device)
        passed = tombstones.between(connection, before, seqs)  # what stands below waits for others
        access.acknowledge(connection, caller.device, seqs)
        recalls.reach(connection, caller.device, seqs)
        tombstones.collect(connection, before, tombstones.applied(connection, passed))

    attempt(store, write)


def _fit(
    lens: _Lens,
    rows: Sequence[RowMapping],
    limit: int,
    after: int | None,
    before: int | None,
    head: int,
    beside: Sequence[Mapping[str, int]],
) -> _Page:
    """As many entries as a page holds, by number and by bytes; `beside` are the bytes of what goes with each, by id."""
    lines: list[bytes] = []
    size, counted = _END, set[str]()
    for row, goes_with in zip(rows[:limit], beside, strict=False):
        line = lens.line(row)
        size += len(line) + sum(length for one, length in goes_with.items() if one not in counted)
        if lines and size > wire.MAX_PAGE:
            break
        counted |= goes_with.keys()
        lines.append(line)
    more = len(lines) < len(rows)
    seqs = [row["seq"] for row in rows[: len(lines)]]
    if after is not None:
        cursor = seqs[-1] if seqs and more else max([after, head, *seqs])
    else:
        cursor = min(seqs, default=0) if more else 0
    return _Page(lines, min(seqs, default=0), max(seqs, default=0), cursor, more)


def _beside(rows: Iterable[RowMapping], scope: str, caller: Caller) -> _Beside:
    place = scope.partition(":")[0]
    wanted: list[tuple[str, ...]] = []
    for row in rows:
        if place in ("applicants", "job") and row["kind"] == "application" and row["view"] is not None:
            wanted.append((msgspec.json.decode(row["view"], type=_Seeker).seeker, ids.contact_id(row["id"])))
        else:
            wanted.append(())
    return _Beside(_places(scope, caller), wanted)


def _places(scope: str, caller: Caller) -> list[str]:
    """The scopes of what may go beside a page."""
    company = scope.partition(":")[2]
    return [scope] + [name for name in caller.scopes if name == f"contacts:{company}"]


def _runs(rows: Iterable[RowMapping], heads: Mapping[str, wire.ScopeHead]) -> list[Span]:
    """These entries as unbroken spans: the log never says that more was delivered than was (PRV-17)."""
    runs: list[Span] = []
    for scope, seq in sorted((row["scope"], row["seq"]) for row in rows if row["view"] is not None):
        if runs and (runs[-1].scope, runs[-1].high + 1) == (scope, seq):
            runs[-1] = runs[-1]._replace(high=seq)
        else:
            runs.append(Span(scope, seq, seq, heads[scope].head))
    return runs


def _text(text: str) -> bytes:
    return json.dumps(text, ensure_ascii=False).encode()


def _log(store: Store, caller: Caller, epoch: str, page: Span, delivered: Sequence[Span]) -> None:
    """Before the first byte leaves: what is shown to whom, in the ledger and in the log."""
    shown: dict[str, int] = {}
    for span in (page, *delivered):
        shown[span.scope] = max(span.high, shown.get(span.scope, 0))
    for name, seq in shown.items():
        store.ledger.mark(name, seq, epoch)
    others = [span for span in delivered if feeds.is_read_by_others(span.scope)]

    def write(connection: Connection) -> None:
        access.note_shown(connection, caller.device, shown)
        access.log_pages(connection, caller.account, caller.device, others)

    attempt(store, write)


def _floor(connection: Connection, scope: str) -> int:
    """As it is once the page was read: an acknowledgement that was written meanwhile may have taken some of it (PostgreSQL)."""
    return feeds.heads(connection, [scope])[scope].floor


def _sealed(lines: list[bytes], page: _Page, epoch: str, versions: Mapping[str, str], floor: int) -> bytes:
    before = b"".join(lines)
    end: dict[str, Any] = {
        "count": len(lines),
        "cursor": page.cursor,
        "epoch": epoch,
        "floor": floor,
        "more": page.more,
        "sha256": hashlib.sha256(before).hexdigest(),
        "views": dict(versions),
    }
    return before + canonical.encode(end) + b"\n"
