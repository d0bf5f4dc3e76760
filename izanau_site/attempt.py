"""One deed in one writing transaction, tried again where it met another one (sync.md R4)."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final, TypeVar

from sqlalchemy import Connection
from sqlalchemy.exc import DBAPIError

from izanau_protocol.problems import Refused, problem
from izanau_site.store import Store
from izanau_site.store.engine import worth_another_try

T = TypeVar("T")
TRIES: Final = 5


def attempt(store: Store, deed: Callable[[Connection], T]) -> T:
    """What the deed returns, committed. Raises what the deed raises, and Refused `site_down` where nothing goes through."""
    for _ in range(TRIES):
        try:
            with store.transaction(write=True) as connection:
                return deed(connection)
        except DBAPIError as fault:
            if not worth_another_try(fault):
                raise
    raise Refused(problem("site_down"))
