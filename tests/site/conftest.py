"""A migrated database for each test, on SQLite and on a private PostgreSQL cluster."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from itertools import count
from pathlib import Path

import psycopg
import pytest

from izanau_site.store import Store
from izanau_site.store.migrations import migrate

_numbers = count(1)


def _programs() -> Path | None:
    """The folder of initdb; Debian keeps it off the PATH."""
    found = shutil.which("initdb")
    every = [Path(found).parent] if found else []
    every += sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True)
    return next((folder for folder in every if (folder / "initdb").exists()), None)


def _as_postgres() -> list[str]:
    """PostgreSQL does not run as root: become the user that its package made."""
    return ["setpriv", "--reuid=postgres", "--regid=postgres", "--clear-groups"] if os.geteuid() == 0 else []


@pytest.fixture(scope="session")
def cluster() -> Iterator[str]:
    """The folder of the socket of a PostgreSQL cluster that lives as long as this run."""
    programs = _programs()
    if programs is None:
        pytest.fail("PostgreSQL is not installed; on Debian: apt-get install postgresql")
    folder = Path(tempfile.mkdtemp(prefix="pg"))
    if os.geteuid() == 0:
        shutil.chown(folder, "postgres")
    data, run = folder / "data", {"check": True, "capture_output": True, "cwd": "/"}
    initdb = [programs / "initdb", "-D", data, "-A", "trust", "-U", "postgres", "-E", "UTF8", "--locale=C.UTF-8", "-N"]
    subprocess.run([*_as_postgres(), *map(str, initdb)], **run)  # type: ignore[call-overload]  # options as a dict
    options = f"-c listen_addresses='' -c unix_socket_directories={folder} -c fsync=off -c max_connections=60"
    start = [programs / "pg_ctl", "-D", data, "-w", "-o", options, "-l", folder / "log", "start"]
    subprocess.run([*_as_postgres(), *map(str, start)], **run)  # type: ignore[call-overload]  # options as a dict
    try:
        with psycopg.connect(host=str(folder), user="postgres", autocommit=True) as admin:
            admin.execute("CREATE DATABASE template_site")
        migrate(_address(str(folder), "template_site"))
        yield str(folder)
    finally:
        stop = [programs / "pg_ctl", "-D", data, "-m", "immediate", "stop"]
        subprocess.run([*_as_postgres(), *map(str, stop)], **run)  # type: ignore[call-overload]  # options as a dict
        shutil.rmtree(folder)


def _address(folder: str, name: str) -> str:
    return f"postgresql+psycopg://postgres@/{name}?host={folder}"


@pytest.fixture(scope="session")
def template_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A migrated SQLite file to copy."""
    file = tmp_path_factory.mktemp("template") / "site.db"
    migrate(f"sqlite:///{file}")
    return file


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgresql)])
def backend(request: pytest.FixtureRequest) -> str:
    """The database below the test."""
    return str(request.param)


@pytest.fixture
def database(backend: str, request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """The address of a migrated, empty database."""
    if backend == "sqlite":
        shutil.copy(request.getfixturevalue("template_file"), tmp_path / "site.db")
        yield f"sqlite:///{tmp_path / 'site.db'}"
        return
    folder, name = request.getfixturevalue("cluster"), f"site_{next(_numbers)}"
    with psycopg.connect(host=folder, user="postgres", autocommit=True) as admin:
        admin.execute(f"CREATE DATABASE {name} TEMPLATE template_site".encode())
        yield _address(folder, name)
        admin.execute(f"DROP DATABASE {name} WITH (FORCE)".encode())


@pytest.fixture
def empty_database(backend: str, request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """The address of a database without any tables."""
    if backend == "sqlite":
        yield f"sqlite:///{tmp_path / 'site.db'}"
        return
    folder, name = request.getfixturevalue("cluster"), f"site_{next(_numbers)}"
    with psycopg.connect(host=folder, user="postgres", autocommit=True) as admin:
        admin.execute(f"CREATE DATABASE {name}".encode())
        yield _address(folder, name)
        admin.execute(f"DROP DATABASE {name} WITH (FORCE)".encode())


@pytest.fixture
def store(database: str, tmp_path: Path) -> Iterator[Store]:
    """An open store on an empty database."""
    opened = Store.open(database, tmp_path / "ledger")
    yield opened
    opened.close()
