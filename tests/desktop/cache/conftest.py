"""A cache in a folder of its own, with a key."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from izanau_desktop.cache import Cache

KEY = bytes(range(32))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "cache"


@pytest.fixture
def cache(folder: Path) -> Iterator[Cache]:
    found = Cache(folder, KEY)
    found.set_note(account="acc", group="seeker", role="seeker")
    yield found
    found.close()


@pytest.fixture
def company(cache: Cache) -> Cache:
    """The same of somebody at a company."""
    cache.set_note(account="hr", group="company", role="recruiter", company="c")
    return cache
