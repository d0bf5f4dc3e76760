"""Bring an older cache up to date by Alembic, with a copy of the file until it is proven to have worked."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Final

from alembic.migration import MigrationContext
from alembic.operations import Operations
from alembic.script import ScriptDirectory
from sqlalchemy import Engine

from izanau_desktop.cache.trouble import CacheTrouble
from izanau_protocol.problems import problem

HERE: Final = Path(__file__).parent


def upgrade(engine: Engine, folder: Path, version: int) -> None:
    """Run each migration after `version` in a transaction of its own; one that fails, or leaves the file unsound, changes nothing."""
    script = ScriptDirectory(str(HERE))
    steps = {int(step.revision): step for step in script.walk_revisions()}
    if version > max(steps):
        raise CacheTrouble(problem("cache_newer"))
    for number in sorted(steps):
        if number > version:
            _step(engine, folder, number, steps[number].module)


def _step(engine: Engine, folder: Path, number: int, module: object) -> None:
    copy = folder / f"cache.db.before-{number}"
    with engine.connect() as connection:
        connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
    shutil.copyfile(folder / "cache.db", copy)
    copy.chmod(0o600)
    with engine.connect().execution_options(immediate=True) as connection, connection.begin():
        with Operations.context(MigrationContext.configure(connection)):
            module.upgrade()  # type: ignore[attr-defined]  # every version module has it, a test walks them
        connection.exec_driver_sql(f"PRAGMA user_version = {number}")
        if connection.exec_driver_sql("PRAGMA integrity_check").scalar() != "ok":
            raise CacheTrouble(problem("cache_damaged"))
    copy.unlink(missing_ok=True)  # it would outlive what must be gone (R15)
