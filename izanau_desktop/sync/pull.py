"""Pulling: what is gone first, then each scope, newest first at the first time, upwards after (R6, R7, R8)."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import suppress
from functools import partial
from typing import Final

import msgspec

from izanau_desktop.cache import Cache, agreement, apply, cursors, gone, lease, meta, vocabulary, widened
from izanau_desktop.cache.connection import Connection
from izanau_desktop.cache.cursors import Cursor
from izanau_desktop.sync.report import Tally
from izanau_desktop.sync.site import Answer, Site, SiteTrouble, decoded
from izanau_protocol import wire
from izanau_protocol.documents import KINDS
from izanau_protocol.problems import Refused, problem

Page = tuple[list[wire.Entry], wire.PageEnd]
FIRST: Final = 100
"""Entries of the first page of a walk: what one looks at first is there, and can be searched, before the rest is read."""
_SAID: Final = "acknowledged"
"""The note of an acknowledgement without an answer yet: the epoch, and up to where by scope."""
_KEPT_HERE: Final = ("local", "account:draft")


class EpochMoved(Exception):  # noqa: N818 - reads as what happened
    """The site was restored while we read: begin again."""


class FloorRose(Exception):  # noqa: N818 - reads as what happened
    """What this cache has yet to let go of, the site tells of no more: the scope is to be listed anew (R8).

    That meets who is further behind than the site knows: a cache that was put back as it was before, which told once that it
    had let go of all that; and a device that is new to the site, with a cache of before.
    """


class ScopeEnded(Exception):  # noqa: N818 - reads as what happened
    """A right ended while we read by it, as where a role was taken away: begin again with the scopes that are left (R15)."""


ANEW: Final = (EpochMoved, FloorRose, ScopeEnded, cursors.CursorMoved)
"""What only says that the feed begins anew."""


class BrokenPage(Refused):
    """A page that was cut or altered on its way: it counts for nothing (R6)."""

    def __init__(self) -> None:
        super().__init__(problem("site_error", id="page"))


def scopes(site: Site, cache: Cache) -> tuple[wire.Scopes, str]:
    """Where each scope stands, and the etag of that."""
    return _told(cache, site.get("/v1/scopes"))


def moved(site: Site, cache: Cache) -> tuple[wire.Scopes | None, str]:
    """The same; no scopes where nothing moved since the last whole sync."""
    etag = cache.look(_etag)
    answer = site.get("/v1/scopes", etag=etag)
    return (None, etag) if etag and answer.status == 304 else _told(cache, answer)


def _told(cache: Cache, answer: Answer) -> tuple[wire.Scopes, str]:
    found = decoded(answer.body, wire.Scopes)
    cache.change(lambda connection: _settle(connection, found))
    return found, answer.etag


def _etag(connection: Connection) -> str:
    """That of the last whole sync; none where the site is to tell what it knows, as to a program that is newer since."""
    return "" if vocabulary.is_unread(connection) else meta.get(connection, "etag")


def fields(site: Site, cache: Cache) -> None:
    """Read which fields the site knows, where they are others than those of this program (R2)."""
    if cache.look(vocabulary.is_unread):
        found = decoded(site.get("/v1/fields").body, wire.Fields).fields
        cache.change(lambda connection: vocabulary.note(connection, found))


def checked(body: bytes, epoch: str) -> Page:
    """The entries of a page and its last line. Raises BrokenPage, EpochMoved."""
    if len(body) > wire.MAX_PAGE or not body:
        raise BrokenPage
    above, newline, last = body.removesuffix(b"\n").rpartition(b"\n")
    before = above + newline
    try:
        lines = [wire.decode_line(line) for line in (*above.split(b"\n"), last) if line]
    except (msgspec.MsgspecError, UnicodeDecodeError) as error:
        raise BrokenPage from error
    end = lines.pop() if lines else None
    entries = [line for line in lines if isinstance(line, wire.Entry)]
    if not isinstance(end, wire.PageEnd) or len(entries) != len(lines) or len(entries) != end.count:
        raise BrokenPage
    if hashlib.sha256(before).hexdigest() != end.sha256:
        raise BrokenPage
    if epoch and end.epoch != epoch:
        raise EpochMoved
    return entries, end


def ask_about_less(site: Site, cache: Cache, heads: Mapping[str, wire.ScopeHead], epoch: str) -> None:
    """Say what was seen of a scope that ends below it: the site, which was put back as it ran, notices by that (R13).

    Raises EpochMoved where it began another epoch.
    """
    for name, cursor in cache.look(cursors.every).items():
        if name in heads and heads[name].head < cursor.seen:
            _ask(site, {"scope": name, "after": cursor.seen, "limit": 1}, epoch)


def gone_first(
    site: Site, cache: Cache, heads: Mapping[str, wire.ScopeHead], epoch: str, tally: Tally
) -> dict[str, int]:
    """Apply what may no longer be seen, documents and lost fields, before any other step; up to where, by scope.

    Raises FloorRose where some of that was still to be told when the scopes were asked for, and is no longer.
    """
    applied: dict[str, int] = {}
    for scope, (after, whole) in cache.look(partial(_let_go_up_to, sorted(heads))).items():
        head, least = heads[scope].head, max(after, heads[scope].floor)
        tells_all = whole and least == after  # else what is gone shows once the scope is listed anew
        more = head > after
        while more:
            entries, end = _ask(site, {"scope": scope, "after": after, "gone": 1}, epoch)
            if end.floor > least:
                raise FloorRose
            if entries:
                _count(tally, cache.change(partial(_early, entries)))
            more = end.more and end.cursor > after
            after = end.cursor
            if entries and tells_all:
                applied[scope] = after
        _refuse_older(after, head)
    return applied


def _let_go_up_to(scopes: Iterable[str], connection: Connection) -> dict[str, tuple[int, bool]]:
    """Up to which seq each of these scopes let go of what is gone, if anything of it is here, and whether its walk is whole.

    What a push was answered with may be of no walk yet; in a walk anew all is here that was before.
    """
    found, known = {}, cursors.every(connection)
    for scope in scopes:
        cursor = known.get(scope)
        if cursor is not None:
            whole = cursor.low == 0 or cursor.walk == 1
            found[scope] = (cursor.let_go if whole else 0, whole)
        elif connection.exec_driver_sql("SELECT 1 FROM document WHERE scope = ? LIMIT 1", (scope,)).first():
            found[scope] = (0, False)
    return found


def may_unlist_others(heads: Mapping[str, wire.ScopeHead], connection: Connection) -> bool:
    """Whether a scope is to be listed anew, or is so far in part, and others' records stand in it that are not listed yet:
    who is gone at the site is among them until the end of it."""
    known = cursors.every(connection)
    for name, head in heads.items():
        cursor = known.get(name)
        if cursor is not None and cursor.let_go < head.floor:
            cursor = cursor._replace(low=head.head + 1, walk=cursor.walk + 1)  # as it will begin
        if cursor is not None and _is_anew(connection, cursor) and lease.holds_unlisted(connection, name, cursor.walk):
            return True
    return False


def _is_anew(connection: Connection, cursor: Cursor) -> bool:
    return cursor.walk > 1 and (cursor.low > 0 or apply.is_missing(cursor.scope, connection))


def kinds_anew(site: Site, cache: Cache, scopes: Iterable[str], epoch: str, tally: Tally) -> None:
    """List anew the kinds whose views are of another version: nothing that is seen no more waits for a step (R5, R8)."""
    for kind in cache.look(apply.outdated):
        for name in scopes:
            before, more = 0, cache.look(partial(apply.holds, name, kind))
            while more:
                entries, end = _ask(site, {"scope": name, "before": before, "kind": kind}, epoch)
                _count(tally, cache.change(partial(_early, entries)))
                more = end.more and (before == 0 or end.cursor < before)
                before = end.cursor
        cache.change(partial(apply.listed_anew, kind))


def begun(cache: Cache, heads: Mapping[str, wire.ScopeHead]) -> list[Cursor]:
    """Where each scope is to be read on; all that were never read are begun at once, which tells how much there is."""
    known = cache.look(cursors.every)
    if all(name in known and known[name].let_go >= head.floor for name, head in heads.items()):
        return [known[name] for name in heads]
    return cache.change(lambda connection: [_begun(connection, name, head) for name, head in heads.items()])


def scope(site: Site, cache: Cache, cursor: Cursor, head: wire.ScopeHead, epoch: str, tally: Tally) -> Iterator[Cursor]:
    """Read a scope to its end, a page a step: down from the head as long as its past is not whole, then up."""
    name = cursor.scope
    if cursor.low > 0:

        def below(place: int) -> Page:
            few = {"limit": FIRST} if place > cursor.high else {}
            return _ask(site, {"scope": name, "before": place, "read": cursor.high, **few}, epoch)

        with _Ahead(site, below, cursor.low, lambda now, before: now < before) as pages:
            for page in pages:
                if page[1].more and page[1].cursor >= cursor.low:
                    raise BrokenPage
                cursor = _apply(cache, cursor, page, "down", tally)
                yield cursor
    anew = cursor.walk > 1 and cache.look(partial(apply.is_missing, name))
    if head.head > cursor.high or anew:  # what moved during the walk is above where it began

        def above(place: int) -> Page:
            return _ask(site, {"scope": name, "after": place, "read": place}, epoch)

        with _Ahead(site, above, cursor.high, lambda now, before: now > before) as pages:
            for page in pages:
                cursor = _apply(cache, cursor, page, "up", tally)
                yield cursor
    _refuse_older(cursor.high, head.head)
    if anew:
        _count(tally, cache.change(partial(apply.unlisted, name)))


class _Ahead:
    """The pages from a place on; each next one is asked for while the last is written here, and counts once that is.

    Whoever ends it waits for the page that is under way, since who comes next asks the site too; but not by Ctrl-C.
    """

    def __init__(self, site: Site, ask: Callable[[int], Page], place: int, goes_on: Callable[[int, int], bool]) -> None:
        self._site, self._ask, self._place, self._goes_on = site, ask, place, goes_on
        self._coming: Callable[[], Page] | None = None

    def __enter__(self) -> Iterator[Page]:
        return self._pages()

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> None:
        if self._coming is not None and kind is not KeyboardInterrupt:
            with suppress(Refused, EpochMoved, ScopeEnded):  # rule: a page that is not taken in is asked for again
                self._coming()

    def _pages(self) -> Iterator[Page]:
        page = self._ask(self._place)
        while True:
            before, self._place = self._place, page[1].cursor
            if page[1].more and self._goes_on(self._place, before):
                self._coming = self._site.beside(partial(self._ask, self._place))
            yield page
            if self._coming is None:
                return
            coming, self._coming = self._coming, None
            page = coming()


def acknowledge(site: Site, cache: Cache, applied: Mapping[str, int] | None = None) -> None:
    """Tell the site up to where tombstones were applied here (R8): as given, else as far as each scope was read."""
    known = {name: c for name, c in cache.look(cursors.every).items() if name != "jobs"}
    read = {name: c.high for name, c in known.items() if c.low == 0} if applied is None else applied
    behind = {name: high for name, high in read.items() if name in known and high > known[name].acked}
    if applied is not None and behind:  # above what was read: a floor that rises to there would pass over that
        cache.set_note(**{_SAID: msgspec.json.encode((cache.note("epoch"), behind)).decode()})
    if behind:
        _acknowledge(site, cache, behind)


def acknowledge_again(site: Site, cache: Cache) -> None:
    """Say once more what was acknowledged before all else and got no answer: a floor that rose by it hides nothing from here."""
    said = cache.note(_SAID)
    if said:
        epoch, applied = msgspec.json.decode(said, type=tuple[str, dict[str, int]])
        _acknowledge(site, cache, applied if epoch == cache.note("epoch") else {})


def _acknowledge(site: Site, cache: Cache, behind: Mapping[str, int]) -> None:
    if behind:
        site.post("/v1/ack", wire.Gone(dict(behind)))

    def note(connection: Connection) -> None:
        for name, high in behind.items():
            cursors.acked(connection, name, high)
        meta.put(connection, _SAID, "")

    cache.change(note)


def _settle(connection: Connection, found: wire.Scopes) -> None:
    if meta.get(connection, "epoch") != found.epoch:
        apply.new_epoch(connection, found.epoch)
    apply.new_views(connection, found.views)
    agreement.note(connection, found)
    meta.put(connection, "min_version", found.min_version)
    meta.put(connection, "lease_hours", str(found.lease_hours))
    if meta.get(connection, "list_anew"):
        for name, head in found.scopes.items():
            apply.begin(connection, name, head.head)
        meta.put(connection, "list_anew", "")
    vocabulary.told(connection, found.vocabulary)


def lost(cache: Cache, heads: Mapping[str, wire.ScopeHead], tally: Tally) -> None:
    """A scope that is missing was revoked: it goes as a whole (R15), unless a wider one took its place."""
    if not cache.look(partial(_missing, heads)):
        return

    def work(connection: Connection) -> int:
        missing = _missing(heads, connection)
        into = {name: one for name in missing if (one := widened.wider(connection, name, heads))}
        if into:
            widened.move(connection, into, heads)
        return sum(gone.remove_scope(connection, name) for name in missing if name not in into)

    count = cache.change(work)
    if count:
        tally.gone += count
        tally.kinds.update(KINDS)  # whatever was there


def _missing(heads: Mapping[str, wire.ScopeHead], connection: Connection) -> list[str]:
    """The scopes of which something is here, and which the site did not name."""
    held = [row[0] for row in connection.exec_driver_sql("SELECT DISTINCT scope FROM document")]
    known = {*held, *cursors.every(connection)}
    return sorted(name for name in known if name not in heads and name not in _KEPT_HERE)


def _begun(connection: Connection, name: str, head: wire.ScopeHead) -> Cursor:
    known = cursors.get(connection, name)
    if known is None or known.let_go < head.floor:
        return apply.begin(connection, name, head.head)
    return known


def _apply(cache: Cache, cursor: Cursor, page: Page, direction: apply.Direction, tally: Tally) -> Cursor:
    def work(connection: Connection) -> tuple[bool, tuple[Cursor, apply.Applied]]:
        opens = bool(tally.let_go) and lease.shown(connection, page[0], tally.let_go)
        return opens, apply.page(connection, cursor, *page, direction)

    opens, (moved, told) = cache.change(work)
    _count(tally, told)
    if opens:
        tally.kinds |= lease.LEASED  # pages were refused what they asked for
    return moved


def _early(entries: list[wire.Entry], connection: Connection) -> apply.Applied:
    """Entries that the walk of their scope has not reached; it passes over them when it does (R7)."""
    return apply.every(connection, entries, {})


def _ask(site: Site, parameters: Mapping[str, str | int], epoch: str) -> Page:
    try:
        body = site.get("/v1/feed", parameters).body
    except SiteTrouble as trouble:
        if trouble.own and trouble.problems[0].code == "not_yours":
            raise ScopeEnded from trouble
        raise
    return checked(body, epoch)


def _refuse_older(read: int, head: int) -> None:
    """Pages that end below the head that was told are older than it: something between kept them.

    What they hold is true as of its seq; but the sync is not whole. Raises BrokenPage.
    """
    if read < head:
        raise BrokenPage


def _count(tally: Tally, told: apply.Applied) -> None:
    tally.pulled += told.pulled
    tally.gone += told.gone
    tally.conflicts += told.conflicts
    tally.kinds |= told.kinds
