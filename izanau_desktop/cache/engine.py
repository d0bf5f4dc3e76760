"""SQLAlchemy over the encrypted driver: the pool of connections of a cache file, and how its transactions begin."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import sqlcipher3.dbapi2 as driver
from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.pool import QueuePool, StaticPool

from izanau_desktop.cache import schema


def connect(opened: Callable[[], Any], *, in_memory: bool) -> Engine:
    """An engine whose connections come from `opened`; in memory there is one, which all share."""
    if in_memory:
        engine = create_engine("sqlite://", module=driver, creator=opened, poolclass=StaticPool)
    else:
        engine = create_engine(
            "sqlite://", module=driver, creator=opened, poolclass=QueuePool, pool_size=4, max_overflow=12
        )
    event.listen(engine, "begin", _begin)
    return engine


def fill(engine: Engine) -> None:
    """Make the tables of a new cache, unless another process just did."""
    with engine.connect().execution_options(immediate=True) as connection, connection.begin():
        if not connection.exec_driver_sql("PRAGMA user_version").scalar():
            schema.create(connection)


def _begin(connection: Connection) -> None:
    immediate = connection.get_execution_options().get("immediate", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if immediate else "BEGIN")
