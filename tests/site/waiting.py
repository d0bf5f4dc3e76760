"""Until another transaction waits for a lock."""

from __future__ import annotations

import time
from concurrent.futures import Future
from typing import Any

from sqlalchemy import text

from izanau_site.store import Store


def until_waiting(store: Store, going: Future[Any]) -> None:
    """Until another transaction waits for a lock, or is through."""
    held = text("SELECT count(*) FROM pg_locks WHERE NOT granted")
    while not going.done():
        with store.transaction() as connection:
            if connection.execute(held).scalar_one():
                return
        time.sleep(0.01)
