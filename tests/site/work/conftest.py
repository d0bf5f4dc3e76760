"""An open site for each test of the background work, on every database."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest
from aiosmtpd.controller import Controller

from izanau_protocol import ambient
from izanau_site import settings as settings_of
from izanau_site.site import Site, open_site
from tests.site.work.smtp import Sink
from tests.site.world import Story


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


@pytest.fixture
def mailing(site: Site, sink: tuple[Sink, str]) -> Site:
    """A site with an address of its own, which mails through a real server."""
    named = {"public_url": "https://site.test", "smtp": sink[1]}
    return msgspec.structs.replace(site, settings=msgspec.structs.replace(site.settings, **named))


@pytest.fixture
def story(site: Site) -> Story:
    """A company, its people, and who applies there."""
    return Story(site.store)


@pytest.fixture
def clock() -> Iterator[ambient.Rule]:
    """A clock that the test rules."""
    with ambient.ruled() as rule:
        yield rule
