"""Serving feeds: which scopes a caller has, pages of stored bytes, acknowledgements; every page is logged first (R6, R13)."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final, NamedTuple

import msgspec
from sqlalchemy import RowMapping

from izanau_protocol import canonical, ids, visibility, wire
from izanau_protocol.problems import Refused, problem
from izanau_site.accounts.caller import Caller
from izanau_site.store import access, feeds, tombstones
from izanau_site.store.store import Store, epoch_of

GUEST: Final = Caller(account="", device="", group="", role="")
"""Whoever is not signed in: reads the scope `jobs`, and is not logged."""
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


class _Page(NamedTuple):
    lines: list[bytes]
    low: int
    high: int
    cursor: int
    more: bool
    shown: dict[str, int]


def scopes(store: Store, caller: Caller, *, policy: str, min_version: str) -> wire.Scopes:
    """Heads and floors of the scopes of a caller; the caller of this makes the ETag of its bytes."""
    with store.transaction() as connection:
        heads = feeds.heads(connection, caller.scopes)
        return wire.Scopes(epoch_of(connection), wire.VIEWS, policy, min_version, heads)


def feed(
    store: Store,
    caller: Caller,
    scope: str,
    *,
    after: int | None = None,
    before: int | None = None,
    limit: int = wire.PAGE_ENTRIES,
    gone: bool = False,
) -> bytes:
    """A page of a scope: upwards from `after`, or downwards from `before` (0 is the top); `gone` serves tombstones only.

    Raises Refused (`not_yours`) for a scope that is unknown or another's.
    """
    if scope not in caller.scopes:
        raise Refused(problem("not_yours"))
    least = max(1, min(limit, wire.PAGE_ENTRIES))
    start = None if before is not None else after or 0
    with store.transaction() as connection:
        head = feeds.heads(connection, [scope])[scope].head
        rows = feeds.page(connection, scope, after=start, before=before, limit=least + 1, gone=gone)
        page = _fit(rows, least, start, before, head)
        beside = _beside(rows[: len(page.lines)], scope, caller)
        more = feeds.entries_of(connection, *beside) if beside[1] else []
        epoch = epoch_of(connection)
    shown = dict(page.shown)
    taken = {row["id"] for row in rows[: len(page.lines)]}
    lines = page.lines + [_line(row, beside=True) for row in more if row["id"] not in taken or row["scope"] != scope]
    for row in more:
        shown[row["scope"]] = max(row["seq"], shown.get(row["scope"], 0))
    if shown and caller.device:
        _log(store, caller, scope, page, shown)
    return _sealed(lines, page, epoch)


def acknowledge(store: Store, caller: Caller, applied: Mapping[str, int]) -> None:
    """A device has applied the tombstones of its scopes up to these seqs (R8). Other scopes are passed over.

    What every device has applied by that goes: not even the id of who was erased stays in a feed.
    """
    with store.transaction(write=True) as connection:
        before = tombstones.applied(connection, applied)
        heads = feeds.heads(connection, caller.scopes)
        seqs = {scope: min(max(seq, 0), heads[scope].head) for scope, seq in applied.items() if scope in heads}
        access.acknowledge(connection, caller.device, seqs)
        tombstones.collect(connection, before, tombstones.applied(connection, seqs))


def _fit(rows: Sequence[RowMapping], limit: int, after: int | None, before: int | None, head: int) -> _Page:
    """As many entries as a page holds, by number and by bytes; half of the bytes are kept for what goes beside."""
    lines: list[bytes] = []
    size = 0
    for row in rows[:limit]:
        line = _line(row)
        if lines and size + len(line) > wire.MAX_PAGE // 2:
            break
        lines.append(line)
        size += len(line)
    more = len(lines) < len(rows)
    seqs = [row["seq"] for row in rows[: len(lines)]]
    if after is not None:
        cursor = seqs[-1] if seqs and more else max([after, head, *seqs])
    else:
        cursor = min(seqs, default=0) if more else 0
    shown = {rows[0]["scope"]: max(seqs)} if seqs else {}
    return _Page(lines, min(seqs, default=0), max(seqs, default=0), cursor, more, shown)


def _beside(rows: Iterable[RowMapping], scope: str, caller: Caller) -> tuple[list[str], list[str]]:
    """Where the profiles and contacts of a page's applications are: the scopes, and the ids."""
    place, _, company = scope.partition(":")
    if place != "applicants":
        return [], []
    wanted: list[str] = []
    for row in rows:
        if row["kind"] == "application" and row["view"] is not None:
            wanted += [msgspec.json.decode(row["view"], type=_Seeker).seeker, ids.contact_id(row["id"])]
    places = [scope] + [name for name in caller.scopes if name == f"contacts:{company}"]
    return places, sorted(set(wanted))


def _line(row: RowMapping, *, beside: bool = False) -> bytes:
    """One entry as canonical JSON; the view is the stored bytes, narrowed where its version is older (R5)."""
    first = b'{"beside":true,' if beside else b"{"
    gone = b'"gone":' + _text(row["cause"]) + b"," if row["view"] is None else b""
    middle = b'"id":%b,"kind":%b,"scope":%b,"seq":%d' % (
        _text(row["id"]), _text(row["kind"]), _text(row["scope"]), row["seq"],
    )  # fmt: skip
    view = b"" if row["view"] is None else b',"view":' + _narrowed(row)
    return first + gone + middle + view + b"}\n"


def _narrowed(row: RowMapping) -> bytes:
    view: bytes = bytes(row["view"])
    if row["views"] >= wire.VIEWS:
        return view
    audiences = _AUDIENCES[row["scope"].split(":", 1)[0]]
    body = canonical.decode(view)
    kept = {n: v for n, v in body.items() if any(visibility.may_see(row["kind"], n, one) for one in audiences)}
    return canonical.encode(kept)


def _text(text: str) -> bytes:
    return json.dumps(text, ensure_ascii=False).encode()


def _log(store: Store, caller: Caller, scope: str, page: _Page, shown: dict[str, int]) -> None:
    """Before the first byte leaves: what is shown to whom, in the ledger and in the log."""
    for name, seq in shown.items():
        store.ledger.mark(name, seq)
    with store.transaction(write=True) as connection:
        access.note_shown(connection, caller.device, shown)
        if scope not in ("jobs", f"account:{caller.account}"):  # what is public or one's own is shown to nobody else
            access.log_page(connection, caller.account, caller.device, scope, page.low, page.high)


def _sealed(lines: list[bytes], page: _Page, epoch: str) -> bytes:
    before = b"".join(lines)
    end: dict[str, Any] = {
        "count": len(lines),
        "cursor": page.cursor,
        "epoch": epoch,
        "more": page.more,
        "sha256": hashlib.sha256(before).hexdigest(),
        "views": wire.VIEWS,
    }
    return before + canonical.encode(end) + b"\n"
