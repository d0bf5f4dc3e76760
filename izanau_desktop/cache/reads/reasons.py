"""Read models of the company's reasons for rejection."""

from __future__ import annotations

from izanau_desktop.cache import Cache, documents, meta
from izanau_desktop.cache.connection import Connection
from izanau_protocol.rules import rejecting
from izanau_protocol.rules.rejecting import ReasonRow


def reasons(cache: Cache) -> tuple[ReasonRow, ...]:
    """All of them in their order, those that are given no more too."""
    with cache.reading("company") as connection:
        return held(connection)


def held(connection: Connection) -> tuple[ReasonRow, ...]:
    """All of them in their order, in a look into the cache that is under way."""
    company = documents.get(connection, "company", meta.get(connection, "company"))
    return rejecting.reasons(company.body if company is not None else {})


def called(connection: Connection, reason: str, language: str) -> str:
    """The words of a reason that was given; nothing where none was."""
    return rejecting.words(held(connection), reason).of(language) if reason else ""
