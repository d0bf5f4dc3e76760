"""A served site for each test, on every database."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from litestar.testing import TestClient

from izanau_site import settings as settings_of
from izanau_site.app import create_app
from izanau_site.site import open_site
from tests.site.served import Served


@pytest.fixture
def served(database: str, tmp_path: Path) -> Iterator[Served]:
    """The application behind a client; mails stay in the outbox."""
    settings = settings_of.load(
        environment={}, database=database, data_dir=tmp_path, ledger=tmp_path / "ledger", public_url="http://site.test"
    )
    app = create_app(lambda: open_site(settings))
    with TestClient(app) as client:
        yield Served(client, app.state.site, app.state.streams)
