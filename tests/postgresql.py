"""A private PostgreSQL cluster with a migrated database to copy."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

import psycopg

from izanau_site.store.migrations import migrate

TEMPLATE: Final = "template_site"
"""The database that is migrated and empty."""


class NoPostgresError(Exception):
    """There is no PostgreSQL on this machine."""

    def __str__(self) -> str:
        return "PostgreSQL is not installed; on Debian: apt-get install postgresql"


@contextmanager
def running(*settings: str) -> Iterator[str]:
    """The folder of the socket of a cluster that ends with the block; `settings` as `name=value`. Raises NoPostgresError."""
    programs = _programs()
    folder = Path(tempfile.mkdtemp(prefix="pg"))
    if os.geteuid() == 0:
        shutil.chown(folder, "postgres")
    data, run = folder / "data", {"check": True, "capture_output": True, "cwd": "/"}
    initdb = [programs / "initdb", "-D", data, "-A", "trust", "-U", "postgres", "-E", "UTF8", "--locale=C.UTF-8", "-N"]
    subprocess.run([*_as_postgres(), *map(str, initdb)], **run)  # type: ignore[call-overload]  # options as a dict
    wanted = ("listen_addresses=''", f"unix_socket_directories={folder}", "fsync=off", "max_connections=60", *settings)
    options = " ".join(f"-c {setting}" for setting in wanted)
    start = [programs / "pg_ctl", "-D", data, "-w", "-o", options, "-l", folder / "log", "start"]
    subprocess.run([*_as_postgres(), *map(str, start)], **run)  # type: ignore[call-overload]  # options as a dict
    try:
        with psycopg.connect(host=str(folder), user="postgres", autocommit=True) as admin:
            admin.execute(f"CREATE DATABASE {TEMPLATE}".encode())
        migrate(address(str(folder), TEMPLATE))
        yield str(folder)
    finally:
        stop = [programs / "pg_ctl", "-D", data, "-m", "immediate", "stop"]
        subprocess.run([*_as_postgres(), *map(str, stop)], **run)  # type: ignore[call-overload]  # options as a dict
        shutil.rmtree(folder)


def address(folder: str, name: str) -> str:
    """The address of a database of a cluster, as the setting `database` takes it."""
    return f"postgresql+psycopg://postgres@/{name}?host={folder}"


def _programs() -> Path:
    """The folder of initdb; Debian keeps it off the PATH."""
    found = shutil.which("initdb")
    every = [Path(found).parent] if found else []
    every += sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True)
    programs = next((folder for folder in every if (folder / "initdb").exists()), None)
    if programs is None:
        raise NoPostgresError
    return programs


def _as_postgres() -> list[str]:
    """PostgreSQL does not run as root: become the user that its package made."""
    return ["setpriv", "--reuid=postgres", "--regid=postgres", "--clear-groups"] if os.geteuid() == 0 else []
