"""What people were told about the end of what is kept: which rule, about what, and when it goes."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from sqlalchemy import Connection, Row, delete, insert, select

from izanau_site.store.documents import chunks
from izanau_site.store.schema import notices


def of_rule(connection: Connection, rule: str) -> dict[str, Row[Any]]:
    """What was told under a rule, by what it is about."""
    rows = connection.execute(select(notices).where(notices.c.rule == rule))
    return {row.subject: row for row in rows}


def get(connection: Connection, rule: str, subject: str) -> Row[Any] | None:
    """What was told about this under a rule."""
    query = select(notices).where(notices.c.rule == rule, notices.c.subject == subject)
    return connection.execute(query).one_or_none()


def of_person(connection: Connection, account: str) -> dict[tuple[str, str], str]:
    """When what a person was told about goes, by rule and what it is about."""
    rows = connection.execute(select(notices).where(notices.c.account == account))
    return {(row.rule, row.subject): row.due for row in rows}


def put(connection: Connection, rule: str, subject: str, **values: Any) -> None:
    """Note what was told: account, basis, due, before."""
    drop(connection, rule, [subject])
    connection.execute(insert(notices).values(rule=rule, subject=subject, **values))


def drop(connection: Connection, rule: str, subjects: Iterable[str]) -> None:
    """Forget what was told about these."""
    for some in chunks(subjects):
        connection.execute(delete(notices).where(notices.c.rule == rule, notices.c.subject.in_(some)))


def forget(connection: Connection, account: str) -> None:
    """Forget all that a person was told."""
    connection.execute(delete(notices).where(notices.c.account == account))
