"""What the filters of a query can name here: stages by id and name in both languages, colleagues, oneself."""

from __future__ import annotations

import difflib
from collections.abc import Iterable
from typing import Final

from izanau_desktop.cache import documents, meta
from izanau_desktop.cache.connection import Connection
from izanau_desktop.cache.reads import filters
from izanau_desktop.cache.reads.filters import Known
from izanau_protocol import codes, ids, rules
from izanau_protocol.rules.trees import line
from izanau_protocol.text import fold

_LABELS: Final = 1_000
"""Labels among which is looked for one that is like what was typed."""


def known(connection: Connection, query: str, job: str = "") -> Known:
    """What the filters of a query can name: the stages of one job or those of all, by id and by name; who works at the company,
    and oneself. Only what the query asks for is looked up."""
    named = filters.named(query)
    stages = _stages(connection, job) if "stage" in named else []
    members = _by_name(_members(connection) if "owner" in named else [])
    unused = _unused(connection, filters.labels(query)) if "label" in named else {}
    return Known(_by_name(stages), members, going(connection) if "is" in named else (), unused)


def going(connection: Connection) -> tuple[str, ...]:
    """The stages at which somebody is and it is the company's turn, without that of arrival: one that ends nothing at any job."""
    rows = connection.exec_driver_sql("SELECT DISTINCT job, stage FROM standing").all()
    posts = documents.many(connection, "job", sorted({row[0] for row in rows})).values()
    ended = {row.id for post in posts for row in rules.stages(post.body) if row.status in filters.ENDED}
    return tuple(sorted({row[1] for row in rows} - ended - filters.ENDED - {rules.ENTRY}))


def _stages(connection: Connection, job: str) -> list[tuple[str, tuple[str, ...]]]:
    found: list[tuple[str, tuple[str, ...]]] = [
        (stage, (stage, words.en, words.ja)) for stage, words in codes.table("stage").items()
    ]
    rows = connection.exec_driver_sql("SELECT job, stage FROM standing WHERE ? IN (job, '')", (job,)).all()
    found += [(stage, (stage,)) for _, stage in rows]  # also one that its job has no more
    jobs = [job] if job else sorted({row[0] for row in rows})
    for post in documents.many(connection, "job", jobs).values():
        found += [(row.id, (row.id, row.words.en, row.words.ja)) for row in rules.stages(post.body)]
    return found


def _members(connection: Connection) -> list[tuple[str, tuple[str, ...]]]:
    company, account = meta.get(connection, "company"), meta.get(connection, "account")
    team = documents.some(connection, "membership", {"company": company})
    found: list[tuple[str, tuple[str, ...]]] = [(one.id, (line(one.body, "name"),)) for one in team]
    return [*found, (ids.membership_id(company, account), ("me", "自分"))] if company and account else found


def _unused(connection: Connection, wanted: Iterable[str]) -> dict[str, str]:
    """Of folded labels those that nobody has, each with the one in use that begins so, or else is most like it."""
    has = "SELECT 1 FROM labelled WHERE label = ? LIMIT 1"
    lacking = [one for one in wanted if connection.exec_driver_sql(has, (one,)).first() is None]
    in_use = {fold(label): label for label in _labels(connection)} if lacking else {}
    found: dict[str, str] = {}
    for one in lacking:
        near = [label for label in in_use if label.startswith(one)] or difflib.get_close_matches(one, in_use, 1)
        found[one] = in_use[near[0]] if near else ""
    return found


def _labels(connection: Connection) -> list[str]:
    """The labels in use, each by one step along the index, however many have it."""
    following = "SELECT min(value) FROM facet WHERE name = 'label' AND value > l.value"
    rows = connection.exec_driver_sql(
        f"WITH RECURSIVE l(value) AS (SELECT '' UNION ALL SELECT ({following}) FROM l WHERE l.value IS NOT NULL LIMIT ?)"  # noqa: S608 - constants
        " SELECT value FROM l WHERE value <> ''",
        (_LABELS,),
    )
    return [row[0] for row in rows]


def _by_name(named: Iterable[tuple[str, tuple[str, ...]]]) -> dict[str, tuple[str, ...]]:
    found: dict[str, dict[str, None]] = {}
    for identity, names in named:
        for name in names:
            found.setdefault(fold(name), {})[identity] = None
    return {name: tuple(held) for name, held in found.items()}
