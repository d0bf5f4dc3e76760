"""Who was shown a person's data, and when: pages of companies and staff, searches, looks and corrections (PRV-52).

Public pages are not in it: nobody has to say who they are to read them.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final, NamedTuple

from sqlalchemy import Connection, Row, Select, exists, select

from izanau_protocol import wire
from izanau_site.privacy import own
from izanau_site.store import documents
from izanau_site.store.documents import chunks
from izanau_site.store.pseudonyms import Pseudonym
from izanau_site.store.schema import access, accounts, changed, pseudonyms

MOST: Final = 500
_DEEDS: Final = ("find", "look", "mend", "approve", "export", "erase", "free", "own")
_AT_ONCE: Final = 1000

_actors: Final = pseudonyms.alias("actors")
_later: Final = changed.alias("later")


class _Actor(NamedTuple):
    """Who did something, as far as it is still known: an account that was erased leaves none."""

    account: str
    group: str
    company: str


def seen(connection: Connection, account: str, *, before: int = 0, limit: int = MOST) -> wire.Seen:
    """The newest entries below `before` (0: of all); `next` is where those before them begin, empty at the end."""
    mine = own.kinds(connection, account)
    keys = _keys(connection, mine)
    numbers: set[int] = set()
    for query in (*_page_numbers(mine), *_deed_numbers(keys)):
        below = query.where(access.c.number < before) if before else query
        numbers |= set(connection.execute(below.order_by(access.c.number.desc()).limit(limit + 1)).scalars())
    wanted = sorted(numbers, reverse=True)
    shown, more = wanted[:limit], len(wanted) > limit
    items = _items(connection, account, mine, keys, shown)
    return wire.Seen(items, str(shown[-1]) if more else "")


def everything(connection: Connection, account: str) -> list[wire.Sighting]:
    """All entries, newest first."""
    found, before = list[wire.Sighting](), 0
    while True:
        page = seen(connection, account, before=before)
        found += page.items
        if not page.next:
            return found
        before = int(page.next)


def _keys(connection: Connection, mine: Mapping[str, str]) -> dict[str, tuple[str, Pseudonym]]:
    """What the log calls these documents -> (id, key)."""
    found: dict[str, tuple[str, Pseudonym]] = {}
    for some in chunks(mine, _AT_ONCE):
        for row in connection.execute(select(pseudonyms).where(pseudonyms.c.subject.in_(some))):
            found[row.pseudonym] = row.subject, Pseudonym(row.pseudonym, row.key)
    return found


def _shown_together() -> Select[Any]:
    """Pages beside what stood on them: an entry of the span that no later one had replaced when the page was read."""
    on_it = (changed.c.scope == access.c.scope) & changed.c.seq.between(access.c.low, access.c.high)
    replaced = exists().where(
        _later.c.scope == changed.c.scope,
        _later.c.id == changed.c.id,
        _later.c.seq > changed.c.seq,
        _later.c.seq <= access.c.head,
    )
    query = select(access.c.number, changed.c.id).join(changed, on_it)
    return query.where(access.c.deed == "page", changed.c.event == "", ~replaced)


def _page_numbers(mine: Mapping[str, str]) -> Iterable[Select[Any]]:
    for some in chunks(mine, _AT_ONCE):
        yield _shown_together().with_only_columns(access.c.number).where(changed.c.id.in_(some)).distinct()


def _deed_numbers(keys: Mapping[str, object]) -> Iterable[Select[Any]]:
    for some in chunks(keys, _AT_ONCE):
        yield select(access.c.number).where(access.c.subject.in_(some), access.c.deed.in_(_DEEDS))


def _items(
    connection: Connection,
    account: str,
    mine: Mapping[str, str],
    keys: Mapping[str, tuple[str, Pseudonym]],
    numbers: Sequence[int],
) -> list[wire.Sighting]:
    """The entries of these rows, a line for each kind; what one request showed twice is told once."""
    rows = _rows(connection, numbers)
    ids = _ids(connection, mine, rows)
    actors = _actors_of(connection, rows)
    companies = _companies(connection, rows, actors)
    names = own.company_names(connection, set(companies.values()))
    items: dict[tuple[str, str, str, str], wire.Sighting] = {}
    for row in rows:
        actor, company = actors.get(row.actor), companies[row.number]
        if row.deed == "page" and actor is not None and actor.account == account:
            continue  # a member of a company reads what it says of them
        group = "self" if actor and actor.account == account else "company" if company else "staff"
        who = wire.Who(group, company, names.get(company, ""))
        subject, key = keys.get(row.subject, ("", Pseudonym("", "")))
        for kind in sorted({mine[one] for one in ids.get(row.number, ())} or {mine.get(subject, "")}):
            told = {"reason": row.reason, "text": key.shown(row.text), "path": key.shown(row.path)} if subject else {}
            place = (row.at, row.device, row.deed, kind if row.deed == "page" else str(row.number))
            items.setdefault(place, wire.Sighting(row.at, row.deed, who, kind, **told))
    return list(items.values())


def _rows(connection: Connection, numbers: Sequence[int]) -> list[Row[Any]]:
    found: list[Row[Any]] = []
    for some in chunks(numbers, _AT_ONCE):
        found += connection.execute(select(access).where(access.c.number.in_(some)))
    return sorted(found, key=lambda row: -int(row.number))


def _ids(connection: Connection, mine: Mapping[str, str], rows: Sequence[Row[Any]]) -> dict[int, set[str]]:
    """Which of these documents stood on each page."""
    found: dict[int, set[str]] = defaultdict(set)
    pages = [row.number for row in rows if row.deed == "page"]
    for numbers in chunks(pages, _AT_ONCE):
        for some in chunks(mine, _AT_ONCE):
            query = _shown_together().where(access.c.number.in_(numbers), changed.c.id.in_(some))
            for row in connection.execute(query):
                found[row.number].add(row.id)
    return found


def _actors_of(connection: Connection, rows: Sequence[Row[Any]]) -> dict[str, _Actor]:
    found: dict[str, _Actor] = {}
    query = select(_actors.c.pseudonym, accounts.c.id, accounts.c.group, accounts.c.company)
    query = query.join(accounts, accounts.c.id == _actors.c.subject)
    for some in chunks(sorted({row.actor for row in rows}), _AT_ONCE):
        for row in connection.execute(query.where(_actors.c.pseudonym.in_(some))):
            found[row.pseudonym] = _Actor(row.id, row.group, row.company)
    return found


def _companies(connection: Connection, rows: Sequence[Row[Any]], actors: Mapping[str, _Actor]) -> dict[int, str]:
    """The company of whoever did it: by the scope, which outlives its members, or by the account; empty for staff."""
    places = {row.number: row.scope.partition(":")[::2] for row in rows}
    jobs = documents.get_all(connection, {identity for place, identity in places.values() if place == "job"})
    found: dict[int, str] = {}
    for row in rows:
        place, identity = places[row.number]
        if place == "job":
            found[row.number] = jobs[identity].company if identity in jobs else ""
        elif place in ("company", "applicants", "contacts"):
            found[row.number] = identity
        else:
            actor = actors.get(row.actor)
            found[row.number] = actor.company if actor else ""
    return found
