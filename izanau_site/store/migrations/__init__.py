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


class UnknownRevision(Exception):  # noqa: N818 - the name says what is wrong
    """The database has a revision that this program does not know; the words say what would do."""


def migrate(url: str, revision: str = "head") -> tuple[str, str]:
    """Bring a database to a revision; returns the revisions before and after (empty: none). Raises UnknownRevision."""
    connected = engine.connect(url, threads=1)
    try:
        with engine.transaction(connected, write=True) as connection:
            before = _current(connection)
            config = _config()
            _refuse_unknown(config, before)
            config.attributes["connection"] = connection
            command.upgrade(config, revision)
            return before, _current(connection)
    finally:
        connected.dispose()


def pending(connection: Connection) -> bool:
    """Whether the database is older than this program. Raises UnknownRevision for one that a newer program made."""
    config, current = _config(), _current(connection)
    _refuse_unknown(config, current)
    return current != ScriptDirectory.from_config(config).get_current_head()


def _config() -> Config:
    config = Config()
    config.set_main_option("script_location", FOLDER.as_posix().replace("%", "%%"))
    return config


def _refuse_unknown(config: Config, revision: str) -> None:
    known = {one.revision for one in ScriptDirectory.from_config(config).walk_revisions()}
    if revision and revision not in known:
        raise UnknownRevision(
            f"the database has revision {revision}, which this program does not know: a newer version made it;"
            " update this program, or restore the database from a backup"
        )


def _current(connection: Connection) -> str:
    return MigrationContext.configure(connection).get_current_revision() or ""
