"""The migrations of the site's database, and the door to run them."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from alembic import command
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection

from izanau_site.store import engine

FOLDER: Final = Path(__file__).parent


def migrate(url: str, revision: str = "head") -> tuple[str, str]:
    """Bring a database to a revision; returns the revisions before and after (empty: none)."""
    connected = engine.connect(url, threads=1)
    try:
        with engine.transaction(connected, write=True) as connection:
            before = _current(connection)
            config = Config()
            config.set_main_option("script_location", FOLDER.as_posix().replace("%", "%%"))
            config.attributes["connection"] = connection
            command.upgrade(config, revision)
            return before, _current(connection)
    finally:
        connected.dispose()


def pending(connection: Connection) -> bool:
    """Whether the database is older than this program."""
    config = Config()
    config.set_main_option("script_location", FOLDER.as_posix().replace("%", "%%"))
    return _current(connection) != ScriptDirectory.from_config(config).get_current_head()


def _current(connection: Connection) -> str:
    return MigrationContext.configure(connection).get_current_revision() or ""
