"""What the filters of a query can name here: stages by id and name in both languages, colleagues, oneself."""

from __future__ import annotations

from collections.abc import Iterable

from izanau_desktop.cache import documents, meta
from izanau_desktop.cache.connection import Connection
from izanau_desktop.cache.reads import filters
from izanau_desktop.cache.reads.filters import Known
from izanau_protocol import codes, ids, rules
from izanau_protocol.rules.trees import line
from izanau_protocol.text import fold


def known(connection: Connection, query: str, job: str = "") -> Known:
    """What the filters of a query can name: the stages of one job or those of all, by id and by name; who works at the company,
    and oneself. Only what the query asks for is looked up."""
    named = filters.named(query)
    stages = _stages(connection, job) if "stage" in named else []
    members = _by_name(_members(connection) if "owner" in named else [])
    return Known(_by_name(stages), members, going(connection) if "is" in named else ())


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


def _by_name(named: Iterable[tuple[str, tuple[str, ...]]]) -> dict[str, tuple[str, ...]]:
    found: dict[str, dict[str, None]] = {}
    for identity, names in named:
        for name in names:
            found.setdefault(fold(name), {})[identity] = None
    return {name: tuple(held) for name, held in found.items()}
