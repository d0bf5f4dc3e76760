"""A migrated database for each test, on SQLite and on a private PostgreSQL cluster."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from itertools import count
from pathlib import Path

import psycopg
import pytest

from izanau_site.store import Store
from izanau_site.store.migrations import migrate
from tests import postgresql

_numbers = count(1)


@pytest.fixture(scope="session")
def cluster() -> Iterator[str]:
    """The folder of the socket of a PostgreSQL cluster that lives as long as this run."""
    with postgresql.running() as folder:
        yield folder


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
        admin.execute(f"CREATE DATABASE {name} TEMPLATE {postgresql.TEMPLATE}".encode())
        yield postgresql.address(folder, name)
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
        yield postgresql.address(folder, name)
        admin.execute(f"DROP DATABASE {name} WITH (FORCE)".encode())


@pytest.fixture
def store(database: str, tmp_path: Path) -> Iterator[Store]:
    """An open store on an empty database."""
    opened = Store.open(database, tmp_path / "ledger")
    yield opened
    opened.close()
