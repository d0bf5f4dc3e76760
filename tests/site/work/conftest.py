"""An open site for each test of the background work, on every database."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from pathlib import Path

import pytest
from aiosmtpd.controller import Controller

from izanau_site import settings as settings_of
from izanau_site.site import Site, open_site
from tests.site.work.smtp import Sink


@pytest.fixture
def site(database: str, tmp_path: Path) -> Iterator[Site]:
    """A site whose mails become files."""
    settings = settings_of.load(environment={}, database=database, data_dir=tmp_path, ledger=tmp_path / "ledger")
    opened = open_site(settings)
    yield opened
    opened.store.close()


@pytest.fixture
def sink() -> Iterator[tuple[Sink, str]]:
    """A sink and its address."""
    kept = Sink()
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    controller = Controller(kept, hostname="127.0.0.1", port=port)
    controller.start()
    yield kept, f"smtp://127.0.0.1:{port}"
    controller.stop()
