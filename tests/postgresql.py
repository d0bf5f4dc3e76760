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
    folder = Path(tempfile.mkdtemp(prefix="pg"))
    if os.geteuid() == 0:
        shutil.chown(folder, "postgres")
    _run("initdb", "-D", folder / "data", "-A", "trust", "-U", "postgres", "-E", "UTF8", "--locale=C.UTF-8", "-N")
    wanted = ("listen_addresses=", f"unix_socket_directories={folder}", "fsync=off", "max_connections=60", *settings)
    with (folder / "data" / "postgresql.conf").open("a") as conf:
        conf.writelines(f"{name} = '{value}'\n" for name, _, value in (one.partition("=") for one in wanted))
    start(str(folder))
    try:
        with psycopg.connect(host=str(folder), user="postgres", autocommit=True) as admin:
            admin.execute(f"CREATE DATABASE {TEMPLATE}".encode())
        migrate(address(str(folder), TEMPLATE))
        yield str(folder)
    finally:
        stop(str(folder))
        shutil.rmtree(folder)


def start(folder: str) -> None:
    """Start a cluster that was stopped."""
    _run("pg_ctl", "-D", f"{folder}/data", "-w", "-l", f"{folder}/log", "start")


def stop(folder: str, how: str = "immediate") -> None:
    """Stop a cluster; its folder stays."""
    _run("pg_ctl", "-D", f"{folder}/data", "-w", "-m", how, "stop")


def copy(folder: str) -> None:
    """Keep a standby of a cluster, which gets nothing more of it."""
    stop(folder, "fast")
    _run("cp", "-a", f"{folder}/data", f"{folder}/standby")
    Path(folder, "standby", "standby.signal").touch()
    start(folder)


def fail_over(folder: str) -> None:
    """The cluster is lost, and its standby takes its place; it still waits to be promoted."""
    stop(folder)
    shutil.rmtree(f"{folder}/data")
    Path(folder, "standby").rename(Path(folder, "data"))
    start(folder)


def promote(folder: str) -> None:
    """Make a standby take writes."""
    _run("pg_ctl", "-D", f"{folder}/data", "-w", "promote")


def _run(program: str, *arguments: str | Path) -> None:
    """Run a program of PostgreSQL's or of the system as the user that the cluster is of."""
    found = _programs() / program
    words = [str(found) if found.exists() else program, *map(str, arguments)]
    subprocess.run([*_as_postgres(), *words], check=True, capture_output=True, cwd="/")


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
