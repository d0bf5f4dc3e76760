"""An open site for each test of the background work, on every database."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from izanau_site import settings as settings_of
from izanau_site.site import Site, open_site


@pytest.fixture
def site(database: str, tmp_path: Path) -> Iterator[Site]:
    """A site whose mails become files."""
    settings = settings_of.load(environment={}, database=database, data_dir=tmp_path, ledger=tmp_path / "ledger")
    opened = open_site(settings)
    yield opened
    opened.store.close()
