"""The people whose pushes and pulls are judged."""

from __future__ import annotations

import pytest

from izanau_site.store import Store
from tests.site.world import Story


@pytest.fixture
def story(store: Store) -> Story:
    """A company with a recruiter, a reviewer and a job, two seekers, and a company next door."""
    return Story(store)
