"""What anyone may read without an account (policy 2.1): published jobs, companies, registered profiles."""

from __future__ import annotations

import functools
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, Final

import msgspec
from sqlalchemy import Connection, func, select

from izanau_protocol import codes, text, visibility
from izanau_protocol.problems import Refused, problem
from izanau_site.site import Site
from izanau_site.store import feeds, policies
from izanau_site.store.schema import accounts, documents, feed

MOST: Final = 100
_SCOPE: Final = "jobs"
_KEPT: Final = 20_000
_REGISTERED: Final = (
    documents.c.kind == "profile",
    documents.c.state == "registered",
    accounts.c.paused.is_(False),
    accounts.c.erases == "",
    accounts.c.erased == "",
)
"""What makes a profile public: registered, neither paused nor in the grace of an erasure."""


class Listing(msgspec.Struct, frozen=True):
    """A page of what is public, newest first; `next` is the cursor of the page that follows, empty at the end."""

    items: list[dict[str, Any]]
    total: int
    next: str
    companies: dict[str, dict[str, Any]] = {}


def listed(site: Site, kind: str, query: str, limit: int, after: str) -> Listing:
    """Published jobs or companies that hold every word of the query. Raises Refused for a limit or cursor that is none."""
    if not 1 <= limit <= MOST:
        raise Refused(problem("out_of_range", "limit", value=limit, least=1, most=MOST))
    if after and not (after.isascii() and after.isdigit() and len(after) < 16):
        raise Refused(problem("wrong_type", "after", expected="a cursor"))
    terms = text.query_tokens(query[:200])
    with site.store.transaction() as connection:
        if terms:
            matching = [seq for seq, words in _words(connection, kind) if fits(words, terms)]
            total = len(matching)
        else:
            matching, total = _seqs(connection, kind, int(after or 0), limit + 1), _count(connection, kind)
        wanted = [seq for seq in matching if not after or seq < int(after)][: limit + 1]
        items = _shown(connection, wanted[:limit])
        companies = _companies(connection, items) if kind == "job" else {}
    more = len(wanted) > limit
    return Listing(items, total, str(wanted[limit - 1]) if more else "", companies)


def shown(site: Site, kind: str, identity: str) -> dict[str, Any]:
    """One published job or company. Raises Refused `not_yours` for anything else."""
    query = select(feed.c.seq).where(feed.c.scope == _SCOPE, feed.c.kind == kind, feed.c.id == identity)
    with site.store.transaction() as connection:
        seq = connection.execute(query.where(feed.c.view.is_not(None))).scalar_one_or_none()
        found = _shown(connection, [seq]) if seq is not None else []
    if not found:
        raise Refused(problem("not_yours"))
    return found[0]


def jobs_of(site: Site, company: str) -> list[dict[str, Any]]:
    """The published jobs of a company, newest first."""
    own = select(documents.c.id).where(documents.c.company == company, documents.c.kind == "job")
    with site.store.transaction() as connection:
        held = feeds.held(connection, connection.execute(own).scalars(), [_SCOPE])
        return _shown(connection, sorted((one.seq for one in held.values() if one.view), reverse=True)[:MOST])


def addresses(site: Site, kind: str) -> list[str]:
    """The ids of everything of a kind that is public, in their order."""
    query = select(feed.c.id).where(*_of(kind))
    if kind == "profile":
        query = select(documents.c.id).where(*_REGISTERED).join(accounts, accounts.c.id == documents.c.account)
    with site.store.transaction() as connection:
        return sorted(connection.execute(query).scalars())


def profile(site: Site, identity: str) -> dict[str, Any]:
    """The ten items of a registered profile. Raises Refused `not_yours` for one that is not, paused or being erased."""
    query = select(documents.c.body).where(documents.c.id == identity, *_REGISTERED)
    query = query.join(accounts, accounts.c.id == documents.c.account)
    with site.store.transaction() as connection:
        body = connection.execute(query).scalar_one_or_none()
        manifest = policies.manifest(connection)
    if body is None:
        raise Refused(problem("not_yours"))
    seen = visibility.narrow("profile", msgspec.json.decode(body), "public", manifest)
    return {"id": identity, "kind": "profile", **seen}


def line(texts: Iterable[str]) -> str:
    """The words of some texts, as `fits` looks through them."""
    return f" {' '.join(text.tokens(' '.join(texts)))} "


def fits(words: str, terms: Sequence[text.Term]) -> bool:
    """Whether every term stands in the words: as a run of tokens, the last of which may go on where it is a prefix."""
    return all(f" {' '.join(term.tokens)}{'' if term.prefix else ' '}" in words for term in terms)


def _of(kind: str) -> tuple[Any, ...]:
    return feed.c.scope == _SCOPE, feed.c.kind == kind, feed.c.view.is_not(None)


def _seqs(connection: Connection, kind: str, before: int, limit: int) -> list[int]:
    query = select(feed.c.seq).where(*_of(kind)).order_by(feed.c.seq.desc()).limit(limit)
    return list(connection.execute(query.where(feed.c.seq < before) if before else query).scalars())


def _count(connection: Connection, kind: str) -> int:
    """By the index of documents, which holds no views: every company is public, and a job once it is published."""
    public = [documents.c.state == "published"] if kind == "job" else []
    return connection.execute(select(func.count()).where(documents.c.kind == kind, *public)).scalar_one()


def _words(connection: Connection, kind: str) -> Iterator[tuple[int, str]]:
    """The words of each document, newest first; a view's words are cut once a process, for a view never changes its seq."""
    rows = connection.execute(select(feed.c.seq, feed.c.id, feed.c.view).where(*_of(kind)).order_by(feed.c.seq.desc()))
    for row in rows:
        yield row.seq, _words_of(kind, bytes(row.view))


@functools.lru_cache(maxsize=_KEPT)
def _words_of(kind: str, view: bytes) -> str:
    return line(searched(kind, msgspec.json.decode(view)))


def searched(kind: str, body: Mapping[str, Any]) -> Iterator[str]:
    """The texts of a body that a search looks at, and the words of its codes."""
    for name, value in body.items():
        found = visibility.row(kind, name)
        if found is not None and found.searched:
            yield from _texts(value)
    prefecture = body.get("prefecture") or body.get("place", {}).get("prefecture")
    for table, code in (("prefectures", prefecture), ("category", body.get("category"))):
        words = codes.table(table).get(code) if code else None
        if words:
            yield from (words.en, words.ja)


def _texts(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        for inner in value.values():
            yield from _texts(inner)
    elif isinstance(value, Sequence):
        for inner in value:
            yield from _texts(inner)


def _shown(connection: Connection, seqs: Sequence[int]) -> list[dict[str, Any]]:
    query = select(feed.c.id, feed.c.kind, feed.c.seq, feed.c.view).where(feed.c.scope == _SCOPE)
    rows = connection.execute(query.where(feed.c.seq.in_(seqs)).order_by(feed.c.seq.desc()))
    return [{"id": row.id, "kind": row.kind, "seq": row.seq, **msgspec.json.decode(row.view)} for row in rows]


def _companies(connection: Connection, jobs: Sequence[Mapping[str, Any]]) -> dict[str, dict[str, Any]]:
    """The companies of these jobs, by id."""
    ids = sorted({str(job["company"]) for job in jobs})
    query = select(feed.c.id, feed.c.view).where(*_of("company"), feed.c.id.in_(ids))
    return {row.id: msgspec.json.decode(row.view) for row in connection.execute(query)}
