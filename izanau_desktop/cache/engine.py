"""SQLAlchemy over the encrypted driver, as Alembic needs it to bring an older cache up to date."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import sqlcipher3.dbapi2 as driver
from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.pool import NullPool


def connect(opened: Callable[[], Any]) -> Engine:
    """An engine whose connections come from `opened`."""
    engine = create_engine("sqlite://", module=driver, creator=opened, poolclass=NullPool)
    event.listen(engine, "begin", _begin)
    return engine


def _begin(connection: Connection) -> None:
    immediate = connection.get_execution_options().get("immediate", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if immediate else "BEGIN")
